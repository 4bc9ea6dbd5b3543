"""Whatever the text, the parser gives a sound article or says that there is none."""

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import AgencyRole, UnreadableInput, article_from_json, article_to_json, parse_text
from tests.archive.parsing.made_up_pages import BODY, NOW, TITLE, page

LINES = st.sampled_from(
    [
        TITLE,
        *BODY.split("\n\n"),
        "By Jane Doe",
        "By AFP",
        "21 March 2025, 16:05 IST",
        "31/12/99",
        "Published: 99/99/9999",
        "0001-01-01T00:00:00+14:00",
        "(Reuters)",
        "Photo: AP",
        "Related articles",
        "3 Comments",
        "© 2025 Island Post",
        "* Home",
        "* * *",
        "政府は月曜日、島と本土を結ぶフェリーが秋に廃止されると発表した。",
        "قال المالك إن العبارة سوف تغلق في الخريف.",
        "\x00\ud800\u200f",
        "https://example.com/2025/03/21/ferry.html",
        "",
    ]
)
PAGES = st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=40).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(PAGES)
@example("date 2025-03-21")
@example(" date 2025-03-21 " + BODY)
@example("\n".join([TITLE] * 30))
@example("\n\n".join([BODY] * 3))
def test_a_page_of_anything_is_a_sound_article_or_refused(text: str) -> None:
    try:
        article = parse_text(text, now=NOW)
    except UnreadableInput:
        return
    fields = [article.title, article.body, article.description or "", *article.authors]
    for field in fields:
        assert field == field.strip()
        assert unicodedata.is_normalized("NFC", field)
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in field if char != "\n")
    assert article.body
    assert "\n" not in article.title
    names = [agency.name for agency in article.agencies]
    assert len(names) == len(set(names))
    roles = [agency.role is AgencyRole.CITED for agency in article.agencies]
    assert roles == sorted(roles)
    if article.published:
        assert article.published.utc <= NOW + timedelta(days=2)
    assert article_from_json(article_to_json(article)) == article


@pytest.mark.parametrize("text", [page(), page(header="By Jane Doe\n21 March 2025")])
def test_parsing_the_same_text_again_gives_the_same_article(text: str) -> None:
    assert parse_text(text, now=NOW) == parse_text(text, now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{BODY}\n\n" + "Reuters said so. " * 100_000,
        f"{TITLE}\n\n" + "21 March 2025 16:05\n" * 8_000 + BODY,
        f"{TITLE}\n\n{BODY}\n\n" + "© 2025 Island Post\n" * 8_000,
        f"{TITLE}\n\n{BODY}\n\n" + "By Jane Doe\n" * 8_000,
        f"{TITLE}\n\n{BODY}\n\n" + "a.b." * 500_000,
        f"{TITLE}\n\n{BODY}\n\n" + "(" * 1_000_000,
        f"{TITLE}\n\n{BODY}\n\n" + "a\u0300\u0316" * 300_000,
    ],
    ids=["agencies", "dates", "copyright", "bylines", "domains", "brackets", "marks"],
)
def test_what_repeats_without_end_does_not_hang(text: str) -> None:
    # The test's time limit is what a pattern that backtracks would exceed.
    assert parse_text(text, now=NOW).title == TITLE
