"""The words of a query's text that are words of articles, with their places: what can be
misspelt."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from index.analysis import is_unspaced, tokenize
from index.fields import FIELDS, Analyzer
from index.lexemes import URL, Kind, Lexeme
from index.lexer import lex

# A possessive belongs to its word, and is no part of its spelling.
_LETTERS = re.compile(r"([^\W\d_]+)(?:['’＇]s)?")
_ADDRESS = re.compile(r"[/@\\]")
_ENDS_OPERAND = (Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.WILDCARD, Kind.RANGE, Kind.CLOSE)


class Setting(StrEnum):
    """What a word stands in."""

    BARE = "bare"  # in nothing: spaces or parentheses are around it
    BOUND = "bound"  # something is written to it: a field, a sign, a boost
    PHRASE = "phrase"
    PART = "part"  # of what is no phrase but has several words: beside a hyphen


class TypedWord(NamedTuple):
    """A word of letters, as it stands at `[start, end)` of the text."""

    letters: str
    start: int
    end: int
    setting: Setting


def typed_words(text: str) -> Iterator[TypedWord]:
    """The words that articles' texts are searched for, in order, in any of their forms.

    None are those that must not match, those asked for exactly or fuzzily, in a field of names,
    with digits, or in a script without spaces. Raises QuerySyntaxError.
    """
    scopes, wanted = [True], True
    lexemes = lex(text)
    for number, lexeme in enumerate(lexemes):
        kind = lexeme.kind
        if kind is Kind.FIELD:
            wanted = wanted and FIELDS[lexeme.text].analyzer is Analyzer.TEXT
        elif kind in (Kind.NOT, Kind.MINUS, Kind.EXACT):
            wanted = False
        elif kind is Kind.OPEN:
            scopes.append(scopes[-1] and wanted)
            wanted = True
        elif kind is Kind.CLOSE and len(scopes) > 1:
            scopes.pop()
        elif kind in (Kind.WORD, Kind.PHRASE) and wanted and scopes[-1]:
            after = lexemes[number + 1].kind if number + 1 < len(lexemes) else None
            if kind is Kind.PHRASE or after is not Kind.DISTANCE:
                yield from _words(text, lexeme)
        if kind in _ENDS_OPERAND:
            wanted = True


def _words(text: str, lexeme: Lexeme) -> Iterator[TypedWord]:
    raw = text[lexeme.start : lexeme.end]
    if URL.match(raw) or _ADDRESS.search(raw) or is_unspaced(raw):
        return
    tokens = tokenize(raw, Analyzer.NAME)
    setting = Setting.PART if len(tokens) > 1 else Setting.BOUND
    if lexeme.kind is Kind.PHRASE:
        setting = Setting.PHRASE
    elif len(tokens) == 1 and not (text[: lexeme.start][-1:] + text[lexeme.end :][:1]).strip(" ()"):
        setting = Setting.BARE
    for token in tokens:
        if match := _LETTERS.fullmatch(raw, token.start, token.end):
            start, end = (lexeme.start + place for place in match.span(1))
            yield TypedWord(match[1], start, end, setting)
