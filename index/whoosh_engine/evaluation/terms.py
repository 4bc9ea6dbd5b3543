"""The terms of a commit: where each stands in all segments, and what it is worth there."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.fields import FIELDS, Field
from index.whoosh_engine.arrays import WHOOSH_LENGTHS, FieldArrays, SegmentArrays
from index.whoosh_engine.evaluation.document_sets import NONE, Documents

K1 = 1.2
"""BM25F's parameter, Whoosh's default; `b` is each field's own."""

MOST_BYTES = 128 << 20
"""How much a commit's terms may take in each process."""

_FREQUENT = 3
"""A term that one of so many documents has is worth a number for each document of the index, 0
where it is not: adding that up costs a tenth of adding at places."""

_POSTING = 17  # bytes: the document, how often, what it is worth
_OBJECTS = 600  # bytes that a term takes beside its arrays

Scores = NDArray[np.float64]

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

    def of(self, documents: Documents) -> Scores:
        """The norm of each document: float64[document]."""
        return self.table.take(self.codes.take(documents))


class Term:
    """A term in a field.

    Attributes:
        documents: those that have it.
        is_frequent: whether `row` is the fastest way to look at it.
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
        self.is_frequent = len(documents) * _FREQUENT > len(norms.codes)
        self.norms = norms
        self._places = places
        self._weight = weight

    @cached_property
    def _frequencies(self) -> NDArray[np.unsignedinteger]:
        """How often it stands in each of its documents: parallel to `documents`."""
        return joined([field.frequencies_between(n, n + 1) for field, n in self._places])

    @cached_property
    def impacts(self) -> Scores:
        """What it is worth in each of its documents, more than 0: parallel to `documents`."""
        return self._worth(self._frequencies, self.norms.of(self.documents))

    @cached_property
    def row(self) -> Scores:
        """What it is worth in each document of the index, 0 where it is not: [document]."""
        row = np.zeros(len(self.norms.codes))
        row[self.documents] = self.impacts
        return row

    def impacts_at(self, documents: Documents, norms: Scores) -> Scores:
        """What it is worth in these documents, 0 where it is not; `norms` are theirs."""
        if "row" in self.__dict__:  # another search has paid for it
            return self.row.take(documents)
        found = self.documents.searchsorted(documents)
        np.minimum(found, len(self.documents) - 1, out=found)
        frequencies = self._frequencies.take(found)
        frequencies *= self.documents.take(found) == documents
        return self._worth(frequencies, norms)

    def _worth(self, frequencies: NDArray[np.unsignedinteger], norms: Scores) -> Scores:
        counts = frequencies.astype(np.float64)
        norms = norms + counts
        counts *= self._weight
        counts /= norms
        return counts

    @property
    def most_bytes(self) -> int:
        """How much memory it may come to take."""
        row = 8 * len(self.norms.codes) if self.is_frequent else 0
        return len(self.documents) * _POSTING + row + _OBJECTS


class CommitTerms:
    """Looks terms up in all segments of a commit, and remembers those that come again and again;
    the least recently used one goes first."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = tuple(segments)
        self._size = sum(segment.document_count for segment in segments)
        self._terms: OrderedDict[tuple[str, str], Term] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self.norms = lru_cache(maxsize=None)(lambda name: FieldNorms(self._segments, name))
        """What the lengths of the field of this name do to scores."""

    def find(self, field: Field, text: str) -> Term:
        """The term; one without documents where no segment has it."""
        key = (field.name, text)
        with self._lock:
            found = self._terms.get(key)
            if found is not None:
                self._terms.move_to_end(key)
                return found
        made = self._make(field, text)
        with self._lock:
            if key not in self._terms:
                self._terms[key] = made
                self._bytes += made.most_bytes
            while self._bytes > MOST_BYTES and len(self._terms) > 1:
                self._bytes -= self._terms.popitem(last=False)[1].most_bytes
        return made

    def _make(self, field: Field, text: str) -> Term:
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
        every = joined(documents) if documents else NONE
        # Whoosh's inverse document frequency: ln(N / (n + 1)) + 1, which is more than 0.
        idf = log(self._size / (len(every) + 1)) + 1 if self._size else 0.0
        return Term(every, places, idf * (K1 + 1) * field.boost, self.norms(field.name))


def numbered_from(base: int, documents: NDArray[np.integer]) -> Documents:
    """A segment's documents in the numbering of all, in which its first is `base`."""
    every: Documents = documents.astype(np.intp, copy=base != 0)
    if base:
        every += base
    return every


def joined(parts: Sequence[NDArray[_Scalar]]) -> NDArray[_Scalar]:
    """The segments' arrays as one; that of an only segment as it is, mapped and not copied. Raises
    ValueError for none."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
