"""What is done to each document or posting, compiled (see `index.compiled`).

Documents are ascending int32 numbers without repetition; scores stand beside them. Where a function
fills `out` arrays, they are as long as the result can be, and it returns how long the result is.

Where a loop moves along an array by itself, or is led to a place by what another array holds, the
place is unsigned: a signed one is compared with 0 each time, as it may be counted from the end.
"""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.arrays.raw import shared

Documents = NDArray[np.int32]
Scores = NDArray[np.float64]

_I4, _I8, _F8 = types.int32, types.int64, types.float64
_DOCUMENTS, _SCORES = array(_I4), array(_F8)

PLACE: Final = np.uint64
NONE: Final = PLACE(0)
ONE: Final = PLACE(1)

_BLOCK: Final = 64
"""So many keys are compared at once."""

Marks = NDArray[np.uint64]

_WORD_BITS: Final = PLACE(6)
_IN_WORD: Final = PLACE(63)
_SEQUENCE: Final = PLACE(0x03F79D71B4CB0A89)
"""A de Bruijn sequence: any six bits of it that follow each other are found there once. So those
that a bit multiplied with it leaves at the top tell which bit it is."""
_FIRST_BITS: Final = PLACE(58)
_BITS: Final = np.argsort(
    [(int(_SEQUENCE) << bit & 0xFFFF_FFFF_FFFF_FFFF) >> 58 for bit in range(64)]
)


@compiled(types.uint64(_DOCUMENTS, _I4, types.uint64), allocates=False)
def place_of(documents: Documents, wanted: int, start: np.uint64) -> np.uint64:
    """The first place from `start` on whose document is not before the one wanted. Steps that
    double find it soon where it is near."""
    size = PLACE(len(documents))
    low, step = start, ONE
    while low + step < size and documents[low + step] < wanted:
        low += step
        step <<= ONE
    high = min(low + step, size)
    while low < high:
        middle = (low + high) >> ONE
        if documents[middle] < wanted:
            low = middle + ONE
        else:
            high = middle
    return low


@compiled(types.boolean(_DOCUMENTS, _I8))
def are_documents(documents: Documents, size: int) -> bool:
    """Whether these are documents of an index of this size: what a damaged file says may not be,
    and all other loops rely on it."""
    before = -1
    for place in range(len(documents)):
        if documents[place] <= before:
            return False
        before = documents[place]
    return before < size


@compiled(types.boolean(array(_I4), _I8))
def are_below(numbers: NDArray[np.int32], limit: int) -> bool:
    """Whether all numbers are from 0 to less than the limit."""
    fine = True
    for place in range(len(numbers)):
        fine &= 0 <= numbers[place] < limit
    return fine


@compiled(_I8(_DOCUMENTS, _SCORES, _DOCUMENTS, _SCORES, out(_I4), out(_F8)))
def union(
    some: Documents,
    scores: Scores,
    others: Documents,
    other_scores: Scores,
    documents: Documents,
    sums: Scores,
) -> int:
    """The documents in either, worth what both say; fastest where `some` are the fewer."""
    j, n, end = NONE, NONE, PLACE(len(others))
    for i in range(len(some)):
        document, worth = some[i], scores[i]
        while j < end and others[j] < document:
            documents[n], sums[n] = others[j], other_scores[j]
            j += ONE
            n += ONE
        if j < end and others[j] == document:
            worth += other_scores[j]
            j += ONE
        documents[n], sums[n] = document, worth
        n += ONE
    while j < end:
        documents[n], sums[n] = others[j], other_scores[j]
        j += ONE
        n += ONE
    return int(n)


@compiled(types.void(_DOCUMENTS, _SCORES, _DOCUMENTS, out(_F8)), allocates=False)
def raise_to(documents: Documents, scores: Scores, every: Documents, best: Scores) -> None:
    """Raise the best scores of every document to these, where they are less; `every` has all of the
    documents."""
    j = NONE
    for i in range(len(documents)):
        j = place_of(every, documents[i], j)
        best[j] = max(best[j], scores[i])


@compiled(_I8(_DOCUMENTS, _SCORES, _DOCUMENTS, _SCORES, out(_I4), out(_F8)), allocates=False)
def intersection(
    some: Documents,
    scores: Scores,
    others: Documents,
    other_scores: Scores,
    documents: Documents,
    sums: Scores,
) -> int:
    """The documents in both, worth both; fastest where `some` are the fewer."""
    j, n, end = NONE, NONE, PLACE(len(others))
    for i in range(len(some)):
        document = some[i]
        j = place_of(others, document, j)
        if j == end:
            break
        if others[j] == document:
            documents[n], sums[n] = document, scores[i] + other_scores[j]
            n += ONE
    return int(n)


@compiled(
    _I8(_DOCUMENTS, _SCORES, _DOCUMENTS, _SCORES, out(_I4), out(_I4), out(_F8)), allocates=False
)
def dense_intersection(
    some: Documents,
    scores: Scores,
    others: Documents,
    other_scores: Scores,
    places: NDArray[np.int32],
    documents: Documents,
    sums: Scores,
) -> int:
    """`intersection` where both are many of the index's documents, and `some` not empty: without a
    branch, by the place [document of the index] + 1 of `some`. `places` are 0, and are so again.
    There is room for one document more than there can be."""
    for i in range(len(some)):
        places[PLACE(some[i])] = i + 1
    n = NONE
    for j in range(len(others)):
        after = places[PLACE(others[j])]
        documents[n], sums[n] = others[j], scores[PLACE(max(after - 1, 0))] + other_scores[j]
        n += PLACE(after > 0)
    for i in range(len(some)):
        places[PLACE(some[i])] = 0
    return int(n)


