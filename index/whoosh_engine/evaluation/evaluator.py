"""A query's nodes on the arrays of one segment: first which documents match, then what they score.

Matching comes first because a score is wanted only for what matches; it needs no frequencies.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.analysis import prefix_terms, terms
from index.engine import QueryTooBroad
from index.fields import FIELDS, Field, Role, with_role
from index.query import All, And, Node, Not, Or, Phrase, Prefix, Published, Word
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.arrays import FieldArrays, SegmentArrays
from index.whoosh_engine.evaluation.document_sets import (
    NONE,
    Documents,
    complement,
    intersection,
    membership,
    union,
)
from index.whoosh_engine.evaluation.impacts import Impacts
from index.whoosh_engine.evaluation.phrases import phrase_documents
from index.whoosh_engine.evaluation.scoring import Leaf, add_scores
from index.whoosh_engine.instants import bounds

MAX_PREFIX_TERMS = 20_000
"""So many words of a segment may begin with a prefix."""

Scores = NDArray[np.float64]


class Evaluator:
    """Answers for one segment of a commit; made for each query, since it remembers what matched.

    Deleted documents may be among the answers: leave them out with the segment's `live_mask`.
    """

    def __init__(self, segment: SegmentArrays, impacts: Impacts) -> None:
        self._segment = segment
        self._size = segment.document_count
        self._impacts = impacts
        self._matched: dict[int, tuple[Node, Documents]] = {}

    def scores(self, node: Node, documents: Documents) -> Scores:
        """What the node is worth in each of the documents, all of which match it."""
        scores = np.zeros(len(documents))
        if len(documents):
            self._score(node, documents, scores, certain=True)
        return scores

    def documents(self, node: Node) -> Documents:
        """The documents that match the node."""
        # The node is kept beside its answer so that its id() cannot become another's.
        if id(node) not in self._matched:
            self._matched[id(node)] = node, self._documents(node)
        return self._matched[id(node)][1]

    def _documents(self, node: Node) -> Documents:
        match node:
            case All():
                return np.arange(self._size, dtype=np.int32)
            case Word(text=text, field=name):
                return self._in_fields(name, lambda field: self._phrase(field, text, 0))
            case Phrase(text=text, field=name, slop=slop):
                return self._in_fields(name, lambda field: self._phrase(field, text, slop))
            case Prefix(text=text, field=name):
                return self._in_fields(name, lambda field: self._prefix(field, text))
            case Published():
                return self._published(node)
            case And(children=children):
                return self._all_of(without_stop_words(children))
            case Or(children=children):
                return union([self.documents(child) for child in children], self._size)
            case Not(child=child):
                return complement(self.documents(child), self._size)

    def _all_of(self, children: tuple[Node, ...]) -> Documents:
        # What must not match is taken away at the end, from what is left.
        wanted = [child for child in children if not isinstance(child, (Not, All))]
        if not wanted:
            return intersection([self.documents(child) for child in children], self._size)
        found = intersection([self.documents(child) for child in wanted], self._size)
        for child in children:
            if isinstance(child, Not) and len(found):
                found = found[~membership(found, self.documents(child.child), self._size)]
        return found

    def _in_fields(self, name: str | None, in_field: Callable[[Field], Documents]) -> Documents:
        return union([in_field(field) for field in fields_of(name)], self._size)

    def _phrase(self, field: Field, text: str, slop: int) -> Documents:
        arrays = self._segment.field(field.name)
        if arrays is None:
            return NONE
        numbers = _numbers(arrays, terms(text, field.analyzer))
        if not numbers:
            return NONE
        if len(numbers) == 1:
            return arrays.documents(numbers[0])
        return phrase_documents(arrays, numbers, slop, self._size)

    def _prefix(self, field: Field, text: str) -> Documents:
        arrays = self._segment.field(field.name)
        if arrays is None:
            return NONE
        wanted = prefix_terms(text, field.analyzer)
        beginning = arrays.terms.prefix_range(wanted.beginning)
        if len(beginning) > MAX_PREFIX_TERMS:
            raise QueryTooBroad(
                f"{text}* stands for more than {MAX_PREFIX_TERMS:,} words. Type more of the word."
            )
        others = (arrays.find(term) for term in wanted.others)
        numbers = [*beginning, *(n for n in others if n is not None and n not in beginning)]
        return union([arrays.documents(number) for number in numbers], self._size)

    def _published(self, span: Published) -> Documents:
        instants = self._segment.instants["published"].instants
        start, end = bounds(span)
        return np.flatnonzero((instants >= start) & (instants < end)).astype(np.int32)

    def _score(self, node: Node, documents: Documents, scores: Scores, *, certain: bool) -> None:
        """Add the node's worth to the scores; `certain` says that every document matches it."""
        leaves: list[Leaf] = []
        self._collect(node, documents, scores, leaves, certain=certain)
        add_scores(leaves, documents, scores, self._size)

    def _collect(
        self, node: Node, documents: Documents, scores: Scores, leaves: list[Leaf], *, certain: bool
    ) -> None:
        """Add the node's worth: words as leaves, which score what has them and can be added up
        together, all else at once."""
        match node:
            case Or(children=children):
                for child in children:
                    self._collect(child, documents, scores, leaves, certain=False)
            case And(children=children) if certain:
                for child in without_stop_words(children):
                    self._collect(child, documents, scores, leaves, certain=True)
            case And():
                inside = membership(documents, self.documents(node), self._size)
                self._score_part(node, documents, inside, scores)
            case Word(text=text, field=name) | Phrase(text=text, field=name):
                slop = node.slop if isinstance(node, Phrase) else 0
                for field in fields_of(name):
                    self._collect_words(field, text, slop, documents, scores, leaves)
            case Prefix(text=text, field=name):
                for field in fields_of(name):
                    found = self._prefix(field, text)
                    scores += field.boost * membership(documents, found, self._size)

    def _score_part(
        self, node: Node, documents: Documents, inside: NDArray[np.bool_], scores: Scores
    ) -> None:
        """Add the node's worth to the documents `inside`, which are those that match it."""
        part = documents[inside]
        if len(part):
            scores[inside] += self.scores(node, part)

    def _collect_words(
        self,
        field: Field,
        text: str,
        slop: int,
        documents: Documents,
        scores: Scores,
        leaves: list[Leaf],
    ) -> None:
        words = terms(text, field.analyzer)
        found = [self._impacts.leaf(self._segment, field, word) for word in words]
        if len(found) == 1:
            leaves.extend(found)
        elif found and all(len(leaf.documents) for leaf in found):
            inside = membership(documents, self._phrase(field, text, slop), self._size)
            part = documents[inside]
            worth = np.zeros(len(part))
            add_scores(found, part, worth, self._size)
            scores[inside] += worth


def fields_of(name: str | None) -> tuple[Field, ...]:
    """Where a word is looked for: the field named, or all that are searched."""
    return with_role(Role.SEARCH) if name is None else (FIELDS[name],)


def _numbers(arrays: FieldArrays, words: list[str]) -> list[int]:
    """The terms' numbers; empty if one of them is not in the segment."""
    numbers = [arrays.find(word) for word in words]
    found = [number for number in numbers if number is not None]
    return found if len(found) == len(words) else []
