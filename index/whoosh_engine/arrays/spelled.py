"""Which tokens of a term are spelt in given ways, found by compiled loops."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.whoosh_engine.arrays.blocks import PAGE_BITS
from index.whoosh_engine.arrays.raw import RAW, RawPostings, number_of, shared
from index.whoosh_engine.compiled import array, compiled, out


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
