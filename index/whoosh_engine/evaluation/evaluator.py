"""A query's nodes on the arrays of a commit: which documents match, and what each scores.

A conjunction begins with what fewest documents have and looks only at those for the rest. Every
match is found and scored, since totals and facets are exact: nothing is gained by skipping what
cannot be among the first.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import prefix_terms, terms
from index.engine import QueryTooBroad
from index.fields import FIELDS, Field, Role, with_role
from index.query import All, And, Node, Not, Or, Phrase, Prefix, Published, Word
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.evaluation.document_sets import (
    NONE,
    Documents,
    complement,
    distinct,
    membership,
)
from index.whoosh_engine.evaluation.phrases import phrase_documents
from index.whoosh_engine.evaluation.scoring import NOTHING, Matches, any_of, merged, worth
from index.whoosh_engine.evaluation.terms import Term, joined, numbered_from
from index.whoosh_engine.evaluation.view import PUBLISHED, CommitView

MAX_PREFIX_TERMS = 20_000
"""So many words of a segment may begin with a prefix."""


class Evaluator:
    """Answers for one query, and remembers the words it has looked up.

    Deleted documents may be among the answers: leave them out with the view's `live_mask`.
    """

    def __init__(self, view: CommitView) -> None:
        self._view = view
        self._size = view.size
        self._terms: dict[tuple[str, str], list[Term]] = {}

    def matches(self, node: Node, within: Documents | None = None) -> Matches:
        """The documents that match the node; of those `within`, if given."""
        match node:
            case Word() | Or():
                return self._alternatives(node, within)
            case And(children=children):
                return self._all_of(without_stop_words(children), within)
            case Phrase(text=text, field=name, slop=slop):
                return self._phrase(name, text, slop, within)
            case Prefix(text=text, field=name):
                return self._prefix(name, text, within)
            case Published():
                mask = self._view.mask(PUBLISHED, node)
                return _unscored(
                    mask.nonzero()[0] if within is None else within.compress(mask.take(within))
                )
            case Not(child=child):
                there = self.matches(child, within).documents
                if within is None:
                    return _unscored(complement(there, self._size))
                return _unscored(within.compress(~membership(within, there, self._size)))
            case All():
                return _unscored(self._every() if within is None else within)

    def _every(self) -> Documents:
        return np.arange(self._size)

    def _alternatives(self, node: Word | Or, within: Documents | None) -> Matches:
        """A word, or what any of several things matches: their words are added up together."""
        words: list[Term] = []
        others: list[Matches] = []
        for child in _flat(node):
            if isinstance(child, Word) and (single := self._single_terms(child)) is not None:
                words += single
            elif isinstance(child, Word):  # analysis made several of it
                others.append(self._phrase(child.field, child.text, 0, within))
            else:
                others.append(self.matches(child, within))
        if within is None:
            found = any_of(words, self._size)
        else:
            scores = worth(words, within, self._size)
            has_any = scores > 0  # every word is worth something wherever it is
            found = Matches(within.compress(has_any), scores.compress(has_any))
        return merged([found, *others], self._size) if others else found

    def _all_of(self, children: Sequence[Node], within: Documents | None) -> Matches:
        # What must not match is taken away at the end, from what is left.
        wanted = [child for child in children if not isinstance(child, Not)]
        if len(wanted) > 1:
            wanted.sort(key=self._most)
        found: Matches | None = None
        for child in (*wanted, *(child for child in children if isinstance(child, Not))):
            part = self.matches(child, within)
            found = part if found is None else _both(found, part)
            within = found.documents
            if not len(within):
                return NOTHING
        return found or _unscored(self._every())

    def _most(self, node: Node) -> int:
        """About how many documents match, or how dear it is to find them all: what is least comes
        first in a conjunction."""
        match node:
            case Word(text=text, field=name) | Phrase(text=text, field=name):
                every = (self._find(field, text) for field in fields_of(name))
                return sum(min((len(t.documents) for t in found), default=0) for found in every)
            case And(children=children):
                return min(map(self._most, children))
            case Or(children=children):
                return sum(map(self._most, children))
        return self._size

    def _find(self, field: Field, text: str) -> list[Term]:
        """The terms of a text in a field, in order."""
        key = (field.name, text)
        found = self._terms.get(key)
        if found is None:
            words = terms(text, field.analyzer)
            found = self._terms[key] = [self._view.terms.find(field, word) for word in words]
        return found

    def _single_terms(self, word: Word) -> list[Term] | None:
        """The word's term in each field that has it; None where analysis makes several of it."""
        single: list[Term] = []
        for field in fields_of(word.field):
            found = self._find(field, word.text)
            if len(found) > 1:
                return None
            single += (term for term in found if len(term.documents))
        return single

    def _phrase(self, name: str | None, text: str, slop: int, within: Documents | None) -> Matches:
        """What has the words in order in one of the fields: there each of them is worth what it
        always is."""
        found: list[Matches] = []
        for field in fields_of(name):
            words = self._find(field, text)
            if not words or not all(len(word.documents) for word in words):
                continue
            documents = self._phrase_documents(field, text, slop, within)
            if len(documents):
                found.append(Matches(documents, worth(words, documents, self._size)))
        return merged(found, self._size)

    def _phrase_documents(
        self, field: Field, text: str, slop: int, within: Documents | None
    ) -> Documents:
        words = terms(text, field.analyzer)
        everywhere = [word.documents for word in self._find(field, text)]
        found: list[Documents] = []
        for number, segment in enumerate(self._view.segments):
            arrays = segment.arrays.field(field.name)
            if arrays is None:
                continue
            numbers = [term for word in words if (term := arrays.find(word)) is not None]
            if len(numbers) < len(words):
                continue
            sets = [self._view.part(number, documents) for documents in everywhere]
            part = None if within is None else self._view.part(number, within)
            size = segment.arrays.document_count
            there = phrase_documents(arrays, numbers, sets, slop, size, part)
            found.append(numbered_from(int(self._view.bases[number]), there))
        return joined(found) if found else NONE

    def _prefix(self, name: str | None, text: str, within: Documents | None) -> Matches:
        """What has a word that begins so: a field is worth its boost, whatever the words."""
        found: list[Matches] = []
        for field in fields_of(name):
            documents = self._prefix_documents(field, text)
            if within is not None:
                documents = within.compress(membership(within, documents, self._size))
            if len(documents):
                found.append(Matches(documents, np.full(len(documents), field.boost)))
        return merged(found, self._size)

    def _prefix_documents(self, field: Field, text: str) -> Documents:
        wanted = prefix_terms(text, field.analyzer)
        found: list[NDArray[np.intp]] = []
        for number, segment in enumerate(self._view.segments):
            arrays = segment.arrays.field(field.name)
            if arrays is None:
                continue
            beginning = arrays.terms.prefix_range(wanted.beginning)
            if len(beginning) > MAX_PREFIX_TERMS:
                raise QueryTooBroad(
                    f"{text}* stands for more than {MAX_PREFIX_TERMS:,} words. "
                    "Type more of the word."
                )
            base = int(self._view.bases[number])
            if beginning:
                documents = arrays.documents_between(beginning.start, beginning.stop)
                found.append(numbered_from(base, documents))
            for term in wanted.others:
                other = arrays.find(term)
                if other is not None and other not in beginning:
                    found.append(numbered_from(base, arrays.documents(other)))
        return distinct(np.concatenate(found), self._size) if found else NONE


def fields_of(name: str | None) -> tuple[Field, ...]:
    """Where a word is looked for: the field named, or all that are searched."""
    return with_role(Role.SEARCH) if name is None else (FIELDS[name],)


def _unscored(documents: Documents) -> Matches:
    return Matches(documents, np.zeros(len(documents)))


def _both(found: Matches, part: Matches) -> Matches:
    """What is in `part` too, all of which was found, worth both."""
    scores = found.scores
    if len(part.documents) < len(found.documents):
        scores = scores.take(found.documents.searchsorted(part.documents))
    return Matches(part.documents, scores + part.scores)


def _flat(node: Word | Or) -> Sequence[Node]:
    """The alternatives, those of alternatives included."""
    if isinstance(node, Word):
        return (node,)
    every: list[Node] = []
    for child in node.children:
        every += _flat(child) if isinstance(child, Or) else (child,)
    return every
