"""The terms of a commit: where each stands in all segments, and how much.

A word's score is BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
Beyond, 2009, section 3.6): its frequencies in the fields are weighed and added up before they
saturate, so that a word in the title and the body is not worth twice what one in the body is,
however much the title weighs:

    sum = boost[f] * tf[f] / (1 - b[f] + b[f] * length[f] / average length[f]), over the fields f
    score = idf * (K1 + 1) * sum / (sum + K1)
"""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import accumulate
from math import log
from typing import Any, Protocol, TypeVar

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
from index.whoosh_engine.arrays.spelling_keys import Numbers
from index.whoosh_engine.evaluation import loops, weighing
from index.whoosh_engine.evaluation.loops import Documents, Scores
from index.whoosh_engine.evaluation.matches import NOTHING, Matches, any_of

K1 = 2.0
"""How soon more of a word counts for less: later than the usual 1.2, for a title adds 3 at once."""

_Place = tuple[int, FieldArrays, int]
"""A segment's first document, the arrays of a field there, and a term's number in them."""

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

    def weigh(self, documents: Documents, frequencies: NDArray[np.uint32]) -> Scores:
        """How much a word stands in each of the documents, where it is so often."""
        weighed = np.empty(len(documents))
        weighing.weigh(documents, frequencies, self.codes, self.weights, weighed)
        return weighed


class Term(Protocol):
    """A term in a field, or several that count as one."""

    norms: FieldNorms
    """What it weighs there."""

    @property
    def count(self) -> int:
        """In how many documents it stands."""

    @property
    def documents(self) -> Documents:
        """Those documents."""

    def weighed_with(self, others: Matches) -> Matches:
        """Its documents and the others, and how much it stands in each together with them: more
        than 0. Raises IndexDamaged."""

    def weighed_at(self, documents: Documents) -> Scores:
        """How much it stands in each of these documents, 0 where it does not."""


class StoredTerm:
    """A term as segments hold it, read no further than is asked for.

    Attributes:
        places: where it is in each segment that has it: the segment's first document, the arrays of
            the field there, and the term's number in them.
    """

    def __init__(self, places: Sequence[_Place], size: int, norms: FieldNorms) -> None:
        """`size` is how many documents there are in all segments."""
        self.places = places
        self._size = size
        self.norms = norms
        self.count = sum([field.document_frequency(number) for _, field, number in places])

    @property
    def documents(self) -> Documents:
        """See Term."""
        return self.weighed_with(NOTHING).documents

    def weighed_with(self, others: Matches) -> Matches:
        """See Term."""
        if len(self.places) == 1:
            return self._weighed_with(self.places[0], others)
        parts = [self._weighed_with(place, NOTHING) for place in self.places]
        own = Matches(*map(np.concatenate, zip(*parts, strict=True)))
        return any_of([others, own], self._size)

    def _weighed_with(self, place: _Place, others: Matches) -> Matches:
        base, field, number = place
        found = Matches.room(field.document_frequency(number) + len(others.documents))
        codes, weights = self.norms.codes, self.norms.weights
        length = weighing.weigh_postings(
            field.raw_documents, number, base, self._size, codes, weights, *others, *found
        )
        if length < 0:
            raise _damaged(field.name)
        return found.cut(length)

    def weighed_at(self, documents: Documents) -> Scores:
        """See Term."""
        weighed = np.zeros(len(documents))
        codes, weights = self.norms.codes, self.norms.weights
        for base, field, number in self.places:
            weighing.weigh_postings_at(
                field.raw_documents, number, base, codes, weights, documents, weighed
            )
        return weighed


class SummedTerm:
    """Several terms, or spellings of terms, that count as one."""

    def __init__(
        self, documents: Documents, frequencies: NDArray[np.uint32], norms: FieldNorms
    ) -> None:
        """`frequencies` is how often any of them stands in each of the documents."""
        self.documents = documents
        self.count = len(documents)
        self.norms = norms
        self._weighed = norms.weigh(documents, frequencies)

    def weighed_with(self, others: Matches) -> Matches:
        """See Term."""
        found = Matches.room(self.count + len(others.documents))
        return found.cut(loops.union(*others, self.documents, self._weighed, *found))

    def weighed_at(self, documents: Documents) -> Scores:
        """See Term."""
        if not self.count:
            return np.zeros(len(documents))
        places = self.documents.searchsorted(documents)
        stands = self.documents.take(places, mode="clip") == documents
        return np.where(stands, self._weighed.take(places, mode="clip"), 0.0)


