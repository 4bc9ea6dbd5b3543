"""What words are worth in documents: each field's BM25 times its boost, added up."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.evaluation.document_sets import SCRATCH, Documents

_LOOK_UP_COST = 12
"""How many additions into an array of sums a binary search costs."""


class Leaf(NamedTuple):
    """A word in a field: the documents that have it, ascending, and what each is worth for it."""

    documents: Documents
    impacts: NDArray[np.float64]


def add_scores(
    leaves: list[Leaf], documents: Documents, scores: NDArray[np.float64], size: int
) -> None:
    """Add to each document's score what each leaf that has it is worth.

    A leaf much longer than `documents` is searched; others are added up in an array of the whole
    segment (`size` documents), of which the documents' places are read once.
    """
    summed: list[Leaf] = []
    for leaf in leaves:
        if len(documents) * _LOOK_UP_COST < len(leaf.documents):
            found = leaf.documents.searchsorted(documents)
            found[found == len(leaf.documents)] = 0
            has = leaf.documents[found] == documents
            scores += np.where(has, leaf.impacts[found], 0.0)
        else:
            summed.append(leaf)
    if not summed:
        return
    sums = SCRATCH.sums(size)
    for leaf in summed:
        sums[leaf.documents] += leaf.impacts
    scores += sums[documents]
    for leaf in summed:
        sums[leaf.documents] = 0.0
