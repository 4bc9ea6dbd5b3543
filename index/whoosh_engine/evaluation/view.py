"""One commit as searches see it: its segments' arrays, and what was worked out from them once."""

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.query import Filters, Interval, Published
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.evaluation.document_sets import Documents
from index.whoosh_engine.evaluation.impacts import Impacts
from index.whoosh_engine.evaluation.statistics import CommitStatistics
from index.whoosh_engine.instants import DAY, NO_INSTANT, bounds

PUBLISHED = "published"

Mask = NDArray[np.bool_]

_MASKS = 256
"""How many filters a segment remembers: a byte a document each."""


class SegmentView:
    """A segment of a commit: its arrays, and masks and buckets made from them when first needed."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays
        self._mask = lru_cache(maxsize=_MASKS)(self._make_mask)
        self._values: dict[str, list[str]] = {}

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
        return self.arrays.instants[PUBLISHED].instants

    def live(self, documents: Documents) -> Documents:
        """The documents that are not deleted."""
        mask = self.arrays.live_mask
        return documents if mask is None else documents[mask[documents]]

    def filtered(self, documents: Documents, filters: Filters, *, but: str = "") -> Documents:
        """The documents that pass every filter, the one of the field `but` aside."""
        for name, accepted in filters.values.items():
            if accepted and name != but:
                documents = documents[self._mask(name, accepted)[documents]]
        if filters.published != Published() and but != PUBLISHED:
            documents = documents[self._mask(PUBLISHED, filters.published)[documents]]
        return documents

    def _make_mask(self, name: str, accepted: tuple[str, ...] | Published) -> Mask:
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
        entries = passing[column.ordinals]
        if column.starts is None:
            return entries
        mask = np.zeros(self.arrays.document_count, dtype=np.bool_)
        mask[column.entry_documents[entries]] = True
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


class CommitView:
    """A commit's segments, and what scores need of all of them."""

    def __init__(
        self, segments: Sequence[SegmentArrays], known: "CommitView | None" = None
    ) -> None:
        """`known` is an earlier commit, whose segments keep what was worked out from them."""
        earlier = {view.arrays.segment_id: view for view in known.segments} if known else {}
        self.segments: tuple[SegmentView, ...] = tuple(
            earlier[arrays.segment_id].with_arrays(arrays)
            if arrays.segment_id in earlier
            else SegmentView(arrays)
            for arrays in segments
        )
        self.impacts = Impacts(CommitStatistics(segments))


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
        self._numbered: dict[Interval, NDArray[np.int64]] = {}

    def numbered(self, interval: Interval) -> NDArray[np.int64]:
        """The bucket of each day: int64[day], as `numbered` numbers them."""
        if interval not in self._numbered:
            self._numbered[interval] = numbered(self.values, interval)
        return self._numbered[interval]


def numbered(days: NDArray[np.int64], interval: Interval) -> NDArray[np.int64]:
    """The number of the bucket that each day (since 1970-01-01) lies in: of days, of weeks since
    Monday 1969-12-29, of months or years since 1970."""
    if interval is Interval.DAY:
        return days
    if interval is Interval.WEEK:
        return (days + 3) // 7  # 1970-01-01 was a Thursday
    unit = "datetime64[M]" if interval is Interval.MONTH else "datetime64[Y]"
    return days.astype("datetime64[D]").astype(unit).astype(np.int64)
