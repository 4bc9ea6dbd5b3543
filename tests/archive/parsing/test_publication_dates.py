"""When an article was published: how dates are written, which one counts, how sure it is."""

from datetime import UTC, datetime, timedelta

import pytest

from archive import Confidence, Precision, parse_text
from archive.parsing.moments import find_moments
from tests.archive.parsing.made_up_pages import BODY, MENU, NOW, TITLE, page, parsed, published


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("21 March 2025", "2025-03-21"),
        ("21st of March 2025", "2025-03-21"),
        ("Mar. 21, 2025", "2025-03-21"),
        ("Fri, Mar 21 2025", "2025-03-21"),
        ("2025-03-21", "2025-03-21"),
        ("2025/3/21", "2025-03-21"),
        ("21-Mar-2025", "2025-03-21"),
        ("21.03.2025", "2025-03-21"),
        ("Freitag, 21. März 2025", "2025-03-21"),
        ("le 21 mars 2025", "2025-03-21"),
        ("21 de marzo de 2025", "2025-03-21"),
        ("sexta-feira, 21 de março de 2025", "2025-03-21"),
        ("21 marzo 2025", "2025-03-21"),
        ("21 maart 2025", "2025-03-21"),
        ("21 marca 2025", "2025-03-21"),
        ("21. března 2025", "2025-03-21"),
        ("2025. március 21.", "2025-03-21"),
        ("21 Mart 2025", "2025-03-21"),
        ("21 Maret 2025", "2025-03-21"),
        ("21 марта 2025", "2025-03-21"),
        ("21 березня 2025", "2025-03-21"),
        ("21 Μαρτίου 2025", "2025-03-21"),
        ("21 مارس 2025", "2025-03-21"),
        ("21 मार्च 2025", "2025-03-21"),
        ("21 มี.ค. 2568", "2025-03-21"),
        ("2025年3月21日", "2025-03-21"),
        ("2025년 3월 21일", "2025-03-21"),
        ("2025. 3. 21.", "2025-03-21"),
        ("21 tháng 3, 2025", "2025-03-21"),
        ("21 March 2025, 16:05", "2025-03-21T16:05:00"),
        ("16:05, 21 March 2025", "2025-03-21T16:05:00"),
        ("4:05 PM EDT, March 21, 2025", "2025-03-21T16:05:00-04:00"),
        ("March 21, 2025 at 4:05 p.m. ET", "2025-03-21T16:05:00-04:00"),
        ("January 21, 2025 at 4:05 p.m. ET", "2025-01-21T16:05:00-05:00"),
        ("21. März 2025, 16:05 Uhr", "2025-03-21T16:05:00"),
        ("21.03.2025 | 16.05 Uhr MEZ", "2025-03-21T16:05:00+01:00"),
        ("21 mars 2025 à 16h05", "2025-03-21T16:05:00"),
        ("21/03/2025 - 16h05", "2025-03-21T16:05:00"),
        ("2025. 3. 21. 오후 4:05", "2025-03-21T16:05:00"),
        ("2025年3月21日 下午4:05", "2025-03-21T16:05:00"),
        ("2025年3月21日 7時8分", "2025-03-21T07:08:00"),
        ("2025-03-21T16:05:09Z", "2025-03-21T16:05:09Z"),
        ("2025-03-21 16:05 GMT+1", "2025-03-21T16:05:00+01:00"),
        ("2025-03-21 16:05 +0530", "2025-03-21T16:05:00+05:30"),
        ("March 21, 2025 12:05 AM", "2025-03-21T00:05:00"),
    ],
)
def test_a_date_is_read_however_it_is_written(written: str, at: str) -> None:
    assert published(header=written).at == at


@pytest.mark.parametrize(
    ("line", "precision"),
    [
        ("21 March 2025", Precision.DAY),
        ("21 March 2025 16:05", Precision.MINUTE),
        ("21 March 2025 16:05:30", Precision.SECOND),
        ("March 2025", Precision.MONTH),
    ],
)
def test_a_date_is_no_finer_than_it_was_written(line: str, precision: Precision) -> None:
    assert published(header=line).precision is precision


@pytest.mark.parametrize(
    ("header", "at", "method"),
    [
        ("Updated: 22 March 2025\nPublished: 21 March 2025", "2025-03-21", "text:published-line"),
        (
            "Published 21 March 2025 10:00 | Updated 23 March 2025 11:00",
            "2025-03-21T10:00:00",
            "text:published-line",
        ),
        ("Veröffentlicht am\n21.03.2025", "2025-03-21", "text:published-line"),
        ("Mis à jour le 21 mars 2025", "2025-03-21", "text:update-line"),
        ("입력 2025.03.21 16:05", "2025-03-21T16:05:00", "text:published-line"),
        ("By Jane Doe, March 21, 2025", "2025-03-21", "text:byline"),
        ("Published Fri, Mar 21 2025\n4:05 AM EST", "2025-03-21T04:05:00-05:00", None),
    ],
)
def test_what_a_date_is_called_counts(header: str, at: str, method: str | None) -> None:
    found = published(header=header)
    assert found.at == at
    assert method is None or found.method == method


