"""A date that a client states -> PublicationDate."""

import re
from datetime import datetime, timedelta

from archive import Confidence, Precision, PublicationDate, zone_named

FORMS = "YYYY, YYYY-MM, YYYY-MM-DD or RFC 3339 (2024-10-21T10:03:00-04:00), the offset optional"

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[Tt ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?P<offset>[Zz]|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)", re.ASCII)
_ORDER = tuple(Precision)


def stated_date(
    at: str,
    *,
    timezone: str | None = None,
    precision: Precision | None = None,
    method: str = "json",
    confidence: Confidence = Confidence.HIGH,
    evidence: str | None = None,
) -> PublicationDate:
    """The date that a client wrote; its form gives the precision unless a coarser one is stated.

    A date without an offset stays local unless `timezone` gives one (`+05:30`, `Z`, an IANA name);
    beside an offset `timezone` is only the zone's name. Raises ValueError with a message for the
    client.
    """
    found = _DATE.fullmatch(at.strip())
    if found is None:
        raise ValueError(f"{at!r} is not a date; write {FORMS}.")
    parts = {
        name: int(text) for name, text in found.groupdict().items() if text and name != "offset"
    }
    written = next(unit for unit in reversed(_ORDER) if unit.value in parts)
    precision = precision or written
    if _ORDER.index(precision) > _ORDER.index(written):
        raise ValueError(f"{at!r} is no finer than a {written}, so not precise to a {precision}.")
    local = _first_moment(_moment(at, parts), precision)
    offset_text = found["offset"]
    offset = _offset(offset_text) if offset_text else _zone_offset(timezone, local)
    date = PublicationDate(
        local=local,
        precision=precision,
        offset=offset,
        timezone=timezone or offset_text,
        method=method,
        confidence=confidence,
        evidence=at if evidence is None else evidence,
    )
    try:
        date.utc  # noqa: B018 - the first and last hours of the calendar have no UTC
    except OverflowError as error:
        raise ValueError(f"{at!r} is outside the years 1 to 9999 in UTC.") from error
    return date


def _moment(at: str, parts: dict[str, int]) -> datetime:
    try:
        return datetime(
            parts["year"],
            parts.get("month", 1),
            parts.get("day", 1),
            parts.get("hour", 0),
            parts.get("minute", 0),
            parts.get("second", 0),
        )
    except ValueError as error:
        raise ValueError(f"{at!r} is not in the calendar: {error}.") from error


def _first_moment(local: datetime, precision: Precision) -> datetime:
    match precision:
        case Precision.YEAR:
            return local.replace(month=1, day=1, hour=0, minute=0, second=0)
        case Precision.MONTH:
            return local.replace(day=1, hour=0, minute=0, second=0)
        case Precision.DAY:
            return local.replace(hour=0, minute=0, second=0)
        case Precision.MINUTE:
            return local.replace(second=0)
        case Precision.SECOND:
            return local


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta()
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise ValueError(f"{text!r} is not an offset from UTC such as +05:30.")
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size


def _zone_offset(timezone: str | None, local: datetime) -> timedelta | None:
    if timezone is None:
        return None
    if timezone in {"Z", "z", "UTC", "GMT"}:
        return timedelta()
    if timezone[:1] in {"+", "-"}:
        return _offset(timezone)
    try:
        return zone_named(timezone).utcoffset(local)
    except ValueError as error:
        raise ValueError(
            f"{timezone!r} does not say the offset from UTC; use +05:30, Z or an IANA name such as "
            "Asia/Seoul, or write the offset in `at`."
        ) from error
