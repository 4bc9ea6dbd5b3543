"""How the terms of a field are spelt, and where each spelling stands.

A term stands for words that differ in their endings, accents or apostrophes: its *spellings*. For a
term of several the file says of each token which of them it has, in as few bits as tell them apart
(see `arrays.packing`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from weakref import proxy

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFile
from index.whoosh_engine.arrays.packing import unpack, widths_for
from index.whoosh_engine.arrays.postings import Postings
from index.whoosh_engine.arrays.spelling_keys import Numbers, SpellingKeys

if TYPE_CHECKING:
    from index.whoosh_engine.arrays.field import FieldArrays
    from index.whoosh_engine.arrays.spelled import RawSpellings, SpelledWords

_DENSE: Final = 8
"""Postings of together more than an eighth of all documents are counted in an array of all."""
_NEAR: Final = 4
"""Terms are counted in an array of all between them where those are no more than so many times as
many as the spellings."""

_NO_NUMBERS: Final = np.empty(0, np.int64)
_NOTHING: Final = Postings(np.empty(0, np.int32), np.empty(0, np.uint32))


class Spellings(SpellingKeys):
    """The spellings of one field's terms in one segment, asked for by number.

    Attributes:
        terms: unsigned[spelling], the number of the term of each.
        tokens: unsigned[spelling], how often each stands in all documents, deleted ones included.
        members: unsigned[spelling], the spellings in the order of their terms; those of one term
            ascend, and their places are their *ranks* in the term.
    """

    def __init__(self, file: ArrayFile, field: "FieldArrays") -> None:
        super().__init__(file, field.name)
        name = self._name
        # Which has this: two that keep each other alive would keep a file that nobody uses.
        self._field: FieldArrays = proxy(field)
        self.terms: NDArray[np.unsignedinteger] = file.array(f"{name}.terms")
        self.tokens: NDArray[np.unsignedinteger] = file.array(f"{name}.tokens")
        self.members: NDArray[np.unsignedinteger] = file.array(f"{name}.members")
        # The terms of several spellings; how many more than one those before each have; and where
        # their ranks begin.
        self._several = file.array(f"{name}.several")
        self._extras = file.array(f"{name}.extras")
        self._rank_starts = file.array(f"{name}.rank_starts")
        self._several_view, self._extras_view = self._several.data, self._extras.data
        self._ranks: NDArray[np.uint8] = file.array(f"{name}.ranks")

    @cached_property
    def raw(self) -> "RawSpellings":
        """The spellings for compiled loops. Made at the first use, then kept; raises IndexDamaged
        where they contradict each other."""
        from index.whoosh_engine.arrays.spelled import RawSpellings

        narrow = (self.terms, self.members, self._several, self._extras)
        arrays: list[NDArray[Any]] = [part.astype(np.uint32, copy=False) for part in narrow]
        arrays += [self._rank_starts.astype(np.int64), self._ranks]
        for part in arrays:
            part.flags.writeable = False  # which is a part of its type
        made = RawSpellings(*arrays)
        if not made.is_sound(len(self), len(self._field.terms)):
            raise self._damaged()
        return made

    def mark(self, numbers: range, base: int, size: int, marks: NDArray[np.uint64]) -> None:
        """Set the marks, a bit for each document of an index of this size, in which this segment's
        first is `base`, of those in which any of the spellings stands. Raises IndexDamaged."""
        from index.whoosh_engine.arrays.spelled import mark_range

        span = numbers.start, numbers.stop
        if not mark_range(self._field.raw, self.raw, *span, base, size, marks):
            raise self._damaged()

    def of_term(self, term: int) -> NDArray[np.int64]:
        """The spellings of the term, ascending; there is at least one."""
        first, last, _ = self._place_of(term)
        return self.members[first:last].astype(np.int64)

    def _place_of(self, term: int) -> tuple[int, int, int]:
        """Where the term's spellings are among the members, and its place among the terms of
        several, -1 if it is none."""
        if not 0 <= term < len(self._field.terms):
            raise IndexError(f"There is no term {term}.")
        place = bisect_left(self._several_view, term)
        first = term + self._extras_view[place]
        if place == len(self._several) or self._several_view[place] != term:
            return first, first + 1, -1
        return first, term + 1 + self._extras_view[place + 1], place

    def spelled(
        self, terms: Sequence[int], spellings: Sequence[NDArray[np.integer] | None]
    ) -> "SpelledWords | None":
        """Which tokens of the terms have one of their `spellings`, None being all, for compiled
        loops; None if those of one term have none. Raises IndexDamaged."""
        from index.whoosh_engine.arrays.spelled import spelled_words

        words: list[int] = []
        allowed = [np.empty(0, np.bool_)]
        size = 0
        for term, chosen in zip(terms, spellings, strict=True):
            own = None if chosen is None else np.isin(self.of_term(term), chosen)
            if own is None or own.all():
                words += (0, 0, 0, 0)
            elif not own.any():
                return None
            else:
                width, begin, _ = self._ranks_of(np.array([term]))
                words += (int(width[0]), int(begin[0]), size, size + len(own))
                allowed.append(own)
                size += len(own)
        return spelled_words(self._ranks, words, np.concatenate(allowed))

    def _ranks_of(
        self, terms: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Of terms of several spellings the widths and beginnings of their ranks, and how many
        tokens they have. Raises IndexDamaged."""
        places = np.searchsorted(self._several, terms)
        extras = self._extras.take([places, places + 1]).astype(np.int64)
        widths = widths_for(extras[1] - extras[0] + 1).astype(np.int64)
        begins, ends = self._rank_starts.take([places, places + 1]).astype(np.int64)
        tokens = self._field.collection_frequencies_of(terms)
        needed = tokens * widths
        if not ((needed > 0) & (needed <= 8 * (ends - begins)) & (ends <= len(self._ranks))).all():
            raise self._damaged()
        return widths, begins, tokens

    def members_of_tokens(self, first: int, last: int) -> NDArray[np.int64]:
        """Which of `members` each token of the terms numbered `[first, last)` has, term after term,
        as `FieldArrays.positions_between` gives the positions."""
        start, stop = np.searchsorted(self._several, (first, last)).tolist()
        begin, end = self._rank_starts[[start, stop]].tolist()
        counts = self._counts_between(first, last)
        tokens = self._field.collection_frequencies[first:last]
        firsts: NDArray[np.int64] = np.cumsum(counts) - counts
        firsts += first + int(self._extras[start])
        members = firsts.repeat(tokens)
        members += unpack(self._ranks[begin:end], tokens, widths_for(counts))
        return members

    def postings(self, numbers: Numbers) -> Postings:
        """The documents, ascending, in which any of the spellings stands, and how often they do
        together (uint32). Raises IndexDamaged."""
        runs, terms, chosen = self._split(numbers)
        field = self._field
        found = [self._partial(terms, chosen)]
        for first, last in runs:
            frequencies = field.frequencies_between(first, last).astype(np.uint32)
            found.append(Postings(field.documents_between(first, last), frequencies))
        if len(terms) + sum(last - first for first, last in runs) <= 1:
            return found[-1] if runs else found[0]
        return self._added_up(found)

    def _added_up(self, parts: list[Postings]) -> Postings:
        """The postings as if they were one term's."""
        documents = _joined([part.documents for part in parts], np.int32)
        frequencies = _joined([part.frequencies for part in parts], np.uint32)
        if not documents.size:
            return Postings(documents, frequencies)
        size = len(self._field.lengths)
        if len(documents) * _DENSE > size:
            sums = np.bincount(self._checked(documents), frequencies, size)
            (places,) = sums.nonzero()
            return Postings(places.astype(np.int32), sums[places].astype(np.uint32))
        order = documents.argsort(kind="stable")
        documents, frequencies = documents[order], frequencies[order]
        begins = np.flatnonzero(np.diff(documents, prepend=-1))
        sums = np.add.reduceat(frequencies, begins)
        return Postings(documents[begins], sums.astype(np.uint32))

    def documents(self, numbers: Numbers) -> NDArray[np.int32]:
        """The documents of `postings`, where it does not matter how often. Raises IndexDamaged."""
        documents = _joined(self.document_parts(numbers), np.int32)
        size = len(self._field.lengths)
        if len(documents) * _DENSE < size:
            return np.unique(documents)
        marks = np.zeros(size, np.bool_)
        marks[self._checked(documents)] = True
        return np.flatnonzero(marks).astype(np.int32)

    def document_parts(self, numbers: Numbers) -> list[NDArray[np.int32]]:
        """The same documents in no order, and most of them several times: for whoever joins them
        with others anyhow. Raises IndexDamaged."""
        runs, terms, chosen = self._split(numbers)
        found = [self._field.documents_between(first, last) for first, last in runs]
        if len(terms):
            found.append(self._partial(terms, chosen).documents)
        return found

    def _split(
        self, numbers: Numbers
    ) -> tuple[list[tuple[int, int]], NDArray[np.int64], NDArray[np.int64]]:
        """Runs `[first, last)` of neighbouring terms that have no other spellings; the terms that
        have others too; and the numbers, as an array."""
        if not len(numbers):
            return [], _NO_NUMBERS, _NO_NUMBERS
        if isinstance(numbers, range):
            chosen = np.arange(numbers.start, numbers.stop)
            spelt = self.terms[numbers.start : numbers.stop].astype(np.int64)
        else:
            chosen = numbers.astype(np.int64)
            spelt = self.terms[chosen].astype(np.int64)
        first, last = int(spelt.min()), int(spelt.max()) + 1
        if last - first <= _NEAR * len(spelt):  # as of words that begin alike
            counts = np.bincount(spelt - first)
            (terms,) = counts.nonzero()
            whole = counts[terms] == self._counts_between(first, last)[terms]
            terms += first
        else:
            terms, counts = np.unique(spelt, return_counts=True)
            whole = counts == self._counts_of(terms)
        return _runs(terms[whole]), terms[~whole], chosen

    def _counts_between(self, first: int, last: int) -> NDArray[np.int64]:
        """How many spellings the terms numbered `[first, last)` have."""
        start = bisect_left(self._several_view, first)
        stop = bisect_left(self._several_view, last, start)
        counts = np.ones(last - first, np.int64)
        extras = self._extras[start : stop + 1].astype(np.int64)
        counts[self._several[start:stop].astype(np.int64) - first] += extras[1:] - extras[:-1]
        return counts

    def _counts_of(self, terms: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many spellings these terms have."""
        counts = np.ones(len(terms), np.int64)
        places = np.searchsorted(self._several, terms)
        inside = np.flatnonzero(places < len(self._several))
        found = inside[self._several[places[inside]] == terms[inside]]
        places = places[found]
        counts[found] += self._extras[places + 1].astype(np.int64) - self._extras[places]
        return counts

    def _partial(self, terms: NDArray[np.int64], numbers: NDArray[np.int64]) -> Postings:
        """The postings of those of the terms' spellings that are among the numbers, one term's
        after the other's; each term has others too."""
        from index.whoosh_engine.arrays.spelled import spelled_postings, spelled_words

        if not len(terms):
            return _NOTHING
        field = self._field
        widths, begins, tokens = self._ranks_of(terms)
        places = np.searchsorted(self._several, terms)
        counts = np.diff(self._extras.take([places, places + 1]).astype(np.int64), axis=0)[0] + 1
        ends = np.cumsum(counts)
        starts = ends - counts
        members = (terms + self._extras[places] - starts).repeat(counts) + np.arange(ends[-1])
        own = self.members.take(members)
        allowed = numbers.take(np.searchsorted(numbers, own), mode="clip") == own
        words = np.array([widths, begins, starts, ends]).T.reshape(-1)
        room = int(field.document_frequencies_of(terms).sum())
        documents, frequencies = np.empty(room, np.int32), np.empty(room, np.uint32)
        spelled = spelled_words(self._ranks, words, allowed)
        size = spelled_postings(field.raw, spelled, terms, tokens, documents, frequencies)
        return Postings(documents[:size], frequencies[:size])

    def _checked(self, documents: NDArray[np.int32]) -> NDArray[np.int32]:
        if documents.size and not 0 <= documents.min() <= documents.max() < len(
            self._field.lengths
        ):
            raise self._damaged()
        return documents


def _runs(numbers: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Ascending numbers as ranges `[first, last)`."""
    if not len(numbers):
        return []
    (gaps,) = (numbers[1:] - numbers[:-1] != 1).nonzero()
    firsts = numbers.take([0, *(gaps + 1)]).tolist()
    lasts = numbers.take([*gaps, -1]).tolist()
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]


def _joined(parts: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    if len(parts) == 1:
        return parts[0].astype(dtype, copy=False)
    return np.concatenate([np.empty(0, dtype), *parts]).astype(dtype, copy=False)
