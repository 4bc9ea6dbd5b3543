"""The terms of a commit: where each stands in all segments, and what it is worth there."""

from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.fields import FIELDS, Field
from index.whoosh_engine.arrays import WHOOSH_LENGTHS, FieldArrays, IndexDamaged, SegmentArrays
from index.whoosh_engine.evaluation import loops
from index.whoosh_engine.evaluation.loops import Documents, Scores
from index.whoosh_engine.evaluation.matches import Matches

K1 = 1.2
"""BM25F's parameter, Whoosh's default; `b` is each field's own."""

_Scalar = TypeVar("_Scalar", bound=np.generic)


class FieldNorms:
    """What the lengths of a field's texts do to scores.

    Attributes:
        codes: uint8[document], lengths as Whoosh's one-byte codes.
        table: float64[256], K1 * (1 - b + b * length / average length) for each code. With it a
            word's BM25 is `idf * tf * (K1 + 1) / (tf + table[code])` (Robertson and Zaragoza, The
            Probabilistic Relevance Framework, 2009, equation 3.15; Whoosh's `bm25`).
    """

    def __init__(self, segments: Sequence[SegmentArrays], name: str) -> None:
        fields = [segment.field(name) for segment in segments]
        codes = [
            field.length_bytes if field else np.zeros(segment.document_count, np.uint8)
            for field, segment in zip(fields, segments, strict=True)
        ]
        self.codes: NDArray[np.uint8] = joined(codes or [np.empty(0, np.uint8)])
        # Deleted documents count until a merge, in Whoosh too.
        total = sum(field.total_length for field in fields if field)
        average = total / (len(self.codes) or 1) or 1
        b = FIELDS[name].b
        self.table = K1 * ((1 - b) + b * WHOOSH_LENGTHS.astype(np.float64) / average)


class Term:
    """A term in a field.

    Attributes:
        documents: those that have it.
    """

    def __init__(
        self,
        documents: Documents,
        places: Sequence[tuple[FieldArrays, int]],
        weight: float,
        norms: FieldNorms,
    ) -> None:
        """`places` are the segments' arrays and the term's number in each; `weight` multiplies what
        it is worth."""
        self.documents = documents
        self._places = places
        self._weight = weight
        self._norms = norms

    def _frequencies(self) -> NDArray[np.unsignedinteger]:
        """How often it stands in each of its documents: parallel to `documents`."""
        every = joined([field.frequencies_between(n, n + 1) for field, n in self._places])
        return every if every.dtype == np.uint8 else every.astype(np.uint32)

    def matches(self) -> Matches:
        """Its documents, and what it is worth in each: more than 0."""
        scores = np.empty(len(self.documents))
        loops.impacts(
            self.documents,
            self._frequencies(),
            self._norms.codes,
            self._norms.table,
            self._weight,
            scores,
        )
        return Matches(self.documents, scores)

    def add_worth(self, documents: Documents, scores: Scores) -> None:
        """Add what it is worth in these documents to their scores."""
        loops.add_impacts_at(
            self.documents,
            self._frequencies(),
            self._norms.codes,
            self._norms.table,
            self._weight,
            documents,
            scores,
        )


class CommitTerms:
    """Looks terms up in all segments of a commit."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = tuple(segments)
        self._size = sum(segment.document_count for segment in segments)
        self._norms = lru_cache(maxsize=None)(lambda name: FieldNorms(self._segments, name))

    def find(self, field: Field, text: str) -> Term | None:
        """The term; None where no segment has it. Raises IndexDamaged."""
        documents: list[Documents] = []
        places: list[tuple[FieldArrays, int]] = []
        base = 0
        for segment in self._segments:
            arrays = segment.field(field.name)
            number = arrays.find(text) if arrays else None
            if arrays is not None and number is not None:
                documents.append(numbered_from(base, arrays.documents(number)))
                places.append((arrays, number))
            base += segment.document_count
        if not documents:
            return None
        every = joined(documents)
        if not loops.are_documents(every, self._size):
            raise IndexDamaged(f"The postings of {text!r} name documents that are not there.")
        # Whoosh's inverse document frequency: ln(N / (n + 1)) + 1, which is more than 0.
        idf = log(self._size / (len(every) + 1)) + 1
        return Term(every, places, idf * (K1 + 1) * field.boost, self._norms(field.name))


def numbered_from(base: int, documents: NDArray[np.int32]) -> Documents:
    """A segment's documents in the numbering of all, in which its first is `base`."""
    return documents + np.int32(base) if base else documents


def joined(parts: Sequence[NDArray[_Scalar]]) -> NDArray[_Scalar]:
    """The segments' arrays as one; that of an only segment as it is, mapped and not copied. Raises
    ValueError for none."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
