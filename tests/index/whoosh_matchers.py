"""A query's nodes as Whoosh matchers, a tree of them for each segment: the oracle of the evaluator.

Whoosh reads the very same arrays, through its codec. How much a word stands in a field is told by a
WeightingModel, and added up over the fields by UnionMatchers; a matcher around those saturates the
sum. (What Whoosh calls BM25F saturates in each field.)

Whoosh's own query classes are left aside: they give a score of 1 to everything that a NOT lets
through, lose postings that score 0 in an OR of more than two, turn `AND *` into `*`, and allow a
phrase's slop anew between each two of its words. The matchers beneath are sound when stepped one
posting at a time, and so what matches is exact, whatever it scores.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from math import log

from whoosh.matching import (
    IntersectionMatcher,
    InverseMatcher,
    ListMatcher,
    Matcher,
    NullMatcher,
    UnionMatcher,
    WrappingMatcher,
)
from whoosh.reading import IndexReader
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher
from whoosh.util import make_binary_tree

from index.analysis import fold, terms
from index.fields import FIELDS, Field, Role, with_role
from index.query import (
    All,
    And,
    Boosted,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Synonyms,
    Word,
)
from index.repeated_words import K3
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.arrays import SegmentArrays, Snapshot
from index.whoosh_engine.evaluation.terms import K1
from index.whoosh_engine.instants import bounds


@dataclass(frozen=True)
class Segment:
    """A segment as Whoosh sees it, and the size and times of it."""

    searcher: Searcher
    arrays: SegmentArrays
    whole: Searcher  # of the commit; the segment's refers to it only weakly

    @property
    def reader(self) -> IndexReader:
        return self.searcher.reader()

    @property
    def size(self) -> int:
        return self.arrays.document_count

    def published_within(self, span: Published) -> list[int]:
        start, end = bounds(span)
        instants = self.arrays.instants["published"].instants.tolist()
        return [document for document, at in enumerate(instants) if start <= at < end]


def whoosh_segments(snapshot: Snapshot) -> list[Segment]:
    """A commit's segments; scores are of the whole commit."""
    whole = Searcher(snapshot.reader(), weighting=FieldWeights())
    parts = [part for part, _ in whole.leaf_searchers()]
    pairs = zip(parts, snapshot.segments, strict=True)
    return [Segment(part, arrays, whole) for part, arrays in pairs]


class FieldWeights(WeightingModel):  # type: ignore[misc] # Whoosh has no types
    """How much a word stands in a field of a document, by the field's weight and length there."""

    def scorer(
        self, searcher: Searcher, fieldname: str, text: bytes, qf: float = 1.0
    ) -> "FieldScorer":
        """That of the field in a segment; lengths are compared with the whole commit's average."""
        del text, qf
        return FieldScorer(
            searcher, fieldname, searcher.get_parent().avg_field_length(fieldname) or 1
        )


class FieldScorer(BaseScorer):  # type: ignore[misc] # Whoosh has no types
    """boost * tf / (1 - b + b * length / average length)"""

    def __init__(self, searcher: Searcher, field: str, average: float) -> None:
        self._length = partial(searcher.doc_field_length, fieldname=field)
        self._field = FIELDS[field]
        self._average = average

    def score(self, matcher: Matcher) -> float:
        """What the present posting counts."""
        b, length = self._field.b, self._length(matcher.id())
        return self._field.boost * matcher.weight() / (1 - b + b * length / self._average)


def whoosh_matches(segment: Segment, node: Node) -> list[tuple[int, float]]:
    """The live documents of the segment that match, each with its score."""
    matcher = Matchers(segment, scored=True).matcher(node)
    deleted = set(segment.arrays.deleted.tolist())
    found: list[tuple[int, float]] = []
    while matcher.is_active():
        if matcher.id() not in deleted:
            found.append((matcher.id(), matcher.score()))
        matcher.next()
    return found


