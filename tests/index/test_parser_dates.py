"""What dates in query texts mean."""

from datetime import UTC, datetime, timedelta

import pytest

from index import And, Not, Or, Published, QuerySyntaxError, Word, parse_query

A, B, C, D, E = (Word(letter) for letter in "abcde")
OCTOBER = Published(datetime(2024, 10, 1, tzinfo=UTC), datetime(2024, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("published:2024-10", "2024-10-01", "2024-11-01"),
        ('published:"2024-10"', "2024-10-01", "2024-11-01"),
        ("published:2024-10-24T09:30:00Z", "2024-10-24T09:30:00", "2024-10-24T09:30:01"),
        ("published:[2024-10-21 TO 2024-10-21]", "2024-10-21", "2024-10-22"),
        ("published:[2024 TO 2024-10]", "2024-01-01", "2024-11-01"),
        ("published:{2024-10 TO 2025}", "2024-11-01", "2025-01-01"),
        ("published:[2024-10-21 TO *]", "2024-10-21", None),
        ("published:[* TO 2024-10-21}", None, "2024-10-21"),
        ("published:[ *  TO\n* ]", None, None),
        ('published:["2024" TO 2024]', "2024-01-01", "2025-01-01"),
    ],
)
def test_dates_are_half_open_spans(text: str, start: str | None, end: str | None) -> None:
    instants = [at and datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end)]
    assert parse_query(text) == Published(*instants)  # type: ignore[arg-type]


def test_dates_go_in_parentheses_and_beside_words() -> None:
    year = Published(datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC))
    assert parse_query("published:(2023 OR 2024-10) a") == And((Or((year, OCTOBER)), A))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("published:>=2024-10", "2024-10-01", None),
        ("published:>2024-10", "2024-11-01", None),
        ("published:<2024-10", None, "2024-10-01"),
        ("published:<=2024-10", None, "2024-11-01"),
        ("published:[now-7d TO now]", "2024-10-16T15:04:05.000006", "2024-10-23T15:04:05.000007"),
        ("published:[now-7d/d TO now/d}", "2024-10-16", "2024-10-23"),
        ("published:{now-1M/M TO *]", "2024-10-01", None),
        ("published:>=now-1w", "2024-10-16T15:04:05.000006", None),
        ("published:<=now/d", None, "2024-10-24"),
        ("published:>now/d", "2024-10-24", None),
        ("published:today", "2024-10-23", "2024-10-24"),
        ("published:Yesterday", "2024-10-22", "2024-10-23"),
        ("published:now/w", "2024-10-21", "2024-10-28"),
    ],
)
def test_dates_are_compared_and_counted_from_now(
    text: str, start: str | None, end: str | None
) -> None:
    now = datetime(2024, 10, 23, 15, 4, 5, 6, tzinfo=UTC)
    instants = [at and datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end)]
    assert parse_query(text, now=now) == Published(*instants)  # type: ignore[arg-type]


def test_without_a_now_the_clock_says_it() -> None:
    before = datetime.now(UTC)
    node = parse_query("published:>=now-1d")
    assert isinstance(node, Published)
    assert node.start is not None
    assert before <= node.start + timedelta(days=1) <= datetime.now(UTC)


def test_ranges_and_comparisons_go_in_parentheses() -> None:
    alone = parse_query("published:2024-10")
    assert parse_query("published:([2024-10 TO 2024-10] OR 2024-10)") == Or((alone, alone))
    october = datetime(2024, 10, 1, tzinfo=UTC)
    assert parse_query("published:(>=2024-10 -<2024-10)") == And(
        (Published(october), Not(Published(None, october)))
    )


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("published:tomorrow", "tomorrow"),
        ("published:now-7d", "now-7d"),
        ("published:now-7x", "now-7x"),
        ("published:nowhere", "nowhere"),
        ("published:now-9999y", "now-9999y"),
        ("published:>=now+999999999w", "now+999999999w"),
        ("published:>", ">"),
        ("published:>soon", "soon"),
        ("published:>9999", ">9999"),
        ("published:[now TO now-7d]", "[now TO now-7d]"),
        ("published:2024-13", "2024-13"),
        ("published:[2024 TO soon]", "soon"),
        ("published:[2025 TO 2024]", "[2025 TO 2024]"),
        ("published:{2024 TO 2024}", "{2024 TO 2024}"),
        ("published:{9999 TO *]", "{9999 TO *]"),
        ("published:[2024 to 2025]", "["),
        ("published:2024*", "2024*"),
    ],
)
def test_a_wrong_date_is_pointed_at(text: str, culprit: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        parse_query(text)
    error = raised.value
    assert text[error.position : error.position + error.length] == culprit
