"""Any query, on any articles, against plain Python."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from archive import Article
from index import Engine, Filters, Interval, Node, SearchRequest, Sort
from tests.contract import oracle
from tests.contract.engines import FACETS, NO_SNIPPETS, EngineTests, fill, ids


class RandomQueryContract(EngineTests):
    """Any query, on any articles, against plain Python."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=strategies.data())
    def test_any_query_finds_what_plain_python_finds(
        self, data: strategies.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        engine = self.open(tmp_path_factory.mktemp("index"))
        try:
            articles = apply(engine, data.draw(histories))
            for _ in range(12):
                check_search(engine, articles, data.draw(oracle.nodes), data.draw(oracle.filters))
        finally:
            engine.close()


histories = strategies.lists(
    strategies.tuples(strategies.sets(oracle.keys), oracle.corpora), min_size=1, max_size=5
)
"""Batches of (ids to delete, articles to put)."""


def apply(engine: Engine, history: list[tuple[set[str], dict[str, Article]]]) -> dict[str, Article]:
    """Commit each batch, and answer the articles that are there in the end."""
    articles: dict[str, Article] = {}
    fill(engine, articles)
    for revision, (gone, changes) in enumerate(history, start=2):
        with engine.writing(revision) as writer:
            for key in gone:
                writer.delete(key)
                articles.pop(key, None)
            for key, changed in changes.items():
                writer.put(key, changed)
        articles.update(changes)
    return articles


def check_search(
    engine: Engine, articles: Mapping[str, Article], node: Node, filters: Filters
) -> None:
    """One search against the oracle: what is found, in which order, and all counts."""
    expected = oracle.hits(articles, node, filters)
    for sort in Sort:
        request = SearchRequest(
            query=node,
            filters=filters,
            sort=sort,
            limit=100,
            facets=FACETS,
            facet_size=100,
            interval=Interval.DAY,
            snippets=NO_SNIPPETS,
        )
        result = engine.search(request)
        found = ids(result)
        assert (result.total, set(found), len(found)) == (len(expected), expected, len(expected))
        if sort is Sort.RELEVANCE:
            assert found == [h.id for h in sorted(result.hits, key=lambda h: (-h.score, h.id))]
        else:
            assert found == oracle.by_time({key: articles[key] for key in expected}, sort)
    for field in FACETS:
        counts, missing = oracle.counts(articles, node, filters, field)
        facet = result.facets[field]
        assert {b.value: b.count for b in facet.buckets if b.count} == counts
        assert (facet.missing, facet.other) == (missing, 0)
