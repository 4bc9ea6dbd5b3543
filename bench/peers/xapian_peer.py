"""Xapian, through its own Python binding."""

import os
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import xapian
from typing_extensions import override

from archive import Article
from bench.peers.base import (
    ALL_CLASSES,
    HITS,
    TITLE_BOOST,
    Peer,
    answer_json,
    hit_json,
    month_name,
    month_number,
)
from bench.peers.snippets import Snippets
from bench.queries import BenchQuery, Operator

_SLOTS = {"source": 0, "agency": 1, "language": 2, "published": 3}
_INSTANT = 4
_FLUSH = 50_000  # documents between flushes; the default is 10,000


class XapianPeer(Peer):
    """English stemmer on all terms, positions, values for facets and ranges, BM25."""

    name = "Xapian"
    note = f"Xapian {xapian.version_string()}, STEM_ALL, glass, compacted, ValueCountMatchSpy"
    classes = ALL_CLASSES
    cached = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer: Any = None

    @override
    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        self.folder.mkdir(parents=True)
        os.environ["XAPIAN_FLUSH_THRESHOLD"] = str(_FLUSH)
        growing = str(self.folder / "growing")
        self.writer = xapian.WritableDatabase(growing, xapian.DB_CREATE_OR_OPEN)
        generator = _generator()
        for article_id, article in articles:
            self.writer.add_document(_document(generator, article_id, article))
        self.writer.commit()

    @override
    def settle(self) -> None:
        self.writer.compact(str(self.folder / "articles"))
        self.writer.close()
        shutil.rmtree(self.folder / "growing")

    @override
    def open(self) -> None:
        self.database = xapian.Database(str(self.folder / "articles"))
        self.stem = xapian.Stem("english")

    @override
    def search(self, query: BenchQuery) -> bytes:
        enquire = xapian.Enquire(self.database)
        enquire.set_query(self._query(query))
        spies = {name: xapian.ValueCountMatchSpy(_SLOTS[name]) for name in query.facets}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, HITS, self.database.get_doccount())
        make = Snippets(query).make  # MSet.snippet analyses the body again: three times slower
        hits = []
        for match in found:
            stored = orjson.loads(match.document.get_data())
            snippet = make(stored.pop("body"))
            hits.append(hit_json(score=match.weight, snippet=snippet, **stored))
        facets = {name: _named(name, spy) for name, spy in spies.items()}
        return answer_json(query, found.get_matches_estimated(), hits, facets)

    @override
    def replace(self, id: str, article: Article) -> None:
        if self.writer is None:
            self.writer = xapian.WritableDatabase(
                str(self.folder / "articles"), xapian.DB_CREATE_OR_OPEN
            )
        self.writer.replace_document(f"Q{id}", _document(_generator(), id, article))
        self.writer.commit()
        self.refresh()

    @override
    def refresh(self) -> None:
        self.database.reopen()

    @override
    def close(self) -> None:
        self.database.close()
        if self.writer is not None:
            self.writer.close()

    def _query(self, query: BenchQuery) -> Any:
        matching = self._text_query(query)
        if query.source is not None:
            matching = _filtered(matching, xapian.Query(f"XS{query.source}"))
        if query.agency is not None:
            matching = _filtered(matching, xapian.Query(f"XA{query.agency}"))
        if query.since is not None and query.until is not None:
            span = xapian.Query(
                xapian.Query.OP_VALUE_RANGE,
                _INSTANT,
                xapian.sortable_serialise(query.since.timestamp()),
                xapian.sortable_serialise(query.until.timestamp() - 1),
            )
            matching = _filtered(matching, span)
        return matching

    def _text_query(self, query: BenchQuery) -> Any:
        terms = [self.stem(word).decode() for word in query.words]
        if query.operator is Operator.PHRASE:
            return xapian.Query(xapian.Query.OP_PHRASE, terms, len(terms))
        words = [xapian.Query(term) for term in terms]
        if query.prefix:
            words[-1] = xapian.Query(xapian.Query.OP_WILDCARD, query.words[-1])
        operator = xapian.Query.OP_OR if query.operator is Operator.OR else xapian.Query.OP_AND
        return xapian.Query(operator, words)


def _filtered(matching: Any, condition: Any) -> Any:
    return xapian.Query(xapian.Query.OP_FILTER, matching, condition)


def _generator() -> Any:
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("english"))
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    return generator


def _document(generator: Any, id: str, article: Article) -> Any:
    document = xapian.Document()
    generator.set_document(document)
    generator.set_termpos(0)
    generator.index_text(article.title, int(TITLE_BOOST))
    generator.increase_termpos()
    generator.index_text(article.body)
    source = article.source.name if article.source else None
    agencies = [agency.name for agency in article.agencies]
    if source is not None:
        document.add_boolean_term(f"XS{source}")
        document.add_value(_SLOTS["source"], source)
    for name in agencies:
        document.add_boolean_term(f"XA{name}")
    document.add_value(_SLOTS["agency"], ",".join(agencies))
    document.add_value(_SLOTS["language"], article.language or "")
    published = None
    if article.published is not None:
        published = article.published.utc
        document.add_value(_SLOTS["published"], str(month_number(article)))
        document.add_value(_INSTANT, xapian.sortable_serialise(published.timestamp()))
    document.add_boolean_term(f"Q{id}")
    document.set_data(
        orjson.dumps(
            {
                "id": id,
                "title": article.title,
                "body": article.body,
                "source": source,
                "agencies": agencies,
                "published": published,
                "url": article.url,
            }
        )
    )
    return document


def _named(facet: str, spy: Any) -> dict[str, int]:
    named: Counter[str] = Counter()
    for item in spy.values():
        for value in item.term.decode().split(","):
            if value:
                named[month_name(int(value)) if facet == "published" else value] += item.termfreq
    return dict(named)
