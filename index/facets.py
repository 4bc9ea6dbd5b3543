"""From counts to facets; the same for every engine."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import repeat

from index.query import Interval, Published
from index.results import Bucket, Facet

AUTO = ((Interval.DAY, 31), (Interval.MONTH, 40))
"""What `auto` comes to: days if they make at most 31 buckets, else months if they make at most 40,
else years. Weeks, whose names few people can read, only when asked for."""

MOST_FILLED = 1000
"""A histogram of more buckets than this leaves out the empty ones."""


def value_facet(
    counts: Mapping[str, int], *, missing: int, size: int, selected: Collection[str]
) -> Facet:
    """The `size` commonest values. One that a filter selects is there too, even where no match has
    it, so that it can be unselected; none is if `size` is 0."""
    every = {**dict.fromkeys(selected, 0), **counts}
    ranked = sorted(every, key=lambda value: (-every[value], value))
    shown = [v for place, v in enumerate(ranked) if place < size or (size and v in selected)]
    return Facet(
        buckets=tuple(Bucket(value=v, count=every[v], selected=v in selected) for v in shown),
        missing=missing,
        other=sum(every.values()) - sum(every[value] for value in shown),
    )


def histogram(
    first: date | None,
    counts: Mapping[int, int],
    *,
    missing: int,
    interval: Interval,
    selected: Published,
) -> Facet:
    """Buckets of `interval`, which is not AUTO: `counts` by bucket number, 0 being the bucket that
    the day `first` (in UTC; None where nothing has a date) lies in. Empty ones between are filled
    in, unless that makes too many.

    A bucket is called as the query language writes it (2024, 2024-10, 2024-10-21), a week by its
    Monday. It is selected if a filter is set and the whole of it passes.
    """
    buckets: list[Bucket] = []
    if first is not None and counts:
        base, length = _number(first, interval), max(counts) + 1
        numbers = range(length) if length <= MOST_FILLED else sorted(counts)
        named = [_named(base + number, interval) for number in numbers]
        passes: Iterable[bool] = repeat(False)
        if selected != Published():
            passes = [_passes(start, interval, selected) for start, _ in named]
        every = map(counts.get, numbers, repeat(0))
        buckets = list(map(Bucket, [name for _, name in named], every, passes))
    return Facet(buckets=tuple(buckets), missing=missing, interval=interval.value)


@lru_cache(maxsize=16_384)
def _named(number: int, interval: Interval) -> tuple[date, str]:
    """The first day of a bucket, and what it is called: the same in every search."""
    start = _first_day(number, interval)
    return start, _name(start, interval)


def _number(day: date, interval: Interval) -> int:
    """The number of the bucket that a day lies in, counted from the calendar's beginning."""
    match interval:
        case Interval.YEAR:
            return day.year
        case Interval.MONTH:
            return day.year * 12 + day.month - 1
        case Interval.WEEK:
            return (day.toordinal() - 1) // 7  # 0001-01-01 was a Monday
    return day.toordinal()


def _first_day(number: int, interval: Interval) -> date:
    """The day that the bucket of this number begins with."""
    match interval:
        case Interval.YEAR:
            return date(number, 1, 1)
        case Interval.MONTH:
            return date(number // 12, number % 12 + 1, 1)
        case Interval.WEEK:
            return date.fromordinal(number * 7 + 1)
    return date.fromordinal(number)


def _end(start: date, interval: Interval) -> date | None:
    """The first day after the bucket, None where Python's calendar ends."""
    try:
        return _first_day(_number(start, interval) + 1, interval)
    except (ValueError, OverflowError):
        return None


def interval_for(first: date, last: date, interval: Interval) -> Interval:
    """What `auto` comes to for days from `first` to `last`; any other interval is itself."""
    if interval is not Interval.AUTO:
        return interval
    return next((i for i, most in AUTO if _span(first, last, i) <= most), Interval.YEAR)


def _span(first: date, last: date, interval: Interval) -> int:
    """How many buckets the days lie in and between."""
    return _number(last, interval) - _number(first, interval) + 1


def _name(start: date, interval: Interval) -> str:
    length = {Interval.YEAR: 4, Interval.MONTH: 7}.get(interval, 10)
    return start.isoformat()[:length]


def _passes(start: date, interval: Interval, selected: Published) -> bool:
    if selected == Published():
        return False
    end = _end(start, interval)
    return (selected.start is None or selected.start <= _midnight(start)) and (
        selected.end is None or (end is not None and _midnight(end) <= selected.end)
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
