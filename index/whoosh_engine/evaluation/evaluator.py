"""A query's nodes on the arrays of a commit: which documents match, and what each scores.

Every match is found and scored, since totals and facets are exact: nothing is gained by skipping
what cannot be among the first.
"""

from collections.abc import Sequence

import numpy as np

from index.analysis import prefix_terms, terms
from index.engine import QueryTooBroad
from index.fields import FIELDS, Field, Role, with_role
from index.query import All, And, Node, Not, Or, Phrase, Prefix, Published, Word
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import NOTHING, Matches, any_of, distinct
from index.whoosh_engine.evaluation.phrases import phrase_documents
from index.whoosh_engine.evaluation.terms import joined, numbered_from
from index.whoosh_engine.evaluation.view import PUBLISHED, CommitView

MAX_PREFIX_TERMS = 20_000
"""So many words of a segment may begin with a prefix."""


class Evaluator:
    """Answers for one query.

    Deleted documents may be among the answers: leave them out with the view's `live_mask`.
    """

    def __init__(self, view: CommitView) -> None:
        self._view = view
        self._size = view.size

    def matches(self, node: Node, among: Documents | None = None) -> Matches:
        """The documents that match the node. Where only those `among` some are wanted, others may
        be left out."""
        match node:
            case Word():
                return self._view.leaves.get(node, lambda: self._words(node, 0, None))
            case Phrase(slop=slop):
                return self._words(node, slop, among)
            case Prefix():
                return self._view.leaves.get(node, lambda: self._prefix(node))
            case Published():
                (inside,) = self._view.mask(PUBLISHED, node).nonzero()
                return Matches.alike(inside.astype(np.int32))
            case And(children=children):
                return self._all_of(without_stop_words(children), among)
            case Or(children=children):
                return any_of([self.matches(child, among) for child in children], self._size)
            case Not(child=child):
                return self._every().without(self.matches(child).documents)
            case All():
                return self._every()

    def _every(self) -> Matches:
        return Matches.alike(np.arange(self._size, dtype=np.int32))

    def _all_of(self, children: Sequence[Node], among: Documents | None) -> Matches:
        """What all children match. It begins with what words match; phrases are then looked for
        only there, and what must not match is taken away at the end."""
        words = [self.matches(child) for child in children if isinstance(child, (Word, Prefix))]
        found: Matches | None = None
        for part in sorted(words, key=lambda matches: len(matches.documents)):
            found = part if found is None else found.and_(part)
        for child in sorted(children, key=_dearness):
            if found is not None:
                among = found.documents
                if not len(among):
                    return NOTHING
            if isinstance(child, Not) and found is not None:
                found = found.without(self.matches(child.child, among).documents)
            elif not isinstance(child, (Word, Prefix)):
                part = self.matches(child, among)
                found = part if found is None else found.and_(part)
        return self._every() if found is None else found

    def _words(self, node: Word | Phrase, slop: int, among: Documents | None) -> Matches:
        """What has the words, in order if there are several, in one of the fields: there each of
        them is worth what it always is."""
        parts: list[Matches] = []
        fields = fields_of(node.field)
        analysed = {
            analyzer: terms(node.text, analyzer) for analyzer in {f.analyzer for f in fields}
        }
        for field in fields:
            words = analysed[field.analyzer]
            found = [term for word in words if (term := self._view.terms.find(field, word))]
            if not found or len(found) < len(words):
                continue
            if len(found) == 1:
                parts.append(found[0].matches())
                continue
            phrase = Matches.alike(self._phrase(field, words, slop, among))
            for term in found:
                term.add_worth(*phrase)
            parts.append(phrase)
        return any_of(parts, self._size)

    def _phrase(
        self,
        field: Field,
        words: Sequence[str],
        slop: int,
        among: Documents | None,
    ) -> Documents:
        found: list[Documents] = []
        for number, segment in enumerate(self._view.segments):
            arrays = segment.arrays.field(field.name)
            if arrays is None:
                continue
            numbers = [term for word in words if (term := arrays.find(word)) is not None]
            if len(numbers) < len(words):
                continue
            part = None if among is None else self._view.part(number, among)
            there = phrase_documents(arrays, numbers, slop, segment.arrays.document_count, part)
            found.append(numbered_from(int(self._view.bases[number]), there))
        return joined(found) if found else NOTHING.documents

    def _prefix(self, prefix: Prefix) -> Matches:
        """What has a word that begins so: a field is worth its boost, whatever the words."""
        return any_of(
            [
                Matches.alike(self._prefix_documents(field, prefix.text), field.boost)
                for field in fields_of(prefix.field)
            ],
            self._size,
        )

    def _prefix_documents(self, field: Field, text: str) -> Documents:
        wanted = prefix_terms(text, field.analyzer)
        found: list[Documents] = []
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
        return distinct(found, self._size)


def fields_of(name: str | None) -> tuple[Field, ...]:
    """Where a word is looked for: the field named, or all that are searched."""
    return with_role(Role.SEARCH) if name is None else (FIELDS[name],)


def _dearness(node: Node) -> int:
    """In a conjunction, what is found faster among what else matches comes after that."""
    match node:
        case Not():
            return 2
        case Phrase() | And() | Or():
            return 1
    return 0
