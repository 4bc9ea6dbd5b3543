"""This archive's own embedded engine, through its public interface alone."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from typing_extensions import override

from archive import Article, Settings, open_store
from bench.peers.base import ALL_CLASSES, FACET_SIZE, HITS, SNIPPET_SIZE, Answer, AnswerHit, Peer
from bench.queries import BenchQuery
from index import (
    Filters,
    Hit,
    Interval,
    Published,
    SearchRequest,
    SnippetRequest,
    open_engine,
    parse_query,
    to_html,
)

_BATCH = 1_000  # as the follower writes


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
        self.close()

    @override
    def open(self) -> None:
        settings = Settings(data=self.folder)
        store = open_store(settings)  # an empty archive, so that the API can serve the index
        self.archive_id = store.archive_id
        store.close()
        self.engine = open_engine(settings, self.archive_id)

    @override
    def search(self, query: BenchQuery) -> Answer:
        values: dict[str, tuple[str, ...]] = {
            name: (value,)
            for name, value in (("source", query.source), ("agency", query.agency))
            if value is not None
        }
        found = self.engine.search(
            SearchRequest(
                query=parse_query(query.text),
                filters=Filters(values=values, published=Published(query.since, query.until)),
                limit=HITS,
                facets=query.facets,
                facet_size=FACET_SIZE,
                interval=Interval.MONTH,
                snippets=SnippetRequest(count=1, size=SNIPPET_SIZE),
            )
        )
        facets = {
            name: {bucket.value: bucket.count for bucket in facet.buckets if bucket.count}
            for name, facet in found.facets.items()
        }
        return Answer(found.total, tuple(_hit(hit) for hit in found.hits), facets)

    @override
    def replace(self, id: str, article: Article) -> None:
        with self.engine.writing(self.engine.revision() + 1) as writer:
            writer.put(id, article)

    @override
    def close(self) -> None:
        self.engine.close()


def _hit(hit: Hit) -> AnswerHit:
    document = hit.document
    return AnswerHit(
        id=hit.id,
        score=hit.score,
        title=document["title"],
        source=document["source"],
        agencies=tuple(document["agencies"]),
        published=document["published"]["at"] if document["published"] else None,
        url=document["url"],
        snippet="".join(to_html(snippet.text, snippet.marks) for snippet in hit.snippets),
    )
