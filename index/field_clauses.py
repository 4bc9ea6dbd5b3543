"""What of a query can match in one field of an article, analysed as the field is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from index.analysis import (
    WordPattern,
    character_pattern,
    fold,
    fuzzy_pattern,
    is_beginning,
    is_unspaced,
    language_of,
    prefix_pattern,
    query_words,
    wildcard_pattern,
)
from index.fields import FIELDS, Analyzer, Role
from index.locating import beginning_anchors, shortest, term_anchors
from index.pieces import NO_ANCHORS, Anchors, make_anchors
from index.query import And, Boosted, Fuzzy, Node, Not, Or, Phrase, Prefix, Synonyms, Wildcard, Word
from index.stop_word_rule import without_stop_words

_Leaf = Word | Phrase | Prefix | Wildcard | Fuzzy


class PhraseClause(NamedTuple):
    """Words that are to stand in order, with at most `slop` other words among them in all.

    An exact one has `spellings`, which its words are compared by, and not by their terms. With
    `open_end` the last is a character that what begins with it matches (see `is_beginning`).
    """

    number: int
    terms: tuple[str, ...]
    spellings: tuple[str, ...] | None
    slop: int
    open_end: bool

    @property
    def wanted(self) -> tuple[str, ...]:
        """What the words are compared by."""
        return self.terms if self.spellings is None else self.spellings


@dataclass(frozen=True)
class Clauses:
    """The clauses of a query that can match in a field, each with a number that tells it apart;
    words that are synonyms of each other share one.

    A word matches by its term, its folded form, its spelling if the query wants it exact, or one of
    the patterns. Every place where one can match begins with an anchor (see `index.locating`), or
    could be anywhere. All numbers are less than `count`. `language` is one of LANGUAGES, or None.
    """

    language: str | None = None
    words: dict[str, int] = field(default_factory=dict)
    folded: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, int] = field(default_factory=dict)
    patterns: tuple[tuple[int, WordPattern], ...] = ()
    phrases: tuple[PhraseClause, ...] = ()
    anchors: Anchors = field(default=NO_ANCHORS, compare=False)
    count: int = 0

    def __bool__(self) -> bool:
        return bool(self.has_words or self.phrases)

    @property
    def has_words(self) -> bool:
        """Whether single words match."""
        return bool(self.words or self.spellings or self.patterns)

    @cached_property
    def most_words(self) -> int:
        """How many different words of the query a passage can have at most."""
        counts = dict.fromkeys((*self.words.values(), *self.spellings.values()), 1)
        counts |= dict.fromkeys((number for number, _ in self.patterns), 1)
        for phrase in self.phrases:  # synonyms share a number
            counts[phrase.number] = max(len(phrase.terms), counts.get(phrase.number, 0))
        return sum(counts.values())

    @cached_property
    def longest_phrase(self) -> int:
        """How many words a phrase can be long, the others among its own counted."""
        return max((len(phrase.terms) + phrase.slop for phrase in self.phrases), default=0)


def clauses_in(node: Node, field: str, language: str | None = None) -> Clauses:
    """The positive clauses of the query that look into this field of an article in `language` (a
    BCP 47 tag).

    What is negated never matches, nor does a stop word that the search passed over. Raises
    KeyError for an unknown field.
    """
    return _clauses_in(node, field, language_of(language))


class QueryClauses(dict[str, Clauses]):
    """The clauses of a query in each field, found out at the first use and once only."""

    def __init__(self, node: Node, language: str | None = None) -> None:
        self._node = node
        self._language = language
        super().__init__()

    def __missing__(self, field: str) -> Clauses:
        found = self[field] = clauses_in(self._node, field, self._language)
        return found


@lru_cache(maxsize=256)  # the hits of one search share them
def _clauses_in(node: Node, name: str, language: str | None) -> Clauses:
    analyzer, searched = FIELDS[name].analyzer, Role.SEARCH in FIELDS[name].roles
    collected = _Collector(analyzer, language if analyzer is Analyzer.TEXT else None)
    for number, leaves in enumerate(_positive(node)):
        for leaf in leaves:
            if leaf.field == name or (not leaf.field and searched):
                collected.add(number, leaf)
    return collected.clauses()


def _positive(node: Node, negated: bool = False) -> Iterator[tuple[_Leaf, ...]]:
    """The leaves of the query that are not negated, synonyms together."""
    match node:
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            if not negated:
                yield (node,)
        case And(children=children):
            for child in without_stop_words(children):
                yield from _positive(child, negated)
        case Or(children=children):
            for child in children:
                yield from _positive(child, negated)
        case Synonyms(children=children):
            groups = [group for child in children for group in _positive(child, negated)]
            if groups:
                yield tuple(leaf for group in groups for leaf in group)
        case Boosted(child=child):
            yield from _positive(child, negated)
        case Not(child=child):
            yield from _positive(child, not negated)


class _Collector:
    """Sorts the leaves of a query by how they match; of equal ones the first gives the number."""

    def __init__(self, analyzer: Analyzer, language: str | None) -> None:
        self._analyzer = analyzer
        self._language = language
        self._count = 0
        self._words: dict[str, int] = {}
        self._folded: dict[str, int] = {}
        self._spellings: dict[str, int] = {}
        self._patterns: dict[WordPattern, int] = {}
        self._phrases: dict[tuple[tuple[str, ...], tuple[str, ...] | None, int], int] = {}

    def add(self, number: int, leaf: _Leaf) -> None:
        """Take a leaf that looks into the field."""
        self._count = number + 1
        if self._analyzer is Analyzer.DATE:
            return
        unspaced = self._analyzer is Analyzer.TEXT and is_unspaced(leaf.text)
        match leaf:
            case Prefix(text=text) if not unspaced:
                self._patterns.setdefault(prefix_pattern(text), number)
            case Fuzzy(text=text, distance=distance) if not unspaced:
                self._patterns.setdefault(fuzzy_pattern(text, distance), number)
            case Wildcard(text=text):
                if text.strip("*?"):  # what any word matches is nothing to mark
                    self._patterns.setdefault(wildcard_pattern(text), number)
            case Word(exact=exact) | Phrase(exact=exact):
                self._add_words(number, leaf, exact)
            case _:
                self._add_words(number, leaf, False)

    def _add_words(self, number: int, leaf: _Leaf, exact: bool) -> None:
        words = query_words(leaf.text, self._analyzer, self._language)
        if not words:
            return
        if len(words) > 1:
            slop = leaf.slop if isinstance(leaf, Phrase) else 0
            terms, spellings = zip(*words, strict=True)
            self._phrases.setdefault((terms, spellings if exact else None, slop), number)
            return
        [(term, spelt)] = words
        if self._analyzer is Analyzer.TEXT and is_beginning(term):
            self._patterns.setdefault(character_pattern(term), number)
        elif exact:
            self._spellings.setdefault(spelt, number)
        else:
            self._words.setdefault(term, number)
            if self._language:
                self._folded.setdefault(fold(spelt), number)

    def clauses(self) -> Clauses:
        """All that was taken."""
        is_text = self._analyzer is Analyzer.TEXT
        return Clauses(
            language=self._language,
            words=self._words,
            folded=self._folded,
            spellings=self._spellings,
            patterns=tuple([(number, pattern) for pattern, number in self._patterns.items()]),
            phrases=tuple(
                [
                    PhraseClause(number, terms, spelt, slop, is_text and is_beginning(terms[-1]))
                    for (terms, spelt, slop), number in self._phrases.items()
                ]
            ),
            anchors=make_anchors(self._anchors()),
            count=self._count,
        )

    def _anchors(self) -> tuple[str, ...] | None:
        stemmed, plain = list(self._words), list(self._spellings)
        for terms, spelt, _ in self._phrases:
            if spelt is None:
                stemmed.append(terms[0])
            else:
                plain.append(spelt[0])
        if stemmed and self._language:
            return None  # only Porter2 is known to leave the beginnings of words
        plain += [pattern.beginning for pattern in self._patterns]
        if not all(plain):
            return None
        anchors: list[str] = []
        for term in stemmed:
            anchors += term_anchors(term)
        for beginning in plain:
            anchors += beginning_anchors(beginning)
        return shortest(anchors) if all(anchors) else None
