"""On which day each document was published, in whichever time zone, and how days make buckets."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.query import Interval
from index.whoosh_engine.evaluation import value_loops
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.instants import DAY, NO_INSTANT

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LAST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND


class Days:
    """The days of a segment's documents.

    Attributes:
        values: the different days, as days since 1970-01-01, ascending: int64[day].
        ordinals: int32[document], the place of the document's day in `values` plus 1; 0 without.
    """

    def __init__(self, instants: NDArray[np.int64], zone: tzinfo = UTC) -> None:
        dated = instants != NO_INSTANT
        local = instants[dated] if zone is UTC else local_times(instants[dated], zone)
        self.values, ordinals = np.unique(local // DAY, return_inverse=True)
        self.ordinals = np.zeros(len(instants), dtype=np.int32)
        self.ordinals[dated] = ordinals + 1
        self._buckets: dict[Interval, _Buckets] = {}

    def counts(self, documents: Documents) -> NDArray[np.int64]:
        """How many of the documents have each ordinal: int64[ordinal]."""
        counts = np.zeros(len(self.values) + 1, np.int64)
        value_loops.count_values(self.ordinals, documents, counts)
        return counts

    def bucket_counts(self, interval: Interval, counts: NDArray[np.int64]) -> dict[int, int]:
        """How many documents lie in each bucket that has any, by its number (see
        `index.facets.histogram`), from how many each day has: int64[day]."""
        if not len(self.values):
            return {}
        if interval not in self._buckets:
            self._buckets[interval] = _buckets(self.values, interval)
        buckets = self._buckets[interval]
        sums = np.add.reduceat(counts, buckets.starts)
        (filled,) = sums.nonzero()
        numbers = buckets.numbers.take(filled).tolist()
        return dict(zip(numbers, sums.take(filled).tolist(), strict=True))


def local_times(instants: NDArray[np.int64], zone: tzinfo) -> NDArray[np.int64]:
    """What clocks of the zone show at these instants, as instants are counted."""
    days, places = np.unique(instants // DAY, return_inverse=True)
    # A zone is asked for each day and not for each document. Where its clocks are set on a day,
    # the offsets at the day's two ends differ, and each instant of it is asked for.
    offsets = _offsets(days * DAY, zone)
    ends = _offsets((days + 1) * DAY, zone)
    found = offsets.take(places)
    (changing,) = (offsets != ends).take(places).nonzero()
    found[changing] = _offsets(instants.take(changing), zone)
    local: NDArray[np.int64] = np.clip(instants + found, _FIRST, _LAST)
    return local


def _offsets(instants: NDArray[np.int64], zone: tzinfo) -> NDArray[np.int64]:
    """How far clocks of the zone are ahead of UTC at these instants, in microseconds."""
    return np.array([_offset(instant, zone) for instant in instants.tolist()], np.int64)


def _offset(instant: int, zone: tzinfo) -> int:
    try:
        moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone)
    except OverflowError:  # on the first or the last day of Python's calendar
        return 0
    return (moment.utcoffset() or timedelta()) // _MICROSECOND


class _Buckets(NamedTuple):
    """Which days lie in each bucket that has any: parallel arrays [bucket]."""

    numbers: NDArray[np.int64]
    starts: NDArray[np.intp]  # the place of its first day; its days end where the next begin


def _buckets(days: NDArray[np.int64], interval: Interval) -> _Buckets:
    return _Buckets(*np.unique(_numbered(days, interval), return_index=True))


def _numbered(days: NDArray[np.int64], interval: Interval) -> NDArray[np.int64]:
    """The number of the bucket that each day (since 1970-01-01) lies in: of days, of weeks since
    Monday 1969-12-29, of months or years since 1970."""
    if interval is Interval.DAY:
        return days
    if interval is Interval.WEEK:
        return (days + 3) // 7  # 1970-01-01 was a Thursday
    unit = "datetime64[M]" if interval is Interval.MONTH else "datetime64[Y]"
    return days.astype("datetime64[D]").astype(unit).astype(np.int64)
