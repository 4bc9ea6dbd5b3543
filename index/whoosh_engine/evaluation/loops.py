"""What is done to each document or posting, compiled (see `index.whoosh_engine.compiled`).

Documents are ascending int32 numbers without repetition; scores stand beside them. Where a function
fills `out` arrays, they are as long as the result can be, and it returns how long the result is.
"""

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.whoosh_engine.compiled import array, compiled, out

Documents = NDArray[np.int32]
Scores = NDArray[np.float64]

_I4, _I8, _F8 = types.int32, types.int64, types.float64
_DOCUMENTS, _SCORES = array(_I4), array(_F8)


@compiled(_I8(_DOCUMENTS, _I4, _I8), allocates=False)
def place_of(documents: Documents, wanted: int, start: int) -> int:
    """The first place from `start` on whose document is not before the one wanted. Steps that
    double find it soon where it is near."""
    size = len(documents)
    low, step = start, 1
    while low + step < size and documents[low + step] < wanted:
        low += step
        step *= 2
    high = min(low + step, size)
    while low < high:
        middle = (low + high) // 2
        if documents[middle] < wanted:
            low = middle + 1
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
    j = n = 0
    for i in range(len(some)):
        document, worth = some[i], scores[i]
        while j < len(others) and others[j] < document:
            documents[n], sums[n] = others[j], other_scores[j]
            j += 1
            n += 1
        if j < len(others) and others[j] == document:
            worth += other_scores[j]
            j += 1
        documents[n], sums[n] = document, worth
        n += 1
    while j < len(others):
        documents[n], sums[n] = others[j], other_scores[j]
        j += 1
        n += 1
    return n


@compiled(types.void(_DOCUMENTS, _SCORES, _DOCUMENTS, out(_F8)), allocates=False)
def raise_to(documents: Documents, scores: Scores, every: Documents, best: Scores) -> None:
    """Raise the best scores of every document to these, where they are less; `every` has all of the
    documents."""
    j = 0
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
    j = n = 0
    for i in range(len(some)):
        document = some[i]
        j = place_of(others, document, j)
        if j == len(others):
            break
        if others[j] == document:
            documents[n], sums[n] = document, scores[i] + other_scores[j]
            n += 1
    return n


@compiled(_I8(_DOCUMENTS, _SCORES, _DOCUMENTS, out(_I4), out(_F8)), allocates=False)
def difference(
    some: Documents, scores: Scores, others: Documents, documents: Documents, kept: Scores
) -> int:
    """The documents of `some` that are not among the others."""
    j = n = 0
    for i in range(len(some)):
        j = place_of(others, some[i], j)
        if j == len(others) or others[j] != some[i]:
            documents[n], kept[n] = some[i], scores[i]
            n += 1
    return n


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
        sums[documents[place]] += scores[place]


@compiled(_I8(out(_F8), out(_I4), out(_F8)))
def collect(sums: Scores, documents: Documents, scores: Scores) -> int:
    """The documents whose sum is more than 0; all sums are 0 afterwards."""
    n = 0
    for document in range(len(sums)):
        worth = sums[document]
        documents[n], scores[n] = document, worth
        n += worth > 0.0
        sums[document] = 0.0
    return n


@compiled(types.void(_DOCUMENTS, out(types.boolean)))
def mark(documents: Documents, marks: NDArray[np.bool_]) -> None:
    """Set the marks [document of the index] of these."""
    for place in range(len(documents)):
        marks[documents[place]] = True


@compiled(_I8(out(types.boolean), out(_I4)))
def collect_marked(marks: NDArray[np.bool_], documents: Documents) -> int:
    """The documents that are marked; none is afterwards."""
    n = 0
    for document in range(len(marks)):
        documents[n] = document
        n += marks[document]
        marks[document] = False
    return n


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
        counts[ordinals[documents[place]]] += 1


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
        document = documents[place]
        for entry in range(starts[document], starts[document + 1]):
            counts[ordinals[entry]] += 1


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
