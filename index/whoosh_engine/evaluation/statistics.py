"""What scores need to know of a whole commit: frequencies and average lengths over all segments.

Taken when a query comes, never stored, so that a small commit changes no other segment's files.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from index.fields import FIELDS
from index.whoosh_engine.arrays import WHOOSH_LENGTHS, SegmentArrays

K1 = 1.2
"""BM25F's parameter, Whoosh's default; `b` is each field's own."""


class CommitStatistics:
    """Frequencies and lengths over the segments of one commit, deleted documents included (they
    count until a merge, in Whoosh too)."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = tuple(segments)
        self.document_count = sum(segment.document_count for segment in segments)
        self._norms: dict[str, NDArray[np.float64]] = {}
        self.idf = lru_cache(maxsize=65_536)(self._idf)

    def _idf(self, field: str, term: str) -> float:
        """Whoosh's inverse document frequency: ln(N / (n + 1)) + 1."""
        frequency = 0
        for segment in self._segments:
            arrays = segment.field(field)
            number = arrays.find(term) if arrays else None
            if arrays and number is not None:
                frequency += arrays.document_frequency(number)
        return log(self.document_count / (frequency + 1)) + 1

    def norms(self, field: str) -> NDArray[np.float64]:
        """K1 * (1 - b + b * length / average length) for each length code: float64[256].

        With it a word's BM25 is `idf * tf * (K1 + 1) / (tf + norms[code])` (Robertson and
        Zaragoza, The Probabilistic Relevance Framework, 2009, equation 3.15; Whoosh's `bm25`).
        """
        if field not in self._norms:
            arrays = [found for segment in self._segments if (found := segment.field(field))]
            total = sum(found.total_length for found in arrays)
            average = total / (self.document_count or 1) or 1
            b = FIELDS[field].b
            norms = K1 * ((1 - b) + b * WHOOSH_LENGTHS.astype(np.float64) / average)
            self._norms[field] = norms
        return self._norms[field]
