"""tantivy, through its own Python binding."""

from collections.abc import Callable, Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, Occur, Query, SchemaBuilder, SnippetGenerator
from typing_extensions import override

from archive import Article
from bench.peers.base import (
    ALL_CLASSES,
    FACET_SIZE,
    HITS,
    SNIPPET_SIZE,
    THREADS,
    TITLE_BOOST,
    Peer,
    answer_json,
    hit_json,
    month_name,
    month_number,
)
from bench.peers.snippets import Snippets
from bench.queries import BenchQuery, Operator

FIELDS = ["title", "body"]
HEAP = 1_000_000_000
_MONTHS = 1_000  # more than there are: a terms aggregation returns the largest


class TantivyPeer(Peer):
    """English stemmer, positions, stored text; facets by aggregation over fast fields."""

    name = "tantivy"
    note = f"tantivy-py {version('tantivy')}, en_stem, {THREADS} indexing threads, 1 GB heap"
    classes = ALL_CLASSES
    cached = False  # its rate is one that the archive's is held against: both in one run

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.schema = _schema()
        self.writer: tantivy.IndexWriter | None = None

    @override
    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        self.folder.mkdir(parents=True)
        index = tantivy.Index(self.schema, str(self.folder))
        self.writer = index.writer(HEAP, THREADS)
        for article_id, article in articles:
            self.writer.add_document(_document(article_id, article))
        self.writer.commit()

    @override
    def settle(self) -> None:
        assert self.writer is not None
        self.writer.wait_merging_threads()
        self.writer = None

    @override
    def open(self) -> None:
        self.index = tantivy.Index.open(str(self.folder))
        self.searcher = self.index.searcher()

    @override
    def search(self, query: BenchQuery) -> bytes:
        matching = self._query(query)
        searcher = self.searcher
        # Counting with the search costs nothing measurable; a count by aggregation costs a tenth.
        found = searcher.search(matching, HITS, count=True)
        counted = searcher.aggregate(matching, _AGGREGATIONS[query.facets])
        facets = {name: _buckets(name, counted[name]) for name in query.facets}
        make_snippet = self._snippets(query, matching)
        hits = [self._hit(score, address, make_snippet) for score, address in found.hits]
        total: int = found.count  # type: ignore[attr-defined]  # not in its stub
        return answer_json(query, total, hits, facets)

    @override
    def replace(self, id: str, article: Article) -> None:
        if self.writer is None:
            self.writer = self.index.writer(HEAP // 10, 1)
        self.writer.delete_documents_by_term("id", id)
        self.writer.add_document(_document(id, article))
        self.writer.commit()
        self.refresh()

    @override
    def refresh(self) -> None:
        self.index.reload()
        self.searcher = self.index.searcher()

    @override
    def close(self) -> None:
        del self.searcher, self.index, self.writer

    def _query(self, query: BenchQuery) -> Query:
        matching = self._text_query(query)
        filters = []
        if query.source is not None:
            filters.append(Query.term_query(self.schema, "source", query.source, "basic"))
        if query.agency is not None:
            filters.append(Query.term_query(self.schema, "agency", query.agency, "basic"))
        if query.since is not None:
            filters.append(
                Query.range_query(
                    self.schema,
                    "published",
                    tantivy.FieldType.Date,
                    query.since,
                    query.until,
                    include_upper=False,
                )
            )
        if not filters:
            return matching
        return Query.boolean_query(
            [(Occur.Must, matching)]
            + [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]
        )

    def _text_query(self, query: BenchQuery) -> Query:
        words = query.words[:-1] if query.prefix else query.words
        text = " ".join(words)
        if query.operator is Operator.PHRASE:
            text = f'"{text}"'
        parsed = self.index.parse_query(
            text,
            FIELDS,
            field_boosts={"title": TITLE_BOOST},
            conjunction_by_default=query.operator is not Operator.OR,
        )
        if not query.prefix:
            return parsed
        beginning = Query.boolean_query(
            [(Occur.Should, _beginning(self.schema, field, query.words[-1])) for field in FIELDS]
        )
        if not words:
            return beginning
        return Query.boolean_query([(Occur.Must, parsed), (Occur.Must, beginning)])

    def _snippets(self, query: BenchQuery, matching: Query) -> Callable[[Document], str]:
        """What makes a snippet of a stored document; see TantivyOwnSnippetsPeer for the other."""
        make = Snippets(query).make
        return lambda document: make(document.get_first("body") or "")

    def _hit(
        self, score: float, address: Any, make_snippet: Callable[[Document], str]
    ) -> dict[str, Any]:
        document = self.searcher.doc(address)
        published: datetime | None = document.get_first("published")
        url: bytes | None = document.get_first("url")
        return hit_json(
            id=document.get_first("id") or "",
            score=score,
            title=document.get_first("title") or "",
            source=document.get_first("source"),
            agencies=document.get_all("agency"),
            published=published.isoformat() if published else None,
            url=bytes(url).decode() if url else None,
            snippet=make_snippet(document),
        )


class TantivyOwnSnippetsPeer(TantivyPeer):
    """The same index with tantivy's SnippetGenerator, which analyses each body once more."""

    name = "tantivy, own snippets"

    def _snippets(self, query: BenchQuery, matching: Query) -> Callable[[Document], str]:
        if query.prefix:  # it marks no matches of a beginning
            return super()._snippets(query, matching)
        generator = SnippetGenerator.create(self.searcher, matching, self.schema, "body")
        generator.set_max_num_chars(SNIPPET_SIZE)
        return lambda document: (
            generator.snippet_from_doc(document)
            .to_html()
            .replace("<b>", "<mark>")
            .replace("</b>", "</mark>")
        )


def _beginning(schema: tantivy.Schema, field: str, text: str) -> Query:
    """Terms that begin so: a fuzzy query without edits, a hundred times faster to set up than the
    regular expression `text.*`."""
    return Query.fuzzy_term_query(schema, field, text, distance=0, prefix=True)


def _schema() -> tantivy.Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in ("source", "agency", "language"):
        builder.add_text_field(
            name, stored=True, fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_date_field("published", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("month", fast=True)
    builder.add_bytes_field("url", stored=True)
    return builder.build()


def _document(id: str, article: Article) -> Document:
    document = Document()
    document.add_text("id", id)
    document.add_text("title", article.title)
    document.add_text("body", article.body)
    if article.source is not None:
        document.add_text("source", article.source.name)
    for agency in article.agencies:
        document.add_text("agency", agency.name)
    if article.language is not None:
        document.add_text("language", article.language)
    month = month_number(article)
    if article.published is not None and month is not None:
        document.add_date("published", article.published.utc)
        document.add_unsigned("month", month)
    if article.url is not None:
        document.add_bytes("url", article.url.encode())
    return document


def _aggregation(facet: str) -> dict[str, Any]:
    # tantivy has no calendar intervals, so months are numbers; of histogram, terms of numbers and
    # terms of text, this was the fastest.
    if facet == "published":
        return {"terms": {"field": "month", "size": _MONTHS}}
    return {"terms": {"field": facet, "size": FACET_SIZE}}


_AGGREGATIONS: dict[tuple[str, str], dict[str, Any]] = {
    facets: {facet: _aggregation(facet) for facet in facets}
    for facets in (("source", "published"), ("agency", "published"), ("source", "language"))
}


def _buckets(facet: str, aggregated: dict[str, Any]) -> dict[str, int]:
    buckets = aggregated["buckets"]
    if facet == "published":
        return {month_name(int(bucket["key"])): bucket["doc_count"] for bucket in buckets}
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
