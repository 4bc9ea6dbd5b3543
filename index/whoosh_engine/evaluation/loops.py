"""What is done to each document or posting, compiled (see `index.whoosh_engine.compiled`).

Documents are ascending int32 numbers without repetition; scores stand beside them. Where a function
fills `out` arrays, they are as long as the result can be, and it returns how long the result is.

Where a loop moves along an array by itself, or is led to a place by what another array holds, the
place is unsigned: a signed one is compared with 0 each time, as it may be counted from the end.
"""

from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.whoosh_engine.compiled import array, compiled, out

Documents = NDArray[np.int32]
Scores = NDArray[np.float64]

_I4, _I8, _F8 = types.int32, types.int64, types.float64
_DOCUMENTS, _SCORES = array(_I4), array(_F8)

PLACE: Final = np.uint64
NONE: Final = PLACE(0)
ONE: Final = PLACE(1)


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


@compiled(types.void(_DOCUMENTS, _SCORES, out(_F8)))
def add_to(documents: Documents, scores: Scores, sums: Scores) -> None:
    """Add the scores to the sums [document of the index]."""
    for place in range(len(documents)):
        sums[PLACE(documents[place])] += scores[place]


@compiled(_I8(_SCORES, out(_I4)))
def worth_something(sums: Scores, documents: Documents) -> int:
    """The documents whose sum is more than 0."""
    n = NONE
    for document in range(len(sums)):
        documents[n] = document
        n += PLACE(sums[document] > 0.0)
    return int(n)


@compiled(types.void(_DOCUMENTS, out(_F8), out(_F8)))
def move(documents: Documents, sums: Scores, scores: Scores) -> None:
    """Move the sums [document of the index] of the documents to `scores`; they are 0 then."""
    for place in range(len(documents)):
        document = PLACE(documents[place])
        scores[place] = sums[document]
        sums[document] = 0.0


@compiled(types.void(_DOCUMENTS, out(types.boolean)))
def mark(documents: Documents, marks: NDArray[np.bool_]) -> None:
    """Set the marks [document of the index] of these."""
    for place in range(len(documents)):
        marks[PLACE(documents[place])] = True


@compiled(_I8(out(_I4)))
def distinct(documents: Documents) -> int:
    """Move ascending documents, each of which may stand there several times, to the front, once
    each."""
    n = 0
    for place in range(len(documents)):
        if n == 0 or documents[place] != documents[n - 1]:
            documents[n] = documents[place]
            n += 1
    return n


@compiled(types.void(array(_I4), _DOCUMENTS, out(_I8)))
def count_values(
    ordinals: NDArray[np.int32], documents: Documents, counts: NDArray[np.int64]
) -> None:
    """Count the documents by ordinal [document of the segment]."""
    for place in range(len(documents)):
        counts[PLACE(ordinals[PLACE(documents[place])])] += 1


@compiled(types.void(array(_I4), array(_I4), _DOCUMENTS, out(_I8)))
def count_entries(
    starts: NDArray[np.int32],
    ordinals: NDArray[np.int32],
    documents: Documents,
    counts: NDArray[np.int64],
) -> None:
    """Count the documents by each of their ordinals: document d's are
    `ordinals[starts[d]:starts[d + 1]]`."""
    for place in range(len(documents)):
        document = PLACE(documents[place])
        for entry in range(starts[document], starts[document + ONE]):
            counts[PLACE(ordinals[PLACE(entry)])] += 1


@compiled([_F8(array(_F8), out(_F8)), _I8(array(_I8), out(_I8))])
def least_of_greatest(keys: NDArray[np.generic], heap: NDArray[np.generic]) -> float:
    """The least of the greatest keys, as many as `heap` is long, of which there are at least so
    many. A heap of them: most keys cost one comparison."""
    size = len(heap)
    for place in range(size):
        heap[place] = keys[place]
    heap.sort()  # a sorted array is a heap, its least element first
    for place in range(size, len(keys)):
        key = keys[place]
        if key > heap[0]:
            hole = 0
            while True:
                child = 2 * hole + 1
                if child >= size:
                    break
                if child + 1 < size and heap[child + 1] < heap[child]:
                    child += 1
                if heap[child] >= key:
                    break
                heap[hole] = heap[child]
                hole = child
            heap[hole] = key
    least: float = heap[0]
    return least
