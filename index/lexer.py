"""Query text -> lexemes: the query language's letters, before its grammar (see index.parser)."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

from index.analysis import tokenize
from index.errors import QuerySyntaxError
from index.fields import FIELDS, Analyzer, Role, with_role


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
    WORD = "word"
    PREFIX = "prefix"
    PHRASE = "phrase"
    RANGE = "range"


class Lexeme(NamedTuple):
    """A piece of a query: where it stands (`[start, end)`), and its text without its syntax."""

    kind: Kind
    text: str
    start: int
    end: int


_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_QUOTES = '"“”„‟＂'
# What most queries are made of: a word, or the beginning of one, in which nothing could be syntax.
_PLAIN = re.compile(rf" ?([^\W_]++)(\*?)(?=[\s{_QUOTES}()]|\Z)")
# What has none of these has no term either (see index.analysis).
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORD = re.compile(rf"(?:\\.|[^\s{_QUOTES}()\\])+", re.DOTALL)
_STRAIGHT_PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
# A phone's keyboard may open and close with any of them.
_CURLY_PHRASE = re.compile(rf"[{_QUOTES}]((?:[^{_QUOTES}\\]|\\.)*)[{_QUOTES}]", re.DOTALL)
RANGE = re.compile(r'[\[{]\s*("[^"]*"|[^\s"\]}]+)\s+TO\s+("[^"]*"|[^\s"\]}]+)\s*[\]}]')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_STAR_IN_PHRASE = re.compile(r"(?<=\w)\*|\*(?=\w)")
_FIELD = re.compile(r"([^\W\d]\w*):")  # 12:30 is none
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_AFTER = re.compile(r"[~^][\d.]*")  # what may follow a phrase, a group or a word one day

_NOT_YET = (
    (re.compile(r"^=(?=.)"), "An exact word (=word)"),
    (re.compile(r"(?<=.)~[\d.]*$"), "A fuzzy word (word~1)"),
    (re.compile(r"(?<=.)\^[\d.]*$"), "A boost (word^2)"),
    (re.compile(r"\?(?=\w)"), "The wildcard ?"),
    (re.compile(r"\*(?=.)"), "A * anywhere but at the end of a word"),
)
_OTHER_OPERATOR = re.compile(r"&&|\|\|")


def lex(query: str) -> list[Lexeme]:
    """The query's lexemes in order; words without a letter or digit are left out.

    Raises QuerySyntaxError for what no query can contain.
    """
    return list(_Lexer(query))


def unescape(text: str) -> str:
    r"""The text without its escapes: a character after `\` stands for itself."""
    return _ESCAPED.sub(r"\1", text)


class _Lexer:
    def __init__(self, query: str) -> None:
        self._query = query
        self._position = 0

    def __iter__(self) -> Iterator[Lexeme]:
        query = self._query
        while self._position < len(query):
            if plain := _PLAIN.match(query, self._position):
                yield self._plain(plain)
                continue
            character = query[self._position]
            if character.isspace():
                self._position += 1
            elif character in "()":
                yield self._take(Kind(character), 1)
                if character == ")":
                    self._refuse_suffix()
            elif character in _QUOTES:
                yield self._phrase()
                self._refuse_suffix()
            elif character in "+-" and self._is_sign():
                yield self._take(Kind(character), 1)
            else:
                yield from self._word()

    def _plain(self, match: re.Match[str]) -> Lexeme:
        text, star = match.groups()
        start, self._position = match.start(1), match.end()
        if star:
            return Lexeme(Kind.PREFIX, text, start, self._position)
        if operator := _OPERATORS.get(text):
            return Lexeme(operator, "", start, self._position)
        return Lexeme(Kind.WORD, text, start, self._position)

    def _take(self, kind: Kind, length: int, text: str = "") -> Lexeme:
        start, self._position = self._position, self._position + length
        return Lexeme(kind, text, start, self._position)

    def _error(self, message: str, start: int, length: int) -> QuerySyntaxError:
        return QuerySyntaxError(message, query=self._query, position=start, length=length)

    def _refuse_suffix(self) -> None:
        if match := _AFTER.match(self._query, self._position):
            what = "A distance (~3)" if match[0][0] == "~" else "A boost (^2)"
            raise self._error(f"{what} is not supported yet.", match.start(), len(match[0]))

    def _phrase(self) -> Lexeme:
        straight = self._query[self._position] == '"'
        pattern = _STRAIGHT_PHRASE if straight else _CURLY_PHRASE
        match = pattern.match(self._query, self._position)
        if not match:
            raise self._error(
                "This quotation mark is never closed. Close it, or leave it out.",
                self._position,
                1,
            )
        if star := _STAR_IN_PHRASE.search(_masked(match[1])):
            raise self._error(
                r"A * inside a phrase is not supported yet. Write \* for the text itself.",
                match.start(1) + star.start(),
                1,
            )
        text = unescape(match[1])
        if not _LETTER_OR_DIGIT.search(text):
            raise self._error(
                "There is nothing to search for between the quotation marks. "
                "Write words there, or leave them out.",
                match.start(),
                len(match[0]),
            )
        return self._take(Kind.PHRASE, len(match[0]), text)

    def _is_sign(self) -> bool:
        before = self._query[self._position - 1 : self._position]
        if before and not before.isspace() and before != "(":
            return False
        after = self._query[self._position + 1 : self._position + 2]
        if after and after in _QUOTES + "(":
            return True
        match = _WORD.match(self._query, self._position + 1)
        if not match or not (_LETTER_OR_DIGIT.search(match[0]) or "*" in match[0]):
            return False  # a dash between words
        if match[0][0] in "+-":
            raise self._error(
                "One sign before a word is enough. To search for the text, put it in quotes.",
                self._position,
                2,
            )
        return True

    def _word(self) -> Iterator[Lexeme]:
        raw = self._raw_word()
        if name := self._field_name(raw):
            yield self._take(Kind.FIELD, len(name) + 1, name.lower())
            yield self._value(name.lower())
        else:
            yield from self._plain_word(raw)

    def _raw_word(self) -> str:
        if match := _WORD.match(self._query, self._position):
            return match[0]
        raise self._error(
            r"A \ escapes the character after it, and there is none. Write \\ for a backslash.",
            self._position,
            1,
        )

    def _field_name(self, raw: str) -> str | None:
        match = _FIELD.match(_masked(raw))
        if not match or _URL.match(raw):
            return None
        name, end = match[1], self._position + match.end()
        known = name.lower() in _query_fields()
        if end == len(self._query) or self._query[end].isspace() or self._query[end] == ")":
            if known:
                raise self._error(
                    f"{name}: needs a value right after it, such as {name.lower()}:word. "
                    "To search for the text itself, put it in quotes.",
                    self._position,
                    match.end(),
                )
            return None  # "Seoul: South Korea" is text with a colon
        if not known:
            raise self._error(_unknown_field(name), self._position, len(name))
        return name

    def _value(self, field: str) -> Lexeme:
        start = self._position
        character = self._query[start]
        if character == "(":
            return self._take(Kind.OPEN, 1)
        if character in _QUOTES:
            phrase = self._phrase()
            self._refuse_suffix()
            return phrase
        if character in "[{" and (span := self._range(field)):
            return span
        raw = self._raw_word()
        self._refuse_value(field, raw)
        for lexeme in self._plain_word(raw):
            return lexeme
        raise self._error(f"{raw!r} has no letter or digit to search {field} for.", start, len(raw))

    def _range(self, field: str) -> Lexeme | None:
        takes_ranges = FIELDS[field].analyzer is Analyzer.DATE
        match = RANGE.match(self._query, self._position)
        if match and takes_ranges:
            return self._take(Kind.RANGE, len(match[0]), match[0])
        if match:
            raise self._error(
                f"A range is for dates only (published:[2024 TO 2025]), not for {field}.",
                self._position,
                len(match[0]),
            )
        if takes_ranges:
            raise self._error(
                f"A range is written {field}:[2024-10-21 TO 2024-12], with TO in capitals; "
                "* leaves an end open.",
                self._position,
                1,
            )
        return None  # a word in brackets

    def _refuse_value(self, field: str, raw: str) -> None:
        if raw in _OPERATORS or raw[0] in "+-":
            raise self._error(
                f"{field}: needs a value right after it, and no operator. "
                f"Write it before the field (-{field}:word), or put the text in quotes.",
                self._position,
                1 if raw[0] in "+-" else len(raw),
            )
        if not _URL.match(raw) and (inner := _FIELD.match(_masked(raw))) and raw[inner.end() :]:
            raise self._error(
                f"A field inside a field. To search {field} for the text itself, put it in quotes.",
                self._position,
                inner.end(),
            )

    def _plain_word(self, raw: str) -> Iterator[Lexeme]:
        masked = _masked(raw)
        if not _URL.match(raw):
            self._refuse(raw, masked)
            if masked.endswith("*"):
                yield self._prefix(raw)
                return
        word = self._take(Kind.WORD, len(raw), unescape(raw))
        if _LETTER_OR_DIGIT.search(word.text):
            yield word

    def _refuse(self, raw: str, masked: str) -> None:
        start = self._position
        if raw == "*":
            raise self._error(
                "A * follows the beginning of a word. For every article, leave the query empty.",
                start,
                1,
            )
        if raw[0] in "[{" and (span := RANGE.match(self._query, start)):
            raise self._error(
                "A range needs its field: published:[2024 TO 2025].", start, len(span[0])
            )
        after = self._query[start + len(raw) : start + len(raw) + 1]
        if raw[0] == "!" and (_LETTER_OR_DIGIT.search(raw) or (after and after in _QUOTES + "(")):
            raise self._error("Write - or NOT for !.", start, 1)
        if operator := _OTHER_OPERATOR.search(masked):
            word = "AND" if operator[0] == "&&" else "OR"
            raise self._error(f"Write {word} for {operator[0]}.", start + operator.start(), 2)
        if raw == "=" and after and after in _QUOTES:
            raise self._error("An exact phrase is not supported yet. Leave out the =.", start, 1)
        for pattern, what in _NOT_YET:
            if match := pattern.search(masked):
                raise self._error(
                    f"{what} is not supported yet. To search for the text itself, "
                    "put it in quotes.",
                    start + match.start(),
                    max(1, len(match[0])),
                )

    def _prefix(self, raw: str) -> Lexeme:
        text = unescape(raw[:-1])
        words = tokenize(text, Analyzer.NAME)
        if len(words) != 1 or words[0].end != len(text):
            raise self._error(
                "A * stands after the beginning of one word, as in weapon*.",
                self._position,
                len(raw),
            )
        return self._take(Kind.PREFIX, len(raw), text)


def _masked(raw: str) -> str:
    """The text, as long as before, with its escapes made into characters that mean nothing."""
    return _ESCAPED.sub("\0\0", raw)


def _query_fields() -> list[str]:
    return [field.name for field in with_role(Role.QUERY)]


def _unknown_field(name: str) -> str:
    near = get_close_matches(name.lower(), _query_fields(), n=1)
    hint = f"Did you mean {near[0]}: ? " if near else ""
    return (
        f"There is no field {name!r}. {hint}The fields are {', '.join(_query_fields())}. "
        "To search for the text itself, put it in quotes."
    )
