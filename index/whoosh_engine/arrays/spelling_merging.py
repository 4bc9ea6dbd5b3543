"""The spellings of several segments become one table."""

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.spellings import Spellings
from index.whoosh_engine.arrays.spellings_writer import SpellingTable

_TERM: Final = np.dtype(">u4")
_BETWEEN: Final = b"\0"  # which sorts before all that words are made of


class SpellingSource(NamedTuple):
    """What a segment brings: `terms` int64 [spelling], the merged number of each one's term;
    `tokens` int64 [spelling], how many of its tokens are left."""

    spellings: Spellings
    terms: NDArray[np.int64]
    tokens: NDArray[np.integer]


def merge_spellings(
    sources: Sequence[SpellingSource],
) -> tuple[SpellingTable, list[NDArray[np.int64]]]:
    """The table of all spellings of which tokens are left, and for each source their numbers in it:
    int64 [spelling], 0 where none are left."""
    tables = [_identities(source) for source in sources]
    merged = sorted(dict.fromkeys(chain.from_iterable(tables)))  # runs that are sorted already
    number = dict(zip(merged, range(len(merged)), strict=True))
    tokens = np.zeros(len(merged), np.int64)
    numbers = []
    for source, table in zip(sources, tables, strict=True):
        (left,) = source.tokens.nonzero()
        own = np.zeros(len(source.tokens), np.int64)
        own[left] = np.fromiter(map(number.__getitem__, table), np.int64, len(table))
        tokens[own[left]] += source.tokens[left]
        numbers.append(own)
    cut = len(_BETWEEN) + _TERM.itemsize
    terms = np.frombuffer(b"".join([key[-_TERM.itemsize :] for key in merged]), _TERM)
    return SpellingTable([key[:-cut] for key in merged], terms.astype(np.int64), tokens), numbers


def _identities(source: SpellingSource) -> list[bytes]:
    """The keys that are left, each with its term: they sort by key and then by term."""
    terms = source.terms.astype(_TERM).tobytes()
    places = range(0, len(terms), _TERM.itemsize)
    return [
        key + _BETWEEN + terms[place : place + _TERM.itemsize]
        for key, place, tokens in zip(
            source.spellings.key_bytes(), places, source.tokens.tolist(), strict=True
        )
        if tokens
    ]
