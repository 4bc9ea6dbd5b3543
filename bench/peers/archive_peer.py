"""This archive's own embedded engine, through its public interface alone: from the text of a query
to the answer that the API sends."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import orjson
from typing_extensions import override

from api.answers import search_answer
from api.paging import Page
from api.searching import Found, Question
from archive import Article, Settings, open_store
from bench.peers.base import ALL_CLASSES, FACET_SIZE, HITS, SNIPPET_SIZE, Peer
from bench.queries import BenchQuery
from index import (
    Filters,
    Highlight,
    Interval,
    Published,
    SearchRequest,
    SnippetRequest,
    SynonymRules,
    format_node,
    parse_query,
)
from index.whoosh_engine.engine import WhooshEngine

_BATCH = 1_000  # as the follower writes
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_SHOWN = {
    "highlight": Highlight.HTML,
    "highlight_tag": "mark",
    "explain": False,
    "members": None,
}


class ArchivePeer(Peer):
    """What `/v1/search` asks for, with two facets and one snippet a hit like the others."""

    name = "this archive"
    note = "its defaults; articles put in in batches of 1,000, as by the follower"
    classes = ALL_CLASSES
    cached = False  # its code changes from run to run

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @override
    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        self.open()
        stream = iter(articles)
        with self.engine.rebuilding(self.archive_id) as rebuild:
            revision = 0
            while batch := list(islice(stream, _BATCH)):
                revision += len(batch)
                with rebuild.writing(revision) as writer:
                    for article_id, article in batch:
                        writer.put(article_id, article)

    @override
    def settle(self) -> None:
        self.engine.settle()
        self.close()

    @override
    def open(self) -> None:
        settings = Settings(data=self.folder)
        store = open_store(settings)  # an empty archive, so that the API can serve the index
        self.archive_id = store.archive_id
        store.close()
        self.engine = WhooshEngine(settings.index_path, self.archive_id)

    @override
    def search(self, query: BenchQuery) -> bytes:
        values: dict[str, tuple[str, ...]] = {
            name: (value,)
            for name, value in (("source", query.source), ("agency", query.agency))
            if value is not None
        }
        node = parse_query(query.text)
        request = SearchRequest(
            query=node,
            filters=Filters(values=values, published=Published(query.since, query.until)),
            limit=HITS,
            facets=query.facets,
            facet_size=FACET_SIZE,
            interval=Interval.MONTH,
            snippets=SnippetRequest(count=1, size=SNIPPET_SIZE),
        )
        result = self.engine.search(request)
        question = Question(
            node=node, parsed=format_node(node), began=_BEGAN, synonyms=SynonymRules()
        )
        answer = search_answer(
            Found(question=question, request=request, result=result),
            Page(hits=result.hits, total=result.total, number=1, size=HITS, next_cursor=None),
            {"q": query.text, **_SHOWN},
            took_ms=0.0,
        )
        return orjson.dumps(answer)

    @override
    def replace(self, id: str, article: Article) -> None:
        with self.engine.writing(self.engine.revision() + 1) as writer:
            writer.put(id, article)

    @override
    def close(self) -> None:
        self.engine.close()
