"""How much words stand in documents, and what that is worth, compiled (see
`index.whoosh_engine.compiled` and `index.whoosh_engine.evaluation.loops`).

A word stands in a field of a document `tf * weights[code]`, where `code` is that of the field's
length there: both are arrays [document of the index] and [code].
"""

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.whoosh_engine.compiled import array, compiled, out
from index.whoosh_engine.evaluation.loops import Documents, Scores, place_of

_I4, _I8, _F8, _U1, _U4 = types.int32, types.int64, types.float64, types.uint8, types.uint32
_DOCUMENTS, _SCORES = array(_I4), array(_F8)


@compiled(
    [
        types.void(_DOCUMENTS, array(_U1), array(_U1), _SCORES, out(_F8)),
        types.void(_DOCUMENTS, array(_U4), array(_U1), _SCORES, out(_F8)),
    ]
)
def weigh(
    documents: Documents,
    frequencies: NDArray[np.unsignedinteger],
    codes: NDArray[np.uint8],
    weights: Scores,
    weighed: Scores,
) -> None:
    """How much a term stands in each of its documents: `tf * weights[code]`."""
    for place in range(len(documents)):
        weighed[place] = frequencies[place] * weights[codes[documents[place]]]


@compiled(
    [
        types.void(_DOCUMENTS, array(_U1), array(_U1), _SCORES, _DOCUMENTS, out(_F8)),
        types.void(_DOCUMENTS, array(_U4), array(_U1), _SCORES, _DOCUMENTS, out(_F8)),
    ],
    allocates=False,
)
def weigh_at(
    documents: Documents,
    frequencies: NDArray[np.unsignedinteger],
    codes: NDArray[np.uint8],
    weights: Scores,
    wanted: Documents,
    weighed: Scores,
) -> None:
    """The same for the documents wanted; where the term is not, it stays as it is."""
    place = 0
    for number in range(len(wanted)):
        document = wanted[number]
        place = place_of(documents, document, place)
        if place == len(documents):
            return
        if documents[place] == document:
            weighed[number] = frequencies[place] * weights[codes[document]]


@compiled(
    [
        _I8(_DOCUMENTS, _SCORES, _DOCUMENTS, array(_U1), array(_U1), _SCORES, out(_I4), out(_F8)),
        _I8(_DOCUMENTS, _SCORES, _DOCUMENTS, array(_U4), array(_U1), _SCORES, out(_I4), out(_F8)),
    ]
)
def weigh_with(
    some: Documents,
    weighed: Scores,
    documents: Documents,
    frequencies: NDArray[np.unsignedinteger],
    codes: NDArray[np.uint8],
    weights: Scores,
    every: Documents,
    sums: Scores,
) -> int:
    """`weigh` and `union` at once: the documents of a term and some others, and how much it stands
    in each together with what is weighed already."""
    j = n = 0
    for i in range(len(some)):
        document, total = some[i], weighed[i]
        while j < len(documents) and documents[j] < document:
            every[n], sums[n] = documents[j], frequencies[j] * weights[codes[documents[j]]]
            j += 1
            n += 1
        if j < len(documents) and documents[j] == document:
            total += frequencies[j] * weights[codes[document]]
            j += 1
        every[n], sums[n] = document, total
        n += 1
    while j < len(documents):
        every[n], sums[n] = documents[j], frequencies[j] * weights[codes[documents[j]]]
        j += 1
        n += 1
    return n


@compiled(types.void(out(_F8), _F8, _F8))
def saturate(sums: Scores, saturation: float, worth: float) -> None:
    """Make of how much a term stands in documents what it is worth there: `worth * sum / (sum +
    saturation)`."""
    for place in range(len(sums)):
        sums[place] = worth * sums[place] / (sums[place] + saturation)
