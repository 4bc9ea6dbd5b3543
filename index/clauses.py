"""A query's clauses: a word, phrase, prefix, wildcard, fuzzy word or date -> its node."""

import re
from datetime import datetime

from index.analysis import query_terms
from index.date_math import is_instant, is_relative
from index.dates import parse_date_bound
from index.errors import DateSyntaxError, QuerySyntaxError
from index.fields import FIELDS, Analyzer
from index.lexemes import Kind, Lexeme
from index.lexer import RANGE
from index.query import All, Fuzzy, Node, Phrase, Prefix, Published, Wildcard, Word
from index.written_words import only_word

MAX_CLAUSES = 1_000
"""Words, those in phrases included, and dates: for each a search goes through what has it."""
MAX_PATTERNS = 100
"""Prefixes, wildcards and fuzzy words, each of which stands for many words of the index."""
MAX_SCANS = 30
"""Wildcards and fuzzy words among them: for each, all words of the index are looked at."""
MAX_SLOP = 10_000  # words
MAX_DISTANCE = 2  # edits

_SLOP = re.compile(r"\d{1,9}", re.ASCII)
_COMPARISONS = (">=", "<=", ">", "<")


class ClauseReader:
    """Reads the clauses of one query, and counts them.

    `exact` is whether every word and phrase is meant as it is spelt. Raises QuerySyntaxError.
    """

    def __init__(self, query: str, exact: bool, now: datetime) -> None:
        self._query, self._exact, self._now = query, exact, now
        self._clauses = self._patterns = self._scans = 0

    def clause(
        self, lexeme: Lexeme, name: str | None, exact: bool, distance: Lexeme | None
    ) -> Node:
        """The node of a lexeme in the field of this name; `exact` where a = stands before it,
        `distance` is the ~ after it."""
        if lexeme.kind is Kind.WILDCARD and lexeme.text == "*" and not distance:
            self._count(lexeme, scans=False)
            return self._everything(name)
        is_fuzzy = distance is not None and lexeme.kind is Kind.WORD
        self._count(lexeme, scans=is_fuzzy or lexeme.kind is Kind.WILDCARD)
        if name and FIELDS[name].analyzer is Analyzer.DATE:
            if distance:
                raise self._error("A date takes no ~. Write a range, or leave it out.", distance)
            return self._dates(lexeme, name)
        if lexeme.kind is Kind.RANGE:
            raise self._error("A range needs its field: published:[2024 TO 2025].", lexeme)
        if lexeme.kind is Kind.PHRASE:
            slop = self._slop(distance) if distance else 0
            return Phrase(lexeme.text, name, slop, exact or self._exact)
        if distance:
            return self._fuzzy(lexeme, name, exact, distance)
        match lexeme.kind:
            case Kind.PREFIX:
                return Prefix(lexeme.text, name)
            case Kind.WILDCARD:
                return Wildcard(lexeme.text, name)
        return Word(lexeme.text, name, exact or self._exact)

    def _everything(self, name: str | None) -> Node:
        if name is None:
            return All()
        return Published() if FIELDS[name].analyzer is Analyzer.DATE else Wildcard("*", name)

    def _count(self, lexeme: Lexeme, *, scans: bool) -> None:
        self._clauses += _word_count(lexeme)
        if self._clauses > MAX_CLAUSES:
            raise self._error(
                f"A query has at most {MAX_CLAUSES:,} words, those in phrases included.", lexeme
            )
        self._scans += scans
        self._patterns += scans or lexeme.kind is Kind.PREFIX
        if self._scans > MAX_SCANS:
            raise self._error(
                f"A query has at most {MAX_SCANS} words with ?, ~, or a * that is not at the end. "
                "Write some of them out.",
                lexeme,
            )
        if self._patterns > MAX_PATTERNS:
            raise self._error(
                f"A query has at most {MAX_PATTERNS} words with *, ? or ~. Write some of them out.",
                lexeme,
            )

    def _slop(self, distance: Lexeme) -> int:
        slop = int(distance.text) if _SLOP.fullmatch(distance.text) else MAX_SLOP + 1
        if slop > MAX_SLOP:
            raise self._error(
                "After a phrase, ~ says how many other words may stand in it: "
                f'"one two"~3, at most {MAX_SLOP:,}.',
                distance,
            )
        return slop

    def _fuzzy(self, lexeme: Lexeme, name: str | None, exact: bool, distance: Lexeme) -> Fuzzy:
        if exact or lexeme.kind is not Kind.WORD:
            what = "an exact word (=)" if exact else "a word with * or ?"
            raise self._error(f"A ~ is not for {what}. Leave out the one or the other.", distance)
        edits = distance.text or "1"
        if edits not in map(str, range(1, MAX_DISTANCE + 1)):
            raise self._error(
                "After a word, ~ says how many letters may differ: ~1 or ~2; ~ alone is ~1.",
                distance,
            )
        word = only_word(lexeme.text)
        if word is None:
            raise self._error(
                "A ~ stands after one word, as in troops~1. "
                "To search for the text itself, put it in quotes.",
                lexeme,
            )
        return Fuzzy(lexeme.text[slice(*word)], name, int(edits))

    def _dates(self, lexeme: Lexeme, name: str) -> Published:
        if lexeme.kind in (Kind.PREFIX, Kind.WILDCARD):
            raise self._error(
                f"A date takes no *: {name}:2024 is the whole year, {name}:2024-10 the month.",
                lexeme,
            )
        if lexeme.kind is Kind.RANGE:
            return self._range(lexeme)
        text = lexeme.text
        comparison = next(filter(text.startswith, _COMPARISONS), "")
        if comparison:
            return self._compared(comparison, lexeme, name)
        start, end = self._bound(text, lexeme)
        if is_relative(text) and is_instant(text):
            raise self._error(
                f"{text} is an instant, and nothing is published just then. Write "
                f"{name}:>={text}, or round it: {name}:{text}/d is the whole day.",
                lexeme,
            )
        return Published(start, end)

    def _compared(self, comparison: str, lexeme: Lexeme, name: str) -> Published:
        text = lexeme.text[len(comparison) :]
        if not text:
            raise self._error(
                f"{comparison} needs a date right after it: {name}:{comparison}2024-10.", lexeme
            )
        start, end = self._bound(text, lexeme)
        match comparison:
            case ">=":
                return Published(start, None)
            case "<":
                return Published(None, start)
            case "<=":
                return Published(None, end)
        if end is None:
            raise self._error("No date is later than this one.", lexeme)
        return Published(end, None)

    def _range(self, lexeme: Lexeme) -> Published:
        first, last = (end.strip('"') for end in RANGE.findall(lexeme.text)[0])
        start: datetime | None = None
        end: datetime | None = None
        if first != "*":
            begun, over = self._bound(first, lexeme)
            start = begun if lexeme.text[0] == "[" else over
        if last != "*":
            begun, over = self._bound(last, lexeme)
            end = over if lexeme.text[-1] == "]" else begun
        nothing_later = first != "*" and start is None
        if nothing_later or (start and end and start >= end):
            raise self._error("This range ends before it begins, so that no date is in it.", lexeme)
        return Published(start, end)

    def _bound(self, text: str, lexeme: Lexeme) -> tuple[datetime, datetime | None]:
        try:
            return parse_date_bound(text, now=self._now)
        except DateSyntaxError as error:
            within = max(0, self._query[lexeme.start : lexeme.end].find(text))
            length = len(text) if within else lexeme.end - lexeme.start
            raise QuerySyntaxError(
                str(error), query=self._query, position=lexeme.start + within, length=length
            ) from error

    def _error(self, message: str, lexeme: Lexeme) -> QuerySyntaxError:
        return QuerySyntaxError(
            message,
            query=self._query,
            position=lexeme.start,
            length=lexeme.end - lexeme.start,
        )


def _word_count(lexeme: Lexeme) -> int:
    text = lexeme.text
    if lexeme.kind not in (Kind.WORD, Kind.PHRASE) or (text.isascii() and text.isalnum()):
        return 1
    return max(1, len(query_terms(text, Analyzer.TEXT)))
