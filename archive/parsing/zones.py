"""Time zones as bylines name them: numbers, abbreviations, and what the ambiguous ones mean."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from archive.parsing.phrases import fold
from archive.parsing.tables import load_table

_NUMERIC = re.compile(r"(?:UTC|GMT)? ?(?P<sign>[+−-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$")
_USUAL = 2  # words more that another meaning needs than the most usual one
_FURTHEST = timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone's distance from UTC; `certain` unless its abbreviation could mean another."""

    offset: timedelta
    certain: bool


@cache
def zone_pattern() -> re.Pattern[str]:
    """Matches the zone after a time, in the group `zone`."""
    table = load_table("timezones")
    names = "|".join(
        sorted({*table["fixed"], *table["seasonal"], *table["ambiguous"]}, key=len, reverse=True)
    )
    return re.compile(
        r"[ (,]{0,3}(?P<zone>(?:UTC|GMT) ?[+−-]\d{1,2}(?::?\d{2})?(?!\d)"
        r"|[+−-]\d{2}:?\d{2}(?!\d)"
        rf"|[+−-]\d{{2}}(?![\d.])|(?:{names})(?!\w))"
    )


def read_zone(name: str, local: datetime, page: str) -> Zone | None:
    """What a zone's name means on a page, at a local time; None for a name not known.

    An abbreviation with several meanings is decided by the words on the page that speak for one;
    where none does, the most usual meaning is taken as uncertain.
    """
    table = load_table("timezones")
    if name in table["fixed"]:
        return Zone(_offset(table["fixed"][name]), certain=True)
    if name in table["seasonal"]:
        standard = _offset(table["seasonal"][name]["standard"])
        summer = timedelta(hours=1) if _is_us_summer(local) else timedelta()
        return Zone(standard + summer, certain=True)
    if name in table["ambiguous"]:
        return _by_evidence(table["ambiguous"][name], fold(page))
    match = _NUMERIC.match(name)
    if match is None:
        return None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if offset >= _FURTHEST:
        return None
    return Zone(offset if match["sign"] == "+" else -offset, certain=True)


def _by_evidence(readings: list[dict[str, Any]], page: str) -> Zone:
    counts = [
        sum(
            len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", page))
            for word in reading["evidence"]
        )
        for reading in readings
    ]
    counts[0] += _USUAL if counts[0] else 0
    most = max(counts)
    certain = counts.count(most) == 1
    chosen = readings[counts.index(most) if certain else 0]
    return Zone(_offset(chosen["offset"]), certain=certain)


def _offset(text: str) -> timedelta:
    size = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return -size if text[0] == "-" else size


def _is_us_summer(local: datetime) -> bool:
    """Whether daylight saving time holds in the US: since 2007, March to November."""
    start = _sunday(local.year, 3, 2).replace(hour=2)
    end = _sunday(local.year, 11, 1).replace(hour=2)
    return start <= local < end


def _sunday(year: int, month: int, which: int) -> datetime:
    first = datetime(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))
