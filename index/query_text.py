"""Nodes -> query text, in one way for each query: what an answer shows as how it was understood."""

import re
from decimal import Decimal

from index.dates import format_published
from index.fields import FIELDS
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

# What means something at the beginning of a word, inside it, or both.
_SPECIAL = re.compile(r'^[-+!=<>\[{]|[\s"“”„‟＂()\\*?~^|]|&(?=&)|(?<=&)&')
_BACKSLASHED = r"\\\g<0>"
_FIELD = re.compile(r"([^\W\d]\w*):")
_SPECIAL_IN_PHRASE = re.compile(r'["\\*]')
_OPERATORS = ("AND", "OR", "NOT")


def format_node(node: Node) -> str:
    """The canonical text of a query: `parse_query(format_node(node)) == node`, with AND between
    words and `exact` not set.

    That holds for every node that `parse_query` returns and for those built from its kinds: an And
    and an Or of several children, a wildcard that is no prefix. All() alone is "", inside another
    node `*`. Synonyms have no text of their own: they are shown as the OR that they nearly are.
    """
    return "" if isinstance(node, All) else _format(node)


def _format(node: Node) -> str:
    match node:  # the commonest first
        case Word(text=text, field=field, exact=exact):
            return _in_field(field, ("=" if exact else "") + _escape(text))
        case Phrase(text=text, field=field, slop=slop, exact=exact):
            quoted = f'"{_SPECIAL_IN_PHRASE.sub(_BACKSLASHED, text)}"'
            distance = f"~{slop}" if slop else ""
            return _in_field(field, ("=" if exact else "") + quoted + distance)
        case And(children=children):
            return " ".join(_grouped(child, And, Or, Synonyms) for child in children)
        case Or(children=children) | Synonyms(children=children):
            return " OR ".join(_grouped(child, Or, Synonyms) for child in children)
        case Not(child=Not() as child):
            return f"NOT {_format(child)}"
        case Not(child=child):
            return f"-{_grouped(child, And, Or, Synonyms)}"
        case Boosted(child=child, factor=factor):
            written = format(Decimal(repr(float(factor))), "f").removesuffix(".0")
            return f"{_grouped(child, And, Or, Synonyms, Not, Boosted)}^{written}"
        case Published():
            return format_published(node)
        case All():
            return "*"
    return _format_pattern(node)


def _format_pattern(node: Prefix | Wildcard | Fuzzy) -> str:
    match node:
        case Prefix(text=text, field=field):
            return _in_field(field, _escape(text) + "*")
        case Fuzzy(text=text, field=field, distance=distance):
            return _in_field(field, f"{_escape(text)}~{distance}")
        case Wildcard(text=text, field=None) if text.endswith("?"):
            return f"({text})"  # a ? that ends a query could be punctuation
        case Wildcard(text=text, field=field):
            return _in_field(field, text)


def _grouped(node: Node, *kinds: type[Node]) -> str:
    text = _format(node)
    return f"({text})" if isinstance(node, kinds) else text


def _in_field(field: str | None, text: str) -> str:
    return f"{field}:{text}" if field else text


def _escape(text: str) -> str:
    if text in _OPERATORS:
        return "\\" + text
    if text.isalnum():
        return text
    if (colon := _FIELD.match(text)) and (text[colon.end() :] or colon[1].lower() in FIELDS):
        return f"{colon[1]}\\:{_SPECIAL.sub(_BACKSLASHED, text[colon.end() :])}"
    return _SPECIAL.sub(_BACKSLASHED, text)
