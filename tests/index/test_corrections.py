"""Did you mean."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import (
    Engine,
    Filters,
    Operator,
    QuerySyntaxError,
    SearchRequest,
    corrected,
    parse_query,
)
from tests.contract.articles import article
from tests.index.archives import indexed, total

ARTICLES = {
    "troops": article(
        "Seoul warns of North Korean troops",
        "North Korean troops are in Russia, Seoul says. Moscow denies the provocation.",
        source="Reuters",
    ),
    "talks": article("Moscow denies", "Talks in Pyongyang. North Korea has no more troops."),
    "groups": article("Groups in Seoul", "Two groups of people, and more groups, in Seoul."),
    "more": article("Groups", "Groups without an end, and a café in the city of Seoul."),
    "names": article("Zharov", "Korda met Zharov. A korda is no korean word."),
    "german": article("Krieg", "Der Krieg und das Wetter in der Stadt", language="de"),
    "russian": article("Войска", "Северокорейские войска прибыли в Россию", language="ru"),
    "korean": article("북한군", "북한군이 러시아에 도착했다", language="ko"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return indexed(tmp_path_factory.mktemp("corrections"), ARTICLES)


def offered(engine: Engine, text: str, operator: Operator = Operator.AND) -> str | None:
    parse = partial(parse_query, operator=operator)
    request = SearchRequest(query=parse(text))
    found = engine.search(request).total
    return corrected(text, request, engine, total=found, parse=parse)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trops", "troops"),  # a letter less
        ("troopps", "troops"),  # one more
        ("truops", "troops"),  # another
        ("torops", "troops"),  # two swapped
        ("provokaton", "provocation"),  # two slips in a long word
        ("north koraen trops", "north korean troops"),  # several words
        ("NORTH KORAEN", "NORTH KOREAN"),  # capitals as they were
        ("Pyongyagn talks", "Pyongyang talks"),
        ("северокорейксие войска", "северокорейские войска"),
        ("kafé", "café"),
    ],
)
def test_a_misspelt_word_is_put_right(engine: Engine, typed: str, meant: str) -> None:
    assert offered(engine, typed) == meant
    assert total(engine, meant) > total(engine, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("northkorea", "north korea"),
        ("title:northkorean troops", "title:(north korean) troops"),
        ("+northkorea moscow", "+(north korea) moscow"),
        ('"in northkorea" OR seoul', None),  # finds no more
        ("mos cow", "moscow"),
        ("Mos cow denies", "Moscow denies"),
        ("pyong yang", "pyongyang"),
        ("seoul-northkorea", None),  # a phrase of its own
    ],
)
def test_words_are_parted_and_joined(engine: Engine, typed: str, meant: str | None) -> None:
    assert offered(engine, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('  "nort  korean"  AND (sEoul)', '  "north  korean"  AND (sEoul)'),
        ('title:(seoul AND trops) -"kim jong"', 'title:(seoul AND troops) -"kim jong"'),
        ("“north koreann” troops^2", "“north korean” troops^2"),
        ("trops^2 published:2024 OR seuol", "troops^2 published:2024 OR seoul"),
        ("trops's", "troops's"),
        ("source:Reuters trops", "source:Reuters troops"),
    ],
)
def test_everything_else_stays_as_it_was_typed(engine: Engine, typed: str, meant: str) -> None:
    assert offered(engine, typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "troops",
        "troop",  # another form of a word
        "=trops",
        '="nort korean"',
        "trops*",
        "tr?ps",
        "trops~1",
        "seoul -trops",
        "seoul NOT trops",
        "NOT (trops seuol)",
        "source:Reuterz",
        "trops1",
        "https://example.com/trops",
        "a.trops@example.com",
        "",
        "*",
    ],
)
def test_what_was_meant_so_is_left_alone(engine: Engine, typed: str) -> None:
    assert offered(engine, typed) is None


@pytest.mark.parametrize("typed", ["Korda", "Zharov", "korda seoul", "Krieg", "Wetter", "북한군"])
def test_rare_words_and_names_are_no_misspellings(engine: Engine, typed: str) -> None:
    assert offered(engine, typed) is None


@pytest.mark.parametrize(
    "typed", ["xyzzy", "서울", "首尔军队", "กองทัพ", "Straßenbahn", "łóżko", "zzz"]
)
def test_what_is_like_nothing_gets_nothing(engine: Engine, typed: str) -> None:
    assert offered(engine, typed) is None


def test_the_other_words_say_what_was_meant(tmp_path: Path) -> None:
    articles = {str(number): article("A boar", "in the wild forest") for number in range(5)}
    engine = indexed(tmp_path, articles | {"boat": article("A boat", "on the calm sea")})
    assert offered(engine, "boaf") == "boar"  # the commoner
    assert offered(engine, "calm boaf") == "calm boat"
    assert offered(engine, '"on the calm" boaf') == '"on the calm" boat'


def test_a_correction_finds_more_with_the_same_filters(engine: Engine) -> None:
    def of(source: str) -> str | None:
        request = SearchRequest(
            query=parse_query("trops"), filters=Filters(values={"source": (source,)})
        )
        return corrected("trops", request, engine, total=0)

    assert of("Reuters") == "troops"
    assert of("AFP") is None


def test_any_word_may_be_misspelt_where_one_is_enough(engine: Engine) -> None:
    assert offered(engine, "moscow grops", Operator.OR) == "moscow groups"
    assert offered(engine, "moscow xyzzy", Operator.OR) is None


def test_a_slip_that_authors_made_too_is_corrected_and_a_rare_word_is_not(tmp_path: Path) -> None:
    articles = {str(number): article("Government", "They receive it") for number in range(300)}
    articles["slip"] = article("Goverment", "They recieve it from Korda in Dominica")
    articles["name"] = article("Korea", "Recife, Receive and Dominican")
    articles |= {f"k{number}": article("Korea", "Dominican") for number in range(300)}
    engine = indexed(tmp_path, articles)
    assert offered(engine, "recieve") == "receive"
    assert offered(engine, "goverment") == "government"
    for real in ("korda", "dominica", "recife"):
        assert offered(engine, real) is None


def test_a_long_or_foreign_text_is_not_corrected(engine: Engine) -> None:
    assert offered(engine, "trops " * 41) is None
    assert offered(engine, "trops seuol grops nort koraen moscwo") is None


def test_what_is_no_query_is_an_error_as_everywhere(engine: Engine) -> None:
    with pytest.raises(QuerySyntaxError):
        corrected('"trops', SearchRequest(), engine, total=0)


WORDS = [
    "trops",
    "troops",
    "seoul",
    "mos",
    "cow",
    "northkorea",
    "xx",
    "북한군",
    "2024",
    "title:grops",
]
GLUE = [" ", " OR ", " -", ' "', '" ', " (", ") ", "~", "^2 ", "*", "\\", "\0", "…"]


@given(st.lists(st.sampled_from(WORDS + GLUE), max_size=9).map("".join))
def test_a_correction_is_a_query_that_finds_more(engine: Engine, text: str) -> None:
    try:
        before = total(engine, text)
    except QuerySyntaxError:
        return
    better = offered(engine, text)
    assert better is None or total(engine, better) > before
