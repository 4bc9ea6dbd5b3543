"""Scraped pages, flattened with their menus and footers: what becomes of them. The pages are made
up, each after the habits of another kind of outlet; `tests/system/test_seeds.py` has real ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import (
    AgencyRole,
    Article,
    Confidence,
    Precision,
    SourceKind,
    UnreadableInput,
    parse_text,
)

NOW = datetime(2025, 6, 1, tzinfo=UTC)

PARAGRAPHS = """The city council voted on Tuesday to close the old harbour bridge to lorries from \
the spring, after engineers said that its main cables had lost a tenth of their strength.

Drivers will have to use the northern crossing, which adds about twenty minutes to the journey, \
according to the transport department. The mayor said that she was sorry for the trouble it causes.

A new bridge is planned for the end of the decade, but the money for it has not been found yet."""

MENU = "Home\nNews\nSport\nWeather\nSubscribe\nSign in\nSearch\n"
FOOTER = """

Read more
Ten things to do this weekend
Subscribe to our newsletter
About us
Contact
Cookie policy
Terms of use
"""


def page(
    *, header: str = "", footer: str = "", title: str = "Harbour bridge closes to lorries"
) -> str:
    return f"{MENU}\n{title}\n\n{header}\n\n{PARAGRAPHS}\n{footer}{FOOTER}"


def parsed(text: str) -> Article:
    return parse_text(text, now=NOW)


def test_the_article_is_found_between_menu_and_footer() -> None:
    article = parsed(page())
    assert article.title == "Harbour bridge closes to lorries"
    assert article.body == PARAGRAPHS
    assert article.language == "en"
    assert article.published is None
    assert article.source is None
    assert article.agencies == ()


def test_lines_broken_in_the_middle_of_sentences_are_joined() -> None:
    broken = page().replace("lorries from the spring", "lorries from\nthe spring")
    assert "lorries from the spring" in parsed(broken).body.replace("\n", " ")


@pytest.mark.parametrize(
    ("line", "at", "precision"),
    [
        ("12 March 2024, 10:05", "2024-03-12T10:05:00", Precision.MINUTE),
        ("Published: March 12, 2024 10:05 AM EDT", "2024-03-12T10:05:00-04:00", Precision.MINUTE),
        ("Updated 2024-03-12 10:05 GMT", "2024-03-12T10:05:00Z", Precision.MINUTE),
        ("2024-03-12T10:05:30+01:00", "2024-03-12T10:05:30+01:00", Precision.SECOND),
        ("Tuesday, 12 March 2024", "2024-03-12", Precision.DAY),
        ("12.03.2024", "2024-03-12", Precision.DAY),
    ],
)
def test_a_date_line_gives_date_precision_and_zone(
    line: str, at: str, precision: Precision
) -> None:
    published = parsed(page(header=line)).published
    assert published is not None
    assert (published.at, published.precision) == (at, precision)
    assert published.evidence in line
    assert published.method.startswith("text:")


def test_a_date_in_the_future_is_no_publication_date() -> None:
    assert parsed(page(header="12 March 2031, 10:05")).published is None


def test_day_and_month_that_could_be_either_are_not_sure() -> None:
    published = parsed(page(header="05/04/2024")).published
    assert published is not None
    assert published.precision is Precision.DAY
    assert published.confidence is not Confidence.HIGH


def test_a_leading_header_line_is_read_and_left_out() -> None:
    article = parsed(" date 2024-03-12 " + page())
    assert article.published is not None
    assert article.published.at == "2024-03-12"
    assert "date 2024" not in article.body
    assert "date 2024" not in article.title


def test_the_outlet_is_known_by_its_copyright_line() -> None:
    article = parsed(page(footer="\n© 2024 harbourpost.com\n"))
    assert article.source is not None
    assert article.source.kind is SourceKind.OUTLET
    assert article.source.name == "harbourpost.com"
    assert "harbourpost.com" in article.source.evidence


def test_a_credited_agency_stands_in_where_no_outlet_is_known() -> None:
    article = parsed(page(header="By AFP"))
    assert article.source is not None
    assert (article.source.name, article.source.kind) == ("AFP", SourceKind.AGENCY)
    assert [(a.name, a.role) for a in article.agencies] == [("AFP", AgencyRole.CREDITED)]


def test_an_agency_that_is_quoted_is_cited() -> None:
    text = page().replace("according to the transport department", "Reuters reported on Tuesday")
    agencies = parsed(text).agencies
    assert [(a.name, a.role) for a in agencies] == [("Reuters", AgencyRole.CITED)]
    assert "Reuters" in agencies[0].evidence


def test_a_photo_credit_is_no_agency_and_not_in_the_body() -> None:
    text = page().replace(
        "\n\nDrivers will", "\n\nThe old harbour bridge at dawn (Photo: AFP)\n\nDrivers will"
    )
    article = parsed(text)
    assert article.agencies == ()
    assert "Photo" not in article.body
    assert article.body == PARAGRAPHS


def test_related_links_inside_the_article_are_left_out() -> None:
    text = page().replace(
        "\n\nDrivers will",
        "\n\nAlso Read: Why the northern crossing was never finished\n\nDrivers will",
    )
    assert parsed(text).body == PARAGRAPHS


def test_the_author_is_read_from_the_byline() -> None:
    assert parsed(page(header="By Jane Smith and Omar Haddad\n12 March 2024")).authors == (
        "Jane Smith",
        "Omar Haddad",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Die Stadt hat am Dienstag beschlossen, die alte Brücke für den Verkehr zu sperren, "
            "weil die Kabel nicht mehr sicher sind. Der Bürgermeister sagte, dass es keine andere "
            "Möglichkeit gibt und dass die neue Brücke erst in einigen Jahren gebaut wird.",
            "de",
        ),
        (
            "시의회는 화요일 오래된 항구 다리를 봄부터 화물차에 폐쇄하기로 결정했다. 기술자들은 "
            "주 케이블의 강도가 십분의 일 줄었다고 말했다. 시장은 불편을 끼쳐 죄송하다고 밝혔다.",
            "ko",
        ),
    ],
)
def test_other_languages_are_recognised(text: str, language: str) -> None:
    article = parse_text(f"{text}\n\n{text}", now=NOW)
    assert article.language == language


@pytest.mark.parametrize("text", [MENU, MENU + FOOTER, "\n\n", "1\n2\n3\n", "Menu"])
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput):
        parse_text(text, now=NOW)


def test_markup_and_control_characters_are_text_like_any_other() -> None:
    article = parsed(
        page(title="<script>alert(1)</script> closes\x07 bridge").replace("said", "sa\0id")
    )
    assert "<script>" in article.title
    for text in (article.title, article.body):
        assert not any(character < " " and character not in "\n\t" for character in text)


def test_ten_megabytes_of_one_line_are_parsed() -> None:
    sentence = "The council said on Tuesday that the bridge would stay closed for the winter. "
    article = parse_text(sentence * (10_000_000 // len(sentence)), now=NOW)
    assert len(article.body) > 9_000_000


@pytest.mark.parametrize(
    "unit", ["a ", "12/", "1.2.", "By ", "(", "© ", ": ", "- ", "a.a.", "\t", "2024-"]
)
def test_no_pattern_is_slow_on_what_repeats(unit: str) -> None:
    # A pattern that backtracks would not end within the test's time limit.
    answered = 0
    for text in (unit * 200_000, ("x" + unit * 50 + "\n") * 400):
        try:
            assert parse_text(text, now=NOW).body
        except UnreadableInput as refused:
            assert "holds no article" in str(refused) or "lines" in str(refused)  # noqa: PT017
        answered += 1
    assert answered == 2


words = st.sampled_from(
    "the of and in Monday 2024-10-21 12:04 © By AFP (Photo: said. Korea, Menu 21/10/2024 PM IST "
    "http://a.b/c ©2024 | - “x” 서울은 2024년 ... Read more Updated:".split()
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(words, st.sampled_from([" ", "\n", "\n\n"])), max_size=120).map(" ".join),
)


@settings(max_examples=150)
@given(texts)
def test_any_text_is_an_article_or_refused(text: str) -> None:
    try:
        article = parse_text(text, now=NOW)
    except UnreadableInput:
        return
    assert article.body.strip()
    if article.published is not None:
        assert article.published.utc <= NOW + timedelta(days=2)
