"""What stands between two spaces of a query -> lexemes: `=word`, `wor*`, `w?rd`, `word~1^2`."""

import re
from collections.abc import Iterator

from index.analysis import tokenize
from index.errors import QuerySyntaxError
from index.fields import Analyzer
from index.lexemes import LETTER_OR_DIGIT, QUOTES, URL, Kind, Lexeme, masked, unescape

_WILDCARDS = re.compile(r"[*?]")
_STARS = re.compile(r"\*+")
_LITERAL = re.compile(r"\\[*?]")
_OTHER_OPERATOR = re.compile(r"&&|\|\|")
_NUMBER = "0123456789.-"
_MOST_SUFFIXES = 3  # one more than any word takes: the grammar refuses it
# May stand right after a word with a suffix or around one with a wildcard, and means nothing there.
_AFTER = ".,;:!?…"
_AROUND = ".,;:!…'‘’[]{}<>&|/-–—"


def word_lexemes(query: str, start: int, raw: str, *, asks: bool) -> Iterator[Lexeme]:
    """The lexemes of `raw`, which stands at `start`; none without a letter or digit.

    `asks` says that it is one of several words, so that a `?` after it asks a question. Raises
    QuerySyntaxError for what looks like syntax and is none.
    """
    return _WrittenWord(query, start, raw, asks).lexemes()


def only_word(text: str) -> tuple[int, int] | None:
    """Where the text's word begins and ends; None where it has none, or several."""
    words = tokenize(text, Analyzer.NAME)
    return (words[0].start, words[0].end) if len(words) == 1 else None


class _WrittenWord:
    """`masked` is as long as `raw`, so that places in the one are places in the other."""

    def __init__(self, query: str, start: int, raw: str, asks: bool) -> None:
        self._query, self._start, self._raw, self._asks = query, start, raw, asks
        self._masked = masked(raw)

    def lexemes(self) -> Iterator[Lexeme]:
        self._refuse()
        first = 0
        if self._raw[0] == "=" and LETTER_OR_DIGIT.search(self._raw):
            yield self._lexeme(Kind.EXACT, "", 0, 1)
            first = 1
        if URL.match(self._raw, first):
            yield from self._text(first, len(self._raw))
            return
        last, suffixes = self._suffixes(first)
        end = self._without_punctuation(first, last, self._asks and not suffixes)
        if _WILDCARDS.search(self._masked, first, end):
            found = self._pattern(first, end)
        else:
            found = self._text(first, last)
        for lexeme in found:
            yield lexeme
            yield from suffixes

    def _lexeme(self, kind: Kind, text: str, first: int, last: int) -> Lexeme:
        return Lexeme(kind, text, self._start + first, self._start + last)

    def _error(self, message: str, first: int, last: int) -> QuerySyntaxError:
        return QuerySyntaxError(
            message, query=self._query, position=self._start + first, length=last - first
        )

    def _refuse(self) -> None:
        raw, end = self._raw, self._start + len(self._raw)
        after = self._query[end : end + 1]
        at_phrase, at_group = after != "" and after in QUOTES, after == "("
        if raw[0] == "!" and (LETTER_OR_DIGIT.search(raw) or at_phrase or at_group):
            raise self._error("! is no operator here. Write - or NOT for it.", 0, 1)
        is_url = URL.match(raw, 1 if raw[0] == "=" else 0)
        if not is_url and (operator := _OTHER_OPERATOR.search(self._masked)):
            word = "AND" if operator[0] == "&&" else "OR"
            raise self._error(
                f"{operator[0]} is no operator here. Write {word} for it.", *operator.span()
            )
        if raw == "=" and at_group:
            raise self._error(
                "A = stands before a word or a phrase, as in (=one OR =two), not before a group.",
                0,
                1,
            )

    def _suffixes(self, first: int) -> tuple[int, list[Lexeme]]:
        """Where the word ends, and what follows it there: `~1`, `^2` or both."""
        found: list[Lexeme] = []
        last = len(self._masked.rstrip(_AFTER))
        while len(found) < _MOST_SUFFIXES:
            sign = len(self._masked[:last].rstrip(_NUMBER)) - 1
            if sign <= first or self._masked[sign] not in "~^":
                break
            kind = Kind(self._masked[sign])
            found.append(self._lexeme(kind, self._raw[sign + 1 : last], sign, last))
            last = sign
        is_word = LETTER_OR_DIGIT.search(self._raw, first, last) or "*" in self._masked[first:last]
        return (last, found[::-1]) if found and is_word else (len(self._raw), [])

    def _without_punctuation(self, first: int, last: int, asks: bool) -> int:
        """Where a pattern would end: before the punctuation after it, of which a ? is one beside
        other punctuation or other words."""
        body = self._masked[first:last]
        before = body.rstrip(_AFTER)
        if asks or body[len(before) :].strip("?"):
            body = before
        return first + len(body.rstrip(_AROUND))

    def _text(self, first: int, last: int) -> Iterator[Lexeme]:
        if LETTER_OR_DIGIT.search(self._raw, first, last):
            yield self._lexeme(Kind.WORD, unescape(self._raw[first:last]), first, last)

    def _pattern(self, first: int, last: int) -> Iterator[Lexeme]:
        written = self._masked[first:last]
        if written == "*:*" or not written.strip("*"):
            yield self._lexeme(Kind.WILDCARD, "*", first, last)
            return
        if not LETTER_OR_DIGIT.search(self._raw, first, last):
            return
        if first:
            raise self._error(
                "A = is for whole words. Leave it out: what stands for several words is no form "
                "of one.",
                0,
                1,
            )
        raw = self._raw[first:last]
        text = _STARS.sub("*", unescape(raw))
        prefix = text[:-1] if text.endswith("*") and not _WILDCARDS.search(text[:-1]) else ""
        like = prefix or _WILDCARDS.sub("a", text)  # a word if and only if the pattern is one
        word = only_word(like)
        # A literal * or ? is no part of any word.
        if _LITERAL.search(raw) or word is None or word[1] < len(like):
            raise self._error(
                "A * or ? stands in one word, as in weapon* or wom?n. "
                "To search for the text itself, put it in quotes.",
                first,
                last,
            )
        if prefix:
            yield self._lexeme(Kind.PREFIX, prefix[word[0] :], first, last)
        else:
            yield self._lexeme(Kind.WILDCARD, text[word[0] :], first, last)
