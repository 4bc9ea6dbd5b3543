"""Prefixes, wildcards and fuzzy words: which words of an index they stand for, and where those are.

They are compared with the folded forms of words. What they match is worth the boost of the field,
whatever the word; of fuzzy words, nearer ones are worth more.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold, wildcard_pattern
from index.fields import Field
from index.query import Fuzzy, Prefix, Wildcard
from index.whoosh_engine.arrays import FieldArrays, Spellings
from index.whoosh_engine.arrays.spelling_keys import Numbers
from index.whoosh_engine.evaluation.document_set import DocumentSet
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.marking import find_unmarked, mark_terms
from index.whoosh_engine.evaluation.matches import Matches, best_of, distinct
from index.whoosh_engine.evaluation.patterns import like, near
from index.whoosh_engine.evaluation.terms import numbered_from
from index.whoosh_engine.evaluation.view import CommitView

MOST_WORDS = 200_000
"""For so many words, each of its forms and accents counted, a pattern stands in a field of a
segment; where it matches more, for the commonest of them."""

_MANY = 2_000
"""Words from which on it pays to look at those of whole terms first."""

Pattern = Prefix | Wildcard | Fuzzy


class _Words(NamedTuple):
    """Words of a field in a segment, whose first document is `base`."""

    base: int
    arrays: FieldArrays
    numbers: Numbers


class Expansions:
    """Finds what patterns match in a commit.

    Attributes:
        cut: those met so far that stand for more words than were looked for.
    """

    def __init__(self, view: CommitView) -> None:
        self._view = view
        self.cut: set[Pattern] = set()

    def matches(self, pattern: Pattern, field: Field) -> Matches:
        """What has a word in the field that the pattern stands for."""
        if isinstance(pattern, Wildcard) and _is_any_word(pattern.text):
            return Matches.alike(self._with_words(field), field.boost)
        found: defaultdict[int, list[_Words]] = defaultdict(list)
        for base, arrays in self._view.terms.arrays(field):
            for distance, numbers in self._commonest(pattern, arrays.spellings).items():
                if len(numbers):
                    found[distance].append(_Words(base, arrays, numbers))
        return best_of(
            [
                Matches.alike(self._documents(words), field.boost / (1 + distance))
                for distance, words in found.items()
            ],
            self._view.size,
        )

    def _documents(self, words: Sequence[_Words]) -> Documents:
        """The documents in which any of the words stands."""
        size = self._view.size
        found = DocumentSet(size)
        for base, arrays, numbers in words:
            if isinstance(numbers, range) and len(numbers) < _MANY:
                arrays.spellings.mark(numbers, base, size, found.marks)
            else:
                for part in _document_parts(arrays, numbers):
                    found.add(numbered_from(base, part))
        return found.documents()

    def _commonest(self, pattern: Pattern, spellings: Spellings) -> dict[int, Numbers]:
        """What the pattern stands for in a segment; the nearest and commonest, if that is much."""
        words = _words(spellings, pattern)
        room = MOST_WORDS
        for distance, numbers in sorted(words.items()):
            if len(numbers) > room:
                self.cut.add(pattern)
                words[distance] = _commonest(spellings, np.asarray(numbers), room)
            room -= len(words[distance])
        return words

    def _with_words(self, field: Field) -> Documents:
        """The documents that have any word in the field."""
        parts: Iterable[Documents] = (
            numbered_from(base, arrays.lengths.nonzero()[0].astype(np.int32))
            for base, arrays in self._view.terms.arrays(field)
        )
        return distinct(list(parts), self._view.size)


def _is_any_word(wildcard: str) -> bool:
    """Whether every word is of this form, since all have a character."""
    return wildcard.count("?") <= 1 and set(wildcard) <= {"*", "?"} and "*" in wildcard


def _words(spellings: Spellings, pattern: Pattern) -> dict[int, Numbers]:
    """The spellings of a segment that a pattern stands for, by how many edits away they are."""
    match pattern:
        case Prefix(text=text):
            return {0: spellings.range_of(fold(text))}
        case Wildcard(text=text):
            return {0: _like(spellings, text)}
        case Fuzzy(text=text, distance=distance):
            numbers, distances = near(*spellings.table, fold(text), distance)
            return {number: numbers.compress(distances == number) for number in range(distance + 1)}


def _like(spellings: Spellings, wildcard: str) -> Numbers:
    folded = wildcard_pattern(wildcard)
    within = spellings.range_of(folded.beginning)
    if folded.text == folded.beginning + "*":
        return within
    texts, starts = spellings.table
    return like(texts, starts[within.start : within.stop + 1], folded.text) + within.start


def _commonest(
    spellings: Spellings, numbers: NDArray[np.integer], count: int
) -> NDArray[np.integer]:
    """So many of the spellings that have the most tokens, ascending."""
    tokens = spellings.tokens.take(numbers)
    first = len(numbers) - count
    return np.sort(numbers.take(tokens.argpartition(first)[first:])) if count else numbers[:0]


def _document_parts(arrays: FieldArrays, numbers: Numbers) -> list[Documents]:
    """The documents in which any of the spellings stands, in no order and some several times.

    Which words of a term stand where is dear to tell. Where there are many terms, most of their
    documents have been found before that must be: those of the terms that are meant whole.
    """
    spellings = arrays.spellings
    if len(numbers) < _MANY:
        return spellings.document_parts(numbers)
    chosen = np.asarray(numbers, np.int64)
    terms = spellings.terms.take(chosen).astype(np.int64)
    counts = np.bincount(spellings.terms)
    meant = np.bincount(terms, minlength=len(counts))
    marks = np.zeros(len(arrays.lengths), np.bool_)
    mark_terms(arrays.raw, (meant == counts).nonzero()[0], marks)
    (partly,) = ((meant > 0) & (meant < counts)).nonzero()
    unmarked = np.zeros(len(partly), np.bool_)
    find_unmarked(arrays.raw, partly, marks, unmarked)
    asked = np.zeros(len(counts), np.bool_)
    asked[partly.compress(unmarked)] = True
    return [
        marks.nonzero()[0].astype(np.int32),
        *spellings.document_parts(chosen.compress(asked.take(terms))),
    ]
