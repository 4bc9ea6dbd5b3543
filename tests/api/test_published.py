"""Dates that clients state."""

import pytest

from api.published import stated_date
from archive import Precision


@pytest.mark.parametrize(
    ("written", "at", "precision", "utc"),
    [
        ("2024", "2024", "year", "2024-01-01T00:00:00+00:00"),
        ("2024-10", "2024-10", "month", "2024-10-01T00:00:00+00:00"),
        ("2024-10-24", "2024-10-24", "day", "2024-10-24T00:00:00+00:00"),
        ("2024-11-27T12:04", "2024-11-27T12:04:00", "minute", "2024-11-27T12:04:00+00:00"),
        ("2024-11-27 12:04:05", "2024-11-27T12:04:05", "second", "2024-11-27T12:04:05+00:00"),
        ("2024-10-21T09:32Z", "2024-10-21T09:32:00Z", "minute", "2024-10-21T09:32:00+00:00"),
        (
            "2024-10-21t10:03:09.75-04:00",
            "2024-10-21T10:03:09-04:00",
            "second",
            "2024-10-21T14:03:09+00:00",
        ),
        (
            "2024-10-21T16:49+05:30",
            "2024-10-21T16:49:00+05:30",
            "minute",
            "2024-10-21T11:19:00+00:00",
        ),
    ],
)
def test_the_form_gives_the_precision(written: str, at: str, precision: str, utc: str) -> None:
    date = stated_date(written)
    assert (date.at, date.precision, date.utc.isoformat()) == (at, precision, utc)
    assert (date.method, date.confidence, date.evidence) == ("json", "high", written)


@pytest.mark.parametrize(
    ("timezone", "utc"),
    [
        ("+05:30", "2024-10-21T06:30:00+00:00"),
        ("Z", "2024-10-21T12:00:00+00:00"),
        ("Asia/Seoul", "2024-10-21T03:00:00+00:00"),
    ],
)
def test_a_timezone_gives_the_offset_that_the_date_lacks(timezone: str, utc: str) -> None:
    date = stated_date("2024-10-21T12:00", timezone=timezone)
    assert (date.utc.isoformat(), date.timezone) == (utc, timezone)


def test_beside_an_offset_a_timezone_is_only_a_name() -> None:
    date = stated_date("2024-10-21T10:03-04:00", timezone="EDT")
    assert (date.timezone, date.utc.isoformat()) == ("EDT", "2024-10-21T14:03:00+00:00")


def test_a_coarser_precision_can_be_stated() -> None:
    assert stated_date("2024-10-21T10:03:59", precision=Precision.DAY).at == "2024-10-21"
    assert stated_date("2024-10-21", precision=Precision.YEAR).at == "2024"


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("", {}),
        ("24-10-2024", {}),
        ("2024-1-2", {}),
        ("2024-13", {}),
        ("2023-02-29", {}),
        ("2024-10-21T24:00", {}),
        ("2024-10-21T10", {}),
        ("2024-10-21T10:03+25:00", {}),
        ("2024-10-21T10:03+05:99", {}),
        ("0000", {}),
        ("0001-01-01T00:00+01:00", {}),
        ("9999-12-31T23:59-01:00", {}),
        ("٢٠٢٤", {}),
        ("2024-10-21", {"precision": Precision.MINUTE}),
        ("2024-10-21T12:00", {"timezone": "Mars/Olympus"}),
        ("2024-10-21T12:00", {"timezone": "localtime"}),
        ("2024-10-21T12:00", {"timezone": "../../etc/passwd"}),
        ("2024-10-21T12:00", {"timezone": "Asia"}),
        ("2024-10-21T12:00", {"timezone": "+5"}),
    ],
)
def test_what_is_no_date_is_refused(written: str, options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^'"):
        stated_date(written, **options)  # type: ignore[arg-type]
