"""More like this."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from archive import Article, parse_text
from index import Engine, SearchRequest, similar, similar_query
from index.query import And, Boosted, Node, Or, Word
from tests.contract.articles import article
from tests.index.archives import indexed

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "articles"


def asked_for(node: Node | None) -> dict[str, float]:
    """The words of the query and what each is worth."""
    if isinstance(node, And):
        node = node.children[0]
    assert isinstance(node, Or)
    found = {}
    for child in node.children:
        assert isinstance(child, Boosted)
        assert isinstance(child.child, Word)
        found[child.child.text] = child.factor
    return found


def like(engine: Engine, articles: dict[str, Article], key: str) -> list[str]:
    """The ids of what is like the article, the most like it first."""
    query = similar_query(articles[key], engine)
    assert query is not None
    hits = engine.search(SearchRequest(query=query, limit=20, facets=())).hits
    return [hit.id for hit in hits if hit.id != key]


TROOPS = article("Troops", "Troops of Korea marched and marched to Kursk in 2024.")
ARTICLES = {
    "troops": TROOPS,
    "same": article("Kursk", "Marching troops were seen in Korea and in Kursk in 2024."),
    "other": article("Weather", "It rained in the north in 2024."),
    "far": article("Football", "A match without goals."),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return indexed(tmp_path_factory.mktemp("similar"), ARTICLES)


def test_words_that_say_something_are_asked_for(engine: Engine) -> None:
    assert set(asked_for(similar_query(TROOPS, engine))) == {"troops", "korea", "marched", "kursk"}


def test_what_says_more_is_worth_more(engine: Engine) -> None:
    worth = asked_for(similar_query(TROOPS, engine))
    assert worth["troops"] > worth["marched"] > worth["kursk"] == worth["korea"]


def test_articles_of_the_same_words_are_found_and_others_are_not(engine: Engine) -> None:
    assert like(engine, ARTICLES, "troops") == ["same"]
    assert like(engine, ARTICLES, "same") == ["troops"]


GREEK = "alpha beta gamma delta epsilon zeta eta theta iota".split()


@pytest.mark.parametrize("count", range(2, len(GREEK) + 1))
def test_two_words_must_be_shared_and_any_two_will_do(tmp_path: Path, count: int) -> None:
    words = GREEK[:count]
    pairs = {" ".join(pair) for pair in combinations(words, 2)}
    texts = {"own": " ".join(words)} | {text: text for text in (*words, *pairs)}
    articles = {key: article("", text) for key, text in texts.items()}
    engine = indexed(tmp_path, articles)
    query = similar_query(articles["own"], engine)
    assert query is not None
    hits = engine.search(SearchRequest(query=query, limit=100, facets=())).hits
    assert {hit.id for hit in hits} == {"own", *pairs}


def test_in_a_large_archive_the_first_share_more_anyway(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = asked_for(similar_query(TROOPS, engine))
    monkeypatch.setattr(similar, "MOST_SORTED_OUT", len(ARTICLES) - 1)
    large = similar_query(TROOPS, engine)
    assert isinstance(large, Or)
    assert asked_for(large) == small


def test_where_a_single_word_says_something_it_is_enough(tmp_path: Path) -> None:
    articles = {
        "own": article("Xyzzy", "Volcano"),
        "other": article("Weather", "No volcano"),
        "far": article("Plugh", "None"),
    }
    assert like(indexed(tmp_path, articles), articles, "own") == ["other"]


def test_what_must_be_shared_adds_nothing_to_the_score(engine: Engine) -> None:
    query = similar_query(TROOPS, engine)
    assert isinstance(query, And)
    scores, plain = (
        {hit.id: hit.score for hit in engine.search(SearchRequest(query=node, facets=())).hits}
        for node in (query, query.children[0])
    )
    assert set(scores) == {"troops", "same"}
    assert scores == {key: plain[key] for key in scores}


@pytest.mark.parametrize(
    "nothing", [article(), article("The and of", "13,000 2024 - …"), article("Xyzzy", "plugh")]
)
def test_an_article_that_says_nothing_is_like_nothing(engine: Engine, nothing: Article) -> None:
    assert similar_query(nothing, engine) is None


def test_an_article_that_is_in_no_archive_can_be_asked_for_too(engine: Engine) -> None:
    asked = similar_query(article("Kursk", "Rain and a match"), engine)
    assert asked is None or "kursk" in asked_for(asked)


def test_of_a_long_article_the_weightiest_words_are_asked_for(tmp_path: Path) -> None:
    letters = "abcdefghij"
    words = [f"word{a}{b}" for a in letters for b in letters]
    long = article("Volcano", " ".join([*words, *["eruption"] * 9]))
    engine = indexed(tmp_path, {"a": long, "b": article("b", " ".join([*words, "eruption"]))})
    asked = asked_for(similar_query(long, engine))
    assert len(asked) == 25
    assert max(asked, key=asked.__getitem__) == "eruption"


def test_languages_and_scripts_are_asked_for_in_their_own_words(tmp_path: Path) -> None:
    articles = {
        "de": article("Kriege", "Die Kriege und die Stadt", language="de"),
        "de2": article("Krieg", "Der Krieg in der Stadt", language="de"),
        "ja": article("北朝鮮軍", "北朝鮮軍がロシアに派遣された", language="ja"),
        "ja2": article("ロシア", "北朝鮮軍がロシアに到着した", language="ja"),
    }
    engine = indexed(tmp_path, articles)
    assert set(asked_for(similar_query(articles["de"], engine))) == {"kriege", "stadt"}
    assert like(engine, articles, "de") == ["de2"]
    assert like(engine, articles, "ja") == ["ja2"]


@pytest.mark.skipif(not NEWS.exists(), reason=f"needs the news articles in {NEWS}")
def test_articles_of_one_story_are_more_alike_than_other_news(tmp_path: Path) -> None:
    lines = (NEWS / "wikinews_en" / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    others = [json.loads(line) for line in lines]
    articles = {
        path.stem: parse_text(path.read_text(encoding="utf-8"))
        for path in (ROOT / "seeds").glob("*.txt")
    }
    story = set(articles)
    articles |= {other["id"]: article(other["title"], other["text"]) for other in others}
    engine = indexed(tmp_path, articles)
    for key in story:
        assert set(like(engine, articles, key)[: len(story) - 1]) == story - {key}
