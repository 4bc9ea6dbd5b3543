"""What matches, with what it is worth, and how that is put together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.evaluation import loops
from index.whoosh_engine.evaluation.document_set import DocumentSet
from index.whoosh_engine.evaluation.loops import Documents, Scores
from index.whoosh_engine.evaluation.scratch import SCRATCH

_MANY = 10
"""Several are added up in an array of all documents where those but the longest are more than a
tenth of them."""

_ALIKE = 6
"""A set less than six times as long as another is gone through whole for what both have: to find
the places of the fewer in it would take longer."""

_CLOSE = 32
"""That needs an array of all documents too, which pays where the set has more than a 32nd."""


class Matches(NamedTuple):
    """Documents that match, ascending, and what each scores: parallel. Neither may be written to,
    since they may be remembered."""

    documents: Documents
    scores: Scores

    @classmethod
    def alike(cls, documents: Documents, score: float = 0.0) -> "Matches":
        """Documents that all score the same."""
        return cls(documents, np.full(len(documents), score))

    @classmethod
    def room(cls, length: int) -> "Matches":
        """Not filled yet, and to be `cut` then."""
        return cls(np.empty(length, np.int32), np.empty(length))

    def and_(self, other: "Matches", size: int) -> "Matches":
        """What both match, worth both, in an index of `size` documents."""
        few, many = (self, other) if len(self[0]) <= len(other[0]) else (other, self)
        fewer, more = len(few.documents), len(many.documents)
        found = Matches.room(fewer + 1)
        if more < fewer * _ALIKE and more * _CLOSE > size:
            places = SCRATCH.places(size)
            return found.cut(loops.dense_intersection(*few, *many, places, *found))
        return found.cut(loops.intersection(*few, *many, *found))

    def without(self, documents: Documents) -> "Matches":
        """What is not among the documents."""
        found = Matches.room(len(self.documents))
        return found.cut(loops.difference(*self, documents, *found))

    def passing(self, mask: NDArray[np.bool_]) -> "Matches":
        """What the mask [document of the index] lets through."""
        found = Matches.room(len(self.documents))
        return found.cut(loops.passing(*self, mask, *found))

    def chosen(self, marks: NDArray[np.bool_]) -> "Matches":
        """Those that have a mark [place]."""
        found = Matches.room(len(self.documents))
        return found.cut(loops.chosen(*self, marks, *found))

    def times(self, factor: float) -> "Matches":
        """The same documents, worth so many times as much."""
        return Matches(self.documents, self.scores * factor)

    def cut(self, length: int) -> "Matches":
        """The first so many."""
        return Matches(self.documents[:length], self.scores[:length])


NOTHING = Matches(np.empty(0, np.int32), np.empty(0))


def any_of(parts: Sequence[Matches], size: int) -> Matches:
    """What any of the parts matches, worth what all say, in an index of `size` documents."""
    parts = sorted((part for part in parts if len(part.documents)), key=_length)
    if not parts:
        return NOTHING
    first, *others = parts
    if sum(map(_length, parts[:-1])) * _MANY > size:
        return _added_up(parts, size)
    for other in others:
        found = Matches.room(len(first.documents) + len(other.documents))
        first = found.cut(loops.union(*first, *other, *found))
    return first


def best_of(parts: Sequence[Matches], size: int) -> Matches:
    """What any of the parts matches, worth what the best of them says, in an index of `size`
    documents."""
    if len(parts) == 1:
        return parts[0]
    documents = distinct([part.documents for part in parts], size)
    scores = np.zeros(len(documents))
    for part in parts:
        loops.raise_to(*part, documents, scores)
    return Matches(documents, scores)


def distinct(sets: Sequence[Documents], size: int) -> Documents:
    """The documents in any of the sets, each of which may be in any order. Raises IndexDamaged for
    one that the index has not."""
    every = DocumentSet(size)
    for each in sets:
        every.add(each)
    return every.documents()


def _length(part: Matches) -> int:
    return len(part.documents)


def _added_up(parts: Sequence[Matches], size: int) -> Matches:
    sums, every = SCRATCH.sums(size), DocumentSet(size)
    for part in parts:
        loops.add_to(*part, sums, every.marks)
    documents = every.documents()
    scores = np.empty(len(documents))
    loops.move(documents, sums, scores)
    return Matches(documents, scores)
