"""The queries that engines are measured with."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

import pytest
import Stemmer

from archive import Article
from bench.corpus import Corpus
from bench.http_apps import path_of, query_of
from bench.peers.snippets import Snippets
from bench.queries import BenchQuery, Operator, QueryClass, make_queries

CORPUS = Corpus(1_000, seed=7)
stem = Stemmer.Stemmer("english").stemWord


@pytest.fixture(scope="module")
def queries() -> tuple[BenchQuery, ...]:
    return make_queries(CORPUS, 20)


@pytest.fixture(scope="module")
def articles() -> list[tuple[Article, list[str]]]:
    return [
        (article, re.findall(r"\w+", f"{article.title} {article.body}".lower()))
        for _, article in CORPUS
    ]


def matches(query: BenchQuery, article: Article, words: Sequence[str]) -> bool:
    """The slow and obvious meaning of a query, short of what stemming adds."""
    if query.source is not None and (not article.source or article.source.name != query.source):
        return False
    if query.agency is not None and query.agency not in [each.name for each in article.agencies]:
        return False
    if query.since is not None and query.until is not None:
        published = article.published.utc.replace(tzinfo=None) if article.published else None
        since, until = (each.replace(tzinfo=None) for each in (query.since, query.until))
        if published is None or not since <= published < until:
            return False
    if query.operator is Operator.PHRASE:
        return f" {' '.join(query.words)} " in f" {' '.join(words)} "
    there = set(words)
    found = [word in there for word in query.words]
    if query.prefix:
        found[-1] = any(word.startswith(query.words[-1]) for word in there)
    return any(found) if query.operator is Operator.OR else all(found)


def test_the_same_seed_makes_the_same_queries(queries: tuple[BenchQuery, ...]) -> None:
    assert make_queries(CORPUS, 20) == queries


def test_every_query_is_asked_once_and_classes_take_turns(queries: tuple[BenchQuery, ...]) -> None:
    assert len(set(queries)) == len(queries) == 20 * len(QueryClass)
    assert [query.kind for query in queries[:6]] == list(QueryClass)


def test_every_query_finds_something(
    queries: tuple[BenchQuery, ...], articles: list[tuple[Article, list[str]]]
) -> None:
    asked = [query for query in queries if query.kind is not QueryClass.COMMON]
    for query in asked:
        assert any(matches(query, article, words) for article, words in articles), query.text


def test_no_facet_is_filtered(queries: tuple[BenchQuery, ...]) -> None:
    for query in queries:
        assert not (query.source and "source" in query.facets)
        assert not (query.agency and "agency" in query.facets)
        assert not (query.since and "published" in query.facets)


def test_a_request_carries_the_whole_query(queries: tuple[BenchQuery, ...]) -> None:
    for query in queries:
        asked = query_of(dict(parse_qsl(path_of(query).partition("?")[2])))
        for name in ("words", "prefix", "source", "agency", "facets", "text"):
            assert getattr(asked, name) == getattr(query, name)
        for name in ("since", "until"):
            ours, theirs = getattr(asked, name), getattr(query, name)
            assert (ours and ours.date()) == (theirs and theirs.date())


def test_a_snippet_shows_a_match_and_escapes_the_rest() -> None:
    query = BenchQuery(kind=QueryClass.AND, words=("troops", "seoul"))
    body = "x < y. " * 200 + "The Troop left Seoul’s barracks. " + "And so on. " * 200
    snippet = Snippets(query).make(body)
    assert "<mark>Troop</mark> left <mark>Seoul</mark>’s" in snippet
    assert "x &lt; y" in snippet
    assert len(snippet) < 320


def test_a_snippet_of_a_phrase_shows_the_phrase() -> None:
    query = BenchQuery(kind=QueryClass.PHRASE, words=("north", "korea"), operator=Operator.PHRASE)
    body = "In the north it rained. " * 50 + "North Korea denied it."
    assert "<mark>North</mark> <mark>Korea</mark>" in Snippets(query).make(body)
