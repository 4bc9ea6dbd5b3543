"""From texts to numbered spellings, with one look into a table for each word.

A language repeats its words: what stands between two spaces, a *piece*, is analysed once and then
known by a code. A code from 0 up is the number of the piece's only word, as it is spelt; others, -1
and below, stand for groups of no word ("-") or several ("north-korean").
"""

from array import array
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from index.analysis.words import analyse
from index.fields import Analyzer
from index.whoosh_engine.arrays.dictionary import decode, encode_all
from index.whoosh_engine.arrays.layout import Analysis
from index.whoosh_engine.arrays.pieces import PieceCodes
from index.whoosh_engine.arrays.spelling_keys import key_of
from index.whoosh_engine.arrays.spellings_writer import SpellingTable

KEPT_SPELLINGS: Final = 1_000_000
KEPT_GROUPED: Final = 4_000_000  # words of groups
"""Above these a vocabulary is better begun anew."""

_AS: Final = "\x1e"  # between a term and its spelling


class Vocabulary:
    """Numbers spellings in the order of their first appearance, and the terms that they are
    spellings of, for one segment or for several.

    Attributes:
        terms: the terms by number.
        keys: the keys of the spellings by number (see `arrays.spelling_keys`).
        terms_of: the numbers of their terms, by number.
    """

    def __init__(self, analysis: Analysis = analyse) -> None:
        self.terms: list[str] = []
        self.keys: list[str] = []
        self._analysis = analysis
        self._term_numbers: dict[str, int] = {}
        self.terms_of = array("i")
        self._numbers: dict[str, int] = {}  # by term and spelling, which mostly are the same
        self._group_codes: dict[tuple[int, ...], int] = {}
        self._group_numbers = array("i")
        self._group_ends = array("q", [0])
        self._codes: dict[tuple[Analyzer, str | None], PieceCodes] = {}

    @property
    def is_large(self) -> bool:
        """Whether it takes so much memory that the next segment should begin another."""
        return len(self.keys) > KEPT_SPELLINGS or len(self._group_numbers) > KEPT_GROUPED

    def codes(self, analyzer: Analyzer, language: str | None) -> PieceCodes:
        """What gives the codes of pieces in a language (see `language_of`)."""
        found = self._codes.get((analyzer, language))
        if found is None:
            found = PieceCodes(partial(self._code, analyzer, language))
            self._codes[analyzer, language] = found
        return found

    def _code(self, analyzer: Analyzer, language: str | None, piece: bytes) -> int:
        words = self._analysis(decode(piece), analyzer, language)
        if len(words) == 1:
            return self._number(*words[0])
        numbers = tuple(self._number(term, spelling) for term, spelling in words)
        code = self._group_codes.get(numbers)
        if code is None:
            self._group_numbers.extend(numbers)
            self._group_ends.append(len(self._group_numbers))
            code = self._group_codes[numbers] = 1 - len(self._group_ends)
        return code

    def _number(self, term: str, spelling: str) -> int:
        known = term if spelling == term else f"{term}{_AS}{spelling}"
        number = self._numbers.get(known)
        if number is None:
            number = self._numbers[known] = len(self.keys)
            self.keys.append(key_of(term, fold(spelling), spelling))
            term_number = self._term_numbers.setdefault(term, len(self.terms))
            if term_number == len(self.terms):
                self.terms.append(term)
            self.terms_of.append(term_number)
        return number

    def sorted(self, numbers: NDArray[np.int32]) -> "SortedVocabulary":
        """What of it occurs among these numbers of spellings."""
        counts = np.bincount(numbers, minlength=len(self.keys))
        occurring = np.flatnonzero(counts)
        terms_of = np.array(self.terms_of, np.int32)
        terms = np.flatnonzero(np.bincount(terms_of[occurring])).tolist()
        terms.sort(key=self.terms.__getitem__)
        term_ranks = np.zeros(len(self.terms), np.int32)
        term_ranks[terms] = np.arange(len(terms), dtype=np.int32)
        terms_of = term_ranks[terms_of]
        # By term first: words that share a key stay so, and the others are nearly sorted.
        by_term = occurring[terms_of[occurring].argsort(kind="stable")].tolist()
        by_term.sort(key=self.keys.__getitem__)
        spellings = np.array(by_term, np.int64)
        table = SpellingTable(
            encode_all(map(self.keys.__getitem__, by_term)),
            terms_of[spellings].astype(np.int64),
            counts[spellings],
        )
        own_ranks = table.ranks()
        ranks = np.zeros(len(self.keys), own_ranks.dtype)
        ranks[spellings] = own_ranks
        return SortedVocabulary(
            encode_all(map(self.terms.__getitem__, terms)), table, terms_of, ranks
        )

    def sizes(self, codes: NDArray[np.int32]) -> NDArray[np.int64]:
        """How many words each code stands for."""
        sizes = np.ones(len(codes), np.int64)
        grouped = np.flatnonzero(codes < 0)
        ends = np.array(self._group_ends, np.int64)
        sizes[grouped] = np.diff(ends)[-1 - codes[grouped]]
        return sizes

    def numbers(self, codes: NDArray[np.int32]) -> NDArray[np.int32]:
        """The numbers of the spellings that the codes stand for, one after the other."""
        grouped = np.flatnonzero(codes < 0)
        if not grouped.size:
            return codes
        sizes = self.sizes(codes)
        numbers = codes.repeat(sizes)
        counts = sizes[grouped]
        first = np.cumsum(sizes)[grouped] - counts
        group_first = np.array(self._group_ends, np.int64)[-1 - codes[grouped]]
        places = np.flatnonzero(numbers < 0)
        flat = np.array(self._group_numbers, np.int32)
        numbers[places] = flat[places + np.repeat(group_first - first, counts)]
        return numbers


class SortedVocabulary(NamedTuple):
    """Terms and spellings in their order, as a segment numbers them.

    `terms_of` int32 and `ranks` unsigned [number in the vocabulary]: the term of each spelling, and
    its rank among the spellings of that.
    """

    terms: list[bytes]
    spellings: SpellingTable
    terms_of: NDArray[np.int32]
    ranks: NDArray[np.unsignedinteger]
