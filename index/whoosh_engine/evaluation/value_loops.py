"""What is done to the values and times of documents, compiled (see `index.compiled`
and `index.whoosh_engine.evaluation.loops`). Documents are numbered as in their segment.
"""

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.evaluation.loops import ONE, PLACE, Documents

_I4, _I8 = types.int32, types.int64
_DOCUMENTS = array(_I4)
_KEPT = out(types.boolean)


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


@compiled(types.void(array(_I4), array(types.boolean), _DOCUMENTS, _KEPT))
def keep_values(
    ordinals: NDArray[np.int32],
    accepted: NDArray[np.bool_],
    documents: Documents,
    kept: NDArray[np.bool_],
) -> None:
    """Keep those documents of the kept whose ordinal [document of the segment] is accepted."""
    for place in range(len(documents)):
        kept[place] &= accepted[PLACE(ordinals[PLACE(documents[place])])]


@compiled(types.void(array(_I4), array(_I4), array(types.boolean), _DOCUMENTS, _KEPT))
def keep_entries(
    starts: NDArray[np.int32],
    ordinals: NDArray[np.int32],
    accepted: NDArray[np.bool_],
    documents: Documents,
    kept: NDArray[np.bool_],
) -> None:
    """Keep those documents of the kept one of whose ordinals is accepted; see `count_entries`."""
    for place in range(len(documents)):
        document = PLACE(documents[place])
        first, end = PLACE(starts[document]), PLACE(starts[document + ONE])
        passes = accepted[PLACE(ordinals[first])]
        first += ONE
        while first < end:
            passes |= accepted[PLACE(ordinals[first])]
            first += ONE
        kept[place] &= passes


@compiled(types.void(array(_I8), _I8, _I8, _DOCUMENTS, _KEPT))
def keep_between(
    instants: NDArray[np.int64], start: int, end: int, documents: Documents, kept: NDArray[np.bool_]
) -> None:
    """Keep those documents of the kept whose instant [document of the segment] is in
    `[start, end)`."""
    for place in range(len(documents)):
        instant = instants[PLACE(documents[place])]
        kept[place] &= start <= instant and instant < end
