"""Marking the documents of many terms at once, compiled (see `index.compiled`)."""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.arrays.blocks import PAGE_BITS
from index.whoosh_engine.arrays.raw import RAW, RawPostings

_I8: Final = types.int64
_TERMS: Final = array(_I8)
_MARKS: Final = out(types.boolean)


@compiled(types.void(RAW, _TERMS, _MARKS), allocates=False)
def mark_terms(raw: RawPostings, terms: NDArray[np.int64], marks: NDArray[np.bool_]) -> None:
    """Set the marks [document] of every document that has one of the terms."""
    for place in range(len(terms)):
        term = terms[place]
        for page in range(raw.term_pages[term], raw.term_pages[term + 1]):
            high = np.int64(raw.pages[page]) << PAGE_BITS
            for posting in range(raw.page_starts[page], raw.page_starts[page + 1]):
                document: Any = high | np.int64(raw.documents[posting])
                if document < len(marks):  # whatever a damaged file says
                    marks[document] = True


@compiled(types.void(RAW, _TERMS, _MARKS, _MARKS), allocates=False)
def find_unmarked(
    raw: RawPostings,
    terms: NDArray[np.int64],
    marks: NDArray[np.bool_],
    unmarked: NDArray[np.bool_],
) -> None:
    """Set `unmarked` [place] for the terms that stand in a document without a mark."""
    for place in range(len(terms)):
        term = terms[place]
        for page in range(raw.term_pages[term], raw.term_pages[term + 1]):
            high = np.int64(raw.pages[page]) << PAGE_BITS
            for posting in range(raw.page_starts[page], raw.page_starts[page + 1]):
                document: Any = high | np.int64(raw.documents[posting])
                unmarked[place] |= document < len(marks) and not marks[document]