class Matchers:
    """Makes matchers for one segment. Deleted documents may come out of them: leave those out.

    Unless `scored`, only documents may be asked of a matcher.
    """

    def __init__(self, segment: Segment, *, scored: bool) -> None:
        self._segment = segment
        self._scored = scored

    def matcher(self, node: Node) -> Matcher:
        """What matches the node. Its score is the sum of its words' BM25F over the fields.

        A prefix scores its field's boost, whatever it stands for; dates, NOT and `*` score 0.
        """
        match node:
            case All():
                return _listed(range(self._segment.size), 0.0)
            case Word(text=text, field=name):
                return self._phrase(text, name, 0)
            case Phrase(text=text, field=name, slop=slop):
                return self._phrase(text, name, slop)
            case Prefix(text=text, field=name):
                return _any_of(
                    [_boosted(self._prefix(field, text), field.boost) for field in searched(name)]
                )
            case Published():
                return _listed(self._segment.published_within(node), 0.0)
            case And(children=children):
                return _all_of(self._once_each(without_stop_words(children)))
            case Or(children=children):
                return _any_of(self._once_each(children))
            case Synonyms(children=children):
                matchers = [self.matcher(child) for child in children]
                return make_binary_tree(BestMatcher, matchers)
            case Boosted(child=child, factor=factor):
                return _boosted(self.matcher(child), factor)
            case Not(child=child):
                unscored = Matchers(self._segment, scored=False).matcher(child)
                return InverseMatcher(unscored, self._segment.size, weight=0.0)
        raise AssertionError(f"Whoosh's terms do not tell what {node} matches")

    def _once_each(self, children: Sequence[Node]) -> list[Matcher]:
        """The different children: one that is there n times counts less than n times."""
        return [
            self.matcher(child)
            if n == 1 or isinstance(child, Not)
            else _boosted(self.matcher(child), (K3 + 1) * n / (K3 + n))
            for child, n in Counter(children).items()
        ]

    def _phrase(self, text: str, name: str | None, slop: int) -> Matcher:
        """Where the words stand in order in any field. Each of them counts by itself, and only in
        fields that have them all: so for each there is a matcher of the whole phrase."""
        fields = searched(name)
        words = terms(text, fields[0].analyzer)
        return _all_of(
            [
                SaturatingMatcher(
                    _any_of([self._in_order(field, words, slop, counted) for field in fields]),
                    self._worth(fields, word),
                )
                for counted, word in enumerate(words)
            ]
        )

    def _in_order(self, field: Field, words: Sequence[str], slop: int, counted: int) -> Matcher:
        """Where the words stand in order in a field, worth what the counted one is."""
        matchers = [self._term(field.name, word.encode()) for word in words]
        if not all(matcher.is_active() for matcher in matchers):
            return NullMatcher()
        return PhraseMatcher(matchers, slop, counted)

    def _worth(self, fields: Iterable[Field], word: str) -> float:
        """What a word is worth at most, by Lucene's inverse document frequency in the field where
        it is commonest, in the whole commit."""
        reader = self._segment.whole.reader()
        size, n = reader.doc_count_all(), max(reader.doc_frequency(f.name, word) for f in fields)
        return log(1 + (size - n + 0.5) / (n + 0.5)) * (K1 + 1)

    def _term(self, field: str, term: bytes) -> Matcher:
        if (field, term) not in self._segment.reader:
            return NullMatcher()
        source = self._segment.searcher if self._scored else self._segment.reader
        return source.postings(field, term)

    def _prefix(self, field: Field, text: str) -> Matcher:
        arrays = self._segment.arrays.field(field.name)
        documents: set[int] = set()
        if arrays:
            # Which of a term's words stand where is beyond Whoosh: each is looked up by itself.
            for number, key in enumerate(arrays.spellings.keys(range(len(arrays.spellings)))):
                if key.startswith(fold(text)):
                    documents.update(arrays.spellings.documents(range(number, number + 1)).tolist())
        return _listed(sorted(documents), 1.0)


class BestMatcher(UnionMatcher):  # type: ignore[misc] # Whoosh has no types
    """What either matches, worth what the better one says. (Whoosh's DisjunctionMaxMatcher also
    asks the one that stands at a later document.)"""

    def score(self) -> float:
        """What the present document is worth."""
        there = [part for part in (self.a, self.b) if part.is_active() and part.id() == self.id()]
        return max(part.score() for part in there)


class SaturatingMatcher(WrappingMatcher):  # type: ignore[misc] # Whoosh has no types
    """What its child matches: `worth * sum / (sum + K1)` where that scores the sum."""

    def __init__(self, child: Matcher, worth: float) -> None:
        super().__init__(child)
        self._worth = worth

    def score(self) -> float:
        """What the present document is worth."""
        total: float = self.child.score()
        return self._worth * total / (total + K1)


class PhraseMatcher(WrappingMatcher):  # type: ignore[misc] # Whoosh has no types
    """Documents in which the words stand in this order, at most `slop` others among them in all;
    worth what the `counted` one of the words is."""

    def __init__(self, words: Sequence[Matcher], slop: int, counted: int) -> None:
        super().__init__(_all_of(words))
        self._words = words
        self._slop = slop
        self._counted = words[counted]
        self._find()

    def score(self) -> float:
        """What the present document is worth."""
        score: float = self._counted.score()
        return score

    def next(self) -> None:
        """Go to the next document."""
        self.child.next()
        self._find()

    def skip_to(self, id: int) -> None:
        """Go to the document, or to the next one after it."""
        self.child.skip_to(id)
        self._find()

    def _find(self) -> None:
        while self.child.is_active():
            positions = [word.value_as("positions") for word in self._words]
            if has_phrase(positions, self._slop):
                return
            self.child.next()


def searched(name: str | None) -> tuple[Field, ...]:
    """Where a clause is looked for: the field named, or all that are searched."""
    return with_role(Role.SEARCH) if name is None else (FIELDS[name],)


def has_phrase(positions: Sequence[Sequence[int]], slop: int) -> bool:
    """Whether one ascending position can be taken from each word's so that they stand in this
    order, at most `slop` other positions among them."""
    if not slop:
        starts = ({place - number for place in places} for number, places in enumerate(positions))
        return bool(reduce(set.intersection, starts))
    longest = len(positions) + slop
    # From each start, the earliest next word each time: no other choice ends earlier.
    return any(_end(start, positions[1:]) - start < longest for start in positions[0])


def _end(start: int, following: Iterable[Sequence[int]]) -> float:
    place: float = start
    for places in following:
        next_one = bisect_right(places, place)
        if next_one == len(places):
            return float("inf")
        place = places[next_one]
    return place


class _Constant(BaseScorer):  # type: ignore[misc] # Whoosh has no types
    def __init__(self, score: float) -> None:
        self._score = score

    def score(self, _: Matcher) -> float:
        return self._score


def _listed(documents: Sequence[int], score: float) -> Matcher:
    # A scorer, because a ListMatcher takes a weight of 0 for 1.
    return ListMatcher(documents, scorer=_Constant(score))


def _boosted(matcher: Matcher, boost: float) -> Matcher:
    return matcher if boost == 1.0 else WrappingMatcher(matcher, boost)


def _all_of(matchers: Sequence[Matcher]) -> Matcher:
    return make_binary_tree(IntersectionMatcher, matchers) if matchers else NullMatcher()


def _any_of(matchers: Sequence[Matcher]) -> Matcher:
    return make_binary_tree(UnionMatcher, matchers) if matchers else NullMatcher()
