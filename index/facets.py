"""From counts to facets; the same for every engine."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
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
        start, length = _start(first, interval), max(counts) + 1
        if length > MOST_FILLED:
            starts: Sequence[date] = [_nth(start, number, interval) for number in sorted(counts)]
            names: Sequence[str] = [_name(day, interval) for day in starts]
            numbers: Iterable[int] = sorted(counts)
        else:
            starts, names = _calendar(start, length, interval)
            numbers = range(length)
        passes: Iterable[bool] = repeat(False)
        if selected != Published():
            passes = [_passes(day, interval, selected) for day in starts]
        every = map(counts.get, numbers, repeat(0))
        buckets = list(map(Bucket, names, every, passes))
    return Facet(buckets=tuple(buckets), missing=missing, interval=interval.value)


@lru_cache(maxsize=64)
def _calendar(
    first: date, count: int, interval: Interval
) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """The first days of `count` buckets from the one that begins at `first`, and their names."""
    starts = tuple(_nth(first, number, interval) for number in range(count))
    return starts, tuple(_name(start, interval) for start in starts)


def _nth(first: date, number: int, interval: Interval) -> date:
    """The first day of the bucket `number` buckets after the one that begins at `first`."""
    match interval:
        case Interval.YEAR:
            return first.replace(year=first.year + number)
        case Interval.MONTH:
            months = first.year * 12 + first.month - 1 + number
            return date(months // 12, months % 12 + 1, 1)
        case Interval.WEEK:
            return first + timedelta(days=7 * number)
    return first + timedelta(days=number)


def _start(day: date, interval: Interval) -> date:
    match interval:
        case Interval.YEAR:
            return day.replace(month=1, day=1)
        case Interval.MONTH:
            return day.replace(day=1)
        case Interval.WEEK:
            return day - timedelta(days=day.weekday())
    return day


def _end(start: date, interval: Interval) -> date | None:
    """The first day after the bucket, None where Python's calendar ends."""
    try:
        match interval:
            case Interval.YEAR:
                return start.replace(year=start.year + 1)
            case Interval.MONTH:
                return _start(start + timedelta(days=31), interval)
            case Interval.WEEK:
                return start + timedelta(days=7)
        return start + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def interval_for(first: date, last: date, interval: Interval) -> Interval:
    """What `auto` comes to for days from `first` to `last`; any other interval is itself."""
    if interval is not Interval.AUTO:
        return interval
    return next((i for i, most in AUTO if _span(first, last, i) <= most), Interval.YEAR)


def _span(first: date, last: date, interval: Interval) -> int:
    """How many buckets the days lie in and between."""
    first, last = _start(first, interval), _start(last, interval)
    match interval:
        case Interval.YEAR:
            return last.year - first.year + 1
        case Interval.MONTH:
            return (last.year - first.year) * 12 + last.month - first.month + 1
        case Interval.WEEK:
            return (last - first).days // 7 + 1
    return (last - first).days + 1


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
