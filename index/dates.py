"""Dates as people write them in a query or a request parameter.

A date means a span of time as wide as it is exact: 2024-10 is the whole of October. Spans are
half-open `[start, end)` and in UTC; a date without a zone counts as UTC, as an article's does.
"""

import re
from datetime import MAXYEAR, UTC, date, datetime, timedelta, tzinfo

from index.date_math import is_relative, relative_span
from index.errors import DateSyntaxError
from index.query import Published

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# RFC 3339, section 5.6, and a little more: seconds and the zone may be left out.
_MINUTE = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d"
_INSTANT = re.compile(
    rf"(?P<minute>{_MINUTE})(?P<second>:\d\d)?(?P<fraction>\.\d{{1,9}})?(?P<zone>[Zz]|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def parse_date_bound(
    text: str, *, now: datetime | None = None, zone: tzinfo = UTC
) -> tuple[datetime, datetime | None]:
    """The span `[start, end)` that a written date means, as aware UTC instants.

    Accepts YYYY, YYYY-MM, YYYY-MM-DD and RFC 3339 with or without seconds and zone; with `now`
    (aware) also what is counted from it, in days of the zone (see `index.date_math`). `end` is None
    where nothing can be later (year 9999). Raises DateSyntaxError for anything else.

    >>> [str(moment) for moment in parse_date_bound("2024-02")]
    ['2024-02-01 00:00:00+00:00', '2024-03-01 00:00:00+00:00']
    """
    text = text.strip()
    try:
        if match := _DAY.fullmatch(text):
            return _calendar_span(*match.groups())
        if match := _INSTANT.fullmatch(text):
            return _instant_span(match)
        if now is not None and is_relative(text):
            return relative_span(text, now, zone)
    except (ValueError, OverflowError) as error:
        raise DateSyntaxError(f"There is no date {text!r}; check its numbers.") from error
    relative = "" if now is None else ", or one counted from now such as now-7d or now/d"
    raise DateSyntaxError(
        f"{text!r} is not a date; write YYYY, YYYY-MM, YYYY-MM-DD or an RFC 3339 time such as "
        f"2024-10-21T09:32:00Z{relative}."
    )


def _calendar_span(
    year: str, month: str | None, day: str | None
) -> tuple[datetime, datetime | None]:
    start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    try:
        if day:
            return start, start + timedelta(days=1)
        if month:
            # 32 days after its first day, a month is always over and the next one still running.
            return start, (start + timedelta(days=32)).replace(day=1)
    except OverflowError:
        return start, None
    return start, (None if start.year == MAXYEAR else start.replace(year=start.year + 1))


def _instant_span(match: re.Match[str]) -> tuple[datetime, datetime | None]:
    minute, second, fraction, zone = match.group("minute", "second", "fraction", "zone")
    if fraction and not second:
        raise ValueError("a fraction of a minute")
    # fromisoformat reads microseconds at most; finer digits are below what a datetime can tell.
    written = minute.upper() + (second or "") + (fraction or "")[:7] + (zone or "Z").upper()
    start = datetime.fromisoformat(written).astimezone(UTC)
    if fraction:
        width = timedelta(microseconds=1)
    else:
        width = timedelta(seconds=1) if second else timedelta(minutes=1)
    try:
        return start, start + width
    except OverflowError:
        return start, None


def format_published(node: Published) -> str:
    """The canonical query text of the node: `published:2024-10`, or a range.

    A range's end is written as its last day, `]`, where the span ends with a day; else as the
    first instant outside it, `}`.
    """
    if node.start is not None:
        for width in (4, 7, 10):  # YYYY, YYYY-MM, YYYY-MM-DD
            written = _utc(node.start).isoformat()[:width]
            if parse_date_bound(written) == (node.start, node.end):
                return f"published:{written}"
    start = "*" if node.start is None else _shortest(node.start)
    if node.end is None:
        return f"published:[{start} TO *]"
    last_day = _day_before(node.end)
    if last_day and (node.start is None or last_day >= node.start):
        return f"published:[{start} TO {last_day.date()}]"
    return f"published:[{start} TO {_shortest(node.end)}}}"


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _day_before(end: datetime) -> datetime | None:
    at = _utc(end)
    begins_a_day = _begins_a_day(at) and at.date() > date.min
    return at - timedelta(days=1) if begins_a_day else None


def _begins_a_day(moment: datetime) -> bool:
    at = _utc(moment)
    return not (at.hour or at.minute or at.second or at.microsecond)


def _shortest(moment: datetime) -> str:
    at = _utc(moment)
    return str(at.date()) if _begins_a_day(at) else at.isoformat().replace("+00:00", "Z")
