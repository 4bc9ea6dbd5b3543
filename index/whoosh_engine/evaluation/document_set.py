"""Sets of documents, put together from parts."""

import numpy as np

from index.whoosh_engine.arrays import IndexDamaged
from index.whoosh_engine.evaluation import loops
from index.whoosh_engine.evaluation.loops import Documents


class DocumentSet:
    """Some documents of an index.

    Attributes:
        size: how many documents the index has.
        marks: uint64, a bit for each document, the lowest first.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.marks = np.zeros((size + 63) // 64, np.uint64)

    def add(self, documents: Documents) -> None:
        """Add documents, in any order. Raises IndexDamaged for one that the index has not."""
        if not loops.are_below(documents, self.size):
            raise IndexDamaged("The postings of a word name documents that are not there.")
        loops.mark(documents, self.marks)

    def documents(self) -> Documents:
        """All of them, ascending."""
        found = np.empty(int(np.bitwise_count(self.marks).sum()), np.int32)
        loops.marked(self.marks, found)
        return found
