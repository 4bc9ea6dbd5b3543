"""From texts to numbered terms, with one look into a dictionary for each word.

A language repeats its words: what stands between two spaces, a *piece*, is analysed once and then
known by a code. A code from 0 up is the number of the piece's only term; others, -1 and below,
stand for groups of no term ("-") or several ("north-korean").
"""

from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import terms as analysed_terms
from index.fields import Analyzer
from index.whoosh_engine.arrays.layout import TEXT_FIELDS, Analysis

KEPT_PIECES: Final = 400_000  # for each analyzer; some 50 MB when full
LONGEST_PIECE: Final = 32  # characters; longer ones rarely come twice
KEPT_TERMS: Final = 1_000_000  # above this a vocabulary is better begun anew


class Vocabulary:
    """Numbers terms in the order of their first appearance, for one segment or for several.

    Attributes:
        terms: the terms by number.
        groups: the numbers of the terms of pieces that do not have exactly one.
    """

    def __init__(self, analysis: Analysis = analysed_terms) -> None:
        self.terms: list[str] = []
        self.groups: list[tuple[int, ...]] = []
        self._numbers: dict[str, int] = {}
        self._group_codes: dict[tuple[int, ...], int] = {}
        self._pieces = {
            analyzer: _Pieces(self, analysis, analyzer) for analyzer in set(TEXT_FIELDS.values())
        }

    @property
    def is_large(self) -> bool:
        """Whether it takes so much memory that the next segment should begin another."""
        return len(self.terms) > KEPT_TERMS

    def pieces(self, analyzer: Analyzer) -> "_Pieces":
        """What gives each piece's code."""
        return self._pieces[analyzer]

    def code(self, terms: Sequence[str]) -> int:
        """The code of a piece with these terms."""
        numbers = tuple(map(self._number, terms))
        if len(numbers) == 1:
            return numbers[0]
        code = self._group_codes.get(numbers)
        if code is None:
            self.groups.append(numbers)
            code = self._group_codes[numbers] = -len(self.groups)
        return code

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return number


class _Pieces(dict[str, int]):
    """The codes of pieces, remembered."""

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis, analyzer: Analyzer) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._analysis = analysis
        self._analyzer = analyzer

    def __missing__(self, piece: str) -> int:
        code = self._vocabulary.code(self._analysis(piece, self._analyzer))
        if len(piece) <= LONGEST_PIECE:
            if len(self) >= KEPT_PIECES:
                self.clear()
            self[piece] = code
        return code


class Tokens(NamedTuple):
    """A field's tokens: `numbers` int32 [token], the terms, document after document; `lengths`
    int64 [document]; `gaps` int64, ascending, the tokens before which another value of their
    document begins, as often as one does."""

    numbers: NDArray[np.int32]
    lengths: NDArray[np.int64]
    gaps: NDArray[np.int64]


class FieldTokens:
    """Collects one field's texts as codes, document after document."""

    def __init__(self, vocabulary: Vocabulary, analyzer: Analyzer) -> None:
        self._vocabulary = vocabulary
        self._code = vocabulary.pieces(analyzer).__getitem__
        self._codes = array("i")
        self._ends = array("q")
        self._gaps = array("q")
        self._gap_documents = array("q")

    def __len__(self) -> int:
        return len(self._codes)

    def add(self, values: Sequence[str]) -> None:
        """The next document's text, or several values that phrases do not span."""
        for place, value in enumerate(values):
            if place:
                self._gaps.append(len(self._codes))
                self._gap_documents.append(len(self._ends))
            self._codes.extend(map(self._code, value.split()))
        self._ends.append(len(self._codes))

    def tokens(self) -> Tokens:
        """All of it, groups written out."""
        codes = np.array(self._codes, np.int32)
        sizes = np.array([1, *map(len, self._vocabulary.groups)], np.int64)
        counts = sizes[np.maximum(-codes, 0)]
        starts = np.zeros(len(codes) + 1, np.int64)
        np.cumsum(counts, out=starts[1:])
        numbers = np.repeat(codes, counts)
        grouped = np.flatnonzero(codes < 0)
        if grouped.size:
            flat = [number for group in self._vocabulary.groups for number in group]
            group_starts = np.cumsum(sizes[1:]) - sizes[1:]
            shifts = group_starts[-codes[grouped] - 1] - starts[grouped]
            places = np.flatnonzero(numbers < 0)
            numbers[places] = np.array(flat, np.int32)[places + np.repeat(shifts, counts[grouped])]
        ends = starts[np.array(self._ends, np.int64)]
        gaps = starts[np.array(self._gaps, np.int64)]
        followed = gaps < ends[np.array(self._gap_documents, np.int64)]
        return Tokens(numbers, np.diff(ends, prepend=0), gaps[followed])
