"""What a query's clauses are in a field of a segment: ranges of terms.

The index tells where terms stand. What is asked for by its spelling, as exact words and prefixes
are, is taken for the terms of such words: other words of the same stems are then among them.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from index.field_clauses import Clauses, PhraseClause
from index.whoosh_engine.arrays import FieldArrays

ANY: Final = -1
"""The slop of a clause that any of its terms is."""

_MOST_POSTINGS: Final = 1 << 18
"""Of the terms that a prefix stands for: above this, reading the texts costs less."""

_MOST_SPELLINGS: Final = 1 << 13
"""Of the words that a prefix stands for: above this too."""


class ClauseTerms:
    """What clauses are made of in a segment's field.

    Attributes:
        spans: ranges of terms.
        members: the clauses' spans, by their places, clause after clause.
        ends: where each clause's members end.
        slops: of each clause; ANY where it is not a phrase.
    """

    def __init__(self, field: FieldArrays) -> None:
        self._field = field
        self._places: dict[range, int] = {}
        self.spans: list[range] = []
        self.members: list[int] = []
        self.ends: list[int] = []
        self.slops: list[int] = []

    def add(self, clauses: Clauses) -> bool:
        """Take the clauses; False if the texts have to be read for one of them."""
        begun: list[tuple[int, range]] = []
        for number, pattern in clauses.patterns:
            if pattern.kind not in ("prefix", "character"):
                return False
            begun.append((number, self._field.spellings.range_of(pattern.beginning)))
            if len(begun[-1][1]) > _MOST_SPELLINGS:
                return False
        for terms in self._words(clauses, begun).values():
            self._add(terms, ANY)
        for phrase in clauses.phrases:
            words = self._phrase(phrase)
            if words is None:
                return False
            self._add(words, phrase.slop)
        wide = [span for span in self.spans if len(span) > 1]
        postings = sum(self._field.postings_between(span.start, span.stop) for span in wide)
        return postings <= _MOST_POSTINGS

    def _add(self, spans: Iterable[range], slop: int) -> None:
        for span in spans:
            place = self._places.setdefault(span, len(self.spans))
            if place == len(self.spans):
                self.spans.append(span)
            self.members.append(place)
        self.ends.append(len(self.members))
        self.slops.append(slop)

    def _words(
        self, clauses: Clauses, begun: Iterable[tuple[int, range]]
    ) -> dict[int, list[range]]:
        """The terms that each clause is which is not a phrase; `begun` are the spellings that the
        clauses' patterns stand for."""
        spans: dict[int, list[range]] = {}
        for term, number in clauses.words.items():
            spans.setdefault(number, []).append(self._term(term))
        spellings = self._field.spellings
        for folded, number in clauses.folded.items():
            spans.setdefault(number, []).extend(self._terms_of(spellings.folded_as(folded)))
        for spelling, number in clauses.spellings.items():
            spans.setdefault(number, []).extend(self._terms_of(spellings.find(spelling)))
        for number, alike in begun:
            spans.setdefault(number, []).extend(self._terms_of(alike))
        return spans

    def _phrase(self, phrase: PhraseClause) -> list[range] | None:
        """The terms of a phrase's words; None where one of them can be several."""
        if phrase.spellings is None:
            spans = [self._term(term) for term in phrase.terms]
        else:
            spans = []
            for spelling in phrase.spellings:
                terms = self._terms_of(self._field.spellings.find(spelling))
                if len(terms) > 1:
                    return None
                spans += terms or [range(0)]
        if phrase.open_end:
            spans[-1] = self._field.terms.prefix_range(phrase.terms[-1])
        return spans

    def _term(self, term: str) -> range:
        number = self._field.find(term)
        return range(0) if number is None else range(number, number + 1)

    def _terms_of(self, spellings: Sequence[int]) -> list[range]:
        """The terms of words with these numbers, neighbours together."""
        if not spellings:
            return []
        every = self._field.spellings.terms
        if isinstance(spellings, range):
            chosen = every[spellings.start : spellings.stop]
        else:
            chosen = every[spellings]
        terms = np.sort(chosen.astype(np.int64))
        (gaps,) = (terms[1:] - terms[:-1] > 1).nonzero()
        if not gaps.size:  # as most often for words that begin alike
            return [range(int(terms[0]), int(terms[-1]) + 1)]
        firsts = terms.take([0, *(gaps + 1)]).tolist()
        lasts = terms.take([*gaps, -1]).tolist()
        return [range(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]
