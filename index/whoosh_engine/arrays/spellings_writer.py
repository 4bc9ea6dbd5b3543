"""Writes what `Spellings` reads."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFileWriter, narrow
from index.whoosh_engine.arrays.dictionary import write_texts
from index.whoosh_engine.arrays.packing import pack, packed_sizes, widths_for


class SpellingTable(NamedTuple):
    """The spellings of a field, by number.

    `keys` [spelling] are sorted; `terms` int64 [spelling], the number of the term of each: each
    term has one at least, and of those with the same key the terms ascend. `tokens` int64
    [spelling]: how often each stands in all documents.
    """

    keys: Sequence[bytes]
    terms: NDArray[np.int64]
    tokens: NDArray[np.int64]

    def ranks(self) -> NDArray[np.unsignedinteger]:
        """How many of a term's spellings are before each: [spelling]."""
        members = self.terms.argsort(kind="stable")
        counts = np.bincount(self.terms)
        ranks = np.empty(len(members), np.int64)
        ranks[members] = np.arange(len(members)) - (np.cumsum(counts) - counts).repeat(counts)
        return narrow(ranks)


class SpellingsWriter:
    """Takes how the tokens are spelt, in the order of the terms."""

    def __init__(self, writer: ArrayFileWriter, name: str, table: SpellingTable) -> None:
        self._writer = writer
        self._name = name
        self._table = table
        counts = np.bincount(table.terms)
        self._several = np.flatnonzero(counts > 1)
        self._counts = counts[self._several]
        self._widths = widths_for(counts)
        tokens = np.bincount(table.terms, table.tokens).astype(np.int64)  # exact below 2**53
        self._sizes = packed_sizes(tokens, self._widths)[self._several]
        self._ranks = writer.reserve(f"{name}.ranks", "u1", int(self._sizes.sum()))
        self._appended = 0

    def append(self, tokens: NDArray[np.integer], ranks: NDArray[np.unsignedinteger]) -> None:
        """How the tokens of the next terms are spelt: `tokens` [term], how many there are, and
        `ranks` [token], which of the term's spellings each has, counted from 0."""
        widths = self._widths[self._appended : self._appended + len(tokens)]
        self._appended += len(tokens)
        self._ranks.append(pack(ranks, tokens, widths))

    def finish(self) -> None:
        """Write the rest."""
        writer, name, table = self._writer, self._name, self._table
        write_texts(writer, f"{name}.keys", table.keys)
        writer.add(f"{name}.terms", narrow(table.terms))
        writer.add(f"{name}.tokens", narrow(table.tokens))
        writer.add(f"{name}.members", narrow(table.terms.argsort(kind="stable")))
        writer.add(f"{name}.several", narrow(self._several))
        writer.add(f"{name}.extras", _starts(self._counts - 1))
        writer.add(f"{name}.rank_starts", _starts(self._sizes))


def _starts(counts: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return narrow(starts)
