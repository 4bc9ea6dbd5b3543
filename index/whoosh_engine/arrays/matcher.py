"""Whoosh's view of one term's postings: a matcher that walks over the arrays."""

from bisect import bisect_left
from functools import cached_property
from typing import Any

from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

from index.whoosh_engine.arrays.blocks import BLOCK_SIZE
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.whoosh_names import WHOOSH_LENGTHS


class ArrayMatcher(LeafMatcher):  # type: ignore[misc] # Whoosh has no types
    """The postings of a term in document order. This is for every query that Whoosh knows; it is
    the slow, obvious way to read what the array evaluator reads at once."""

    def __init__(
        self,
        field: FieldArrays,
        number: int,
        format_: Format,
        *,
        term: tuple[str, bytes],
        scorer: BaseScorer | None,
        place: int = 0,
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._field = field
        self._number = number
        postings = field.postings(number)
        self._ids: list[int] = postings.documents.tolist()
        self._frequencies: list[int] = postings.frequencies.tolist()
        self._place = place
        self._passed = (
            False  # skipped past the end: `id` stays, as stock Whoosh's does, and is asked
        )

    @cached_property
    def _blocks(self) -> tuple[list[int], list[int]]:
        blocks = self._field.blocks(self._number)
        lengths = WHOOSH_LENGTHS[blocks.min_length_bytes]
        return blocks.max_frequencies.tolist(), lengths.tolist()

    @cached_property
    def _positions(self) -> tuple[list[int], list[int]]:
        positions = self._field.positions(self._number)
        return positions.flat.tolist(), positions.starts.tolist()

    def is_active(self) -> bool:
        """Whether there is a current posting."""
        return not self._passed and self._place < len(self._ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._place = 0
        self._passed = False

    def copy(self) -> "ArrayMatcher":
        """Another matcher at the same posting."""
        return ArrayMatcher(
            self._field,
            self._number,
            self.format,
            term=self._term,
            scorer=self.scorer,
            place=self._place,
        )

    def id(self) -> int:
        """The current document."""
        return self._ids[self._place]

    def weight(self) -> float:
        """How often the term stands in the current document."""
        return float(self._frequencies[self._place])

    def positions(self) -> list[int]:
        """The term's positions in the current document."""
        flat, starts = self._positions
        return flat[starts[self._place] : starts[self._place + 1]]

    def value(self) -> bytes:
        """The current posting as the field's format encodes it."""
        encoded: bytes = self.format.encode(self.positions())
        return encoded

    def value_as(self, astype: str) -> Any:
        """The current posting as positions, frequency or whatever else the format decodes."""
        if astype == "positions":
            return self.positions()
        if astype == "frequency":
            return self._frequencies[self._place]
        return super().value_as(astype)

    def next(self) -> bool:
        """Go to the next posting; True where a new block begins."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1
        return not self._place % BLOCK_SIZE or not self.is_active()

    def skip_to(self, id: int) -> None:
        """Go on to the first posting of this document or a later one."""
        if not self.is_active():
            raise ReadTooFar
        if id > self._ids[-1]:
            last_block = (len(self._ids) - 1) // BLOCK_SIZE * BLOCK_SIZE
            self._place = max(self._place, last_block)
            self._passed = True
        elif id > self.id():
            self._place = bisect_left(self._ids, id, self._place)

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to the first block that may be worth more; how many blocks were passed."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            following = (self._place // BLOCK_SIZE + 1) * BLOCK_SIZE
            if following < len(self._ids):
                self._place = following
            else:
                self._passed = True
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        """The first document of the current block."""
        return self._ids[self._place // BLOCK_SIZE * BLOCK_SIZE]

    def block_max_id(self) -> int:
        """The last document of the current block."""
        end = (self._place // BLOCK_SIZE + 1) * BLOCK_SIZE
        return self._ids[min(end, len(self._ids)) - 1]

    def block_max_weight(self) -> float:
        """The highest frequency in the current block."""
        return float(self._blocks[0][self._place // BLOCK_SIZE])

    def block_min_length(self) -> int:
        """The shortest field among the current block's documents."""
        return self._blocks[1][self._place // BLOCK_SIZE]
