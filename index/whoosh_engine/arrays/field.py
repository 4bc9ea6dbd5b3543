"""The postings of one field in one segment."""

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.blocks import BLOCK_BITS, BLOCK_SIZE, PAGE_BITS
from index.whoosh_engine.arrays.container import ArrayFile
from index.whoosh_engine.arrays.dictionary import TermDictionary
from index.whoosh_engine.arrays.errors import IndexDamaged
from index.whoosh_engine.arrays.numbers import SmallNumbers
from index.whoosh_engine.arrays.postings import Blocks, Positions, Postings
from index.whoosh_engine.arrays.spellings import Spellings

if TYPE_CHECKING:  # what only builds or merges does not wait for compiled loops to be read
    from index.whoosh_engine.arrays.raw import RawDocuments, RawPostings

_FEW_PAGES: Final = 8  # runs that are shifted one by one, which is then the fastest
_FEW_POSTINGS: Final = 8192  # as many as are counted through sooner than blocks are looked up


class FieldArrays:
    """One field's terms, postings and lengths; terms are asked for by number.

    Attributes:
        name: the field's name.
        terms: the sorted term dictionary: `find(text) -> number | None`, `prefix_range(prefix) ->
            range`, `term(number) -> str`, `len()`, iteration over a range (see `TermDictionary`).
        total_length: the exact number of tokens in all documents, deleted ones included.
        lengths: unsigned[document], exact numbers of tokens.
        length_bytes: uint8[document]: the lengths as Whoosh's one-byte codes. Whoosh scores with
            `WHOOSH_LENGTHS[length_bytes]`; 256 possible norms make a table, not a division.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        prefix = f"field.{name}"
        self.name = name
        self._file = file
        self.terms = TermDictionary(file, f"{prefix}.terms")
        self.lengths: NDArray[np.unsignedinteger] = file.array(f"{prefix}.lengths")
        self.length_bytes: NDArray[np.uint8] = file.array(f"{prefix}.length_bytes")
        self.total_length: int = file.meta["total_lengths"][name]
        self._starts = file.view(f"{prefix}.posting_starts")
        self._documents = file.array(f"{prefix}.documents")
        self._frequencies = SmallNumbers(file, f"{prefix}.frequencies")
        self._position_starts = file.view(f"{prefix}.position_starts")
        self._positions = SmallNumbers(file, f"{prefix}.positions")
        self._max_frequencies = SmallNumbers(file, f"{prefix}.max_frequencies")
        self._min_lengths = file.view(f"{prefix}.min_length_bytes")
        self._max_lengths = file.view(f"{prefix}.max_length_bytes")
        self._pages = file.array(f"{prefix}.pages") if f"{prefix}.pages" in file else None
        if self._pages is not None:
            self._pages_view = self._pages.data
            self._page_starts = file.array(f"{prefix}.page_starts")
            self._page_starts_view = self._page_starts.data
            self._term_pages = file.view(f"{prefix}.term_pages")
        self._block_terms = file.view(f"{prefix}.block_terms")
        self._block_starts = file.view(f"{prefix}.block_starts")
        self._block_last = file.array(f"{prefix}.block_last_documents")
        self._block_frequencies = SmallNumbers(file, f"{prefix}.block_max_frequencies")
        self._block_tokens = file.array(f"{prefix}.block_tokens")
        self._block_lengths = file.array(f"{prefix}.block_min_length_bytes")

    @cached_property
    def spellings(self) -> Spellings:
        """How the terms are spelt; of use while this field is. Made at the first use, then kept."""
        return Spellings(self._file, self)

    @cached_property
    def document_frequencies(self) -> NDArray[np.int64]:
        """int64[term]: in how many documents each term stands. Computed once, at the first use."""
        return _counts_of(self._starts)

    @cached_property
    def collection_frequencies(self) -> NDArray[np.int64]:
        """int64[term]: how often each term stands in all documents. Computed once, then kept."""
        return _counts_of(self._position_starts)

    def document_frequencies_of(self, numbers: NDArray[np.integer]) -> NDArray[np.int64]:
        """In how many documents each of these terms stands."""
        return _counts_at(self._starts, numbers)

    def collection_frequencies_of(self, numbers: NDArray[np.integer]) -> NDArray[np.int64]:
        """How often each of these terms stands in all documents."""
        return _counts_at(self._position_starts, numbers)

    @property
    def posting_count(self) -> int:
        """How many postings all terms have together."""
        return len(self._documents)

    def find(self, term: str) -> int | None:
        """The term's number; None when it is not in this segment."""
        return self.terms.find(term)

    def document_frequency(self, number: int) -> int:
        """In how many documents, deleted ones included, the term stands."""
        return int(self._starts[number + 1]) - int(self._starts[number])

    def collection_frequency(self, number: int) -> int:
        """How often the term stands in all documents."""
        return int(self._position_starts[number + 1]) - int(self._position_starts[number])

    def max_frequency(self, number: int) -> int:
        """The highest of the term's frequencies."""
        return int(self._max_frequencies.part(number, number + 1)[0])

    def min_length_byte(self, number: int) -> int:
        """The smallest length code among the documents with the term."""
        return int(self._min_lengths[number])

    def max_length_byte(self, number: int) -> int:
        """The greatest length code among the documents with the term."""
        return int(self._max_lengths[number])

    def postings(self, number: int) -> Postings:
        """The documents with the term and how often it stands there."""
        frequencies = self._frequencies.part(self._starts[number], self._starts[number + 1])
        return Postings(self.documents(number), frequencies)

    def documents(self, number: int) -> NDArray[np.int32]:
        """The documents with the term, where frequencies do not matter."""
        if self._pages is not None:
            begin, end = self._term_pages[number], self._term_pages[number + 1]
            if end - begin > _FEW_PAGES:
                return self.documents_between(number, number + 1)
        start = self._starts[number]
        documents: NDArray[np.int32] = self._documents[start : self._starts[number + 1]].astype(
            np.int32
        )
        if self._pages is not None:
            for place in range(begin, end):
                page = self._pages_view[place]
                if page:
                    first, last = self._page_starts_view[place : place + 2].tolist()
                    documents[first - start : last - start] += page << PAGE_BITS
        return documents

    def documents_between(self, first: int, last: int) -> NDArray[np.int32]:
        """The documents of the terms numbered `[first, last)`, one term's after the other's."""
        start, stop = self._starts[first], self._starts[last]
        documents: NDArray[np.int32] = self._documents[start:stop].astype(np.int32)
        if self._pages is not None:
            begin, end = self._term_pages[first], self._term_pages[last]
            pages = self._pages[begin:end].astype(np.int32) << PAGE_BITS
            documents += pages.repeat(np.diff(self._page_starts[begin : end + 1]))
        return documents

    def postings_between(self, first: int, last: int) -> int:
        """How many postings the terms numbered `[first, last)` have together."""
        return int(self._starts[last]) - int(self._starts[first])

    def frequencies_between(self, first: int, last: int) -> NDArray[np.unsignedinteger]:
        """The frequencies that stand beside `documents_between`."""
        return self._frequencies.part(self._starts[first], self._starts[last])

    def positions_between(self, first: int, last: int) -> NDArray[np.unsignedinteger]:
        """All positions of the terms numbered `[first, last)`, posting after posting."""
        return self._positions.part(self._position_starts[first], self._position_starts[last])

    def positions(self, number: int) -> Positions:
        """All positions of the term, parallel to its postings. For a common term this decodes
        every token: prefer `positions_at`."""
        frequencies = self.frequencies_between(number, number + 1)
        flat = self.positions_between(number, number + 1)
        return Positions(flat.astype(np.int32), _starts_of(frequencies))

    def positions_at(self, number: int, chosen: NDArray[np.integer]) -> Positions:
        """The positions in the postings chosen, by ascending index into the term's postings."""
        frequencies = self.frequencies_between(number, number + 1)
        counts = frequencies[chosen]
        starts = _starts_of(counts)
        before = self._tokens_before(number, frequencies, chosen)
        places = np.repeat(before + self._position_starts[number] - starts[:-1], counts)
        places += np.arange(len(places))
        return Positions(self._positions.take(places).astype(np.int32), starts)

    @cached_property
    def raw(self) -> "RawPostings":
        """The postings for compiled loops. Made at the first use, then kept; raises IndexDamaged
        where the tables contradict each other."""
        from index.whoosh_engine.arrays.raw import raw_postings

        made = raw_postings(self._file, f"field.{self.name}")
        if made is None:
            raise IndexDamaged(
                f"The index file {self._file.path} cannot be read: the postings of {self.name!r} "
                "lead nowhere. Rebuild the index."
            )
        return made

    @cached_property
    def raw_documents(self) -> "RawDocuments":
        """What of `raw` tells in which documents terms stand; raises IndexDamaged too."""
        from index.whoosh_engine.arrays.raw import RawDocuments

        return RawDocuments(*(getattr(self.raw, name) for name in RawDocuments._fields))

    def _tokens_before(
        self,
        number: int,
        frequencies: NDArray[np.unsignedinteger],
        chosen: NDArray[np.integer],
    ) -> NDArray[np.int64]:
        """How many of the term's tokens stand before each of these postings."""
        if len(frequencies) > max(_FEW_POSTINGS, len(chosen) << BLOCK_BITS):
            return self._tokens_before_in_blocks(number, frequencies, chosen)
        ends = frequencies.astype(np.int32).cumsum(dtype=np.int32)
        before: NDArray[np.int64] = ends[chosen].astype(np.int64)
        before -= frequencies[chosen]
        return before

    def _tokens_before_in_blocks(
        self,
        number: int,
        frequencies: NDArray[np.unsignedinteger],
        chosen: NDArray[np.integer],
    ) -> NDArray[np.int64]:
        """The same, counting only in the blocks of the postings chosen."""
        blocks = chosen >> BLOCK_BITS
        span = self._block_span(number)
        block_tokens = self._block_tokens[slice(*span)].astype(np.int64)
        block_starts = np.cumsum(block_tokens) - block_tokens
        columns = np.arange(BLOCK_SIZE)
        places = (blocks << BLOCK_BITS)[:, np.newaxis] + columns
        inside = frequencies[np.minimum(places, len(frequencies) - 1)]
        earlier = columns < (chosen & (BLOCK_SIZE - 1))[:, np.newaxis]
        before: NDArray[np.int64] = (inside * earlier).sum(axis=1, dtype=np.int64)
        before += block_starts[blocks]
        return before

    def _block_span(self, number: int) -> tuple[int, int]:
        """Where the term's blocks are; nowhere for a term that has only one."""
        place = bisect_left(self._block_terms, number)
        if place < len(self._block_terms) and self._block_terms[place] == number:
            return self._block_starts[place], self._block_starts[place + 1]
        return 0, 0

    def blocks(self, number: int) -> Blocks:
        """Upper bounds for each BLOCK_SIZE postings of the term."""
        start, stop = self._block_span(number)
        if stop:
            return Blocks(
                self._block_last[start:stop].astype(np.int32),
                self._block_frequencies.part(start, stop),
                self._block_lengths[start:stop],
            )
        return Blocks(
            self.documents(number)[-1:],
            self._max_frequencies.part(number, number + 1),
            np.asarray(self._min_lengths)[number : number + 1],
        )


def _starts_of(counts: NDArray[np.unsignedinteger]) -> NDArray[np.int32]:
    starts = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=starts[1:])
    return starts


def _counts_of(starts: memoryview) -> NDArray[np.int64]:
    ends = np.asarray(starts).astype(np.int64)
    return ends[1:] - ends[:-1]


def _counts_at(starts: memoryview, numbers: NDArray[np.integer]) -> NDArray[np.int64]:
    edges = np.asarray(starts).take([numbers, numbers + 1]).astype(np.int64)
    counts: NDArray[np.int64] = edges[1] - edges[0]
    return counts
