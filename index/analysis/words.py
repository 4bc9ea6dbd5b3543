"""The words of a text as terms: the one analysis of the index, the query and the snippets.

Analyzer.TEXT stems words and takes runs of scripts without spaces apart (see `segmenting`);
Analyzer.NAME folds words and no more; Analyzer.DATE has no words. `language` is the text's, as a
BCP 47 tag; None where it is not known.

Offsets are in Python characters (code points) of the text as given, not in UTF-16 units.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from itertools import chain
from typing import NamedTuple, TypeVar

from index.analysis.folding import fold, spelling
from index.analysis.segmenting import (
    WORD,
    is_one_character,
    is_unspaced,
    token_spans,
    word_spans,
)
from index.analysis.stemming import language_of, stem, tagged_term
from index.fields import Analyzer


class Token(NamedTuple):
    """A term, and the half-open range `[start, end)` of characters that it came from."""

    term: str
    start: int
    end: int


class Form(NamedTuple):
    """What a text's word can be compared by."""

    term: str
    spelling: str
    folded: str


# A bigram is what it is in any language: there is no stemmer for these scripts.
def _text_term(word: str) -> str:
    return fold(word) if is_unspaced(word) else stem(fold(word))


def _term_in(language: str, word: str) -> str:
    return fold(word) if is_unspaced(word) else tagged_term(word, language)


@cache
def _to_term(analyzer: Analyzer, language: str | None) -> Callable[[str], str]:
    """The function from a word to its term; `language` is one of LANGUAGES or None."""
    if analyzer is Analyzer.NAME:
        return fold
    return _text_term if language is None else partial(_term_in, language)


# What stands beside a word, and is no part of it wherever nothing else does.
_PUNCTUATION = ".,;:!?'\"()[]-“”‘’–—…"


def _words(piece: str, analyzer: Analyzer) -> list[str]:
    """The words of a piece: what the pattern finds, mostly without it."""
    word = piece.strip(_PUNCTUATION)
    if word.isalnum() and word.isascii():
        return [word]
    if analyzer is Analyzer.TEXT and is_unspaced(piece):
        return [piece[start:end] for start, end in token_spans(piece)]
    return WORD.findall(piece)


_Made = TypeVar("_Made")


_LONGEST = 32  # characters; longer pieces (whole paragraphs without a space) rarely come twice
_LONG_PIECES = 4  # they do while one text is read
_QUERIED = 128  # texts of queries: one is read, looked for and marked in turn


class _Pieces(dict[str, tuple[_Made, ...]]):
    """What the words of a piece are made into, remembered: a language repeats its words.

    A *piece* is what stands between two spaces. Emptied when full; two threads that miss at once
    store the same value.
    """

    def __init__(self, analyzer: Analyzer, make: Callable[[str], _Made], size: int) -> None:
        self._analyzer = analyzer
        self._make = make
        self._size = size
        self._long = lru_cache(maxsize=_LONG_PIECES)(self._made)
        super().__init__()

    def __missing__(self, piece: str) -> tuple[_Made, ...]:
        if len(piece) > _LONGEST:
            return self._long(piece)
        found = self._made(piece)
        if len(self) >= self._size:
            self.clear()
        self[piece] = found
        return found

    def _made(self, piece: str) -> tuple[_Made, ...]:
        return tuple(map(self._make, _words(piece, self._analyzer)))


@cache
def _term_pieces(analyzer: Analyzer, language: str | None) -> _Pieces[str]:
    # Some 30 MB when full; less for each of the others, since they are many.
    size = 131_072 if language is None else 16_384
    return _Pieces(analyzer, _to_term(analyzer, language), size)


@cache
def _form_pieces(analyzer: Analyzer, language: str | None) -> _Pieces[Form]:
    to_term = _to_term(analyzer, language)

    def form(word: str) -> Form:
        spelt = spelling(word)
        folded = fold(spelt)
        return Form(to_term(word), folded if folded == spelt else spelt, folded)

    return _Pieces(analyzer, form, 65_536 if language is None else 16_384)


