"""One date as a record, a feed or a page's metadata writes it, in whatever format.

Read are ISO 8601 (extended and compact), RFC 2822, asctime, seconds and milliseconds since 1970,
and what people write (archive.parsing.moments). A year or a month alone counts as such.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from archive.article import Confidence, Precision
from archive.errors import UnreadableInput
from archive.parsing.moments import Moment, find_moments
from archive.parsing.zones import read_zone
from archive.time_zones import zone_named

_LONGEST = 200  # characters that are searched for a date
_EPOCH = re.compile(r"-?(\d{9,10}|\d{12,13})(?:\.\d{1,9})?")
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[T _-]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?)?"
    r" ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9}) +(\d{1,2}) +(\d\d:\d\d(?::\d\d)?)"
    r" ?([A-Z]{2,5}|[+-]\d\d:?\d\d)? +(\d{4})"
)
_MIDNIGHT = re.compile(r"[T ]24:00(?::00(?:[.,]0{1,9})?)?")
_MONTH = re.compile(r"((?:1[89]|20)\d\d)(?:[-/.](\d{1,2}))?")
_ZONE_SUFFIX = re.compile(
    r"[\[( ]?([A-Z][A-Za-z]{1,20}/[A-Za-z_]{1,30}(?:/[A-Za-z_]{1,30})?)[\])]?$"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-]\d{1,2})(?::?(\d\d))?")
_MONTH_FIRST_LANGUAGES = ("en-us", "en-ph", "en-ca")
_MILLISECONDS = 100_000_000_000  # from here on a number counts milliseconds: 1973 else, or 5138


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date read: wall clock as written, unit named, zone if any, and how sure the reading is.

    `zone` is as written; `offset` what it means. `sure` is below HIGH where days and months could
    be the other way round, a year has two digits or a zone's abbreviation several meanings.
    """

    local: datetime
    precision: Precision
    offset: timedelta | None
    zone: str | None
    sure: Confidence

    @property
    def timed(self) -> bool:
        """Whether it names a time of day."""
        return self.precision in (Precision.MINUTE, Precision.SECOND)

    @property
    def utc(self) -> datetime | None:
        """The instant, without tzinfo, if it names a time and a zone."""
        return self.local - self.offset if self.timed and self.offset is not None else None


def read_date(text: str, *, language: str | None = None, context: str = "") -> WrittenDate | None:
    """The date in a text that holds one, None where it holds none that a calendar has.

    `language` (a BCP 47 tag) tells whether months come first where the numbers do not; `context`
    is text that can tell what an ambiguous zone means.
    """
    text = " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]
    if _EPOCH.fullmatch(text):
        return _since_1970(float(text))
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        text = f"{year}-{month}-{day}{clock}"
    elif match := _ASCTIME.fullmatch(text):
        name, day, clock, zone, year = match.groups()
        text = f"{day} {name} {year} {clock} {zone or ''}"
    elif match := _MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]) if match[2] else None)
    next_day = _MIDNIGHT.search(text)
    if next_day:
        text = f"{text[: next_day.start()]}T00:00:00{text[next_day.end() :]}"
    moments = find_moments(text)
    if not moments:
        return None
    named = _ZONE_SUFFIX.search(text)
    found = written(moments[0], language=language, context=context)
    if found and next_day:
        found = replace(found, local=found.local + timedelta(days=1))
    if found and named and found.timed and found.offset is None:
        return in_zone(found, named[1])
    return found


def written(
    moment: Moment, *, language: str | None = None, context: str = ""
) -> WrittenDate | None:
    """A moment found in a line as a date; None for a day that no calendar has."""
    sure = Confidence.MEDIUM if moment.short_year else Confidence.HIGH
    month, day = moment.month, moment.day
    if moment.numeric:
        first, second = moment.numeric
        month_first = (language or "").casefold() in _MONTH_FIRST_LANGUAGES or (
            moment.twelve_hour and moment.separator == "/"
        )
        day_first = first > 12 or (second <= 12 and (moment.separator == "." or not month_first))
        month, day = (second, first) if day_first else (first, second)
        if first != second and max(first, second) <= 12 and moment.separator != ".":
            sure = Confidence.MEDIUM if language or month_first else Confidence.LOW
    try:
        local = datetime(
            moment.year, month or 1, day or 1, moment.hour or 0, moment.minute, moment.second or 0
        )
    except ValueError:
        return None
    zone = read_zone(moment.zone, local, context) if moment.zone else None
    if zone and not zone.certain and sure is Confidence.HIGH:
        sure = Confidence.MEDIUM
    return WrittenDate(local, _precision(moment, month), zone.offset if zone else None,
                       moment.zone if zone else None, sure)  # fmt: skip


def in_zone(date: WrittenDate, name: str) -> WrittenDate:
    """A date without a zone in the one named (IANA name or offset); another date unchanged.

    Raises UnreadableInput for a name that is no zone's.
    """
    if not date.timed or date.offset is not None:
        return date
    zone = read_timezone(name)
    return replace(date, offset=date.local.replace(tzinfo=zone).utcoffset(), zone=name)


def read_timezone(name: str) -> ZoneInfo | timezone:
    """The zone with an IANA name or an offset such as "+05:30"; raises UnreadableInput."""
    if match := _OFFSET.fullmatch(name.strip()):
        hours, minutes = int(match[1]), int(match[2] or 0)
        offset = timedelta(hours=hours, minutes=-minutes if match[1][0] == "-" else minutes)
        if abs(offset) < timedelta(hours=15):
            return timezone(offset)
    try:
        return zone_named(name.strip())
    except ValueError as error:
        raise UnreadableInput(
            f"{name[:80]!r} is no time zone. Give an IANA name (Asia/Seoul) or an offset (+09:00)."
        ) from error


def _since_1970(number: float) -> WrittenDate | None:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    local = datetime(1970, 1, 1) + timedelta(seconds=int(seconds))
    return WrittenDate(local, Precision.SECOND, timedelta(), "UTC", Confidence.HIGH)


def _month(year: int, month: int | None) -> WrittenDate | None:
    if month is not None and not 1 <= month <= 12:
        return None
    precision = Precision.MONTH if month else Precision.YEAR
    return WrittenDate(datetime(year, month or 1, 1), precision, None, None, Confidence.HIGH)


def _precision(moment: Moment, month: int | None) -> Precision:
    if month is None:
        return Precision.YEAR
    if moment.day is None and moment.numeric is None:
        return Precision.MONTH
    if moment.hour is None:
        return Precision.DAY
    return Precision.MINUTE if moment.second is None else Precision.SECOND


def now_utc(now: datetime | None) -> datetime:
    """The given or the current time in UTC, without tzinfo."""
    return (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
