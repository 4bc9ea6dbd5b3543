"""Nodes -> query text, in one way for each query: what an answer shows as how it was understood."""

import re

from index.dates import format_published
from index.fields import FIELDS
from index.query import All, And, Node, Not, Or, Phrase, Prefix, Published, Word

# What means something at the beginning of a word, inside it, or both.
_SPECIAL = re.compile(r'^[-+!=\[{]|[\s"“”„‟＂()\\*?~^|]|&(?=&)|(?<=&)&')
_BACKSLASHED = r"\\\g<0>"
_FIELD = re.compile(r"([^\W\d]\w*):")
_SPECIAL_IN_PHRASE = re.compile(r'["\\*]')
_OPERATORS = ("AND", "OR", "NOT")


def format_node(node: Node) -> str:
    """The canonical text of a query: `parse_query(format_node(node)) == node`.

    That holds for every node that `parse_query` returns and for those built from its kinds, with
    two exceptions that have no text: All() is "" and inside another node `*`; a slop is shown as
    `"…"~n`.
    """
    return "" if isinstance(node, All) else _format(node)


def _format(node: Node) -> str:
    match node:  # the commonest first
        case Word(text=text, field=field):
            return _in_field(field, _escape(text))
        case Prefix(text=text, field=field):
            return _in_field(field, _escape(text) + "*")
        case Phrase(text=text, field=field, slop=slop):
            quoted = f'"{_SPECIAL_IN_PHRASE.sub(_BACKSLASHED, text)}"'
            return _in_field(field, quoted + (f"~{slop}" if slop else ""))
        case And(children=children):
            return " ".join(_grouped(child, And, Or) for child in children)
        case Or(children=children):
            return " OR ".join(_grouped(child, Or) for child in children)
        case Not(child=Not() as child):
            return f"NOT {_format(child)}"
        case Not(child=child):
            return f"-{_grouped(child, And, Or)}"
        case Published():
            return format_published(node)
        case All():
            return "*"


def _grouped(node: Node, *kinds: type[And] | type[Or]) -> str:
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
