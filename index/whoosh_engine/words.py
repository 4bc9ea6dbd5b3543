"""The words of a commit's texts: which begin so, which are near, and how many articles have them.

Words that only deleted articles have are not known. Of commoner ones postings are counted, so that
deleted documents count until a merge, and of a word's several spellings each is taken to be spread
over articles as their common term is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import TAG, fold, is_beginning, query_terms
from index.fields import Analyzer, Role, with_role
from index.query import Node
from index.results import WordCount
from index.whoosh_engine.arrays import FieldArrays
from index.whoosh_engine.evaluation import CommitView
from index.whoosh_engine.evaluation.evaluator import Evaluator
from index.whoosh_engine.evaluation.patterns import near
from index.whoosh_engine.evaluation.segment_view import Mask, SegmentView

_ANSWERS = 1024
"""So many prefixes, and so many misspelt words, a commit remembers; keys are pressed again."""

_FREQUENCIES = 16_384
_CANDIDATES = 40  # words that are looked at for those among some documents
_FEWEST = 12  # of them, however common they are
_POSTINGS = 100_000  # of them together, otherwise: half a millisecond
_FEW = 256  # articles: of what so many have, those that are deleted are not counted
_MORE = 2  # times as many are read as are wanted: the commonest differ from segment to segment

Numbers = NDArray[np.integer]


class _Place(NamedTuple):
    """A term in a field of a segment, of which a word is a spelling in about `count` documents."""

    segment: int
    field: FieldArrays
    term: int
    count: int  # type: ignore[assignment]  # nobody counts in it, as in other tuples


_Found = dict[str, list[_Place]]
"""Where words stand, in all segments and fields."""


class CommitWords:
    """Answers from one commit; safe to share between threads."""

    def __init__(self, view: CommitView) -> None:
        self._view = view
        self._fields = [
            (number, arrays)
            for number, segment in enumerate(view.segments)
            for field in with_role(Role.SEARCH)
            if (arrays := segment.arrays.field(field.name)) is not None
        ]
        self.beginning = lru_cache(maxsize=_ANSWERS)(self._make_beginning)
        """The commonest words that begin so; with `among`, of the documents that match it: (prefix,
        limit, among). Raises QueryTooBroad."""
        self.near = lru_cache(maxsize=_ANSWERS)(self._make_near)
        """The commonest words within so many edits: (word, distance, limit)."""
        self.values = lru_cache(maxsize=_ANSWERS)(self._make_values)
        """The commonest values of a field with a word that begins so: (field, prefix, limit)."""
        self._value_counts = lru_cache(maxsize=None)(self._count_values)
        self.frequency = lru_cache(maxsize=_FREQUENCIES)(self._make_frequency)
        """In how many documents a word stands in any of its forms, in the field that has most."""

    def _make_beginning(self, prefix: str, limit: int, among: Node | None) -> tuple[WordCount, ...]:
        folded = fold(prefix) if prefix else ""
        read = _MORE * limit if among is None else _CANDIDATES

        def chosen(field: FieldArrays) -> Numbers:
            numbers = field.spellings.range_of(folded)
            tokens = field.spellings.tokens[numbers.start : numbers.stop]
            return _greatest(tokens, read) + numbers.start

        found = self._found(chosen)
        counts = _counts(found) if among is None else self._counts_among(found, among)
        return _first(counts, limit)

    def _make_near(self, word: str, distance: int, limit: int) -> tuple[WordCount, ...]:
        folded = fold(word)

        def chosen(field: FieldArrays) -> Numbers:
            numbers = near(*field.spellings.table, folded, distance).numbers
            return numbers.take(_greatest(field.spellings.tokens[numbers], _MORE * limit))

        return _first(_counts(self._found(chosen)), limit)

    def _make_values(self, field: str, prefix: str, limit: int) -> tuple[WordCount, ...]:
        counts: Counter[str] = Counter()
        for number, segment in enumerate(self._view.segments):
            values = segment.values(field)
            own = self._value_counts(field)[number]
            for place in segment.values_beginning(field, prefix):
                counts[values[place]] += own[place]
        return _first(counts, limit)

    def _count_values(self, field: str) -> list[list[int]]:
        """In how many documents of each segment each value of the field is."""
        return [
            segment.value_counts(field, _live(segment))[1:].tolist()
            for segment in self._view.segments
        ]

    def _found(self, chosen: Callable[[FieldArrays], Numbers]) -> _Found:
        """Where the spellings chosen of each field stand, in articles that are not deleted."""
        found: defaultdict[str, list[_Place]] = defaultdict(list)
        for segment, arrays in self._fields:
            live = self._view.segments[segment].arrays.live_mask
            for word, term, count in _spelt(arrays, chosen(arrays), live):
                if count:
                    found[word].append(_Place(segment, arrays, term, count))
        return found

    def _counts_among(self, found: _Found, among: Node) -> dict[str, int]:
        """In how many of the documents that match the node each word's terms stand."""
        view = self._view
        inside = np.zeros(view.size, np.bool_)
        inside[Evaluator(view).matches(among).documents] = True
        if view.live_mask is not None:
            inside &= view.live_mask
        counts: dict[str, int] = {}
        postings = 0
        for word in sorted(found, key=_counts(found).__getitem__, reverse=True):
            standing = []
            for place in found[word]:
                documents = place.field.documents(place.term)
                base = int(view.bases[place.segment])
                count = int(np.count_nonzero(inside[base:].take(documents)))
                standing.append(place._replace(count=count))
                postings += len(documents)
            counts[word] = _count(standing)
            if postings > _POSTINGS and len(counts) >= _FEWEST:
                break
        return counts

    def _make_frequency(self, word: str) -> int:
        found = []
        languages = (None, *self._view.languages)
        for terms in {tuple(query_terms(word, Analyzer.TEXT, language)) for language in languages}:
            for segment, arrays in self._fields if terms else ():
                live = self._view.segments[segment].arrays.live_mask
                # All of them stand in about as many as the rarest.
                count = min(_document_frequency(arrays, term, live) for term in terms)
                found.append(_Place(segment, arrays, 0, count))
        return _count(found)


