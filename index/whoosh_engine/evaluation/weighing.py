"""How much words stand in documents, and what that is worth, compiled (see
`index.compiled` and `index.whoosh_engine.evaluation.loops`).

A word stands in a field of a document `tf * weights[code]`, where `code` is that of the field's
length there: both are arrays [document of the index] and [code].
"""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.arrays.blocks import PAGE_BITS
from index.whoosh_engine.arrays.raw import HALF, RAW_DOCUMENTS, RawDocuments, half_from, number_of
from index.whoosh_engine.evaluation.loops import NONE, ONE, PLACE, Documents, Scores

_I4, _I8, _F8, _U1, _U4 = types.int32, types.int64, types.float64, types.uint8, types.uint32
_DOCUMENTS, _SCORES = array(_I4), array(_F8)

_LARGE: Final = 255  # frequencies from here on stand elsewhere


@compiled(types.void(_DOCUMENTS, array(_U4), array(_U1), _SCORES, out(_F8)))
def weigh(
    documents: Documents,
    frequencies: NDArray[np.uint32],
    codes: NDArray[np.uint8],
    weights: Scores,
    weighed: Scores,
) -> None:
    """How much a term stands in each of its documents: `tf * weights[code]`."""
    for place in range(len(documents)):
        weighed[place] = frequencies[place] * weights[codes[documents[place]]]


@compiled(
    _I8(
        RAW_DOCUMENTS,
        *(_I8, _I8, _I8),
        *(array(_U1), _SCORES),
        *(_DOCUMENTS, _SCORES),
        *(out(_I4), out(_F8)),
    ),
    allocates=False,
)
def weigh_postings(
    raw: RawDocuments,
    term: int,
    base: int,
    size: int,
    codes: NDArray[np.uint8],
    weights: Scores,
    some: Documents,
    weighed: Scores,
    every: Documents,
    sums: Scores,
) -> int:
    """The documents of a segment's term and some others, and how much it stands in each together
    with what is weighed already; fastest where the others are fewer. How many there are; -1 where a
    damaged file names documents that are not there: an index has `size`, and the segment's first is
    `base`."""
    documents, frequencies = raw.documents, raw.frequencies
    large_at, large = raw.large_frequencies_at, raw.large_frequencies
    j, n, end = NONE, NONE, PLACE(len(some))
    before: Any = -1
    for run in range(raw.term_pages[term], raw.term_pages[term + 1]):
        first = base + (np.int64(raw.pages[run]) << PAGE_BITS)
        for posting in range(raw.page_starts[run], raw.page_starts[run + 1]):
            document = first + np.int64(documents[PLACE(posting)])
            if document <= before or document >= size:
                return -1
            before = document
            while j < end and some[j] < document:
                every[n], sums[n] = some[j], weighed[j]
                j += ONE
                n += ONE
            frequency = np.int64(frequencies[PLACE(posting)])
            if frequency == _LARGE:
                frequency = number_of(frequencies, large_at, large, posting)
            weight = frequency * weights[codes[PLACE(document)]]
            if j < end and some[j] == document:
                weight += weighed[j]
                j += ONE
            every[n], sums[n] = document, weight
            n += ONE
    while j < end:
        every[n], sums[n] = some[j], weighed[j]
        j += ONE
        n += ONE
    return int(n)


@compiled(
    types.void(RAW_DOCUMENTS, _I8, _I8, array(_U1), _SCORES, _DOCUMENTS, out(_F8)),
    allocates=False,
)
def weigh_postings_at(
    raw: RawDocuments,
    term: int,
    base: int,
    codes: NDArray[np.uint8],
    weights: Scores,
    wanted: Documents,
    weighed: Scores,
) -> None:
    """How much the term stands in the documents wanted; where it does not, `weighed` stays as it
    is."""
    frequencies = raw.frequencies
    large_at, large = raw.large_frequencies_at, raw.large_frequencies
    number = 0
    for run in range(raw.term_pages[term], raw.term_pages[term + 1]):
        first = base + (np.int64(raw.pages[run]) << PAGE_BITS)
        posting, end = raw.page_starts[run], raw.page_starts[run + 1]
        while number < len(wanted) and wanted[number] < first:
            number += 1
        while number < len(wanted) and wanted[number] <= first + HALF:
            half = wanted[number] - first
            posting = half_from(raw.documents, posting, end, half)
            if posting == end:
                break
            if raw.documents[posting] == half:
                frequency = number_of(frequencies, large_at, large, posting)
                weighed[number] = frequency * weights[codes[wanted[number]]]
            number += 1


@compiled(types.void(out(_F8), _F8, _F8))
def saturate(sums: Scores, saturation: float, worth: float) -> None:
    """Make of how much a term stands in documents what it is worth there: `worth * sum / (sum +
    saturation)`."""
    for place in range(len(sums)):
        sums[place] = worth * sums[place] / (sums[place] + saturation)
