"""Phrases: documents in which words stand in order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays import FieldArrays
from index.whoosh_engine.evaluation.document_sets import (
    NONE,
    SCRATCH,
    Documents,
    are_few,
    membership,
)

_MOST_PLACES = 1 << 22
"""How many tokens of a field are looked at together, a byte of memory each: what is near stays in
the processor's cache."""

_MOST_DOCUMENTS = 1 << 16

Addresses = NDArray[np.int64]


def phrase_documents(
    field: FieldArrays,
    numbers: Sequence[int],
    sets: Sequence[Documents],
    slop: int,
    document_count: int,
    within: Documents | None = None,
) -> Documents:
    """The segment's documents in which the field's terms stand in this order, at most `slop` others
    among them in all; of those `within`, if given. `sets` are the terms' documents.

    Documents that have all the words are found first; positions are decoded for those only.
    """
    words = _Words(field, numbers, sets, document_count)
    common = words.common(within)
    found = [words.phrases(part, slop) for part in _parts(field, common)]
    return np.concatenate(found) if found else NONE


def _parts(field: FieldArrays, documents: Documents) -> list[Documents]:
    """The documents in runs of so many tokens that a map of them is small."""
    if not len(documents):
        return []
    lengths = field.lengths.take(documents)
    if len(documents) <= _MOST_DOCUMENTS and lengths.sum(dtype=np.int64) <= _MOST_PLACES:
        return [documents]
    tokens = lengths.cumsum(dtype=np.int64)
    runs = np.maximum(tokens // _MOST_PLACES, np.arange(len(documents)) // _MOST_DOCUMENTS)
    return np.split(documents, np.flatnonzero(np.diff(runs)) + 1)


class _Words:
    """The words of a phrase in a field of a segment."""

    def __init__(
        self,
        field: FieldArrays,
        numbers: Sequence[int],
        sets: Sequence[Documents],
        document_count: int,
    ) -> None:
        self._field = field
        self._numbers = numbers
        self._size = document_count
        self._documents = dict(zip(numbers, sets, strict=True))

    def common(self, within: Documents | None) -> Documents:
        """The documents that have all of them."""
        sets = sorted(self._documents.values(), key=len)
        if within is not None:
            sets.insert(0, within)
        smallest, *others = sets
        for other in others:
            if not len(smallest):
                break
            smallest = smallest.compress(membership(smallest, other, self._size))
        return smallest

    def phrases(self, documents: Documents, slop: int) -> Documents:
        """Those of the documents, which have all the words, in which they stand in order."""
        if slop:
            return self._with_slop(documents, slop)
        # The words in the order of how often they stand anywhere, so that few are left to look for
        # the frequent ones: `starts` is where the phrase could still begin.
        order = sorted(
            range(len(self._numbers)),
            key=lambda place: self._field.collection_frequency(self._numbers[place]),
        )
        starts: Addresses | None = None
        for place in order:
            if starts is not None:
                documents = _documents(starts)
                if not len(documents):
                    break
            there = self._addresses(self._numbers[place], documents)
            there += len(self._numbers) - place  # never before the document's first address
            starts = there if starts is None else _common(starts, there)
        assert starts is not None  # a phrase has words
        return _documents(starts)

    def _with_slop(self, documents: Documents, slop: int) -> Documents:
        # From each start the earliest next word each time: no other choice ends earlier.
        addresses = {
            number: self._addresses(number, documents) for number in dict.fromkeys(self._numbers)
        }
        starts = places = addresses[self._numbers[0]]
        for number in self._numbers[1:]:
            following = addresses[number]
            found = following.searchsorted(places, side="right")
            kept = found < len(following)
            starts, places = starts.compress(kept), following.take(found.compress(kept))
        # An address in a later document is further away than any slop.
        return _documents(starts.compress(places - starts < len(self._numbers) + slop))

    def _addresses(self, number: int, documents: Documents) -> Addresses:
        """Where the term stands in the documents, all of which have it: int64[token], ascending."""
        chosen = _places(self._documents[number], documents, self._size)
        flat, starts = self._field.positions_at(number, chosen)
        tokens = (documents << _SHIFT).repeat(starts[1:] - starts[:-1])
        tokens += flat
        return tokens


_SHIFT = 32
"""A token's address: its document above, its position below."""


def _places(there: Documents, wanted: Documents, size: int) -> NDArray[np.intp]:
    """Where the wanted documents, all of which are there, stand."""
    if len(wanted) == len(there):
        return np.arange(len(there))
    if are_few(len(wanted), len(there)):
        return there.searchsorted(wanted)
    marks = SCRATCH.marks(size)
    marks[wanted] = True
    (places,) = marks.take(there).nonzero()
    marks[wanted] = False
    return places


def _common(some: Addresses, others: Addresses) -> Addresses:
    """The addresses among both."""
    if len(some) > len(others):
        some, others = others, some
    if are_few(len(some), len(others)):
        found = others.searchsorted(some)
        np.minimum(found, len(others) - 1, out=found)
        return some.compress(others.take(found) == some)
    both = np.concatenate((some, others))
    both.sort(kind="stable")  # merges the two, each of which is in order
    return both[:-1].compress(both[1:] == both[:-1])


def _documents(addresses: Addresses) -> Documents:
    found = addresses >> _SHIFT
    if len(found) < 2:
        return found
    first = np.empty(len(found), dtype=np.bool_)
    first[0] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found.compress(first)
