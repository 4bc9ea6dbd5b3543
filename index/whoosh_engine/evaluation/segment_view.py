"""One segment as searches see it: masks and days made from its arrays when first needed, and kept
for as long as the segment is, since no commit changes them."""

from collections.abc import Collection, Mapping
from datetime import tzinfo
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.facet_words import ValueWords
from index.query import Published
from index.whoosh_engine.arrays import IndexDamaged, OrdinalColumn, SegmentArrays
from index.whoosh_engine.evaluation import loops, value_loops
from index.whoosh_engine.evaluation.days import Days
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.instants import bounds

Mask = NDArray[np.bool_]

Accepted = tuple[str, ...] | Published
"""What a filter lets through: any of some values, or a span of time."""

PUBLISHED = "published"

_ZONES = 4
"""Of how many time zones a segment remembers the days: four bytes a document each."""


class SegmentView:
    """A segment of a commit; documents are numbered as in the segment."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays
        self.days = lru_cache(maxsize=_ZONES)(self._make_days)
        """On which day of a time zone each document was published."""
        self._values: dict[str, list[str]] = {}
        self._value_words: dict[str, ValueWords] = {}
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
        """When each document was published: int64[document], NO_INSTANT where that is not known.
        Raises IndexDamaged."""
        instants = self.arrays.instants[PUBLISHED].instants
        if len(instants) != self.arrays.document_count:
            raise IndexDamaged("There is not a time for each document.")
        return instants

    def are_after(self, documents: Documents, id: str) -> Mask:
        """Which of the documents have an id that follows this one: bool[document]."""
        ids = self.arrays.ids
        after = ids.values.at_or_after(id) + (ids.values.find(id) is not None)
        return ids.rank.take(documents) >= after

    def passing(self, documents: Documents, filters: Mapping[str, Accepted]) -> Mask:
        """Which of the documents pass all filters, by field: bool[place]. Raises IndexDamaged."""
        kept = np.ones(len(documents), np.bool_)
        for name, accepted in filters.items():
            if isinstance(accepted, Published):
                value_loops.keep_between(self.instants, *bounds(accepted), documents, kept)
            else:
                self._keep_values(name, accepted, documents, kept)
        return kept

    def _keep_values(
        self, name: str, accepted: Collection[str], documents: Documents, kept: Mask
    ) -> None:
        """Keep those of the documents that have one of the values."""
        column = self._column(name)
        passing = np.zeros(len(column.values) + 1, np.bool_)
        for value in accepted:
            number = column.values.find(value)
            if number is not None:
                passing[number + 1] = True
        if column.starts is None:
            value_loops.keep_values(column.ordinals, passing, documents, kept)
        else:
            value_loops.keep_entries(column.starts, column.ordinals, passing, documents, kept)

    def _make_days(self, zone: tzinfo) -> Days:
        return Days(self.instants, zone)

    def values(self, name: str) -> list[str]:
        """The values of a facet's column, by ordinal less one."""
        if name not in self._values:
            self._values[name] = list(self.arrays.columns[name].values)
        return self._values[name]

    def values_beginning(self, name: str, prefix: str) -> list[int]:
        """The ordinals less one of the values of a column that have a word that begins so."""
        if name not in self._value_words:
            self._value_words[name] = ValueWords(self.values(name))
        return self._value_words[name].beginning(prefix)

    def value_counts(self, name: str, documents: Documents) -> NDArray[np.int64]:
        """How many of the documents have each ordinal (0: no value): int64[ordinal]. Raises
        IndexDamaged."""
        column = self._column(name)
        counts = np.zeros(len(column.values) + 1, np.int64)
        if column.starts is None:
            value_loops.count_values(column.ordinals, documents, counts)
        else:
            value_loops.count_entries(column.starts, column.ordinals, documents, counts)
        return counts

    def _column(self, name: str) -> OrdinalColumn:
        """A column that leads nowhere that it should not: loops rely on it."""
        column = self.arrays.columns[name]
        if name not in self._checked:
            self._check(column, name)
        return column

    def _check(self, column: OrdinalColumn, name: str) -> None:
        starts = column.starts
        size = self.arrays.document_count
        fine = loops.are_below(column.ordinals, len(column.values) + 1)
        if starts is None:
            fine = fine and len(column.ordinals) == size
        else:
            fine = fine and len(starts) == size + 1 and loops.are_below(starts[:1], 1)
            fine = fine and bool((starts[1:] > starts[:-1]).all())
            fine = fine and starts[-1] == len(column.ordinals)
        if not fine:
            raise IndexDamaged(f"The values of {name!r} contradict each other.")
        self._checked.add(name)
