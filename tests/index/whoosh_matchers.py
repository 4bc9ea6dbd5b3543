"""A query's nodes as Whoosh matchers, a tree of them for each segment: the oracle of the evaluator.

Whoosh reads the very same arrays, through its codec, and scores with its own BM25F.

Whoosh's own query classes are left aside: they give a score of 1 to everything that a NOT lets
through, lose postings that score 0 in an OR of more than two, turn `AND *` into `*`, and allow a
phrase's slop anew between each two of its words. The matchers beneath are sound when stepped one
posting at a time, and so what matches is exact, whatever it scores.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

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
from whoosh.scoring import BM25F, BaseScorer
from whoosh.searching import Searcher
from whoosh.util import make_binary_tree

from index.analysis import prefix_terms, terms
from index.fields import FIELDS, Field, Role, with_role
from index.query import All, And, Node, Not, Or, Phrase, Prefix, Published, Word
from index.stop_word_rule import without_stop_words
from index.whoosh_engine.arrays import SegmentArrays, Snapshot
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
    b = {f"{field.name}_B": field.b for field in FIELDS.values()}
    whole = Searcher(snapshot.reader(), weighting=BM25F(**b))
    parts = [part for part, _ in whole.leaf_searchers()]
    pairs = zip(parts, snapshot.segments, strict=True)
    return [Segment(part, arrays, whole) for part, arrays in pairs]


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
        """What matches the node. Its score is the sum of its words' BM25F in each field.

        A prefix scores its field's boost, whatever it stands for; dates, NOT and `*` score 0.
        """
        match node:
            case All():
                return _listed(range(self._segment.size), 0.0)
            case Word(text=text, field=name):
                return self._in_fields(name, lambda field: self._phrase(field, text, 0))
            case Phrase(text=text, field=name, slop=slop):
                return self._in_fields(name, lambda field: self._phrase(field, text, slop))
            case Prefix(text=text, field=name):
                return self._in_fields(name, lambda field: self._prefix(field, text))
            case Published():
                return _listed(self._segment.published_within(node), 0.0)
            case And(children=children):
                return _all_of([self.matcher(child) for child in without_stop_words(children)])
            case Or(children=children):
                return _any_of([self.matcher(child) for child in children])
            case Not(child=child):
                unscored = Matchers(self._segment, scored=False).matcher(child)
                return InverseMatcher(unscored, self._segment.size, weight=0.0)

    def _in_fields(self, name: str | None, in_field: Callable[[Field], Matcher]) -> Matcher:
        fields = with_role(Role.SEARCH) if name is None else (FIELDS[name],)
        return _any_of([_boosted(in_field(field), field.boost) for field in fields])

    def _phrase(self, field: Field, text: str, slop: int) -> Matcher:
        words = terms(text, field.analyzer)
        matchers = [self._term(field.name, word.encode()) for word in words]
        if not all(matcher.is_active() for matcher in matchers):
            return NullMatcher()
        return PhraseMatcher(matchers, slop) if len(matchers) > 1 else _all_of(matchers)

    def _term(self, field: str, term: bytes) -> Matcher:
        if (field, term) not in self._segment.reader:
            return NullMatcher()
        source = self._segment.searcher if self._scored else self._segment.reader
        return source.postings(field, term)

    def _prefix(self, field: Field, text: str) -> Matcher:
        documents: set[int] = set()
        for term in self._beginning_with(field, text):
            documents.update(self._segment.reader.postings(field.name, term).all_ids())
        return _listed(sorted(documents), 1.0)

    def _beginning_with(self, field: Field, text: str) -> Iterator[bytes]:
        reader, wanted = self._segment.reader, prefix_terms(text, field.analyzer)
        yield from reader.expand_prefix(field.name, wanted.beginning)
        for term in wanted.others:
            if not term.startswith(wanted.beginning) and (field.name, term) in reader:
                yield term.encode()


class PhraseMatcher(WrappingMatcher):  # type: ignore[misc] # Whoosh has no types
    """Documents in which the words stand in this order, at most `slop` others among them in all."""

    def __init__(self, words: Sequence[Matcher], slop: int) -> None:
        super().__init__(_all_of(words))
        self._words = words
        self._slop = slop
        self._find()

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
