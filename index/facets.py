"""From counts to facets; the same for every engine."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache, partial
from itertools import repeat
from operator import itemgetter

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
    every = {**dict.fromkeys(selected, 0), **counts} if selected else counts
    # Sorting twice, since it keeps the order of equals, is faster than by a key made of both.
    ranked = sorted(sorted(every.items()), key=itemgetter(1), reverse=True)
    shown = ranked[:size]
    if size and selected:
        shown += (item for item in ranked[size:] if item[0] in selected)
    return Facet(
        buckets=tuple([_bucket((value, count, value in selected)) for value, count in shown]),
        missing=missing,
        other=sum(every.values()) - sum([count for _, count in shown]),
    )


_bucket = partial(tuple.__new__, Bucket)
"""A bucket of its three values; a search makes a hundred and more, and this is the fastest way."""


def histogram(
    counts: Mapping[int, int],
    *,
    missing: int,
    interval: Interval,
    selected: Published,
    zone: tzinfo = UTC,
) -> Facet:
    """Buckets of `interval`, which is not AUTO: `counts` by bucket number, 0 being the bucket that
    1970-01-01 (in `zone`) lies in. Empty ones between are filled in, unless that makes too many.

    A bucket is called as the query language writes it (2024, 2024-10, 2024-10-21), a week by its
    Monday. It is selected if a filter is set and the whole of it passes.
    """
    if not counts:
        return Facet(buckets=(), missing=missing, interval=interval.value)
    first, last = min(counts), max(counts)
    numbers: Sequence[int] = range(first, last + 1)
    names: Sequence[str]
    if len(numbers) <= MOST_FILLED:
        names = _names(first, last, interval)
    else:
        numbers = sorted(counts)
        names = [_name(number, interval) for number in numbers]
    passes: Iterable[bool] = repeat(False)
    if selected != _ALWAYS:
        passes = [_passes(number, interval, selected, zone) for number in numbers]
    found = [counts.get(number, 0) for number in numbers]
    buckets = tuple(map(_bucket, zip(names, found, passes, strict=False)))
    return Facet(buckets=buckets, missing=missing, interval=interval.value)


def interval_for(first: date, last: date, interval: Interval) -> Interval:
    """What `auto` comes to for days from `first` to `last`; any other interval is itself."""
    if interval is not Interval.AUTO:
        return interval
    return next((i for i, most in AUTO if _span(first, last, i) <= most), Interval.YEAR)


def _span(first: date, last: date, interval: Interval) -> int:
    """How many buckets the days lie in and between."""
    return _number(last, interval) - _number(first, interval) + 1


@lru_cache(maxsize=128)
def _names(first: int, last: int, interval: Interval) -> tuple[str, ...]:
    """What the buckets from the first to the last are called: the same in every search."""
    return tuple([_name(number, interval) for number in range(first, last + 1)])


@lru_cache(maxsize=16_384)
def _name(number: int, interval: Interval) -> str:
    """What a bucket is called: the same in every search."""
    length = {Interval.YEAR: 4, Interval.MONTH: 7}.get(interval, 10)
    return _first_day(number, interval).isoformat()[:length]


_ALWAYS = Published()
_EPOCH = date(1970, 1, 1)


def _number(day: date, interval: Interval) -> int:
    """The number of the bucket that a day lies in."""
    match interval:
        case Interval.YEAR:
            return day.year - _EPOCH.year
        case Interval.MONTH:
            return (day.year - _EPOCH.year) * 12 + day.month - 1
    days = day.toordinal() - _EPOCH.toordinal()
    return (days + _WEEKDAY) // 7 if interval is Interval.WEEK else days


_WEEKDAY = _EPOCH.weekday()


def _first_day(number: int, interval: Interval) -> date:
    """The day that the bucket of this number begins with; raises ValueError or OverflowError where
    Python's calendar has none."""
    match interval:
        case Interval.YEAR:
            return date(_EPOCH.year + number, 1, 1)
        case Interval.MONTH:
            return date(_EPOCH.year + number // 12, number % 12 + 1, 1)
    days = number * 7 - _WEEKDAY if interval is Interval.WEEK else number
    return date.fromordinal(_EPOCH.toordinal() + days)


def _passes(number: int, interval: Interval, selected: Published, zone: tzinfo) -> bool:
    start, end = _midnight(_first_day(number, interval), zone), None
    with suppress(ValueError, OverflowError):  # where Python's calendar ends with the bucket
        end = _midnight(_first_day(number + 1, interval), zone)
    return (selected.start is None or selected.start <= start) and (
        selected.end is None or (end is not None and end <= selected.end)
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
