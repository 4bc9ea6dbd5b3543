from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import DateSyntaxError, parse_date_bound


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type] # a year, a month, a day, ...


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", at(2024, 1, 1), at(2025, 1, 1)),
        ("2024-10", at(2024, 10, 1), at(2024, 11, 1)),
        ("2024-12", at(2024, 12, 1), at(2025, 1, 1)),
        ("2024-02-29", at(2024, 2, 29), at(2024, 3, 1)),
        (" 2024-10-21 ", at(2024, 10, 21), at(2024, 10, 22)),
        ("2024-10-21T09:32", at(2024, 10, 21, 9, 32), at(2024, 10, 21, 9, 33)),
        ("2024-10-21T09:32:00Z", at(2024, 10, 21, 9, 32), at(2024, 10, 21, 9, 32, 1)),
        ("2024-10-21t09:32:00z", at(2024, 10, 21, 9, 32), at(2024, 10, 21, 9, 32, 1)),
        ("2024-10-21T09:32:00+05:30", at(2024, 10, 21, 4, 2), at(2024, 10, 21, 4, 2, 1)),
        (
            "2024-10-21T09:32:00.25Z",
            at(2024, 10, 21, 9, 32, 0, 250_000),
            at(2024, 10, 21, 9, 32, 0, 250_001),
        ),
        ("9999", at(9999, 1, 1), None),
        ("9999-12-31", at(9999, 12, 31), None),
    ],
)
def test_a_date_is_a_span_as_wide_as_it_is_exact(
    text: str, start: datetime, end: datetime | None
) -> None:
    assert parse_date_bound(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2024-13",
        "0000",
        "2024-10-21T24:00:01Z",
        "0001-01-01T00:00:00+09:00",
        "2024-10-21T09:32.5Z",
    ],
)
def test_a_date_that_does_not_exist_is_named(text: str) -> None:
    with pytest.raises(DateSyntaxError, match="There is no date"):
        parse_date_bound(text)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "24", "2024-1", "21/10/2024", "２０２４", "2024*"]
)
def test_other_text_is_told_the_forms_of_a_date(text: str) -> None:
    with pytest.raises(DateSyntaxError, match="YYYY-MM-DD"):
        parse_date_bound(text)


@given(st.datetimes(timezones=st.timezones()))
def test_any_instant_can_be_written_as_rfc_3339(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:
        return
    assert parse_date_bound(expected.isoformat())[0] == expected


@given(st.text(max_size=30))
def test_any_text_is_a_span_or_a_date_syntax_error(text: str) -> None:
    try:
        start, end = parse_date_bound(text)
    except DateSyntaxError:
        return
    assert start.utcoffset() == timedelta()
    assert end is None or start < end


NOW = at(2024, 3, 31, 15, 4, 5, 6)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("now", NOW),
        ("NOW", NOW),
        ("now-7d", at(2024, 3, 24, 15, 4, 5, 6)),
        ("now-1M", at(2024, 2, 29, 15, 4, 5, 6)),
        ("now+1M", at(2024, 4, 30, 15, 4, 5, 6)),
        ("now-1y-1M", at(2023, 2, 28, 15, 4, 5, 6)),
        ("now-3M", at(2023, 12, 31, 15, 4, 5, 6)),
        ("now-d", at(2024, 3, 30, 15, 4, 5, 6)),
        ("now-2w", at(2024, 3, 17, 15, 4, 5, 6)),
        ("now-1h", at(2024, 3, 31, 14, 4, 5, 6)),
        ("now-1H+3m-5s", at(2024, 3, 31, 14, 7, 0, 6)),
    ],
)
def test_an_instant_is_counted_from_now(text: str, start: datetime) -> None:
    assert parse_date_bound(text, now=NOW) == (start, start + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", at(2024, 3, 31), at(2024, 4, 1)),
        ("yesterday", at(2024, 3, 30), at(2024, 3, 31)),
        ("now/d", at(2024, 3, 31), at(2024, 4, 1)),
        ("now/w", at(2024, 3, 25), at(2024, 4, 1)),
        ("now/M", at(2024, 3, 1), at(2024, 4, 1)),
        ("now/y", at(2024, 1, 1), at(2025, 1, 1)),
        ("now/h", at(2024, 3, 31, 15), at(2024, 3, 31, 16)),
        ("now/H", at(2024, 3, 31, 15), at(2024, 3, 31, 16)),
        ("now/m", at(2024, 3, 31, 15, 4), at(2024, 3, 31, 15, 5)),
        ("now/s", at(2024, 3, 31, 15, 4, 5), at(2024, 3, 31, 15, 4, 6)),
        ("now-1M/M", at(2024, 2, 1), at(2024, 3, 1)),
        ("now-1M/d", at(2024, 2, 29), at(2024, 3, 1)),
        ("now/d-1M", at(2024, 2, 29), at(2024, 3, 1)),
        ("now/M-1d", at(2024, 2, 29), at(2024, 3, 31)),
        ("now/d+9h", at(2024, 3, 31, 9), at(2024, 4, 1, 9)),
    ],
)
def test_what_is_rounded_means_all_of_its_unit(text: str, start: datetime, end: datetime) -> None:
    assert parse_date_bound(text, now=NOW) == (start, end)


