"""Phrases: documents in which words stand in order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays import FieldArrays
from index.whoosh_engine.arrays.in_order import STAMPS, STATE, documents_in_order
from index.whoosh_engine.arrays.spelled import any_spelling

_NONE = np.empty(0, np.int32)


def phrase_documents(
    field: FieldArrays,
    numbers: Sequence[int],
    slop: int,
    document_count: int,
    within: NDArray[np.int32] | None = None,
    spellings: Sequence[NDArray[np.integer] | None] | None = None,
) -> NDArray[np.int32]:
    """The segment's documents in which the field's terms stand in this order, at most `slop` others
    among them in all; of those `within`, if given. `spellings`, if given, are how each word may be
    spelt: numbers of spellings of its term; None for any. Raises IndexDamaged.

    The rarest word leads: the others are looked up in its documents only, and positions are decoded
    where all words are.
    """
    spelled = any_spelling(len(numbers))
    if spellings is not None:
        chosen = field.spellings.spelled(numbers, spellings)
        if chosen is None:
            return _NONE
        spelled = chosen
    tokens = [field.collection_frequency(number) for number in numbers]
    order = np.array(sorted(range(len(numbers)), key=tokens.__getitem__), np.int64)
    most = sum(field.max_frequency(number) for number in numbers)
    found = np.empty(min(map(field.document_frequency, numbers)), np.int32)
    count = documents_in_order(
        field.raw,
        np.array(numbers, np.int64),
        order,
        spelled,
        slop,
        document_count,
        _NONE if within is None else within,
        within is not None,
        np.empty(STATE * len(numbers), np.int64),
        np.zeros(STAMPS, np.int64),
        np.empty(most, np.int64),
        found,
    )
    return found[:count]
