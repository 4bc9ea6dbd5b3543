"""The terms of a commit: where each stands in all segments, and how much.

A word's score is BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
Beyond, 2009, section 3.6): its frequencies in the fields are weighed and added up before they
saturate, so that a word in the title and the body is not worth twice what one in the body is,
however much the title weighs:

    sum = boost[f] * tf[f] / (1 - b[f] + b[f] * length[f] / average length[f]), over the fields f
    score = idf * (K1 + 1) * sum / (sum + K1)
"""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.fields import FIELDS, Field
from index.whoosh_engine.arrays import (
    WHOOSH_LENGTHS,
    FieldArrays,
    IndexDamaged,
    SegmentArrays,
    Spellings,
)
from index.whoosh_engine.arrays.spellings import Numbers
from index.whoosh_engine.evaluation import loops, weighing
from index.whoosh_engine.evaluation.loops import Documents, Scores
from index.whoosh_engine.evaluation.matches import Matches

K1 = 2.0
"""How soon more of a word counts for less: later than the usual 1.2, for a title adds 3 at once."""

Frequencies = Callable[[], NDArray[np.unsignedinteger]]
"""How often a term stands in each of its documents: uint8 or uint32."""

_Counted = tuple[Documents, NDArray[np.unsignedinteger]]
"""Documents, and how often a word stands in each."""

_Scalar = TypeVar("_Scalar", bound=np.generic)