def test_the_day_of_the_visit_in_the_masthead_gives_way() -> None:
    found = published(above=f"Saturday, April 5, 2025\n{MENU}", header="21 March 2025")
    assert found.at == "2025-03-21"


def test_the_day_of_the_visit_alone_is_not_sure() -> None:
    found = published(above=f"Saturday, April 5, 2025\n\n{MENU}")
    assert (found.at, found.confidence) == ("2025-04-05", Confidence.LOW)


def test_a_date_in_the_article_is_not_its_own() -> None:
    body = BODY.replace("on Friday", "on 3 January 2025")
    assert parsed(body=body).published is None
    assert published(body=body, header="21 March 2025").at == "2025-03-21"


def test_a_date_below_the_article_counts_if_there_is_no_other() -> None:
    found = published(footer="First published on 21 March 2025")
    assert (found.at, found.method) == ("2025-03-21", "text:published-line")


def test_a_year_of_copyright_is_no_date() -> None:
    assert parsed(footer="© 2024 Island Post").published is None


def test_a_dateline_gives_the_date() -> None:
    found = published(body=f"PORT MARY, March 21, 2025 (Reuters) - {BODY}")
    assert (found.at, found.method) == ("2025-03-21", "text:dateline")


def test_a_scrapers_header_gives_way_to_the_line_that_it_agrees_with() -> None:
    found = parse_text(f" date 2025-03-21 {page(header='21 March 2025, 16:05')}", now=NOW).published
    assert found is not None
    assert (found.at, found.method) == ("2025-03-21T16:05:00", "text:date-line")
    assert found.confidence is Confidence.HIGH


def test_a_scrapers_header_alone_counts() -> None:
    found = parse_text(f" date 2025-03-21 {TITLE}\n\n{BODY}", now=NOW)
    assert found.title == TITLE
    assert found.published is not None
    assert (found.published.at, found.published.method) == ("2025-03-21", "text:header-line")


@pytest.mark.parametrize(
    ("header", "at", "confidence"),
    [
        ("25/03/2025", "2025-03-25", Confidence.HIGH),
        ("03/25/2025", "2025-03-25", Confidence.HIGH),
        ("04.03.2025", "2025-03-04", Confidence.HIGH),
        ("04/03/2025", "2025-03-04", Confidence.LOW),
        ("04/03/2025 10:00 AM EDT", "2025-04-03T10:00:00-04:00", Confidence.MEDIUM),
        ("04/03/2025\n\nUpdated: April 3, 2025", "2025-04-03", Confidence.HIGH),
        ("04/03/25", "2025-03-04", Confidence.LOW),
    ],
)
def test_day_and_month_are_told_apart_by_evidence(
    header: str, at: str, confidence: Confidence
) -> None:
    found = published(header=header)
    assert (found.at, found.confidence) == (at, confidence)


@pytest.mark.parametrize(
    ("zone", "words", "offset", "confidence"),
    [
        ("IST", "New Delhi Mumbai India", "+05:30", Confidence.HIGH),
        ("IST", "Jerusalem Tel Aviv Israel", "+02:00", Confidence.HIGH),
        ("IST", "Dublin Cork Ireland", "+01:00", Confidence.HIGH),
        ("IST", "", "+05:30", Confidence.MEDIUM),
        ("CST", "Beijing Shanghai China", "+08:00", Confidence.HIGH),
        ("CST", "Texas Dallas Houston", "-06:00", Confidence.HIGH),
        ("BST", "Dhaka Bangladesh Sylhet", "+06:00", Confidence.HIGH),
        ("BST", "London Scotland Britain", "+01:00", Confidence.HIGH),
    ],
)
def test_a_zone_with_several_meanings_is_decided_by_the_page(
    zone: str, words: str, offset: str, confidence: Confidence
) -> None:
    menu = "\n".join(["Home", "News", *words.split(), words])
    found = published(above=menu, header=f"21 March 2025, 16:05 {zone}")
    assert found.at == f"2025-03-21T16:05:00{offset}"
    assert found.timezone == zone
    assert found.confidence is confidence


def test_a_zone_that_is_not_known_is_no_zone() -> None:
    found = published(header="21 March 2025, 16:05 QQT")
    assert (found.offset, found.timezone) == (None, None)


def test_the_future_is_no_date_but_tomorrow_may_be_where_it_already_is() -> None:
    now = datetime(2025, 3, 20, 23, 0, tzinfo=UTC)
    for days, expected in ((0, True), (1, True), (3, False)):
        line = (now + timedelta(days=days)).strftime("%d %B %Y")
        assert (parse_text(page(header=line), now=now).published is not None) is expected


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert parsed(header="31 February 2025").published is None


def test_two_dates_stuck_together_are_two() -> None:
    moments = find_moments("28. Juni 201914. Januar 2020")
    assert [(m.year, m.month, m.day) for m in moments] == [(2019, 6, 28), (2020, 1, 14)]


def test_numbers_are_not_dates() -> None:
    for line in ("Version 1.12.2024.3", "192.168.10.2024", "Call 030 12 34 2024", "Flight 12 2024"):
        assert find_moments(line) == ()
