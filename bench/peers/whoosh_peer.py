"""Stock Whoosh: its own codec, analysis, scoring, facets and highlighter."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import whoosh
from typing_extensions import override
from whoosh import fields, highlight, index, sorting
from whoosh import query as nodes
from whoosh.analysis import StemmingAnalyzer

from archive import Article
from bench.peers.base import (
    ALL_CLASSES,
    HITS,
    SNIPPET_SIZE,
    TITLE_BOOST,
    Peer,
    answer_json,
    hit_json,
    month_name,
    month_number,
)
from bench.peers.snippets import Snippets
from bench.queries import BenchQuery, Operator

_FIELDS = ("title", "body")
_FACETS = ("source", "agency", "language")
_BUFFER = 512  # MB


class WhooshPeer(Peer):
    """As its documentation has it, but keeping stop words like all the others."""

    name = "stock Whoosh"
    note = (
        f"Whoosh {'.'.join(map(str, whoosh.__version__))}, StemmingAnalyzer with stop words kept,"
        f" {_BUFFER} MB buffer, one process, facets through columns, ContextFragmenter"
    )
    classes = ALL_CLASSES
    cached = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()  # readers share a file's position: one search at a time

    @override
    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        self.folder.mkdir(parents=True)
        writer = index.create_in(self.folder, _schema()).writer(limitmb=_BUFFER)
        for article_id, article in articles:
            writer.add_document(**_values(article_id, article))
        writer.commit()

    @override
    def open(self) -> None:
        self.index = index.open_dir(self.folder)
        self.searcher = self.index.searcher()
        self.analyzer = StemmingAnalyzer(stoplist=None, minsize=1)

    @override
    def search(self, query: BenchQuery) -> bytes:
        with self._lock:
            return self._answer(query)

    def _answer(self, query: BenchQuery) -> bytes:
        # Grouping makes Whoosh visit, and return, every match: the total comes with it.
        found = self.searcher.search(
            self._query(query),
            limit=HITS,
            groupedby={name: sorting.FieldFacet(_COLUMNS[name]) for name in query.facets},
            maptype=sorting.Count,
        )
        facets = {name: _named(name, found.groups(name)) for name in query.facets}
        make_snippet = self._snippets(query, found)
        hits = [_hit(hit, make_snippet) for hit in found[:HITS]]
        return answer_json(query, len(found), hits, facets)

    @override
    def replace(self, id: str, article: Article) -> None:
        writer = self.index.writer()
        writer.update_document(**_values(id, article))
        writer.commit()
        self.refresh()

    @override
    def refresh(self) -> None:
        self.searcher = self.searcher.refresh()

    @override
    def close(self) -> None:
        self.searcher.close()
        self.index.close()

    def _snippets(self, query: BenchQuery, found: Any) -> Callable[[Any], str]:
        found.fragmenter = highlight.ContextFragmenter(maxchars=SNIPPET_SIZE)
        found.formatter = highlight.HtmlFormatter(tagname="mark")
        return lambda hit: hit.highlights("body", top=1) or hit["body"][:SNIPPET_SIZE]

    def _query(self, query: BenchQuery) -> Any:
        matching = self._text_query(query)
        filters = []
        if query.source is not None:
            filters.append(nodes.Term("source", query.source))
        if query.agency is not None:
            filters.append(nodes.Term("agency", query.agency))
        if query.since is not None and query.until is not None:
            filters.append(
                nodes.NumericRange(
                    "published",
                    int(query.since.timestamp()),
                    int(query.until.timestamp()),
                    endexcl=True,
                )
            )
        return nodes.Require(matching, nodes.And(filters)) if filters else matching

    def _text_query(self, query: BenchQuery) -> Any:
        terms = [token.text for token in self.analyzer(" ".join(query.words))]
        if query.operator is Operator.PHRASE:
            return nodes.Or(
                [nodes.Phrase(name, terms, boost=boost) for name, boost in _BOOSTS.items()]
            )
        words = [
            nodes.Or([nodes.Term(name, term, boost=boost) for name, boost in _BOOSTS.items()])
            for term in (terms[:-1] if query.prefix else terms)
        ]
        if query.prefix:
            words.append(nodes.Or([nodes.Prefix(name, query.words[-1]) for name in _FIELDS]))
        return (nodes.Or if query.operator is Operator.OR else nodes.And)(words)


class WhooshSharedSnippetsPeer(WhooshPeer):
    """The same index without Whoosh's highlighter, which is most of the time of a search."""

    name = "Whoosh, shared snippets"

    def _snippets(self, query: BenchQuery, found: Any) -> Callable[[Any], str]:
        make = Snippets(query).make
        return lambda hit: make(hit["body"])


_BOOSTS = {"title": TITLE_BOOST, "body": 1.0}
_COLUMNS = {"source": "source", "agency": "agency", "language": "language", "published": "month"}


def _schema() -> Any:
    analyzer = StemmingAnalyzer(stoplist=None, minsize=1)
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=analyzer, stored=True),
        body=fields.TEXT(analyzer=analyzer, stored=True),
        source=fields.ID(stored=True, sortable=True),
        agency=fields.KEYWORD(stored=True, commas=True, sortable=True),
        language=fields.ID(stored=True, sortable=True),
        month=fields.NUMERIC(sortable=True),
        published=fields.NUMERIC(numtype=int, bits=64),
        date=fields.STORED(),
        url=fields.STORED(),
    )


def _values(id: str, article: Article) -> dict[str, Any]:
    published = article.published.utc if article.published else None
    return {
        "id": id,
        "title": article.title,
        "body": article.body,
        "source": article.source.name if article.source else None,
        "agency": ",".join(agency.name for agency in article.agencies) or None,
        "language": article.language,
        "month": month_number(article),
        "published": int(published.timestamp()) if published else None,
        "date": published.isoformat() if published else None,
        "url": article.url,
    }


def _named(facet: str, groups: dict[Any, int]) -> dict[str, int]:
    if facet == "published":
        return {month_name(month): n for month, n in groups.items() if _is_month(month)}
    named: dict[str, int] = {}
    for values, count in groups.items():
        for value in (values or "").split(","):
            if value:
                named[value] = named.get(value, 0) + count
    return named


def _is_month(number: int | None) -> bool:
    return number is not None and 0 < number < 10**6  # a column's default stands for none


def _hit(hit: Any, make_snippet: Callable[[Any], str]) -> dict[str, Any]:
    stored = hit.fields()
    return hit_json(
        id=stored["id"],
        score=hit.score,
        title=stored["title"],
        source=stored.get("source"),
        agencies=stored["agency"].split(",") if stored.get("agency") else (),
        published=stored.get("date"),
        url=stored.get("url"),
        snippet=make_snippet(hit),
    )
