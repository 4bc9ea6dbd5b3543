"""Which tokens of a term are spelt in given ways, found by compiled loops."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.arrays.blocks import PAGE_BITS
from index.whoosh_engine.arrays.raw import RAW, RawPostings, number_of, shared


class SpelledWords(NamedTuple):
    """How each of several words may be spelt.

    Attributes:
        ranks: uint8, how the tokens of all terms are spelt (see `arrays.packing`).
        words: int64, WORD numbers for each: the width of its term's ranks in bits, 0 where any
            spelling will do; where they begin; and its part of `allowed`, from and to.
        allowed: bool, for each rank whether it will do.
    """

    ranks: Any
    words: Any
    allowed: Any


WORD: Final = 4

SPELLED: Final = types.NamedTuple(  # type: ignore[no-untyped-call]
    [array(types.uint8), array(types.int64), array(types.bool_)], SpelledWords
)
"""The type under which a compiled function is given SpelledWords."""


def spelled_words(
    ranks: NDArray[np.uint8], words: Sequence[int] | NDArray[np.int64], allowed: NDArray[np.bool_]
) -> SpelledWords:
    """SpelledWords of arrays that are not written to any more, which is a part of their type."""
    found = SpelledWords(ranks, np.array(words, np.int64), allowed)
    for array_of_it in found:
        array_of_it.flags.writeable = False
    return found


_NO_RANKS: Final = np.empty(0, np.uint8)
_ALLOWED: Final = np.empty(0, np.bool_)


@cache
def any_spelling(count: int) -> SpelledWords:
    """For so many words that each spelling of them will do."""
    return spelled_words(_NO_RANKS, (0,) * (WORD * count), _ALLOWED)


@shared
def _rank_at(ranks: Any, begin: Any, width: Any, token: Any) -> Any:
    """The rank of a term's token; `begin` is where the term's ranks do."""
    if width < 8:
        bit = token * width
        return (np.int64(ranks[begin + (bit >> 3)]) >> (bit & 7)) & ((1 << width) - 1)
    place = begin + token * (width >> 3)
    rank: Any = 0
    for byte in range(width >> 3):
        rank |= np.int64(ranks[place + byte]) << (byte << 3)
    return rank


@shared
def spelt_so(spelled: Any, word: Any, token: Any, positions: Any, first: Any, size: Any) -> Any:
    """Leave of a word's `positions[first:size]`, those of its term's tokens from this one on, those
    that are spelt as it may be, and say where they end then."""
    words, allowed = spelled.words, spelled.allowed
    width, begin = words[WORD * word], words[WORD * word + 1]
    start, stop = words[WORD * word + 2], words[WORD * word + 3]
    kept = first
    for at in range(first, size):
        rank = start + _rank_at(spelled.ranks, begin, width, token + at - first)
        positions[kept] = positions[at]
        kept += rank < stop and allowed[rank]
    return kept


@compiled(
    types.int64(
        RAW, SPELLED, array(types.int64), array(types.int64), out(types.int32), out(types.uint32)
    ),
    allocates=False,
)
def spelled_postings(
    raw: RawPostings,
    spelled: SpelledWords,
    terms: NDArray[np.int64],
    tokens: NDArray[np.int64],
    documents: NDArray[np.int32],
    counts: NDArray[np.uint32],
) -> int:
    """Fill `documents` and `counts` with where the terms are spelt as they may be, and how often,
    one term's postings after the other's. How many there are.

    `tokens` is how many each term has, whatever a damaged file says. There is room for all their
    postings.
    """
    starts, halves, frequencies = raw.starts, raw.documents, raw.frequencies
    term_pages, pages, page_starts = raw.term_pages, raw.pages, raw.page_starts
    large_at, large = raw.large_frequencies_at, raw.large_frequencies
    ranks, words, allowed = spelled.ranks, spelled.words, spelled.allowed
    size = 0
    for word in range(len(terms)):
        term = terms[word]
        if not 0 <= term < len(starts) - 1:
            continue
        width, begin, start, stop = words[WORD * word : WORD * (word + 1)]
        token: Any = 0
        for run in range(term_pages[term], term_pages[term + 1]):
            base = np.int64(pages[run]) << PAGE_BITS
            for posting in range(page_starts[run], page_starts[run + 1]):
                frequency = number_of(frequencies, large_at, large, posting)
                end = min(token + frequency, tokens[word])
                count: Any = 0
                while token < end:
                    rank = start + _rank_at(ranks, begin, width, token)
                    count += rank < stop and allowed[rank]
                    token += 1
                if count and size < len(documents):
                    documents[size] = base + np.int64(halves[posting])
                    counts[size] = count
                    size += 1
    return size


class RawSpellings(NamedTuple):
    """Arrays of a field's `Spellings`, of uint32 where nothing else is said.

    Attributes:
        terms: [spelling], the number of the term of each.
        members: [spelling], the spellings in the order of their terms.
        several: ascending, the terms of several spellings.
        extras: [several + 1], how many more than one those before each have.
        rank_starts: int64[several + 1], where in `ranks` theirs begin.
        ranks: uint8, how the tokens of all terms are spelt.
    """

    terms: Any
    members: Any
    several: Any
    extras: Any
    rank_starts: Any
    ranks: Any

    def is_sound(self, spellings: int, terms: int) -> bool:
        """Whether they lead nowhere else than into each other, in a field with so many spellings
        and terms."""
        several, extras, rank_starts = self.several, self.extras, self.rank_starts
        return bool(
            len(self.terms) == len(self.members) == spellings
            and (self.terms < terms).all()
            and (self.members < spellings).all()
            and len(extras) == len(rank_starts) == len(several) + 1
            and (extras[1:] >= extras[:-1]).all()
            and terms + int(extras[-1]) == spellings
            and (rank_starts[1:] >= rank_starts[:-1]).all()
            and 0 <= rank_starts[0] <= rank_starts[-1] <= len(self.ranks)
        )


_U4 = types.uint32

RAW_SPELLINGS: Final = types.NamedTuple(  # type: ignore[no-untyped-call]
    [*(array(_U4),) * 4, array(types.int64), array(types.uint8)], RawSpellings
)
"""The type under which a compiled function is given RawSpellings."""


@shared
def _mark(marks: Any, document: Any) -> Any:
    marks[document >> 6] |= np.uint64(1) << np.uint64(document & 63)


@shared
def _width_for(count: Any) -> Any:
    """`packing.widths_for`."""
    width = 1
    while width < 32 and count > 1 << width:
        width <<= 1
    return width


@compiled(
    types.boolean(RAW, RAW_SPELLINGS, *(types.int64,) * 4, out(types.uint64)), allocates=False
)
def mark_range(
    raw: RawPostings,
    spellings: RawSpellings,
    first: int,
    last: int,
    base: int,
    size: int,
    marks: NDArray[np.uint64],
) -> bool:
    """Set the marks, a bit for each document of an index of this size, in which the segment's first
    is `base`, of those in which any of the spellings `[first, last)` stands. Whether the file leads
    nowhere that it should not; if it does, some are not set."""
    several, extras, members = spellings.several, spellings.extras, spellings.members
    halves, frequencies = raw.documents, raw.frequencies
    large_at, large = raw.large_frequencies_at, raw.large_frequencies
    for number in range(first, last):
        term = np.int64(spellings.terms[number])
        place = np.searchsorted(several, term)
        begin = term + np.int64(extras[place])
        end = begin + 1
        if place < len(several) and several[place] == term:
            end = term + 1 + np.int64(extras[place + 1])
        low = begin
        while low < end and members[low] < first:
            low += 1
        if low == end or members[low] != number:
            continue  # the term has been met
        high = low + 1
        while high < end and members[high] < last:
            high += 1
        is_whole = high - low == end - begin
        width, ranks = _width_for(end - begin), np.int64(0)
        if not is_whole:
            ranks = spellings.rank_starts[place]
            tokens = raw.position_starts[term + 1] - raw.position_starts[term]
            if tokens * width > 8 * (spellings.rank_starts[place + 1] - ranks):
                return False
        token: Any = 0
        for run in range(raw.term_pages[term], raw.term_pages[term + 1]):
            page = base + (np.int64(raw.pages[run]) << PAGE_BITS)
            for posting in range(raw.page_starts[run], raw.page_starts[run + 1]):
                document = page + np.int64(halves[posting])
                if document >= size:
                    return False
                if is_whole:
                    _mark(marks, document)
                    continue
                stop = token + number_of(frequencies, large_at, large, posting)
                if stop > tokens:
                    return False
                stands = False
                while token < stop:
                    rank = _rank_at(spellings.ranks, ranks, width, token)
                    stands |= low - begin <= rank < high - begin
                    token += 1
                if stands:
                    _mark(marks, document)
    return True


@shared
def _place_of(texts: Any, starts: Any, wanted: Any, is_after: Any, low: Any) -> Any:
    """The first of the sorted texts from `low` on that is not before those that begin as wanted;
    or, if so, that is after them."""
    high = len(starts) - 1
    while low < high:
        middle = (low + high) >> 1
        begin, end = np.int64(starts[middle]), np.int64(starts[middle + 1])
        same = 0
        while same < len(wanted) and begin + same < end and texts[begin + same] == wanted[same]:
            same += 1
        if same == len(wanted):
            is_before = is_after
        else:
            is_before = begin + same == end or texts[begin + same] < wanted[same]
        if is_before:
            low = middle + 1
        else:
            high = middle
    return low


_U1 = array(types.uint8)


@compiled(
    [
        types.UniTuple(types.int64, 2)(_U1, array(width), _U1)  # type: ignore[no-untyped-call]
        for width in (types.uint8, types.uint16, types.uint32, types.uint64)
    ],
    allocates=False,
)
def beginning_with(
    texts: NDArray[np.uint8], starts: NDArray[np.unsignedinteger], wanted: NDArray[np.uint8]
) -> tuple[int, int]:
    """The range `[first, last)` of the sorted texts that begin as wanted: text n is
    `texts[starts[n]:starts[n + 1]]`."""
    first = _place_of(texts, starts, wanted, False, 0)
    return first, _place_of(texts, starts, wanted, True, first)
