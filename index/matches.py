"""Where in a text a query matches: the ground of marks and snippets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.analysis import PrefixTerms, prefix_terms, terms
from index.fields import FIELDS, Analyzer, Role
from index.locating import LocatableText, Piece, prefix_anchors, shortest, term_anchors
from index.query import And, Node, Not, Or, Phrase, Prefix, Word
from index.stop_word_rule import without_stop_words


class Match(NamedTuple):
    """A clause of the query that matches the half-open range `[start, end)` of characters.

    `clause` tells clauses apart; `words` is how many words of the query it is.
    """

    start: int
    end: int
    clause: int
    words: int = 1


@dataclass(frozen=True, slots=True)
class Clauses:
    """What of a query can match in one field, analysed as the field is.

    Each clause has a number; a phrase is its number, its terms and its slop. Every place where one
    can match begins with an anchor (see `index.locating`).
    """

    words: dict[str, int]
    prefixes: tuple[tuple[int, PrefixTerms], ...]
    phrases: tuple[tuple[int, tuple[str, ...], int], ...]
    anchors: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.prefixes or self.phrases)


@lru_cache(maxsize=64)  # the hits of one search share them
def clauses_in(node: Node, field: str) -> Clauses:
    """The positive clauses of the query that look into this field.

    What is negated never matches, nor does a stop word that the search passed over. Raises
    KeyError for an unknown field.
    """
    analyzer, searched = FIELDS[field].analyzer, Role.SEARCH in FIELDS[field].roles
    words: dict[str, int] = {}
    prefixes: dict[PrefixTerms, int] = {}
    phrases: dict[tuple[tuple[str, ...], int], int] = {}
    for number, clause in enumerate(_positive(node)):
        if analyzer is Analyzer.DATE or not (
            clause.field == field or (not clause.field and searched)
        ):
            continue
        if isinstance(clause, Prefix):
            prefixes.setdefault(prefix_terms(clause.text, analyzer), number)
            continue
        found = tuple(terms(clause.text, analyzer))
        if len(found) == 1:
            words.setdefault(found[0], number)
        elif found:
            slop = clause.slop if isinstance(clause, Phrase) else 0
            phrases.setdefault((found, slop), number)
    begins = [*words, *(phrase[0] for phrase, _ in phrases)]
    anchors = [anchor for term in begins for anchor in term_anchors(term)]
    anchors += [anchor for prefix in prefixes for anchor in prefix_anchors(prefix)]
    return Clauses(
        words,
        tuple((number, prefix) for prefix, number in prefixes.items()),
        tuple((number, found, slop) for (found, slop), number in phrases.items()),
        shortest(anchors),
    )


def _positive(node: Node, negated: bool = False) -> Iterator[Word | Phrase | Prefix]:
    match node:
        case Word() | Phrase() | Prefix():
            if not negated:
                yield node
        case And(children=children):
            for child in without_stop_words(children):
                yield from _positive(child, negated)
        case Or(children=children):
            for child in children:
                yield from _positive(child, negated)
        case Not(child=child):
            yield from _positive(child, not negated)


def find_matches(text: str, clauses: Clauses, analyzer: Analyzer, start: int = 0) -> list[Match]:
    """Every match in the text, in order of `start`; matches of different clauses may overlap.

    The text may be a part of one between two spaces, beginning at `start`: offsets are in all.
    """
    if not clauses or not text:
        return []
    located = LocatableText(text, analyzer, start)
    matches: list[Match] = []
    words, prefixes = clauses.words, clauses.prefixes
    for piece in located.pieces(clauses.anchors):
        for index, term in enumerate(piece.terms):
            found = words.get(term)
            if found is None and prefixes:
                found = next((number for number, p in prefixes if p.matches(term)), None)
            if found is not None:
                matches.append(Match(*piece.span(index), found))
            for number, phrase, slop in clauses.phrases:
                if term == phrase[0]:
                    matches += _phrase_matches(located, piece, index, number, phrase, slop)
    matches.sort()
    return matches


def _phrase_matches(
    located: LocatableText,
    piece: Piece,
    index: int,
    number: int,
    phrase: tuple[str, ...],
    slop: int,
) -> list[Match]:
    """The phrase if it begins with the piece's term `index`; its words stand in order, with at most
    `slop` other words among them in all."""
    following = _terms_from(located, piece, index)
    spans = [next(following)[1]]
    others = 0
    for wanted in phrase[1:]:
        # The earliest next word each time: no other choice ends earlier.
        for term, span in following:
            if term == wanted:
                spans.append(span)
                break
            others += 1
            if others > slop:
                return []
        else:
            return []
    if not slop:  # one mark from end to end
        spans = [(spans[0][0], spans[-1][1])]
    return [Match(*span, number, len(phrase)) for span in spans]


def _terms_from(
    located: LocatableText, piece: Piece, index: int
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The terms from the piece's term `index` on, with their places in the text."""
    for following in located.following(piece):
        for number in range(index, len(following.terms)):
            yield following.terms[number], following.span(number)
        index = 0
