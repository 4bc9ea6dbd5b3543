"""Which of a page's lines is the headline, and what sticks to it."""

import pytest

from archive import parse_text
from tests.archive.parsing.made_up_pages import BODY, NOW, TITLE, parsed


def test_the_headline_is_found_among_menu_and_byline() -> None:
    assert parsed(header="By Jane Doe\n\n21 March 2025").title == TITLE


def test_a_date_stuck_to_the_headline_is_taken_off_and_read() -> None:
    article = parse_text(f"{TITLE}March 21, 2025\n{BODY}", now=NOW)
    assert article.title == TITLE
    assert article.published is not None
    assert (article.published.at, article.published.method) == ("2025-03-21", "text:title")


def test_a_section_stuck_to_the_headline_is_taken_off_where_the_headline_also_stands_clean() -> (
    None
):
    assert parsed(above=f"Regional{TITLE}").title == TITLE


@pytest.mark.parametrize("bar", ["|", "-", "–", "»"])
def test_the_outlet_behind_the_headline_is_taken_off_and_is_the_source(bar: str) -> None:
    article = parse_text(f"{TITLE} {bar} Island Post\n\n{BODY}", now=NOW)
    assert article.title == TITLE
    assert article.source is not None
    assert article.source.name == "Island Post"


def test_a_subtitle_is_not_the_headline() -> None:
    subtitle = "Owner of the ferry line blames the islands"
    assert parsed(header=f"{subtitle}\n\nBy Jane Doe\n\n21 March 2025").title == TITLE


def test_headlines_of_other_articles_below_the_byline_are_not_the_headline() -> None:
    header = "By Jane Doe\n\n21 March 2025\n\nMore On:\n\nislands\n\nIslands ask for a ferry"
    assert parsed(header=header).title == TITLE


def test_a_headline_that_begins_like_a_link_can_still_be_one() -> None:
    title = f"Opinion: {TITLE}"
    assert parsed(title=title, header="By Jane Doe\n\n21 March 2025").title == title


def test_a_headline_may_ask() -> None:
    title = "Who will pay for the ferry to the islands?"
    assert parsed(title=title, header="21 March 2025").title == title


def test_text_without_a_headline_has_none() -> None:
    assert parse_text(BODY, now=NOW).title == ""