def _live(segment: SegmentView) -> NDArray[np.int32]:
    """A segment's documents that are not deleted."""
    arrays = segment.arrays
    if arrays.live_mask is None:
        return np.arange(arrays.document_count, dtype=np.int32)
    return arrays.live_mask.nonzero()[0].astype(np.int32)


def _count(places: Iterable[_Place]) -> int:
    """In how many documents of all segments something stands: those of the field that has most."""
    sums: Counter[str] = Counter()
    for place in places:
        sums[place.field.name] += place.count
    return max(sums.values(), default=0)


def _document_frequency(arrays: FieldArrays, term: str, live: Mask | None) -> int:
    """In how many documents the term stands, or the commonest that begins with it."""
    if is_beginning(term):
        numbers: Iterable[int] = arrays.terms.prefix_range(term)
    else:
        number = arrays.find(term)
        numbers = () if number is None else (number,)
    return max((_live_frequency(arrays, number, live) for number in numbers), default=0)


def _live_frequency(arrays: FieldArrays, term: int, live: Mask | None) -> int:
    count = arrays.document_frequency(term)
    if live is None or count > _FEW:
        return count
    return int(np.count_nonzero(live[arrays.documents(term)]))


def _spelt(
    arrays: FieldArrays, numbers: Numbers, live: Mask | None
) -> Iterator[tuple[str, int, int]]:
    """The spellings, their terms, and in about how many documents they stand: as many of the term's
    as they are of its occurrences; of rare ones, in just how many that are not deleted."""
    spellings = arrays.spellings
    terms = spellings.terms[numbers].astype(np.intp)
    documents = arrays.document_frequencies.take(terms)
    shares = spellings.tokens[numbers] / arrays.collection_frequencies.take(terms)
    counts = np.maximum(np.rint(documents * shares), 1).astype(np.int64)
    if live is not None:
        for place in (documents <= _FEW).nonzero()[0].tolist():
            standing = spellings.postings(numbers[place : place + 1]).documents
            counts[place] = np.count_nonzero(live[standing])
    words = [key.rpartition(TAG)[2] for key in spellings.keys(numbers)]
    return zip(words, terms.tolist(), counts.tolist(), strict=True)


def _counts(found: _Found) -> dict[str, int]:
    return {word: _count(places) for word, places in found.items()}


def _first(counts: dict[str, int], limit: int) -> tuple[WordCount, ...]:
    ranked = sorted(
        (WordCount(word, count) for word, count in counts.items() if count),
        key=lambda found: (-found.count, found.word),
    )
    return tuple(ranked[:limit])


def _greatest(numbers: NDArray[np.unsignedinteger], count: int) -> NDArray[np.intp]:
    """The places of the `count` greatest, ascending."""
    if len(numbers) <= count:
        return np.arange(len(numbers))
    return np.sort(np.argpartition(numbers, len(numbers) - count)[-count:])
