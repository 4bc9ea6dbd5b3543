"""What each word of a commit is worth in each document that has it, remembered while it is hot."""

import threading
from collections import OrderedDict

import numpy as np

from index.fields import Field
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.evaluation.document_sets import NONE
from index.whoosh_engine.evaluation.scoring import Leaf
from index.whoosh_engine.evaluation.statistics import K1, CommitStatistics

MOST_BYTES = 64 << 20
"""How much a commit's impacts may take in each process."""

_NOTHING = Leaf(NONE, np.empty(0))


class Impacts:
    """Leaves by segment, field and term, for one commit; the least recently used one goes first.

    Frequent words come again and again, and what they are worth changes with a commit only.
    """

    def __init__(self, statistics: CommitStatistics) -> None:
        self._statistics = statistics
        self._leaves: OrderedDict[tuple[str, str, str], Leaf] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def leaf(self, segment: SegmentArrays, field: Field, term: str) -> Leaf:
        """The documents of the segment that have the term in the field, and what it is worth."""
        key = (segment.segment_id, field.name, term)
        with self._lock:
            found = self._leaves.get(key)
            if found is not None:
                self._leaves.move_to_end(key)
                return found
        made = self._make(segment, field, term)
        with self._lock:
            if key not in self._leaves:
                self._leaves[key] = made
                self._bytes += _bytes(made)
            while self._bytes > MOST_BYTES:
                _, dropped = self._leaves.popitem(last=False)
                self._bytes -= _bytes(dropped)
        return made

    def _make(self, segment: SegmentArrays, field: Field, term: str) -> Leaf:
        arrays = segment.field(field.name)
        number = arrays.find(term) if arrays else None
        if arrays is None or number is None:
            return _NOTHING
        documents, frequencies = arrays.postings(number)
        counts = frequencies.astype(np.float64)
        norms = self._statistics.norms(field.name)[arrays.length_bytes[documents]]
        worth = self._statistics.idf(field.name, term) * (K1 + 1) * field.boost
        return Leaf(documents, worth * counts / (counts + norms))


def _bytes(leaf: Leaf) -> int:
    return leaf.documents.nbytes + leaf.impacts.nbytes + 500  # and its objects
