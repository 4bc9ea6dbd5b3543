"""Words side by side where no operator is written: what they mean together as alternatives."""

from collections.abc import Sequence
from typing import NamedTuple

from index.fields import FIELDS, Role
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
    Wildcard,
    Word,
)
from index.stop_word_rule import without_stop_words


class Part(NamedTuple):
    """What stands between two places where nothing is written, or an OR: the operands of its ANDs.
    `required` where one of them has a +."""

    operands: tuple[Node, ...]
    required: bool

    @property
    def node(self) -> Node:
        """The part as one node."""
        return together(And, self.operands)


def any_of(parts: Sequence[Part], *, relaxed: bool) -> Node:
    """Parts as alternatives.

    What has a + must match, and then the others only add to the score; otherwise one of them must.
    What is negated never may. Stop words are passed over where other words remain. `relaxed` leaves
    dates and fields of names what they are beside AND: they narrow.
    """
    apart: list[Node] = []
    asked: list[Part] = []
    for part in parts:
        if part.required or not _stands_apart(part.node, relaxed):
            asked.append(part)
        else:
            apart.append(part.node)
    kept = frozenset(without_stop_words([part.node for part in asked]))
    required = [part.node for part in asked if part.required and part.node in kept]
    others = [part.node for part in asked if not part.required and part.node in kept]
    alternatives: list[Node] = []
    for node in others:
        alternatives.extend(node.children if isinstance(node, Or) else (node,))
    if required and alternatives:
        required.append(Or((All(), *alternatives)))
    elif alternatives:
        required.append(together(Or, alternatives))
    return together(And, [*required, *apart])


def together(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node:
    """The nodes as one of this kind; a single one as itself."""
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))


def _stands_apart(node: Node, relaxed: bool) -> bool:
    return isinstance(node, Not) or (relaxed and _narrows(node))


def _narrows(node: Node) -> bool:
    """Whether the node is about dates and names only, which are filters more than words."""
    match node:
        case Published():
            return True
        case (
            Word(field=name)
            | Phrase(field=name)
            | Prefix(field=name)
            | Wildcard(field=name)
            | Fuzzy(field=name)
        ):
            return name is not None and Role.SEARCH not in FIELDS[name].roles
        case And(children=children) | Or(children=children):
            return all(map(_narrows, children))
        case Boosted(child=child):
            return _narrows(child)
    return False
