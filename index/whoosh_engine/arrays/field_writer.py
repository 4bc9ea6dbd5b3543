"""Writes the postings of one field, term after term, from arrays."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.blocks import BLOCK_SIZE, PAGE_BITS
from index.whoosh_engine.arrays.container import ArrayFileWriter, narrow
from index.whoosh_engine.arrays.dictionary import write_dictionary
from index.whoosh_engine.arrays.numbers import Bits, SmallNumbersWriter
from index.whoosh_engine.arrays.spellings_writer import SpellingsWriter, SpellingTable
from index.whoosh_engine.arrays.whoosh_names import length_bytes

_PAGE_MASK: Final = (1 << PAGE_BITS) - 1


class FieldWriter:
    """Takes the postings in the order of the terms and writes what `FieldArrays` reads."""

    def __init__(
        self,
        writer: ArrayFileWriter,
        name: str,
        lengths: NDArray[np.integer],
        spellings: SpellingTable,
        *,
        postings: int,
        tokens: int,
    ) -> None:
        """`lengths` [document]: the exact numbers of tokens. `postings` and `tokens` are how many
        will be appended in all."""
        self._writer = writer
        self._name = name
        self._prefix = f"field.{name}"
        self._lengths = lengths
        self._codes = length_bytes(lengths)
        self._paged = len(lengths) > 1 << PAGE_BITS
        self._documents = writer.reserve(f"{self._prefix}.documents", "u2", postings)
        self._frequencies = self._small("frequencies", 8, postings)
        self._positions = self._small("positions", 12, tokens)
        self._spellings = SpellingsWriter(writer, f"{self._prefix}.spellings", spellings)
        self._parts: dict[str, list[NDArray[Any]]] = {}

    def append(
        self,
        counts: NDArray[np.integer],
        documents: NDArray[np.integer],
        frequencies: NDArray[np.integer],
        positions: NDArray[np.integer],
        spellings: NDArray[np.unsignedinteger],
    ) -> None:
        """The postings of the next terms: `counts` [term] of at least 1 each; `documents`
        ascending in each term and `frequencies` [posting]; `positions` and `spellings` [token],
        the latter counted in each term (see `SpellingTable.ranks`)."""
        if not counts.size:
            return
        starts = np.zeros(len(counts), np.int64)
        np.cumsum(counts[:-1], out=starts[1:])
        self._documents.append((documents & _PAGE_MASK).astype(np.uint16))
        self._frequencies.append(frequencies)
        self._positions.append(positions)
        tokens = np.add.reduceat(frequencies, starts, dtype=np.int64)
        self._spellings.append(tokens, spellings)
        self._keep("counts", counts)
        self._keep("tokens", tokens)
        if self._paged:
            self._append_pages(starts, documents)
        self._append_blocks(counts, starts, documents, frequencies)

    def _append_pages(self, starts: NDArray[np.int64], documents: NDArray[np.integer]) -> None:
        pages = documents >> PAGE_BITS
        begins = np.empty(len(pages), np.bool_)
        begins[0] = True
        np.not_equal(pages[1:], pages[:-1], out=begins[1:])
        begins[starts] = True
        first = np.flatnonzero(begins)
        self._keep("pages", pages[first].astype(np.uint16))
        self._keep("page_lengths", np.diff(first, append=len(pages)))
        self._keep("term_pages", np.add.reduceat(begins, starts, dtype=np.int64))

    def _append_blocks(
        self,
        counts: NDArray[np.integer],
        starts: NDArray[np.int64],
        documents: NDArray[np.integer],
        frequencies: NDArray[np.integer],
    ) -> None:
        block_counts = (counts + (BLOCK_SIZE - 1)) // BLOCK_SIZE
        first_blocks = np.zeros(len(counts), np.int64)
        np.cumsum(block_counts[:-1], out=first_blocks[1:])
        begins = np.arange(int(block_counts.sum())) - np.repeat(first_blocks, block_counts)
        begins *= BLOCK_SIZE
        begins += np.repeat(starts, block_counts)
        codes = self._codes[documents]
        max_frequencies = np.maximum.reduceat(frequencies, begins)
        min_codes = np.minimum.reduceat(codes, begins)
        self._keep("max_frequencies", np.maximum.reduceat(max_frequencies, first_blocks))
        self._keep("min_length_bytes", np.minimum.reduceat(min_codes, first_blocks))
        self._keep("max_length_bytes", np.maximum.reduceat(codes, starts))
        large = block_counts > 1  # of the others, the term's own maxima tell as much
        chosen = np.repeat(large, block_counts)
        ends = np.append(begins[1:], len(documents))
        self._keep("block_large", large)
        self._keep("block_counts", block_counts[large])
        self._keep("block_last_documents", documents[ends[chosen] - 1])
        tokens = np.add.reduceat(frequencies, begins, dtype=np.int64)
        self._keep("block_tokens", tokens[chosen])
        self._keep("block_max_frequencies", max_frequencies[chosen])
        self._keep("block_min_length_bytes", min_codes[chosen])

    def finish(self, terms: Sequence[bytes]) -> None:
        """Write the rest; `terms` [term] are sorted and different."""
        prefix, writer = self._prefix, self._writer
        self._frequencies.finish()
        self._positions.finish()
        self._spellings.finish()
        write_dictionary(writer, f"{prefix}.terms", terms)
        writer.add(f"{prefix}.lengths", narrow(self._lengths))
        writer.add(f"{prefix}.length_bytes", self._codes)
        writer.add(f"{prefix}.posting_starts", self._starts("counts"))
        writer.add(f"{prefix}.position_starts", self._starts("tokens"))
        for name in ("min_length_bytes", "max_length_bytes", "block_min_length_bytes"):
            writer.add(f"{prefix}.{name}", self._kept(name, np.uint8))
        for name in ("max_frequencies", "block_max_frequencies"):
            numbers = self._kept(name)
            small = self._small(name, 8, len(numbers))
            small.append(numbers)
            small.finish()
        writer.add(
            f"{prefix}.block_terms", narrow(np.flatnonzero(self._kept("block_large", np.bool_)))
        )
        writer.add(f"{prefix}.block_starts", self._starts("block_counts"))
        for name in ("block_last_documents", "block_tokens"):
            writer.add(f"{prefix}.{name}", narrow(self._kept(name)))
        if self._paged:
            writer.add(f"{prefix}.pages", self._kept("pages", np.uint16))
            writer.add(f"{prefix}.page_starts", self._starts("page_lengths"))
            writer.add(f"{prefix}.term_pages", self._starts("term_pages"))
        total_lengths = writer.meta.setdefault("total_lengths", {})
        total_lengths[self._name] = int(self._lengths.sum(dtype=np.int64))

    def _small(self, name: str, bits: Bits, count: int) -> SmallNumbersWriter:
        return SmallNumbersWriter(self._writer, f"{self._prefix}.{name}", bits, count)

    def _keep(self, name: str, part: NDArray[Any]) -> None:
        self._parts.setdefault(name, []).append(part)

    def _kept(self, name: str, dtype: Any = np.int64) -> NDArray[Any]:
        parts = self._parts.get(name, [])
        return np.concatenate(parts).astype(dtype, copy=False) if parts else np.empty(0, dtype)

    def _starts(self, name: str) -> NDArray[Any]:
        counts = self._kept(name)
        starts = np.zeros(len(counts) + 1, np.int64)
        np.cumsum(counts, out=starts[1:])
        return narrow(starts)