class FieldNorms:
    """What a word in a field's text weighs.

    Attributes:
        codes: uint8[document], lengths as Whoosh's one-byte codes.
        weights: float64[256], boost / (1 - b + b * length / average length) for each code.
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
        boost, b = FIELDS[name].boost, FIELDS[name].b
        self.weights = boost / ((1 - b) + b * WHOOSH_LENGTHS.astype(np.float64) / average)


class Term:
    """A term in a field, or several that count as one.

    Attributes:
        documents: those that have it.
    """

    def __init__(self, documents: Documents, frequencies: Frequencies, norms: FieldNorms) -> None:
        """`frequencies` tells how often it stands in each of its documents, when that is needed."""
        self.documents = documents
        self._frequencies = frequencies
        self._norms = norms

    def weighed(self) -> Matches:
        """Its documents, and how much it stands in each: more than 0."""
        weighed, norms = np.empty(len(self.documents)), self._norms
        weighing.weigh(self.documents, self._frequencies(), norms.codes, norms.weights, weighed)
        return Matches(self.documents, weighed)

    def weighed_with(self, others: Matches) -> Matches:
        """Its documents and the others, and how much it stands in each together with them."""
        found = Matches.room(len(self.documents) + len(others.documents))
        norms = self._norms
        return found.cut(
            weighing.weigh_with(
                *others, self.documents, self._frequencies(), norms.codes, norms.weights, *found
            )
        )

    def weighed_at(self, documents: Documents) -> Scores:
        """How much it stands in each of these documents, 0 where it does not."""
        weighed, norms = np.zeros(len(documents)), self._norms
        weighing.weigh_at(
            self.documents, self._frequencies(), norms.codes, norms.weights, documents, weighed
        )
        return weighed


class CommitTerms:
    """Looks terms up in all segments of a commit."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = tuple(segments)
        self._size = sum(segment.document_count for segment in segments)
        self._norms = lru_cache(maxsize=None)(lambda name: FieldNorms(self._segments, name))
        self._arrays = lru_cache(maxsize=None)(self._find_arrays)

    def find(self, field: Field, text: str) -> Term | None:
        """The term with this text; None where no segment has it. Raises IndexDamaged."""
        found = self._places(field, text)
        if found is None:
            return None
        documents, places = found
        return self._term(field, documents, partial(_frequencies, places))

    def find_any(
        self, field: Field, texts: Collection[str], folded: str | None = None
    ) -> Term | None:
        """The terms with these texts, which count as one, and with them the words of this folded
        form, if it is given; None where no segment has any. Raises IndexDamaged."""
        found = [place for text in texts if (place := self._places(field, text))]
        parts = [(documents, _frequencies(places)) for documents, places in found]
        if folded is not None:
            parts += self._spelt(field, lambda arrays: _folded_as(arrays, folded, texts))
        return self._sum(field, parts) if parts else None

    def find_spelt(self, field: Field, numbers: Callable[[Spellings], Numbers]) -> Term | None:
        """The words with these spellings in each segment, which count as one term; None where no
        segment has any. Raises IndexDamaged."""
        parts = self._spelt(field, lambda arrays: numbers(arrays.spellings))
        if not parts:
            return None
        documents = joined([documents for documents, _ in parts])
        return self._term(field, documents, lambda: joined([counts for _, counts in parts]))

    def worth(self, count: int) -> float:
        """What a word in so many documents is worth at most, by Lucene's inverse document
        frequency: ln(1 + (N - n + 0.5) / (n + 0.5)), which is more than 0."""
        return log(1 + (self._size - count + 0.5) / (count + 0.5)) * (K1 + 1)

    def arrays(self, field: Field) -> list[tuple[int, FieldArrays]]:
        """The field's arrays in each segment that has them, after the number of its first
        document."""
        return self._arrays(field.name)

    def _find_arrays(self, name: str) -> list[tuple[int, FieldArrays]]:
        bases = accumulate([segment.document_count for segment in self._segments], initial=0)
        found = [
            (base, segment.field(name))
            for base, segment in zip(bases, self._segments, strict=False)
        ]
        return [(base, arrays) for base, arrays in found if arrays is not None]

    def _places(
        self, field: Field, text: str
    ) -> tuple[Documents, list[tuple[FieldArrays, int]]] | None:
        """The documents of a term, and the arrays and its number there in each segment."""
        documents: list[Documents] = []
        places: list[tuple[FieldArrays, int]] = []
        for base, arrays in self._arrays(field.name):
            number = arrays.find(text)
            if number is not None:
                documents.append(numbered_from(base, arrays.documents(number)))
                places.append((arrays, number))
        return (joined(documents), places) if places else None

    def _spelt(self, field: Field, numbers: Callable[[FieldArrays], Numbers]) -> list[_Counted]:
        """Where the words with these spellings stand, in each segment that has any."""
        found: list[_Counted] = []
        for base, arrays in self.arrays(field):
            chosen = numbers(arrays)
            if len(chosen):
                documents, frequencies = arrays.spellings.postings(chosen)
                found.append((numbered_from(base, documents), frequencies))
        return found

    def _sum(self, field: Field, parts: Sequence[_Counted]) -> Term:
        """Several terms as one, which stands wherever one of them does."""
        every = np.concatenate([documents for documents, _ in parts])
        documents, places = np.unique(every, return_inverse=True)
        counts = np.concatenate([frequencies for _, frequencies in parts])
        sums = np.bincount(places, counts, len(documents)).astype(np.uint32)
        return self._term(field, documents, lambda: sums)

    def _term(self, field: Field, documents: Documents, frequencies: Frequencies) -> Term:
        if not loops.are_documents(documents, self._size):
            raise IndexDamaged(f"The postings of {field.name!r} name documents that are not there.")
        return Term(documents, frequencies, self._norms(field.name))


def _folded_as(arrays: FieldArrays, folded: str, texts: Collection[str]) -> NDArray[np.int64]:
    """The spellings of a segment with this folded form, but those of the terms with these texts."""
    terms = {arrays.find(text) for text in texts}
    span = arrays.spellings.folded_as(folded)
    found = [number for number in span if int(arrays.spellings.terms[number]) not in terms]
    return np.array(found, np.int64)


def _frequencies(places: Sequence[tuple[FieldArrays, int]]) -> NDArray[np.unsignedinteger]:
    """How often a term stands in each of its documents."""
    every = joined([field.frequencies_between(n, n + 1) for field, n in places])
    return every if every.dtype == np.uint8 else every.astype(np.uint32)


def numbered_from(base: int, documents: NDArray[np.int32]) -> Documents:
    """A segment's documents in the numbering of all, in which its first is `base`."""
    return documents + np.int32(base) if base else documents


def joined(parts: Sequence[NDArray[_Scalar]]) -> NDArray[_Scalar]:
    """The segments' arrays as one; that of an only segment as it is, mapped and not copied. Raises
    ValueError for none."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
