"""What a search box offers."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import Engine, Suggestion, SuggestionKind, suggest
from tests.contract.articles import article
from tests.index.archives import indexed, total

ARTICLES = {
    "troops": article(
        "Seoul warns of North Korean troops",
        "North Korean troops are in Russia, Seoul says. Moscow denies the provocation.",
        source="The Korea Times",
        agencies=["Reuters"],
        authors=["Kim Korrespondent"],
    ),
    "talks": article(
        "Moscow denies", "Talks in Pyongyang. Korea has no more troops.", source="Kyiv Post"
    ),
    "korea": article("Korea", "Korea and Koreans and the Korean language", source="Kyiv Post"),
    "south": article("A museum in South Dakota", "South of the river is a museum, he said."),
    "quoted": article('He said "no" \\ yes', "No, he said. Café", authors=["O'Neil"]),
    "chinese": article(
        "北朝鮮軍がロシアに派遣された", "北朝鮮軍", source="朝日新聞", language="ja"
    ),
    "hangul": article("북한군 러시아 도착", "북한군이 도착했다", language="ko"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return indexed(tmp_path_factory.mktemp("suggestions"), ARTICLES)


def of_kind(engine: Engine, text: str, *kinds: SuggestionKind) -> list[Suggestion]:
    return [found for found in suggest(text, engine) if found.kind in kinds]


def words(engine: Engine, text: str) -> list[str]:
    return [found.text for found in of_kind(engine, text, SuggestionKind.WORD)]


def marked(found: Suggestion) -> list[str]:
    return [found.label[mark.start : mark.end] for mark in found.marks]


def test_the_last_word_is_completed_by_the_commonest_first(engine: Engine) -> None:
    assert words(engine, "kor") == ["korea", "korean"]
    assert words(engine, "pro") == ["provocation"]


def test_a_completion_finds_what_its_count_says(engine: Engine) -> None:
    for text in ("kor", "k", "s", "north ", "north k", "he s"):
        for found in of_kind(engine, text, SuggestionKind.WORD):
            assert total(engine, found.text) == found.count > 0


def test_the_words_before_decide_what_comes_first_and_whether(engine: Engine) -> None:
    assert words(engine, "north k") == ["north korean"]
    assert words(engine, "talks k") == ["talks korea"]
    assert words(engine, "south k") == []
    assert words(engine, "north korean tr") == ["north korean troops"]


def test_of_words_that_find_the_same_one_is_offered(engine: Engine) -> None:
    assert words(engine, "muse") == ["museum"]
    assert len(words(engine, "koreans")) <= 1


def test_stop_words_are_offered_where_nothing_else_is(engine: Engine) -> None:
    assert "the" not in words(engine, "t")
    assert words(engine, "th") == ["the"]


def test_capitals_and_accents_are_as_they_were_typed(engine: Engine) -> None:
    assert words(engine, "Mosc") == ["Moscow"]
    assert words(engine, "MOSC") == ["MOSCOW"]
    assert words(engine, "cafe") == words(engine, "café") == ["café"]


def test_names_are_offered_with_their_fields(engine: Engine) -> None:
    kinds = (SuggestionKind.SOURCE, SuggestionKind.AGENCY, SuggestionKind.AUTHOR)
    assert [(found.kind, found.label, found.text) for found in of_kind(engine, "kor", *kinds)] == [
        (SuggestionKind.SOURCE, "The Korea Times", 'source:"The Korea Times"'),
        (SuggestionKind.AUTHOR, "Kim Korrespondent", 'author:"Kim Korrespondent"'),
    ]
    [times] = of_kind(engine, "the korea ti", *kinds)
    assert (times.label, marked(times)) == ("The Korea Times", ["The", "Korea", "Ti"])
    [post] = of_kind(engine, "kyi", *kinds)
    assert post.count == total(engine, post.text) == 2


@pytest.mark.parametrize("typed", ["source:ky", 'source:"Kyiv p', "source:post", "-source:ky"])
def test_a_field_of_names_is_completed_by_its_values(engine: Engine, typed: str) -> None:
    [post] = suggest(typed, engine)
    assert (post.kind, post.label) == (SuggestionKind.SOURCE, "Kyiv Post")
    assert post.text == typed[: typed.index("source")] + 'source:"Kyiv Post"'


def test_titles_with_all_the_words_are_offered(engine: Engine) -> None:
    [title] = of_kind(engine, "korean tr", SuggestionKind.TITLE)
    assert title.label == "Seoul warns of North Korean troops"
    assert marked(title) == ["Korean", "tr"]
    assert total(engine, title.text) == 1
    assert of_kind(engine, "pyongyang k", SuggestionKind.TITLE) == []


def test_a_title_full_of_syntax_is_a_query_all_the_same(engine: Engine) -> None:
    [title] = of_kind(engine, "said n", SuggestionKind.TITLE)
    assert title.label == 'He said "no" \\ yes'
    assert total(engine, title.text) == 1


@pytest.mark.parametrize("typed", ["北朝鮮", "北", "ロシア", "北朝鮮軍が"])
def test_scripts_without_spaces_are_completed_by_titles(engine: Engine, typed: str) -> None:
    found = suggest(typed, engine)
    assert [one.label for one in found] == ["北朝鮮軍がロシアに派遣された"]
    assert marked(found[0]) == [typed]


def test_a_source_in_a_script_without_spaces_is_found_by_its_beginning(engine: Engine) -> None:
    assert [found.label for found in suggest("朝日", engine)] == ["朝日新聞"]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ('"north kor', ['"north korean"']),
        ('seoul "north kor', ['seoul "north korean"']),
        ("title:mus", ["title:museum"]),
        ("title:(moscow OR muse", ["title:(moscow OR museum)"]),
        ("pyongyang AND kor", ["pyongyang AND korea"]),
        ("moscow -pyong", ["moscow -pyongyang"]),
        ("korea -kor", ["korea -korean"]),
        ("source:kyiv kor", ["source:kyiv korea", "source:kyiv korean"]),
    ],
)
def test_what_stands_before_the_word_may_be_any_query(
    engine: Engine, typed: str, texts: list[str]
) -> None:
    assert words(engine, typed) == texts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("provk", "provocation"), ("trops", "troops"), ("north troosp", "north troops")],
)
def test_what_nothing_begins_with_is_corrected(engine: Engine, typed: str, meant: str) -> None:
    [found] = of_kind(engine, typed, SuggestionKind.CORRECTION)
    assert found.text == meant
    assert found.count == total(engine, meant)


@pytest.mark.parametrize(
    "typed", ["", "   ", "xyzzy", "AND", ")(", '"', "*", "kor*", "kor~1", "=ko"]
)
def test_what_cannot_be_completed_gets_nothing_or_queries(engine: Engine, typed: str) -> None:
    assert all(total(engine, found.text) for found in suggest(typed, engine))


@pytest.mark.parametrize("typed", ["published:20", "language:e", "k" * 501, "\0", "\ud800"])
def test_and_this_gets_nothing(engine: Engine, typed: str) -> None:
    assert suggest(typed, engine) == ()


def test_no_more_are_given_than_asked_for(engine: Engine) -> None:
    assert suggest("k", engine, 0) == ()
    for limit in range(1, 8):
        assert len(suggest("k", engine, limit)) == min(limit, len(suggest("k", engine, 99)))


def test_changes_are_seen(tmp_path: Path) -> None:
    engine = indexed(tmp_path, {"a": article("Seoul")})
    with engine.writing(2) as writer:
        writer.put("b", article("Seagull"))
        writer.delete("a")
    assert words(engine, "seag") == ["seagull"]


PIECES = [
    "north",
    "kor",
    "KOREA",
    "café",
    "北朝",
    "도착",
    "title:",
    "source:",
    "published:",
    "AND",
    "OR",
]
SIGNS = [
    " ",
    " ",
    '"',
    "“",
    "(",
    ")",
    "-",
    "+",
    "=",
    "*",
    "~",
    "^",
    ":",
    "\\",
    "'",
    "’",
    "\0",
    "…",
    "a",
]


@example("north-north")  # the hyphen makes it a phrase, which no article has
@example("korea-north s")
@example("xyzzy a a a a a a a a north")
@example("A A")  # nothing but stop words, which no article has together
@example("northnorth source:kor")  # a source, but with a word before it that is nowhere
@given(st.lists(st.sampled_from(PIECES + SIGNS), max_size=8).map("".join) | st.text(max_size=20))
def test_any_text_gets_suggestions_that_are_queries_and_find_something(
    engine: Engine, text: str
) -> None:
    for found in suggest(text, engine):
        assert total(engine, found.text) >= 1
        assert all(0 <= mark.start < mark.end <= len(found.label) for mark in found.marks)
