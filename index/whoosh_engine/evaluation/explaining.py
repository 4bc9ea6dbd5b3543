"""Why documents score what they do: which clause of the query is worth how much in which field.

Only what is shown is explained, by going through the query once more for just these documents.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from typing import NamedTuple

from index.query import All, And, Boosted, Node, Not, Or, Published, Synonyms
from index.query_text import format_node
from index.repeated_words import once_each
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.evaluation.clauses import Clause
from index.whoosh_engine.evaluation.evaluator import Evaluator
from index.whoosh_engine.evaluation.loops import Documents

SYNONYM = "synonym"


class Part(NamedTuple):
    """A part of a score.

    Attributes:
        kind: see `index.results.Share`.
        text: the clause as it was typed.
        field: where it matched; None where no field did.
        clause: what matched there, as its words can be found with; None where no words did.
        score: what it adds.
    """

    kind: str
    text: str
    field: str | None
    clause: Clause | None
    score: float


Parts = dict[int, tuple[Part, ...]]
"""The parts of each document's score, by its number, for those documents that match."""


def explain(evaluator: Evaluator, node: Node, documents: Documents) -> Parts:
    """The parts of these documents' scores; the documents ascend."""
    return _Explainer(evaluator, documents).parts(node)


def recency_part(score: float) -> Part:
    """What recency adds to a score: less than nothing."""
    return Part("recency", "", None, None, score)


class _Explainer:
    def __init__(self, evaluator: Evaluator, documents: Documents) -> None:
        self._evaluator = evaluator
        self._documents = documents

    def parts(self, node: Node) -> Parts:
        """What the node adds to the score of each document that it matches."""
        match node:
            case All() | Published():
                return self._unscored(self._evaluator.matches(node).documents)
            case Not(child=child):
                excluded = self.parts(child)
                return {document: () for document in self._numbers() if document not in excluded}
            case And(children=children):
                every = [self.parts(child) for child in once_each(without_stop_words(children))]
                return _joined(every, lambda some, others: some & others)
            case Or(children=children):
                every = [self.parts(child) for child in once_each(children)]
                return _joined(every, lambda some, others: some | others)
            case Boosted(child=child, factor=factor):
                shown = f"^{factor:g}" if isinstance(child, Clause | Synonyms) else ""
                return _boosted(self.parts(child), factor, shown)
            case Synonyms(children=children):
                return _best(_typed(children[0]), [self.parts(child) for child in children])
        return self._clause(node)

    def _numbers(self) -> list[int]:
        found: list[int] = self._documents.tolist()
        return found

    def _unscored(self, documents: Documents) -> Parts:
        matching = set(documents.tolist())
        return {document: () for document in self._numbers() if document in matching}

    def _clause(self, clause: Clause) -> Parts:
        kind, text = type(clause).__name__.lower(), _typed(clause)
        found: Parts = {}
        for field, (documents, scores) in self._evaluator.by_field(clause, self._documents):
            for place, document in zip(
                documents.searchsorted(self._documents).tolist(), self._numbers(), strict=True
            ):
                if place < len(documents) and documents[place] == document:
                    part = Part(kind, text, field.name, clause, float(scores[place]))
                    found[document] = (*found.get(document, ()), part)
        return found


def _joined(every: Iterable[Parts], join: Callable[[set[int], set[int]], set[int]]) -> Parts:
    """The parts of all children, for the documents that their documents' join leaves."""
    every = list(every)
    documents: set[int] = reduce(join, [set(parts) for parts in every]) if every else set()
    return {
        document: tuple(part for parts in every for part in parts.get(document, ()))
        for document in documents
    }


def _boosted(every: Parts, factor: float, shown: str) -> Parts:
    """The parts, worth so many times as much, with this after their texts."""
    return {
        document: tuple(
            part._replace(score=part.score * factor, text=part.text + shown) for part in parts
        )
        for document, parts in every.items()
    }


def _typed(node: Node) -> str:
    """The node as it was typed, without the field, which is told beside it."""
    return format_node(replace(node, field=None) if isinstance(node, Clause) else node)


def _best(typed: str, children: list[Parts]) -> Parts:
    """The parts of the child that is worth the most, the first of equals. Those of a child that is
    not what was typed say so."""
    best: Parts = {}
    for number, child in enumerate(children):
        for document, parts in child.items():
            if document not in best or _sum(parts) > _sum(best[document]):
                shown = [part._replace(kind=SYNONYM, text=typed) for part in parts]
                best[document] = tuple(shown) if number else parts
    return best


def _sum(parts: Iterable[Part]) -> float:
    return sum(part.score for part in parts)
