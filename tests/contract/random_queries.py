"""Any query, on any articles, against plain Python."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from archive import Article
from index import Engine, Hit, Interval, Node, SearchRequest, SearchResult, Sort
from tests.contract import oracle, strategies
from tests.contract.engines import FACETS, NO_SNIPPETS, EngineTests, fill, find, ids


class RandomQueryContract(EngineTests):
    """Any query, on any articles, against plain Python."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=some.data())
    def test_any_query_finds_what_plain_python_finds(
        self, data: some.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        engine = self.open(tmp_path_factory.mktemp("index"))
        try:
            articles = apply(engine, data.draw(histories))
            for _ in range(12):
                request = data.draw(requests)
                for sort in Sort:
                    check_search(engine, articles, replace(request, sort=sort))
        finally:
            engine.close()

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(articles=strategies.corpora, queries=some.lists(strategies.nodes, max_size=12))
    def test_any_query_scores_what_plain_python_says(
        self,
        articles: dict[str, Article],
        queries: list[Node],
        tmp_path_factory: pytest.TempPathFactory,
    ) -> None:
        # Nothing is deleted: deleted articles may count until an engine is rid of them.
        engine = self.open(tmp_path_factory.mktemp("index"))
        try:
            fill(engine, articles, batches=2)
            for query in queries:
                hits = find(engine, query, limit=100).hits
                scores = {
                    key: oracle.score(articles[key], query, articles)
                    for key in (hit.id for hit in hits)
                }
                assert {hit.id: hit.score for hit in hits} == pytest.approx(scores), query
        finally:
            engine.close()


histories = some.lists(
    some.tuples(some.sets(strategies.keys), strategies.corpora), min_size=1, max_size=5
)
"""Batches of (ids to delete, articles to put)."""

requests = some.builds(
    SearchRequest,
    query=strategies.nodes,
    filters=strategies.filters,
    limit=some.just(100),
    facets=some.just(FACETS),
    facet_size=some.just(100),
    facet_prefix=strategies.facet_prefixes,
    interval=some.just(Interval.DAY),
    zone=strategies.zones,
    recency=strategies.recencies,
    explain=some.booleans(),
    snippets=some.just(NO_SNIPPETS),
)


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


def check_search(engine: Engine, articles: Mapping[str, Article], request: SearchRequest) -> None:
    """One search against the oracle: what is found, in which order, its scores and all counts."""
    expected = oracle.hits(articles, request.query, request.filters)
    result = engine.search(request)
    found = ids(result)
    assert (result.total, set(found), len(found)) == (len(expected), expected, len(expected))
    if request.sort is Sort.RELEVANCE:
        assert found == [hit.id for hit in sorted(result.hits, key=lambda h: (-h.score, h.id))]
    else:
        assert found == oracle.by_time({key: articles[key] for key in expected}, request.sort)
    for hit in result.hits:
        check_score(hit, articles[hit.id], request)
    check_facets(result, articles, request)
    check_pages(engine, result, request)


def check_score(hit: Hit, found: Article, request: SearchRequest) -> None:
    """What a hit is worth, where that is simple to say, and that its shares are worth as much."""
    score = oracle.score(found, request.query)
    if request.sort is not Sort.RELEVANCE:
        score = 0.0
    elif score is not None and request.recency:
        score *= oracle.recency_factor(found, request.recency)
    if score is not None:
        assert hit.score == pytest.approx(score)
    if request.explain:
        assert hit.shares is not None
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score, abs=1e-9)
    else:
        assert hit.shares is None


def check_facets(
    result: SearchResult, articles: Mapping[str, Article], request: SearchRequest
) -> None:
    """Every count of every facet."""
    for field in FACETS:
        counts, missing = oracle.counts(
            articles,
            request.query,
            request.filters,
            field,
            prefix=request.facet_prefix,
            zone=request.zone,
        )
        facet = result.facets[field]
        assert {b.value: b.count for b in facet.buckets if b.count} == counts
        assert (facet.missing, facet.other) == (missing, 0)


def check_pages(engine: Engine, whole: SearchResult, request: SearchRequest) -> None:
    """After each hit's cursor come the hits after it, and nothing else has changed."""
    for number, hit in enumerate(whole.hits, start=1):
        rest = engine.search(replace(request, after=hit.cursor))
        assert rest == replace(whole, hits=whole.hits[number:])
    if whole.hits:
        page = engine.search(replace(request, after=whole.hits[0].cursor, offset=1, limit=2))
        assert page == replace(whole, hits=whole.hits[2:4])
