"""What a query's text is cut into (see index.lexer), and what all who cut it know of letters."""

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a lexeme is; its value is how it is written, or a name for it."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    MINUS = "-"
    PLUS = "+"
    OPEN = "("
    CLOSE = ")"
    FIELD = "field"
    EXACT = "="  # before a word or a phrase
    WORD = "word"
    PREFIX = "prefix"
    WILDCARD = "wildcard"
    PHRASE = "phrase"
    RANGE = "range"
    DISTANCE = "~"  # right after a word or a phrase
    BOOST = "^"  # right after anything


class Lexeme(NamedTuple):
    """A piece of a query: where it stands (`[start, end)`), and its text without its syntax."""

    kind: Kind
    text: str
    start: int
    end: int


OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
QUOTES = '"“”„‟＂'
# What has none of these has no term either (see index.analysis).
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def unescape(text: str) -> str:
    r"""The text without its escapes: a character after `\` stands for itself."""
    return _ESCAPED.sub(r"\1", text)


def masked(raw: str) -> str:
    """The text, as long as before, with its escapes made into characters that mean nothing."""
    return _ESCAPED.sub("\0\0", raw)
