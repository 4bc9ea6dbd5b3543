"""A query's nodes on the arrays of a commit: which documents match, and what each scores.

Every match is found and scored, since totals and facets are exact: nothing is gained by skipping
what cannot be among the first.
"""

from collections.abc import Sequence

import numpy as np

from index.query import (
    All,
    And,
    Boosted,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Synonyms,
    Wildcard,
    Word,
)
from index.repeated_words import once_each
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.evaluation.clauses import Clauses, FieldMatches
from index.whoosh_engine.evaluation.leaves import Leaf
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import NOTHING, Matches, any_of, best_of
from index.whoosh_engine.evaluation.view import CommitView


class Evaluator:
    """Answers for one query.

    Deleted documents may be among the answers: leave them out with the view's `live_mask`.

    Attributes:
        cut: the patterns met so far that stand for more words than were looked for.
    """

    def __init__(self, view: CommitView) -> None:
        self._view = view
        self._size = view.size
        self._clauses = Clauses(view)
        self.cut: dict[Node, None] = {}

    def matches(self, node: Node, among: Documents | None = None) -> Matches:
        """The documents that match the node. Where only those `among` some are wanted, others may
        be left out."""
        match node:
            case Word() | Prefix() | Wildcard() | Fuzzy():
                return self._leaf(node)
            case Phrase():
                return self._clauses.matches(node, among)
            case Published():
                if among is not None:
                    return self._published(node, among).matches
                return self._view.leaves.get(node, lambda: self._published(node)).matches
            case And(children=children):
                return self._all_of(once_each(without_stop_words(children)), among)
            case Or(children=children):
                parts = [self.matches(child, among) for child in once_each(children)]
                return any_of(parts, self._size)
            case Not(child=child):
                return self._every().without(self.matches(child).documents)
            case Boosted(child=child, factor=factor):
                return self.matches(child, among).times(factor)
            case Synonyms(children=children):
                return best_of([self.matches(child, among) for child in children], self._size)
            case All():
                return self._every()

    def by_field(
        self, node: Word | Phrase | Prefix | Wildcard | Fuzzy, among: Documents | None = None
    ) -> FieldMatches:
        """What a clause matches in each field that it is looked for in; it is worth the sum."""
        return self._clauses.by_field(node, among)

    def _leaf(self, node: Word | Prefix | Wildcard | Fuzzy) -> Matches:
        leaf = self._view.leaves.get(node, lambda: self._find_leaf(node))
        if leaf.is_cut:
            self.cut[node] = None
        return leaf.matches

    def _find_leaf(self, node: Word | Prefix | Wildcard | Fuzzy) -> Leaf:
        matches = self._clauses.matches(node)
        return Leaf(matches, self._clauses.is_cut(node))

    def _published(self, span: Published, among: Documents | None = None) -> Leaf:
        return Leaf(Matches.alike(self._view.published(span, among)))

    def _every(self) -> Matches:
        return Matches.alike(np.arange(self._size, dtype=np.int32))

    def _all_of(self, children: Sequence[Node], among: Documents | None) -> Matches:
        """What all children match. It begins with what words match; phrases are then looked for
        only there, and what must not match is taken away at the end."""
        words = [child for child in children if _is_cheap(child)]
        others = [child for child in children if not _is_cheap(child)]
        found: Matches | None = None
        for part in sorted(map(self.matches, words), key=_length):
            found = part if found is None else found.and_(part, self._size)
        for child in sorted(others, key=_dearness):
            if found is not None:
                among = found.documents
                if not len(among):
                    return NOTHING
            if isinstance(child, Not) and found is not None:
                found = found.without(self.matches(child.child, among).documents)
            else:
                part = self.matches(child, among)
                found = part if found is None else found.and_(part, self._size)
        return self._every() if found is None else found


def _length(matches: Matches) -> int:
    return len(matches.documents)


def _is_cheap(node: Node) -> bool:
    """Whether what matches is remembered, or nearly so: it is looked for first."""
    match node:
        case Word() | Prefix() | Wildcard() | Fuzzy():
            return True
        case Boosted(child=child):
            return _is_cheap(child)
        case Synonyms(children=children):
            return all(map(_is_cheap, children))
    return False


def _dearness(node: Node) -> int:
    """In a conjunction, what is found faster among what else matches comes after that."""
    match node:
        case Not():
            return 2
        case Phrase() | And() | Or() | Boosted() | Synonyms():
            return 1
    return 0
