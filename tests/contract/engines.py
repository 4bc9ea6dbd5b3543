"""What all parts of the contract stand on: the engine, and asking it with little to type."""

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from pathlib import Path

import pytest

from archive import Article
from index import (
    Cursor,
    Engine,
    Filters,
    Interval,
    Node,
    Published,
    Recency,
    SearchRequest,
    SearchResult,
    SnippetRequest,
    Sort,
)

FACETS = ("source", "agency", "author", "language", "published")
NO_SNIPPETS = SnippetRequest(count=0)


class EngineTests:
    """Tests of an engine, which a subclass opens."""

    def open(self, place: Path, archive_id: str = "archive") -> Engine:
        """The engine for the archive's index in a folder that is the test's own."""
        raise NotImplementedError

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = self.open(tmp_path)
        yield engine
        engine.close()


def fill(
    engine: Engine, articles: Mapping[str, Article], *, revision: int = 1, batches: int = 1
) -> None:
    """Rebuild the index with the articles, spread over several commits."""
    with engine.rebuilding("archive") as rebuild:
        for first in range(batches):
            with rebuild.writing(revision) as writer:
                for key in list(articles)[first::batches]:
                    writer.put(key, articles[key])


def find(
    engine: Engine,
    query: Node,
    *,
    published: Published = Published(),  # noqa: B008 # it is frozen
    limit: int = 50,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    facets: tuple[str, ...] = FACETS,
    facet_size: int = 10,
    facet_prefix: str = "",
    interval: Interval = Interval.AUTO,
    zone: tzinfo = UTC,
    after: Cursor | None = None,
    recency: Recency | None = None,
    explain: bool = False,
    snippets: SnippetRequest = NO_SNIPPETS,
    **values: list[str],
) -> SearchResult:
    """A search with little to type: filters are `source=["AFP"]`."""
    filters = Filters(
        values={field: tuple(accepted) for field, accepted in values.items()}, published=published
    )
    return engine.search(
        SearchRequest(
            query=query,
            filters=filters,
            sort=sort,
            offset=offset,
            limit=limit,
            facets=facets,
            facet_size=facet_size,
            facet_prefix=facet_prefix,
            interval=interval,
            zone=zone,
            after=after,
            recency=recency,
            explain=explain,
            snippets=snippets,
        )
    )


def ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.hits]
