"""Dates counted from now: `now-7d`, `now/d`, `now-1M/M`, `today`, `yesterday`.

The language is Elasticsearch's date math. A unit is y (year), M (month), w (week), d (day), h or H
(hour), m (minute) or s (second); + and - move by units of the calendar, / rounds to the whole unit,
a week beginning on Monday, in UTC or the zone that is meant. What is rounded means all of its unit:
`now/d` is today from its first instant to its last, so that `<=now/d` includes all of today and
`>now/d` begins after it.
"""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, tzinfo

from index.errors import DateSyntaxError

INSTANT = timedelta(microseconds=1)
"""The shortest span that a datetime can tell."""

_NAMED = {"now": "", "today": "/d", "yesterday": "-1d/d"}
_RELATIVE = re.compile(r"(now|today|yesterday)(.*)", re.IGNORECASE | re.DOTALL)
_STEP = re.compile(r"([+-])(\d{0,9})([yMwdhHms])|/([yMwdhHms])", re.ASCII)
_DAYS = {"w": timedelta(weeks=1), "d": timedelta(days=1)}
_HOURS = {
    "h": timedelta(hours=1),
    "H": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
_MONTHS = {"y": 12, "M": 1}


def is_relative(text: str) -> bool:
    """Whether the text begins as a date counted from now does."""
    return _RELATIVE.match(text) is not None


def is_instant(text: str) -> bool:
    """Whether a date counted from now is an instant rather than a rounded span."""
    return text[:3].lower() == "now" and "/" not in text


def relative_span(text: str, now: datetime, zone: tzinfo = UTC) -> tuple[datetime, datetime]:
    """The span `[start, end)` in UTC that the text means at `now` (aware); of an instant, 1 µs.

    Days and all that is longer are those of the zone: where its clocks change, a day has 23 or 25
    hours, and `now-1d` is when they showed the same the day before. Raises DateSyntaxError for what
    cannot be read, and ValueError or OverflowError for a date beyond the calendar's years 1 to
    9999.

    >>> noon = datetime(2024, 3, 31, 12, tzinfo=UTC)
    >>> [str(moment) for moment in relative_span("now-1M/d", noon)]
    ['2024-02-29 00:00:00+00:00', '2024-03-01 00:00:00+00:00']
    """
    match = _RELATIVE.fullmatch(text)
    if match is None:
        raise DateSyntaxError(f"{text!r} is not counted from now.")
    # Both ends are moved as instants: a day that is moved by months stays a day.
    first = last = now.astimezone(zone)
    name, steps = match.groups()
    steps = _NAMED[name.lower()] + steps
    position = 0
    while position < len(steps):
        step = _STEP.match(steps, position)
        if step is None:
            raise DateSyntaxError(
                f"{text!r} is not a date; what follows now is + or -, a number and a unit "
                "(y M w d h m s), or / and a unit: now-7d, now/d, now-1M/M."
            )
        position = step.end()
        sign, number, unit, rounded = step.groups()
        if rounded:
            first, last = _floor(first, rounded), _last_of(last, rounded)
        else:
            count = int(number or 1) * (1 if sign == "+" else -1)
            first, last = _moved(first, count, unit), _moved(last, count, unit)
    return first.astimezone(UTC), last.astimezone(UTC) + INSTANT


def _moved(moment: datetime, count: int, unit: str) -> datetime:
    if unit in _HOURS:
        return _later(moment, count * _HOURS[unit])
    if unit in _DAYS:
        return moment + count * _DAYS[unit]  # of the calendar, as Python adds within a zone
    month = moment.year * 12 + moment.month - 1 + count * _MONTHS[unit]
    year, month = divmod(month, 12)
    # A month that is too short for the day ends before it.
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _later(moment: datetime, length: timedelta) -> datetime:
    """The moment so long after, whatever the clocks of its zone did meanwhile."""
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def _floor(moment: datetime, unit: str) -> datetime:
    """The first instant of the unit that the moment is in."""
    match unit:
        case "y":
            day = moment.replace(month=1, day=1)
        case "M":
            day = moment.replace(day=1)
        case "w":
            day = moment - timedelta(days=moment.weekday())
        case "h" | "H":
            return moment.replace(minute=0, second=0, microsecond=0)
        case "m":
            return moment.replace(second=0, microsecond=0)
        case "s":
            return moment.replace(microsecond=0)
        case _:
            day = moment
    return day.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _last_of(moment: datetime, unit: str) -> datetime:
    """The last instant of the unit that the moment is in."""
    return _later(_moved(_floor(moment, unit), 1, unit), -INSTANT)
