"""One segment as searches see it: masks and days made from its arrays when first needed, and kept
for as long as the segment is, since no commit changes them."""

from collections.abc import Collection
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.query import Interval, Published
from index.whoosh_engine.arrays import IndexDamaged, OrdinalColumn, SegmentArrays
from index.whoosh_engine.evaluation import loops
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.instants import DAY, NO_INSTANT, bounds

Mask = NDArray[np.bool_]

Accepted = tuple[str, ...] | Published
"""What a filter lets through: any of some values, or a span of time."""

_MASKS = 64
"""How many filters a segment remembers: a byte a document each."""


class SegmentView:
    """A segment of a commit; documents are numbered as in the segment."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays
        self.mask = lru_cache(maxsize=_MASKS)(self._make_mask)
        """Which documents pass a filter of a field: bool[document]."""
        self._values: dict[str, list[str]] = {}
        self._checked: set[str] = set()

    def with_arrays(self, arrays: SegmentArrays) -> "SegmentView":
        """The same segment with the deletions of another commit: nothing else differs."""
        if arrays is self.arrays:
            return self
        other = object.__new__(SegmentView)
        other.__dict__.update(self.__dict__)
        other.arrays = arrays
        return other

    @property
    def instants(self) -> NDArray[np.int64]:
        """When each document was published: int64[document], NO_INSTANT where that is not known."""
        return self.arrays.instants["published"].instants

    def _make_mask(self, name: str, accepted: Accepted) -> Mask:
        if isinstance(accepted, Published):
            start, end = bounds(accepted)
            return (self.instants >= start) & (self.instants < end)
        return self._having(name, accepted)

    def _having(self, name: str, accepted: Collection[str]) -> Mask:
        """Which documents have one of the values."""
        column = self.arrays.columns[name]
        passing = np.zeros(len(column.values) + 1, dtype=np.bool_)
        for value in accepted:
            number = column.values.find(value)
            if number is not None:
                passing[number + 1] = True
        entries = passing.take(column.ordinals)
        if column.starts is None:
            return entries
        mask = np.zeros(self.arrays.document_count, dtype=np.bool_)
        mask[column.entry_documents.compress(entries)] = True
        return mask

    @cached_property
    def days(self) -> "Days":
        """On which day each document was published."""
        return Days(self.instants)

    def values(self, name: str) -> list[str]:
        """The values of a facet's column, by ordinal less one."""
        if name not in self._values:
            self._values[name] = list(self.arrays.columns[name].values)
        return self._values[name]

    def value_counts(self, name: str, documents: Documents) -> NDArray[np.int64]:
        """How many of the documents have each ordinal (0: no value): int64[ordinal]. Raises
        IndexDamaged."""
        column = self.arrays.columns[name]
        if name not in self._checked:
            self._check(column, name)
        counts = np.zeros(len(column.values) + 1, np.int64)
        if column.starts is None:
            loops.count_values(column.ordinals, documents, counts)
        else:
            loops.count_entries(column.starts, column.ordinals, documents, counts)
        return counts

    def _check(self, column: OrdinalColumn, name: str) -> None:
        """Whether a column leads nowhere that it should not: loops rely on it."""
        starts = column.starts
        size = self.arrays.document_count
        fine = loops.are_below(column.ordinals, len(column.values) + 1)
        if starts is None:
            fine = fine and len(column.ordinals) == size
        else:
            fine = fine and len(starts) == size + 1 and loops.are_below(starts[:1], 1)
            fine = fine and bool((starts[1:] >= starts[:-1]).all())
            fine = fine and starts[-1] == len(column.ordinals)
        if not fine:
            raise IndexDamaged(f"The values of {name!r} contradict each other.")
        self._checked.add(name)


class Days:
    """The UTC days of a segment's documents.

    Attributes:
        values: the different days, as days since 1970-01-01, ascending: int64[day].
        ordinals: int32[document], the place of the document's day in `values` plus 1; 0 without.
    """

    def __init__(self, instants: NDArray[np.int64]) -> None:
        dated = instants != NO_INSTANT
        self.values, ordinals = np.unique(instants[dated] // DAY, return_inverse=True)
        self.ordinals = np.zeros(len(instants), dtype=np.int32)
        self.ordinals[dated] = ordinals + 1
        self._buckets: dict[Interval, _Buckets] = {}

    def counts(self, documents: Documents) -> NDArray[np.int64]:
        """How many of the documents have each ordinal: int64[ordinal]."""
        counts = np.zeros(len(self.values) + 1, np.int64)
        loops.count_values(self.ordinals, documents, counts)
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
