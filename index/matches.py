"""Where in a text a query matches: the ground of marks and snippets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.analysis import PrefixTerms, piece_terms, prefix_terms, terms
from index.fields import FIELDS, Analyzer, Role
from index.locating import (
    anchored_pieces,
    prefix_anchors,
    shortest,
    term_anchors,
    term_range,
    terms_from,
)
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


class QueryClauses(dict[str, Clauses]):
    """The clauses of a query in each field, found out at the first use and once only."""

    def __init__(self, node: Node) -> None:
        self._node = node
        super().__init__()

    def __missing__(self, field: str) -> Clauses:
        found = self[field] = clauses_in(self._node, field)
        return found


def find_matches(text: str, clauses: Clauses, analyzer: Analyzer, start: int = 0) -> list[Match]:
    """Every match in the text, in order of `start`; matches of different clauses may overlap.

    The text may be a part of one between two spaces, beginning at `start`: offsets are in all.
    """
    if not clauses or not text:
        return []
    matches: list[Match] = []
    words, prefixes, phrases = clauses.words, clauses.prefixes, clauses.phrases
    for place, piece in anchored_pieces(text, clauses.anchors):
        for index, term in enumerate(piece_terms(piece, analyzer)):
            found = words.get(term)
            if found is None and prefixes:
                found = _prefix_of(term, prefixes)
            if found is not None:
                first, last = term_range(piece, index)
                matches.append(Match(start + place + first, start + place + last, found))
            for number, phrase, slop in phrases:
                if term == phrase[0]:
                    following = terms_from(text, analyzer, place, index)
                    for first, last in _phrase_ranges(following, phrase, slop):
                        matches.append(Match(start + first, start + last, number, len(phrase)))
    if phrases:
        matches.sort()
    return matches


def _prefix_of(term: str, prefixes: Iterable[tuple[int, PrefixTerms]]) -> int | None:
    for number, prefix in prefixes:
        if prefix.matches(term):
            return number
    return None


def _phrase_ranges(
    following: Iterator[tuple[str, int, str, int]], phrase: tuple[str, ...], slop: int
) -> list[tuple[int, int]]:
    """Where the phrase stands if it begins with the first of the terms that follow; none if not.

    Its words stand in order, with at most `slop` other words among them in all.
    """
    places = [next(following)[1:]]
    others = 0
    for wanted in phrase[1:]:
        # The earliest next word each time: no other choice ends earlier.
        for term, start, piece, index in following:
            if term == wanted:
                places.append((start, piece, index))
                break
            others += 1
            if others > slop:
                return []
        else:
            return []
    ranges = []
    for start, piece, index in places:
        first, last = term_range(piece, index)
        ranges.append((start + first, start + last))
    if not slop:  # one mark from end to end
        return [(ranges[0][0], ranges[-1][1])]
    return ranges
