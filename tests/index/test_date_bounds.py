from datetime import UTC, datetime, timedelta

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
