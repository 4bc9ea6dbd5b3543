"""The made-up articles that engines are measured on."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from archive import Article
from bench.corpus import BATCH, SOURCES, Corpus


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, Article]]:
    return list(Corpus(1_500, seed=7))


def test_the_same_seed_makes_the_same_articles(pairs: list[tuple[str, Article]]) -> None:
    assert Corpus(1_500, seed=7).batch(1) == pairs[BATCH:]


def test_another_seed_makes_other_articles(pairs: list[tuple[str, Article]]) -> None:
    others = {article.body for _, article in Corpus(50, seed=8)}
    assert others.isdisjoint(article.body for _, article in pairs)


def test_every_article_has_an_id_of_its_own(pairs: list[tuple[str, Article]]) -> None:
    assert len({article_id for article_id, _ in pairs}) == len(pairs) == 1_500


def test_texts_are_of_the_size_of_news(pairs: list[tuple[str, Article]]) -> None:
    mean = sum(len(article.body) for _, article in pairs) / len(pairs)
    assert 3_300 < mean < 4_000
    assert all(article.title and article.body for _, article in pairs)


def test_words_are_spread_as_in_news(pairs: list[tuple[str, Article]]) -> None:
    counts = Counter(
        word for _, article in pairs for word in re.findall(r"\w+", article.body.lower())
    )
    total = sum(counts.values())
    top = sum(count for _, count in counts.most_common(100))
    once = sum(1 for count in counts.values() if count == 1)
    assert counts.most_common(1)[0][0] == "the"
    assert 0.38 < top / total < 0.5
    assert 0.3 < once / len(counts) < 0.6


def test_articles_come_in_order_of_time_over_ten_years(
    pairs: list[tuple[str, Article]],
) -> None:
    years = [article.published.utc.year for _, article in pairs if article.published]
    assert (years[0], years[-1]) == (2015, 2024)
    assert sum(abs(after - before) for before, after in pairwise(years)) < 60


def test_sources_and_agencies_are_uneven_and_sometimes_missing(
    pairs: list[tuple[str, Article]],
) -> None:
    sources = Counter(article.source.name for _, article in pairs if article.source)
    agencies = Counter(len(article.agencies) for _, article in pairs)
    assert len(sources) == SOURCES
    assert sources.most_common()[0][1] > 5 * sources.most_common()[-1][1]
    assert set(agencies) == {0, 1, 2}
    assert any(article.source is None for _, article in pairs)
    assert any(article.published is None for _, article in pairs)


def test_quotation_marks_are_of_both_kinds_and_come_in_pairs(
    pairs: list[tuple[str, Article]],
) -> None:
    curly = [article.body for _, article in pairs if "“" in article.body]
    straight = [article.body for _, article in pairs if '"' in article.body]
    assert curly
    assert straight
    assert not set(curly) & set(straight)
    assert all(abs(body.count("“") - body.count("”")) <= 1 for body in curly)
