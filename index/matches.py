"""Where in a text a query matches: the ground of marks and snippets."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from index.analysis import first_character, piece_forms, piece_terms
from index.characters import JoinedTexts, join_texts
from index.field_clauses import Clauses, PhraseClause
from index.fields import Analyzer
from index.locating import word_range
from index.phrase_matches import Keys, Pieces, phrase_ranges
from index.pieces import find_pieces


class Match(NamedTuple):
    """A clause of the query that matches the half-open range `[start, end)` of characters.

    `clause` tells clauses apart; `words` is how many words of the query it is.
    """

    start: int
    end: int
    clause: int
    words: int = 1


def find_matches(text: str, clauses: Clauses, analyzer: Analyzer) -> list[Match]:
    """Every match in the text, in order of `start`; matches of different clauses may overlap."""
    if not clauses or not text:
        return []
    return matches_among(join_texts([text]), clauses, analyzer)


def matches_among(texts: JoinedTexts, clauses: Clauses, analyzer: Analyzer) -> list[Match]:
    """Every match in one of the texts, in order of `start`."""
    pieces = find_pieces(texts, clauses.anchors)
    matches = _words_in(pieces, clauses, analyzer) if clauses.has_words else []
    if clauses.phrases:
        for phrase in clauses.phrases:
            keys_of = _keys_of(phrase, analyzer, clauses.language)
            words = len(phrase.terms)
            for end, own in _by_text(pieces, texts):
                for first, last in phrase_ranges(texts.text, end, own, phrase, keys_of, analyzer):
                    matches.append(Match(first, last, phrase.number, words))
        matches.sort()
    return matches


def _words_in(pieces: Pieces, clauses: Clauses, analyzer: Analyzer) -> list[Match]:
    """The words that match, in order."""
    by_form = clauses.spellings or clauses.patterns or clauses.folded
    look_into = _forms_in if by_form else _terms_in
    matches: list[Match] = []
    known: dict[str, list[tuple[int, int, int]]] = {}  # for texts repeat their pieces
    for place, piece in pieces:
        found = known.get(piece)
        if found is None:
            found = known[piece] = look_into(piece, clauses, analyzer)
        for first, last, number in found:
            matches.append(Match(place + first, place + last, number))
    return matches


def _terms_in(piece: str, clauses: Clauses, analyzer: Analyzer) -> list[tuple[int, int, int]]:
    """The words of a piece that match, in order, where only terms are compared: where, and which
    clause."""
    words = clauses.words
    return [
        (*word_range(piece, index, analyzer), words[term])
        for index, term in enumerate(piece_terms(piece, analyzer, clauses.language))
        if term in words
    ]


def _forms_in(piece: str, clauses: Clauses, analyzer: Analyzer) -> list[tuple[int, int, int]]:
    """The same where more than terms is compared."""
    found = []
    for index, form in enumerate(piece_forms(piece, analyzer, clauses.language)):
        number = clauses.words.get(form.term)
        if number is None and clauses.folded:
            number = clauses.folded.get(form.folded)
        if number is None and clauses.spellings:
            number = clauses.spellings.get(form.spelling)
        if number is not None:
            found.append((*word_range(piece, index, analyzer), number))
            continue
        for number, pattern in clauses.patterns:
            if pattern.matches(form.folded):
                first, last = word_range(piece, index, analyzer)
                if pattern.kind == "character":
                    last = first + first_character(piece[first:last])
                found.append((first, last, number))
                break
    return found


def _keys_of(phrase: PhraseClause, analyzer: Analyzer, language: str | None) -> Keys:
    """What gives the words of a piece as the phrase's are compared: their spellings or terms."""
    if phrase.spellings is None:
        return lambda piece: piece_terms(piece, analyzer, language)
    return cache(
        lambda piece: tuple([form.spelling for form in piece_forms(piece, analyzer, language)])
    )


def _by_text(pieces: Pieces, texts: JoinedTexts) -> Iterator[tuple[int, Pieces]]:
    """Where each text ends that has any of the pieces, with those."""
    first = 0
    for end in texts.edges[1::2].tolist():
        last = bisect_left(pieces, (end, ""), first)
        if first < last:
            yield end, pieces[first:last]
        first = last
