"""From the tokens of documents to the postings of terms, by one sort."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_KEY_BITS: Final = 63
"""Of a key that is sorted by; only monstrous documents need more."""


class Inverted(NamedTuple):
    """A field's postings in the order of the terms.

    `counts` int64 [term]: in how many documents each stands; `documents` int32 and `frequencies`
    int64 [posting]; `positions` int64 and `spellings` unsigned [token].
    """

    counts: NDArray[np.int64]
    documents: NDArray[np.int32]
    frequencies: NDArray[np.int64]
    positions: NDArray[np.int64]
    spellings: NDArray[np.unsignedinteger]


def invert(
    tokens: NDArray[np.int32],
    spellings: NDArray[np.unsignedinteger],
    lengths: NDArray[np.integer],
    gaps: NDArray[np.integer],
    gap: int,
) -> Inverted:
    """The postings of `tokens` [token], the terms' ranks, document after document; every
    rank from 0 up occurs. `spellings` [token] are any small numbers that go along.

    `lengths` [document] is how many tokens each document has. `gaps` lists, ascending, tokens that
    stand `gap` positions further from the one before them in their document; twice if twice.

    What belongs to a token is packed into one whole number, its rank above its document above its
    position above its spelling: sorting these is several times faster than a stable argsort of the
    ranks, and nothing has to be fetched from all over memory afterwards.
    """
    if not len(tokens):
        nothing = np.empty(0, np.int64)
        return Inverted(nothing, nothing.astype(np.int32), nothing, nothing, spellings)
    ranks, documents, positions, spellings = _sorted(
        tokens,
        np.repeat(np.arange(len(lengths), dtype=np.int64), lengths),
        _positions(lengths, gaps, gap),
        spellings,
    )
    term_begins = np.empty(len(tokens), np.bool_)
    term_begins[0] = True
    np.not_equal(ranks[1:], ranks[:-1], out=term_begins[1:])
    posting_begins = term_begins.copy()
    posting_begins[1:] |= documents[1:] != documents[:-1]
    first_tokens = np.flatnonzero(posting_begins)
    first_postings = np.flatnonzero(term_begins[first_tokens])
    return Inverted(
        counts=np.diff(first_postings, append=len(first_tokens)),
        documents=documents[first_tokens].astype(np.int32),
        frequencies=np.diff(first_tokens, append=len(tokens)),
        positions=positions,
        spellings=spellings,
    )


def _positions(
    lengths: NDArray[np.integer], gaps: NDArray[np.integer], gap: int
) -> NDArray[np.int64]:
    """Each token's position in its document."""
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    positions: NDArray[np.int64] = np.arange(int(ends[-1]))
    positions -= np.repeat(starts, lengths)
    if len(gaps):
        passed = np.cumsum(np.bincount(gaps, minlength=len(positions)))
        before = np.searchsorted(gaps, starts, side="left")
        positions += (passed - np.repeat(before, lengths)) * gap
    return positions


def _sorted(
    ranks: NDArray[np.int32],
    documents: NDArray[np.int64],
    positions: NDArray[np.int64],
    spellings: NDArray[np.unsignedinteger],
) -> tuple[NDArray[np.integer], NDArray[np.int64], NDArray[np.int64], NDArray[np.unsignedinteger]]:
    """The tokens by rank, then by document and position, by which they are sorted already."""
    document_bits = int(documents[-1]).bit_length()
    position_bits = int(positions.max()).bit_length()
    spelling_bits = int(spellings.max()).bit_length()
    bits = int(ranks.max()).bit_length() + document_bits + position_bits + spelling_bits
    if bits > _KEY_BITS:
        order = np.argsort(ranks, kind="stable")
        return ranks[order], documents[order], positions[order], spellings[order]
    keys = ranks.astype(np.int64)
    keys <<= document_bits
    keys |= documents
    keys <<= position_bits
    keys |= positions
    if spelling_bits:
        keys <<= spelling_bits
        keys |= spellings
    keys.sort()
    if spelling_bits:
        spellings = keys.astype(spellings.dtype)  # which cuts off what is above
        spellings &= (1 << spelling_bits) - 1
        keys >>= spelling_bits
    np.bitwise_and(keys, (1 << position_bits) - 1, out=positions)
    keys >>= position_bits
    np.bitwise_and(keys, (1 << document_bits) - 1, out=documents)
    keys >>= document_bits
    return keys, documents, positions, spellings