class CommitTerms:
    """Looks terms up in all segments of a commit."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = tuple(segments)
        self._size = sum(segment.document_count for segment in segments)
        self._norms = lru_cache(maxsize=None)(lambda name: FieldNorms(self._segments, name))
        self._arrays = lru_cache(maxsize=None)(self._find_arrays)

    def find(self, field: Field, text: str) -> Term | None:
        """The term with this text; None where no segment has it. Raises IndexDamaged."""
        places = self._places(field, text)
        return StoredTerm(places, self._size, self._norms(field.name)) if places else None

    def find_any(
        self, field: Field, texts: Collection[str], folded: str | None = None
    ) -> Term | None:
        """The terms with these texts, which count as one, and with them the words of this folded
        form, if it is given; None where no segment has any. Raises IndexDamaged."""
        parts = [
            (numbered_from(base, arrays.documents(number)), arrays.postings(number).frequencies)
            for text in texts
            for base, arrays, number in self._places(field, text)
        ]
        if folded is not None:
            parts += self._spelt(field, lambda arrays: _folded_as(arrays, folded, texts))
        if not parts:
            return None
        every = np.concatenate([documents for documents, _ in parts])
        documents, places = np.unique(every, return_inverse=True)
        counts = np.concatenate([frequencies for _, frequencies in parts])
        return self._summed(field, documents, np.bincount(places, counts, len(documents)))

    def find_spelt(self, field: Field, numbers: Callable[[Spellings], Numbers]) -> Term | None:
        """The words with these spellings in each segment, which count as one term; None where no
        segment has any. Raises IndexDamaged."""
        parts = self._spelt(field, lambda arrays: numbers(arrays.spellings))
        if not parts:
            return None
        documents = joined([documents for documents, _ in parts])
        return self._summed(field, documents, joined([counts for _, counts in parts]))

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

    def _places(self, field: Field, text: str) -> list[_Place]:
        """Where the segments have the term."""
        return [
            (base, arrays, number)
            for base, arrays in self._arrays(field.name)
            if (number := arrays.find(text)) is not None
        ]

    def _spelt(self, field: Field, numbers: Callable[[FieldArrays], Numbers]) -> list[_Counted]:
        """Where the words with these spellings stand, in each segment that has any."""
        found: list[_Counted] = []
        for base, arrays in self.arrays(field):
            chosen = numbers(arrays)
            if len(chosen):
                documents, frequencies = arrays.spellings.postings(chosen)
                found.append((numbered_from(base, documents), frequencies))
        return found

    def _summed(self, field: Field, documents: Documents, counts: NDArray[Any]) -> SummedTerm:
        if not loops.are_documents(documents, self._size):
            raise _damaged(field.name)
        return SummedTerm(documents, counts.astype(np.uint32), self._norms(field.name))


def _damaged(name: str) -> IndexDamaged:
    return IndexDamaged(f"The postings of {name!r} name documents that are not there.")


def _folded_as(arrays: FieldArrays, folded: str, texts: Collection[str]) -> NDArray[np.int64]:
    """The spellings of a segment with this folded form, but those of the terms with these texts."""
    terms = {arrays.find(text) for text in texts}
    span = arrays.spellings.folded_as(folded)
    found = [number for number in span if int(arrays.spellings.terms[number]) not in terms]
    return np.array(found, np.int64)


def numbered_from(base: int, documents: NDArray[np.int32]) -> Documents:
    """A segment's documents in the numbering of all, in which its first is `base`."""
    return documents + np.int32(base) if base else documents


def joined(parts: Sequence[NDArray[_Scalar]]) -> NDArray[_Scalar]:
    """The segments' arrays as one; that of an only segment as it is, mapped and not copied. Raises
    ValueError for none."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