def test_days_are_those_of_utc_wherever_now_was_read() -> None:
    late = datetime(2024, 10, 1, 1, tzinfo=timezone(timedelta(hours=9)))
    assert parse_date_bound("today", now=late) == (at(2024, 9, 30), at(2024, 10, 1))


SEOUL, NEW_YORK, HAVANA = map(ZoneInfo, ("Asia/Seoul", "America/New_York", "America/Havana"))
SPRING, AUTUMN = at(2024, 3, 10, 16), at(2024, 11, 3, 16)  # when New York's clocks changed


@pytest.mark.parametrize(
    ("text", "now", "zone", "start", "end"),
    [
        ("today", at(2024, 9, 30, 16), SEOUL, at(2024, 9, 30, 15), at(2024, 10, 1, 15)),
        ("yesterday", at(2024, 9, 30, 14), SEOUL, at(2024, 9, 28, 15), at(2024, 9, 29, 15)),
        ("now/M", at(2024, 9, 30, 16), SEOUL, at(2024, 9, 30, 15), at(2024, 10, 31, 15)),
        ("now/d", SPRING, NEW_YORK, at(2024, 3, 10, 5), at(2024, 3, 11, 4)),  # of 23 hours
        ("now/d", AUTUMN, NEW_YORK, at(2024, 11, 3, 4), at(2024, 11, 4, 5)),  # of 25 hours
        ("now-1d/d", at(2024, 3, 11, 3), HAVANA, at(2024, 3, 9, 5), at(2024, 3, 10, 5)),
        ("now/d", SPRING, HAVANA, at(2024, 3, 10, 5), at(2024, 3, 11, 4)),  # begins at one o'clock
        ("now/h", at(2024, 11, 3, 6, 30), NEW_YORK, at(2024, 11, 3, 6), at(2024, 11, 3, 7)),
    ],
)
def test_what_is_rounded_are_days_and_hours_of_the_zone(
    text: str, now: datetime, zone: ZoneInfo, start: datetime, end: datetime
) -> None:
    assert parse_date_bound(text, now=now, zone=zone) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("now-24h", at(2024, 3, 9, 16)),  # hours are hours
        ("now-1d", at(2024, 3, 9, 17)),  # a day before, the clocks showed the same
        ("now", SPRING),
    ],
)
def test_hours_are_as_long_wherever_the_clocks_change(text: str, start: datetime) -> None:
    start_there, _ = parse_date_bound(text, now=SPRING, zone=NEW_YORK)
    assert start_there == start


@pytest.mark.parametrize(
    "text", ["now-", "now-7", "now-7D", "now/x", "now 7d", "today-", "nowhere"]
)
def test_what_follows_now_is_told_its_forms(text: str) -> None:
    with pytest.raises(DateSyntaxError, match="now-7d"):
        parse_date_bound(text, now=NOW)


@pytest.mark.parametrize("text", ["now-2025y", "now+9999y", "now-999999999w", "now-999999999M"])
def test_a_date_beyond_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(DateSyntaxError, match="There is no date"):
        parse_date_bound(text, now=NOW)


@given(
    st.text(max_size=10)
    | st.lists(st.sampled_from("now - + / 1 7 y M w d H m s".split()), max_size=9).map("".join)
)
def test_any_text_counted_from_now_is_a_span_or_a_date_syntax_error(text: str) -> None:
    try:
        start, end = parse_date_bound("now" + text, now=NOW)
    except DateSyntaxError:
        return
    assert end is not None
    assert start < end
