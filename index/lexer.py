"""Query text -> lexemes: the query language's letters, before its grammar (see index.parser)."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from index.errors import QuerySyntaxError
from index.fields import FIELDS, Analyzer, Role, with_role
from index.lexemes import (
    LETTER_OR_DIGIT,
    OPERATORS,
    QUOTES,
    URL,
    Kind,
    Lexeme,
    masked,
    unescape,
)
from index.written_words import word_lexemes

# What most queries are made of: a word, or the beginning of one, in which nothing could be syntax.
_PLAIN = re.compile(rf" ?([^\W_]++)(\*?)(?=[\s{QUOTES}()]|\Z)")
_WORD = re.compile(rf"(?:\\.|[^\s{QUOTES}()\\])+", re.DOTALL)
_STRAIGHT_PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
# A phone's keyboard may open and close with any of them.
_CURLY_PHRASE = re.compile(rf"[{QUOTES}]((?:[^{QUOTES}\\]|\\.)*)[{QUOTES}]", re.DOTALL)
_BOUND = r'("[^"]*+"|[^\s"()\[\]{}]++)'
RANGE = re.compile(rf"[\[{{]\s*+{_BOUND}\s++TO\s++{_BOUND}\s*+[\]}}]")
_STAR_IN_PHRASE = re.compile(r"(?<=\w)\*|\*(?=\w)")
_FIELD = re.compile(r"([^\W\d]\w*):")  # 12:30 is none
_SUFFIX = re.compile(r"([~^])(-?(?:\d+(?:\.\d+)?|\.\d+)?)", re.ASCII)  # after a phrase or a group


def lex(query: str) -> list[Lexeme]:
    """The query's lexemes in order; words without a letter or digit are left out.

    Raises QuerySyntaxError for what no query can contain.
    """
    return _Lexer(query).lexemes()


class _Lexer:
    def __init__(self, query: str) -> None:
        self._query = query
        self._end = len(query.rstrip())
        self._position = 0
        self._found: list[Lexeme] = []

    def lexemes(self) -> list[Lexeme]:
        while self._position < len(self._query):
            if plain := _PLAIN.match(self._query, self._position):
                self._found.append(self._plain(plain))
            else:
                for lexeme in self._next():
                    self._found.append(lexeme)
        return self._found

    def _next(self) -> Iterator[Lexeme]:
        query = self._query
        character = query[self._position]
        if character.isspace():
            self._position += 1
        elif character in "()":
            yield self._take(Kind(character), 1)
            if character == ")":
                yield from self._suffixes()
        elif character in QUOTES:
            yield from self._phrase()
        elif character in "+-" and self._is_sign():
            yield self._take(Kind(character), 1)
        elif character in "[{" and (match := RANGE.match(query, self._position)):
            yield self._take(Kind.RANGE, len(match[0]), match[0])
            yield from self._suffixes()
        else:
            yield from self._word()

    def _plain(self, match: re.Match[str]) -> Lexeme:
        text, star = match.groups()
        start, self._position = match.start(1), match.end()
        if star:
            return Lexeme(Kind.PREFIX, text, start, self._position)
        if operator := OPERATORS.get(text):
            return Lexeme(operator, "", start, self._position)
        return Lexeme(Kind.WORD, text, start, self._position)

    def _take(self, kind: Kind, length: int, text: str = "") -> Lexeme:
        start, self._position = self._position, self._position + length
        return Lexeme(kind, text, start, self._position)

    def _error(self, message: str, start: int, length: int) -> QuerySyntaxError:
        return QuerySyntaxError(message, query=self._query, position=start, length=length)

    def _suffixes(self) -> Iterator[Lexeme]:
        while match := _SUFFIX.match(self._query, self._position):
            yield self._take(Kind(match[1]), len(match[0]), match[2])

    def _phrase(self) -> Iterator[Lexeme]:
        straight = self._query[self._position] == '"'
        pattern = _STRAIGHT_PHRASE if straight else _CURLY_PHRASE
        match = pattern.match(self._query, self._position)
        if not match:
            raise self._error(
                "This quotation mark is never closed. Close it, or leave it out.",
                self._position,
                1,
            )
        if star := _STAR_IN_PHRASE.search(masked(match[1])):
            raise self._error(
                r"A phrase is of whole words, without *. Write \* for the character itself.",
                match.start(1) + star.start(),
                1,
            )
        text = unescape(match[1])
        if not LETTER_OR_DIGIT.search(text):
            raise self._error(
                "There is nothing to search for between the quotation marks. "
                "Write words there, or leave them out.",
                match.start(),
                len(match[0]),
            )
        yield self._take(Kind.PHRASE, len(match[0]), text)
        yield from self._suffixes()

    def _is_sign(self) -> bool:
        before = self._query[self._position - 1 : self._position]
        if before and not before.isspace() and before != "(":
            return False
        after = self._query[self._position + 1 : self._position + 2]
        if after and after in QUOTES + "(":
            return True
        match = _WORD.match(self._query, self._position + 1)
        if match and match[0] == "=" and self._is_exact_phrase(self._position + 1):
            return True
        if not match or not (LETTER_OR_DIGIT.search(match[0]) or "*" in match[0]):
            return False  # a dash between words
        if match[0][0] in "+-":
            raise self._error(
                "One sign before a word is enough. To search for the text, put it in quotes.",
                self._position,
                2,
            )
        return True

    def _is_exact_phrase(self, position: int) -> bool:
        after = self._query[position + 1 : position + 2]
        return self._query[position] == "=" and after != "" and after in QUOTES

    def _word(self) -> Iterator[Lexeme]:
        if self._is_exact_phrase(self._position):
            yield self._take(Kind.EXACT, 1)
            yield from self._phrase()
            return
        raw = self._raw_word()
        if name := self._field_name(raw):
            yield self._take(Kind.FIELD, len(name) + 1, name.lower())
            yield from self._value(name.lower())
        else:
            yield from self._plain_word(raw)

    def _plain_word(self, raw: str, *, alone: bool = False) -> Iterator[Lexeme]:
        start, self._position = self._position, self._position + len(raw)
        after = self._query[self._position : self._position + 1]
        beside = not alone and (not after or after.isspace())
        several = bool(self._found) or self._position < self._end
        yield from word_lexemes(self._query, start, raw, asks=beside and several)

    def _raw_word(self) -> str:
        if match := _WORD.match(self._query, self._position):
            return match[0]
        raise self._error(
            r"A \ escapes the character after it, and there is none. Write \\ for a backslash.",
            self._position,
            1,
        )

    def _field_name(self, raw: str) -> str | None:
        match = _FIELD.match(masked(raw))
        if not match or URL.match(raw):
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

    def _value(self, field: str) -> Iterator[Lexeme]:
        start = self._position
        character = self._query[start]
        if character == "(":
            yield self._take(Kind.OPEN, 1)
        elif character in QUOTES:
            yield from self._phrase()
        elif self._is_exact_phrase(start):
            yield self._take(Kind.EXACT, 1)
            yield from self._phrase()
        elif character in "[{" and (span := self._range(field)):
            yield span
            yield from self._suffixes()
        else:
            raw = self._raw_word()
            self._refuse_value(field, raw)
            found = list(self._plain_word(raw, alone=True))
            if not found:
                raise self._error(
                    f"{raw!r} has no letter or digit to search {field} for.", start, len(raw)
                )
            yield from found

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
        if raw in OPERATORS or raw[0] in "+-":
            raise self._error(
                f"{field}: needs a value right after it, and no operator. "
                f"Write it before the field (-{field}:word), or put the text in quotes.",
                self._position,
                1 if raw[0] in "+-" else len(raw),
            )
        if raw[0] in "<>" and FIELDS[field].analyzer is not Analyzer.DATE:
            raise self._error(
                f"{raw[0]} compares dates only (published:>=2024-10). "
                f"To search {field} for the text itself, put it in quotes.",
                self._position,
                1,
            )
        if not URL.match(raw) and (inner := _FIELD.match(masked(raw))) and raw[inner.end() :]:
            raise self._error(
                f"A field inside a field. To search {field} for the text itself, put it in quotes.",
                self._position,
                inner.end(),
            )


def _query_fields() -> list[str]:
    return [field.name for field in with_role(Role.QUERY)]


def _unknown_field(name: str) -> str:
    near = get_close_matches(name.lower(), _query_fields(), n=1)
    hint = f"Did you mean {near[0]}: ? " if near else ""
    return (
        f"There is no field {name!r}. {hint}The fields are {', '.join(_query_fields())}. "
        "To search for the text itself, put it in quotes."
    )
