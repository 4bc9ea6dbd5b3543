"""What an engine tells of its words."""

import random
from collections import Counter
from pathlib import Path

import pytest

from archive import Article, IndexUnavailable
from index import Engine, Word
from index.analysis import fold
from index.analysis.edits import within
from index.whoosh_engine.engine import WhooshEngine
from tests.contract.articles import article
from tests.contract.engines import fill
from tests.index.archives import indexed

VOCABULARY = (
    "sea seal seals sealed seat café cafe Café korea korean koreans Kora no North nord "
    "войска войско u.n. o'neil 2024"
).split()


def random_articles(seed: int) -> dict[str, list[str]]:
    """The words of made-up articles, by id."""
    chance = random.Random(seed)
    return {str(number): chance.choices(VOCABULARY, k=chance.randint(1, 9)) for number in range(40)}


def of(bodies: dict[str, str]) -> dict[str, Article]:
    return {key: article(body=body) for key, body in bodies.items()}


def with_word(articles: dict[str, list[str]], matches: "Matches") -> Counter[str]:
    """How many articles have each spelling that is asked for."""
    return Counter(
        spelt
        for words in articles.values()
        for spelt in {word.casefold().replace("u.n.", "un") for word in words}
        if matches(spelt)
    )


class Matches:
    def __init__(self, *, prefix: str | None = None, near: tuple[str, int] | None = None) -> None:
        self.prefix, self.near = prefix, near

    def __call__(self, spelt: str) -> bool:
        if self.near is not None:
            return within(fold(spelt), fold(self.near[0]), self.near[1])
        return self.prefix is not None and fold(spelt).startswith(fold(self.prefix))


@pytest.mark.parametrize("seed", range(3))
def test_words_are_those_that_begin_so_or_are_near(tmp_path: Path, seed: int) -> None:
    articles = random_articles(seed)
    engine = indexed(tmp_path, of({key: " ".join(words) for key, words in articles.items()}))
    for prefix in ("", "s", "se", "sea", "Caf", "café", "k", "KOR", "войск", "o'", "20", "x"):
        found = engine.words_beginning(prefix, 99)
        assert {word for word, _ in found} == set(with_word(articles, Matches(prefix=prefix)))
    for word, distance in (("sael", 1), ("sal", 2), ("kroea", 1), ("nrth", 1), ("войск", 1)):
        near = engine.words_near(word, distance, 99)
        assert {each for each, _ in near} == set(
            with_word(articles, Matches(near=(word, distance)))
        )


def test_words_come_by_how_many_articles_have_them(tmp_path: Path) -> None:
    texts = {"a": "sea", "b": "sea seal", "c": "sea seal seat", "d": "see sealing"}
    engine = indexed(tmp_path, of(texts))
    assert engine.words_beginning("sea", 3) == [("sea", 3), ("seal", 2), ("sealing", 1)]
    assert engine.words_beginning("sea", 1) == [("sea", 3)]
    assert engine.words_near("seal", 1, 9) == [("sea", 3), ("seal", 2), ("seat", 1)]


def test_words_among_some_articles_are_counted_there(tmp_path: Path) -> None:
    texts = {"a": "sea north", "b": "seal", "c": "sea seal north", "d": "seat"}
    engine = indexed(tmp_path, of(texts), batches=2)
    assert engine.words_beginning("se", 9, among=Word("north")) == [("sea", 2), ("seal", 1)]
    assert engine.words_beginning("se", 9, among=Word("nowhere")) == []
    with engine.writing(2) as writer:
        writer.delete("a")
    assert engine.words_beginning("se", 9, among=Word("north")) == [("sea", 1), ("seal", 1)]


def test_titles_descriptions_and_bodies_have_words_and_names_do_not(tmp_path: Path) -> None:
    engine = indexed(
        tmp_path,
        {"a": article("Seat", "sea", description="seal", source="Seven", authors=["Sean"])},
    )
    assert engine.words_beginning("se", 9) == [("sea", 1), ("seal", 1), ("seat", 1)]


