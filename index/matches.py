"""Where in a text a query matches: the ground of marks and snippets."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from index.analysis import first_character, piece_forms, piece_terms
from index.field_clauses import Clauses, PhraseClause
from index.fields import Analyzer
from index.locating import Place, anchored_pieces, every_piece, keys_from, word_range


class Match(NamedTuple):
    """A clause of the query that matches the half-open range `[start, end)` of characters.

    `clause` tells clauses apart; `words` is how many words of the query it is.
    """

    start: int
    end: int
    clause: int
    words: int = 1


def find_matches(text: str, clauses: Clauses, analyzer: Analyzer, start: int = 0) -> list[Match]:
    """Every match in the text, in order of `start`; matches of different clauses may overlap.

    The text may be a part of one between two spaces, beginning at `start`: offsets are in all.
    """
    if not clauses or not text:
        return []
    anchors = clauses.anchors
    pieces = list(every_piece(text)) if anchors is None else anchored_pieces(text, anchors)
    by_form = clauses.spellings or clauses.patterns or clauses.folded
    matches = (_by_form if by_form else _by_term)(pieces, clauses, analyzer, start)
    if clauses.phrases:
        for phrase in clauses.phrases:
            keys_of = _keys_of(phrase, analyzer, clauses.language)
            for first, last in _phrase_ranges(text, pieces, phrase, keys_of, analyzer):
                words = len(phrase.terms)
                matches.append(Match(start + first, start + last, phrase.number, words))
        matches.sort()
    return matches


_Pieces = Sequence[tuple[int, str]]
"""Pieces of a text, in order: where each starts, and it (see `index.locating`)."""


def _by_term(pieces: _Pieces, clauses: Clauses, analyzer: Analyzer, start: int) -> list[Match]:
    """The words that match, in order, where only terms are compared."""
    words, language = clauses.words, clauses.language
    matches: list[Match] = []
    if words:
        for place, piece in pieces:
            for index, term in enumerate(piece_terms(piece, analyzer, language)):
                number = words.get(term)
                if number is not None:
                    first, last = word_range(piece, index, analyzer)
                    matches.append(Match(start + place + first, start + place + last, number))
    return matches


def _by_form(pieces: _Pieces, clauses: Clauses, analyzer: Analyzer, start: int) -> list[Match]:
    """The same where more than terms is compared."""
    matches: list[Match] = []
    known: dict[str, list[tuple[int, int, int]]] = {}  # for a text repeats its pieces
    for place, piece in pieces:
        found = known.get(piece)
        if found is None:
            found = known[piece] = _forms_in(piece, clauses, analyzer)
        place += start
        for first, last, number in found:
            matches.append(Match(place + first, place + last, number))
    return matches


def _forms_in(piece: str, clauses: Clauses, analyzer: Analyzer) -> list[tuple[int, int, int]]:
    """The words of a piece that match, in order: where, and which clause."""
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


_Keys = Callable[[str], Sequence[str]]


def _keys_of(phrase: PhraseClause, analyzer: Analyzer, language: str | None) -> _Keys:
    """What gives the words of a piece as the phrase's are compared: their spellings or terms."""
    if phrase.spellings is None:
        return lambda piece: piece_terms(piece, analyzer, language)
    return cache(lambda piece: [form.spelling for form in piece_forms(piece, analyzer, language)])


def _phrase_ranges(
    text: str, pieces: _Pieces, phrase: PhraseClause, keys_of: _Keys, analyzer: Analyzer
) -> Iterator[tuple[int, int]]:
    """Where the phrase stands: a range from one end to the other of its words that stand side by
    side, as all do where no other words are allowed among them."""
    for following in _beginnings(text, pieces, phrase.wanted[0], keys_of):
        runs = _runs(following, phrase)
        for number, (first, last) in enumerate(runs, start=1):
            start, _ = _range(first, analyzer)
            last_start, end = _range(last, analyzer)
            if phrase.open_end and number == len(runs):
                end = last_start + first_character(text[last_start:end])
            yield start, end


def _beginnings(
    text: str, pieces: _Pieces, begin: str, keys_of: _Keys
) -> Iterator[Iterator[tuple[str, Place]]]:
    """The words from each on that a phrase begins with."""
    for start, piece in pieces:
        keys = keys_of(piece)
        if begin in keys:
            for index, key in enumerate(keys):
                if key == begin:
                    yield keys_from(text, keys_of, piece, start, index)


def _runs(following: Iterator[tuple[str, Place]], phrase: PhraseClause) -> list[list[Place]]:
    """The first and the last of the phrase's words that have no others between them, over and
    over; none if it does not begin with the first of the words that follow."""
    wanted = phrase.wanted
    _, place = next(following)
    runs = [[place, place]]
    others = 0
    last = len(wanted) - 1 if phrase.open_end else 0
    for number, key in enumerate(wanted[1:], start=1):
        before = others
        # The earliest next word each time: no other choice ends earlier.
        for found, place in following:
            if found == key or (number == last and found.startswith(key)):
                if others == before:
                    runs[-1][1] = place
                else:
                    runs.append([place, place])
                break
            others += 1
            if others > phrase.slop:
                return []
        else:
            return []
    return runs


def _range(place: Place, analyzer: Analyzer) -> tuple[int, int]:
    """The half-open range of characters of a word."""
    start, piece, index = place
    first, last = word_range(piece, index, analyzer)
    return start + first, start + last
