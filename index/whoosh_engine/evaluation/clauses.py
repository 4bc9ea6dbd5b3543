"""What a word, a phrase or a pattern matches in the fields that it is looked for in."""

from collections.abc import Sequence
from typing import NamedTuple, TypeGuard

import numpy as np

from index.analysis import is_unspaced
from index.fields import FIELDS, Analyzer, Field, Role, with_role
from index.query import Fuzzy, Phrase, Prefix, Wildcard, Word
from index.whoosh_engine.evaluation import weighing
from index.whoosh_engine.evaluation.expansions import Expansions, Pattern
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import NOTHING, Matches, any_of
from index.whoosh_engine.evaluation.phrases import InOrder
from index.whoosh_engine.evaluation.sequences import documents_in_order, terms_in_order
from index.whoosh_engine.evaluation.sought import Sought, sought_words
from index.whoosh_engine.evaluation.terms import K1, StoredTerm, Term
from index.whoosh_engine.evaluation.view import CommitView

Clause = Word | Phrase | Prefix | Wildcard | Fuzzy
"""What is looked for in fields, and not made of other nodes."""

FieldMatches = list[tuple[Field, Matches]]
"""What a clause matches in each field in which it does, worth its share of the score."""


class _Found(NamedTuple):
    """Where the words of a clause stand in a field, together if there are several.

    Attributes:
        terms: each word, wherever it stands.
        in_order: those that have all of them, in order.
    """

    field: Field
    terms: Sequence[Term]
    in_order: InOrder

    @property
    def documents(self) -> Documents:
        """Those that have all of them, in order."""
        return self.in_order.documents

    def weighed(self, word: int) -> Matches:
        """How much a word stands in each of the documents."""
        term, (documents, frequencies) = self.terms[word], self.in_order
        if len(self.terms) == 1:
            return term.weighed_with(NOTHING)
        if frequencies is None:
            return Matches(documents, term.weighed_at(documents))
        return Matches(documents, term.norms.weigh(documents, frequencies[word]))


class Clauses:
    """Finds what clauses match in a commit."""

    def __init__(self, view: CommitView) -> None:
        self._view = view
        self._expansions = Expansions(view)

    def matches(self, clause: Clause, among: Documents | None = None) -> Matches:
        """What the clause matches. Where only those `among` some documents are wanted, others may
        be left out."""
        fields = _fields(clause)
        if _is_pattern(clause, fields):
            return any_of([part for _, part in self._expanded(clause, fields)], self._view.size)
        words = self._words(clause, fields)
        if len(words) == 1:
            return self._one_word(words[0], fields)
        found, worths = self._in_order(clause, words, fields, among)
        if not found:
            return NOTHING
        parts = [self._sum(found, word) for word in range(len(words))]
        for part, worth in zip(parts, worths, strict=True):
            weighing.saturate(part.scores, K1, worth)
        documents, scores = parts[0]  # made here, as all parts: they may be written to
        for part in parts[1:]:
            scores += part.scores
        return Matches(documents, scores)

    def by_field(self, clause: Clause, among: Documents | None = None) -> FieldMatches:
        """`matches`, taken apart: in each field, the part of the score that it has of the sum."""
        fields = _fields(clause)
        if _is_pattern(clause, fields):
            return self._expanded(clause, fields)
        words = self._words(clause, fields)
        found, worths = self._in_order(clause, words, fields, among)
        shares = [(each.field, Matches.alike(each.documents)) for each in found]
        for word, worth in enumerate(worths if found else ()):
            documents, sums = self._sum(found, word)
            for each, (_, share) in zip(found, shares, strict=True):
                every = sums.take(documents.searchsorted(each.documents))
                share.scores[:] += worth * each.weighed(word).scores / (every + K1)
        return shares

    def is_cut(self, clause: Clause) -> bool:
        """Whether the clause was found to stand for more words than are looked for."""
        return clause in self._expansions.cut

    def _expanded(self, pattern: Pattern, fields: Sequence[Field]) -> FieldMatches:
        """What a pattern matches, which is worth the same whatever word it stands for."""
        parts = [(field, self._expansions.matches(pattern, field)) for field in fields]
        return [(field, part) for field, part in parts if len(part.documents)]

    def _words(self, clause: Clause, fields: Sequence[Field]) -> list[Sought]:
        """The words of a clause that is no pattern."""
        is_exact = isinstance(clause, Word | Phrase) and clause.exact
        analyzer = fields[0].analyzer
        return sought_words(clause.text, analyzer, self._view.languages, is_exact=is_exact)

    def _one_word(self, word: Sought, fields: Sequence[Field]) -> Matches:
        """What has the word, as `_in_order` and `_sum` would find it, but faster."""
        terms = [term for field in fields if (term := self._term(field, word, alone=True))]
        if not terms:
            return NOTHING
        found = NOTHING
        for term in terms:
            found = term.weighed_with(found)
        count = max([term.count for term in terms])
        weighing.saturate(found.scores, K1, self._view.terms.worth(count))
        return found

    def _in_order(
        self,
        clause: Clause,
        words: Sequence[Sought],
        fields: Sequence[Field],
        among: Documents | None,
    ) -> tuple[list[_Found], list[float]]:
        """Where the words stand together, and what each is worth at most.

        A word is as common as in the field where it is commonest, whether or not the others stand
        beside it there: one that is in all bodies and in few titles says little.
        """
        slop = clause.slop if isinstance(clause, Phrase) else 0
        found: list[_Found] = []
        counts = [0] * len(words)
        for field in fields:
            terms: list[Term] = []
            for place, word in enumerate(words):
                term = self._term(field, word, alone=len(words) == 1)
                if term:
                    terms.append(term)
                    counts[place] = max(counts[place], term.count)
            if not terms or len(terms) < len(words):
                continue
            stored = [term for term in terms if isinstance(term, StoredTerm)]
            if len(terms) == 1:
                in_order = InOrder(terms[0].documents)
            elif len(stored) == len(terms):
                in_order = terms_in_order(self._view, stored, slop, among)
            else:
                in_order = InOrder(documents_in_order(self._view, field, words, slop, among))
            if len(in_order.documents):
                found.append(_Found(field, terms, in_order))
        return found, [self._view.terms.worth(count) for count in counts]

    def _sum(self, found: Sequence[_Found], word: int) -> Matches:
        """How much one of the words stands in the documents of any field."""
        return any_of([each.weighed(word) for each in found], self._view.size)

    def _term(self, field: Field, word: Sought, *, alone: bool) -> Term | None:
        """Where the word stands, whatever stands beside it."""
        terms = self._view.terms
        if word.goes_on:
            return terms.find_spelt(field, lambda spellings: spellings.range_of(word.folded))
        if word.is_exact:
            return terms.find_spelt(
                field, lambda spellings: np.array(spellings.find(word.spelling))
            )
        if len(word.terms) == 1:
            return terms.find(field, word.terms[0])
        return terms.find_any(field, dict.fromkeys(word.terms), word.folded if alone else None)


def _fields(clause: Clause) -> tuple[Field, ...]:
    """Those that the clause is looked for in, which all have the same analyzer."""
    return with_role(Role.SEARCH) if clause.field is None else (FIELDS[clause.field],)


def _is_pattern(clause: Clause, fields: Sequence[Field]) -> TypeGuard[Pattern]:
    """Whether the clause stands for words by their letters. Scripts without spaces have no whole
    words: in an index, any of theirs may go on anyway."""
    match clause:
        case Prefix() | Fuzzy():
            return fields[0].analyzer is not Analyzer.TEXT or not is_unspaced(clause.text)
        case Wildcard():
            return True
    return False