def _reduced(analyzer: Analyzer, language: str | None) -> str | None:
    return language_of(language) if language and analyzer is Analyzer.TEXT else None


def _split(text: str) -> list[str]:
    # One character for one, so that places stay; other spaces are left to the pattern.
    return text.replace("\n", " ").split(" ")


def terms(text: str, analyzer: Analyzer, language: str | None = None) -> list[str]:
    """The terms of the text in order: `tokenize` without the places, and faster."""
    if analyzer is Analyzer.DATE:
        return []
    pieces = _term_pieces(analyzer, _reduced(analyzer, language))
    return list(chain.from_iterable(map(pieces.__getitem__, _split(text))))


def analyse(text: str, analyzer: Analyzer, language: str | None = None) -> list[tuple[str, str]]:
    """Each word's term and spelling, in order; not remembered, for who does so himself."""
    if analyzer is Analyzer.DATE:
        return []
    language = _reduced(analyzer, language)
    words = _words(text, analyzer)
    if language or not text.isascii():
        to_term = _to_term(analyzer, language)
        return [(to_term(word), spelling(word)) for word in words]
    folded = [fold(word) for word in words]  # and so they are spelt
    stemmed = analyzer is Analyzer.TEXT
    return [(stem(word) if stemmed else word, word) for word in folded]


def tokenize(text: str, analyzer: Analyzer, language: str | None = None) -> list[Token]:
    """The terms of the text in order of start, with their places; bigrams overlap."""
    if analyzer is Analyzer.DATE:
        return []
    to_term = _to_term(analyzer, _reduced(analyzer, language))
    return [
        Token(to_term(text[start:end]), start, end)
        for start, end in (token_spans(text) if analyzer is Analyzer.TEXT else word_spans(text))
    ]


@lru_cache(maxsize=_QUERIED)
def query_words(
    text: str, analyzer: Analyzer, language: str | None = None
) -> tuple[tuple[str, str], ...]:
    """The term and the spelling of each word that a typed text asks for, in order; as many in
    every language.

    A run of a script without spaces may go on in what it finds. So where the text ends in one, its
    last character is left out: the bigrams before have it. A run of only one character stands for
    what begins with it (see `is_beginning`).
    """
    words = analyse(text, analyzer, language)
    if analyzer is Analyzer.TEXT and is_unspaced(text):
        spans = token_spans(text)
        if len(spans) > 1 and spans[-1][1] == spans[-2][1]:
            words.pop()
    return tuple(words)


def query_terms(text: str, analyzer: Analyzer, language: str | None = None) -> list[str]:
    """The terms of `query_words`."""
    return [term for term, _ in query_words(text, analyzer, language)]


def query_spellings(text: str, analyzer: Analyzer) -> list[str]:
    """The spellings of `query_words`."""
    return [spelt for _, spelt in query_words(text, analyzer)]


def is_beginning(term: str) -> bool:
    """Whether the term, as the last one that is asked for in a field of texts, stands for every
    term that begins with it: a single character of a script without spaces."""
    return is_one_character(term)


def piece_terms(piece: str, analyzer: Analyzer, language: str | None = None) -> tuple[str, ...]:
    """The terms of what stands between two spaces, in order; `language` is one of LANGUAGES."""
    return () if analyzer is Analyzer.DATE else _term_pieces(analyzer, language)[piece]


def piece_forms(piece: str, analyzer: Analyzer, language: str | None = None) -> tuple[Form, ...]:
    """`piece_terms` with all else that a word can be compared by."""
    return () if analyzer is Analyzer.DATE else _form_pieces(analyzer, language)[piece]


@lru_cache(maxsize=_LONG_PIECES)
def piece_spans(piece: str, analyzer: Analyzer = Analyzer.TEXT) -> Sequence[tuple[int, int]]:
    """The half-open ranges of characters that the terms of a piece came from, in order."""
    return token_spans(piece) if analyzer is Analyzer.TEXT else word_spans(piece)