@compiled(_I8(_DOCUMENTS, _SCORES, _DOCUMENTS, out(_I4), out(_F8)), allocates=False)
def difference(
    some: Documents, scores: Scores, others: Documents, documents: Documents, kept: Scores
) -> int:
    """The documents of `some` that are not among the others."""
    j, n, end = NONE, NONE, PLACE(len(others))
    for i in range(len(some)):
        j = place_of(others, some[i], j)
        if j == end or others[j] != some[i]:
            documents[n], kept[n] = some[i], scores[i]
            n += ONE
    return int(n)


@compiled(_I8(_DOCUMENTS, _SCORES, array(types.boolean), out(_I4), out(_F8)))
def passing(
    some: Documents, scores: Scores, mask: NDArray[np.bool_], documents: Documents, kept: Scores
) -> int:
    """The documents that the mask [document of the index] lets through."""
    n = 0
    for i in range(len(some)):
        # Written always and kept sometimes: no branch to guess wrong.
        documents[n], kept[n] = some[i], scores[i]
        n += mask[some[i]]
    return n


@compiled(_I8(_DOCUMENTS, _SCORES, array(types.boolean), out(_I4), out(_F8)))
def chosen(
    some: Documents, scores: Scores, marks: NDArray[np.bool_], documents: Documents, kept: Scores
) -> int:
    """The documents that have a mark [place]."""
    n = 0
    for i in range(len(some)):
        # Written always and kept sometimes: no branch to guess wrong.
        documents[n], kept[n] = some[i], scores[i]
        n += marks[i]
    return n


@compiled(types.void(_DOCUMENTS, _SCORES, out(_F8), out(types.uint64)))
def add_to(documents: Documents, scores: Scores, sums: Scores, marks: Marks) -> None:
    """Add the scores to the sums [document of the index], and set the marks."""
    for place in range(len(documents)):
        document = PLACE(documents[place])
        sums[document] += scores[place]
        marks[document >> _WORD_BITS] |= ONE << (document & _IN_WORD)


@compiled(types.void(_DOCUMENTS, out(_F8), out(_F8)))
def move(documents: Documents, sums: Scores, scores: Scores) -> None:
    """Move the sums [document of the index] of the documents to `scores`; they are 0 then."""
    for place in range(len(documents)):
        document = PLACE(documents[place])
        scores[place] = sums[document]
        sums[document] = 0.0


@compiled(types.void(_DOCUMENTS, out(types.uint64)))
def mark(documents: Documents, marks: Marks) -> None:
    """Set the marks of these, a bit for each document of the index."""
    for place in range(len(documents)):
        document = PLACE(documents[place])
        marks[document >> _WORD_BITS] |= ONE << (document & _IN_WORD)


@compiled(types.void(array(types.uint64), out(_I4)))
def marked(marks: Marks, documents: Documents) -> None:
    """The documents that have a mark, ascending."""
    n = NONE
    for place in range(len(marks)):
        word = marks[place]
        while word:
            lowest = word & (~word + ONE)
            documents[n] = (place << 6) | _BITS[(lowest * _SEQUENCE) >> _FIRST_BITS]
            n += ONE
            word ^= lowest


@shared
def _sink(heap: Any, key: Any) -> None:
    """Put a key in the place of the least of a heap."""
    hole = 0
    while True:
        child = 2 * hole + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[hole] = heap[child]
        hole = child
    heap[hole] = key


@shared
def _is_any(keys: Any, start: Any, end: Any, least: Any) -> Any:
    """Whether any of these keys is at least so great: many are compared at once."""
    found = False
    for place in range(start, end):
        found |= keys[PLACE(place)] >= least
    return found


@compiled([_I8(array(_F8), out(_F8), out(_I8)), _I8(array(_I8), out(_I8), out(_I8))])
def greatest(
    keys: NDArray[np.generic], heap: NDArray[np.generic], places: NDArray[np.int64]
) -> int:
    """Fill `places` with those of the greatest keys, as many as `heap` is long, of which there are
    at least so many, and of all that are equal to the least of them, which comes to be the first in
    the heap. How many there are, which may be more than there is room for.

    A heap of them, most keys of which are not even looked at one by one.
    """
    size = len(heap)
    for place in range(size):
        heap[place] = keys[place]
    heap.sort()  # a sorted array is a heap, its least element first
    for start in range(size, len(keys), _BLOCK):
        end = min(start + _BLOCK, len(keys))
        if _is_any(keys, start, end, heap[0]):
            for place in range(start, end):
                if keys[place] > heap[0]:
                    _sink(heap, keys[place])
    least, found = heap[0], 0
    for start in range(0, len(keys), _BLOCK):
        end = min(start + _BLOCK, len(keys))
        if _is_any(keys, start, end, least):
            for place in range(start, end):
                if keys[place] >= least:
                    if found < len(places):
                        places[found] = place
                    found += 1
    return found
