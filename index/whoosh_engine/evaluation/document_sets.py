"""Sets of documents as ascending arrays without repetition.

Two ways lead to each answer: looking each of few up in many (a binary search each), or marking the
many in a map of one byte a document and reading it off. The second costs a nanosecond or two for
each element of both; the first some twenty, for each of the few only. `Scratch` lends the maps.

The arrays are of NumPy's own index type: any other is converted anew by each use as an index, which
takes longer than the use itself.
"""

import threading

import numpy as np
from numpy.typing import NDArray

Documents = NDArray[np.intp]

_LOOK_UP_COST = 12
"""How many marks in a map a binary search costs, measured at 10,000 to 1,000,000 documents."""

NONE: Documents = np.empty(0, dtype=np.intp)
NONE.flags.writeable = False


class Scratch(threading.local):
    """Zeroed arrays of a thread, lent for the length of one function and given back zeroed."""

    def __init__(self) -> None:
        self._marks = np.zeros(0, dtype=np.bool_)
        self._sums = np.zeros(0, dtype=np.float64)

    def marks(self, size: int) -> NDArray[np.bool_]:
        """All False, at least `size` long; the borrower clears what it set."""
        if len(self._marks) < size:
            self._marks = np.zeros(size, dtype=np.bool_)
        return self._marks

    def sums(self, size: int) -> NDArray[np.float64]:
        """All 0.0, `size` long; the borrower clears what it set."""
        if len(self._sums) < size:
            self._sums = np.zeros(size, dtype=np.float64)
        return self._sums[:size]


SCRATCH = Scratch()


def are_few(some: int, many: int) -> bool:
    """Whether it is faster to look `some` up among `many` than to go through all of the many."""
    return some * _LOOK_UP_COST < many


def membership(wanted: Documents, there: Documents, size: int) -> NDArray[np.bool_]:
    """For each wanted document whether it is there: bool[wanted]."""
    if not len(there) or not len(wanted):
        return np.zeros(len(wanted), dtype=np.bool_)
    if are_few(len(wanted), len(there)):
        equal: NDArray[np.bool_] = there.take(_nearest(there, wanted)) == wanted
        return equal
    if are_few(len(there), len(wanted)):
        inside = np.zeros(len(wanted), dtype=np.bool_)
        found = _nearest(wanted, there)
        inside[found.compress(wanted.take(found) == there)] = True
        return inside
    marks = SCRATCH.marks(size)
    marks[there] = True
    inside = marks.take(wanted)
    marks[there] = False
    return inside


def _nearest(there: Documents, wanted: Documents) -> NDArray[np.intp]:
    """The only place where each could stand."""
    found = there.searchsorted(wanted)
    np.minimum(found, len(there) - 1, out=found)
    return found


def union(sets: list[Documents], size: int) -> Documents:
    """The documents in any of the sets."""
    sets = [documents for documents in sets if len(documents)]
    if len(sets) < 2:
        return sets[0] if sets else NONE
    return distinct(np.concatenate(sets), size)


def distinct(documents: NDArray[np.intp], size: int) -> Documents:
    """The set of these documents, which stand in any order and may repeat."""
    if len(documents) < 2:
        return documents
    # Reading the map off costs about a nanosecond a document of the index.
    if are_few(len(documents), size):
        ordered = np.sort(documents)
        first = np.empty(len(ordered), dtype=np.bool_)
        first[0] = True
        np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
        return ordered.compress(first)
    marks = SCRATCH.marks(size)
    marks[documents] = True
    (merged,) = marks[:size].nonzero()
    marks[merged] = False
    return merged


def complement(documents: Documents, size: int) -> Documents:
    """The documents of the index that are not in the set."""
    marks = SCRATCH.marks(size)
    marks[documents] = True
    (outside,) = np.logical_not(marks[:size]).nonzero()
    marks[documents] = False
    return outside