def test_a_word_stands_in_an_article_in_any_of_its_forms(tmp_path: Path) -> None:
    articles = {
        "a": article("troops", "troop"),
        "b": article("no", "the trooping"),
        "c": article("Kriege", "Der Krieg", language="de"),
        "d": article("x", "Die Kriege", language="de"),
        "e": article("x", "北朝鮮軍", language="ja"),
    }
    engine = indexed(tmp_path, articles, batches=2)
    asked = ["Troops", "krieges", "朝鮮", "北", "south-east", "nowhere", "", "...", "\ud800"]
    assert engine.document_frequencies(asked) == [2, 2, 1, 1, 0, 0, 0, 0, 0]
    assert engine.document_frequencies([]) == []


def test_values_of_names_are_found_by_their_words(tmp_path: Path) -> None:
    articles = {
        "a": article("a", source="Kyiv Post", authors=["Ann Post", "Bo Kyivska"]),
        "b": article("b", source="Kyiv Post", agencies=["AFP"]),
        "c": article("c", source="Postimees"),
    }
    engine = indexed(tmp_path, articles, batches=3)
    assert engine.values_beginning("source", "post", 9) == [("Kyiv Post", 2), ("Postimees", 1)]
    assert engine.values_beginning("source", "kyiv p", 1) == [("Kyiv Post", 2)]
    assert engine.values_beginning("author", "post", 9) == [("Ann Post", 1)]
    assert engine.values_beginning("agency", "x", 9) == []
    assert engine.values_beginning("source", "", 9) == []


def test_new_words_are_told_at_once(tmp_path: Path) -> None:
    engine = indexed(tmp_path, {"a": article("sea")})
    assert engine.document_frequencies(["seal"]) == [0]
    with engine.writing(2) as writer:
        writer.put("b", article("seal"))
    assert engine.document_frequencies(["seal"]) == [1]
    assert engine.words_beginning("seal", 9) == [("seal", 1)]


def test_an_empty_archive_has_no_words(tmp_path: Path) -> None:
    engine = indexed(tmp_path, {})
    assert engine.words_beginning("", 9) == engine.words_near("sea", 2, 9) == []
    assert engine.words_beginning("s", 9, among=Word("sea")) == []
    assert engine.values_beginning("source", "s", 9) == []
    assert engine.document_frequencies(["sea"]) == [0]


def test_without_an_index_there_is_an_outage(tmp_path: Path) -> None:
    engine: Engine = WhooshEngine(tmp_path / "index", "archive")
    for ask in (
        lambda: engine.words_beginning("s", 1),
        lambda: engine.words_near("s", 1, 1),
        lambda: engine.values_beginning("source", "s", 1),
        lambda: engine.document_frequencies(["s"]),
    ):
        with pytest.raises(IndexUnavailable):
            ask()
    fill(engine, {"a": article("sea")})
    assert engine.words_beginning("s", 1) == [("sea", 1)]


def test_what_only_deleted_articles_have_is_not_known(tmp_path: Path) -> None:
    articles = {str(number): article(body="seal") for number in range(40)}
    articles["live"] = article("a", "searching", source="Sea Daily")
    articles["dead"] = article("seagull", "seaside searched", source="Seaman", authors=["Sean Sea"])
    engine = indexed(tmp_path, articles)
    assert engine.document_frequencies(["seaside", "search"]) == [1, 2]
    with engine.writing(43) as writer:
        writer.delete("dead")
    assert engine.status().segments == 1
    assert engine.words_beginning("sea", 9) == [("seal", 40), ("searching", 1)]
    assert engine.words_beginning("sea", 9, among=Word("search")) == [("searching", 1)]
    assert engine.words_near("seasyde", 1, 9) == []
    assert engine.words_near("searchyng", 2, 9) == [("searching", 1)]
    assert engine.document_frequencies(["seaside", "search"]) == [0, 1]
    assert engine.values_beginning("source", "sea", 9) == [("Sea Daily", 1)]
    assert engine.values_beginning("author", "sea", 9) == []
