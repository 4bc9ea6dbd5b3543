"""Phrases: documents in which words stand in order."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays import FieldArrays
from index.whoosh_engine.arrays.in_order import documents_in_order
from index.whoosh_engine.arrays.spelled import any_spelling
from index.whoosh_engine.arrays.word_lookup import BATCH, HALVES, STATE
from index.whoosh_engine.arrays.word_order import STAMPS
from index.whoosh_engine.evaluation.scratch import SCRATCH

_NONE = np.empty(0, np.int32)


class InOrder(NamedTuple):
    """Documents in which words stand in order.

    Attributes:
        documents: int32[place], ascending.
        frequencies: uint32[word, place], how often each of the words stands in each, in order or
            not; None where that was not counted.
    """

    documents: NDArray[np.int32]
    frequencies: NDArray[np.uint32] | None = None


def phrase_documents(
    field: FieldArrays,
    numbers: Sequence[int],
    slop: int,
    document_count: int,
    within: NDArray[np.int32] | None = None,
    spellings: Sequence[NDArray[np.integer] | None] | None = None,
) -> NDArray[np.int32]:
    """`find_phrase`, where it does not matter how often."""
    return find_phrase(field, numbers, slop, document_count, within, spellings).documents


def find_phrase(
    field: FieldArrays,
    numbers: Sequence[int],
    slop: int,
    document_count: int,
    within: NDArray[np.int32] | None = None,
    spellings: Sequence[NDArray[np.integer] | None] | None = None,
) -> InOrder:
    """The segment's documents in which the field's terms stand in this order, at most `slop` others
    among them in all; of those `within`, if given. `spellings`, if given, are how each word may be
    spelt: numbers of spellings of its term; None for any. Raises IndexDamaged."""
    words = len(numbers)
    spelled = any_spelling(words)
    if spellings is not None:
        chosen = field.spellings.spelled(numbers, spellings)
        if chosen is None:
            return InOrder(_NONE)
        spelled = chosen
    postings = [field.document_frequency(number) for number in numbers]
    order = np.array(sorted(range(words), key=postings.__getitem__), np.int64)
    found = np.empty(min(postings), np.int32)
    frequencies = np.empty((words, len(found)), np.uint32)
    count = documents_in_order(
        field.raw,
        np.array(numbers, np.int64),
        order,
        spelled,
        slop,
        document_count,
        _NONE if within is None else within,
        within is not None,
        np.empty((words, STATE), np.int64),
        SCRATCH.places(HALVES),
        np.empty((2 + 3 * words, BATCH + 1), np.int64),
        np.zeros(STAMPS, np.int32),
        np.empty(sum(map(field.max_frequency, numbers)), np.int64),
        found,
        frequencies,
    )
    return InOrder(found[:count], frequencies[:, :count])
