"""The compiled loops do to arrays what a few lines of Python do to sets and dicts."""

import random
from collections import Counter

import numpy as np
import pytest

from index.whoosh_engine.arrays import IndexDamaged
from index.whoosh_engine.arrays.raw import RawDocuments
from index.whoosh_engine.evaluation import loops, value_loops, weighing
from index.whoosh_engine.evaluation.document_set import DocumentSet
from index.whoosh_engine.evaluation.matches import NOTHING, Matches, any_of, distinct

SIZE = 2000


def some(chance: random.Random, count: int, *, least: float = 0.1) -> Matches:
    """Random documents and scores."""
    documents = sorted(chance.sample(range(SIZE), count))
    scores = [round(chance.uniform(least, 9), 3) for _ in documents]
    return Matches(np.array(documents, np.int32), np.array(scores, np.float64))


def as_dict(matches: Matches) -> dict[int, float]:
    assert matches.documents.dtype == np.int32
    return dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))


@pytest.mark.parametrize("many", [0, 1, 7, 300, SIZE])
@pytest.mark.parametrize("few", [0, 1, 5, 90])
def test_matches_are_put_together(few: int, many: int) -> None:
    chance = random.Random(f"{few} {many}")
    one, other, third = (some(chance, count) for count in (few, many, 40))
    a, b, c = as_dict(one), as_dict(other), as_dict(third)
    both = {document: a[document] + b[document] for document in a.keys() & b.keys()}
    assert as_dict(one.and_(other, SIZE)) == pytest.approx(both)
    assert as_dict(other.and_(one, SIZE)) == pytest.approx(both)
    assert as_dict(one.without(other.documents)) == {d: a[d] for d in a.keys() - b.keys()}
    mask = np.array([chance.random() < 0.4 for _ in range(SIZE)])
    assert as_dict(one.passing(mask)) == {d: score for d, score in a.items() if mask[d]}
    every = Counter(a) + Counter(b) + Counter(c)
    assert as_dict(any_of([one, other, third], SIZE)) == pytest.approx(dict(every))
    assert as_dict(any_of([one, other], SIZE)) == pytest.approx(dict(Counter(a) + Counter(b)))
    documents = [one.documents[::-1].copy(), other.documents, one.documents]
    assert distinct(documents, SIZE).tolist() == sorted(a.keys() | b.keys())


def test_what_scores_nothing_is_found_too() -> None:
    chance = random.Random(7)
    parts = [some(chance, 900), some(chance, 800), Matches.alike(some(chance, 700).documents)]
    found = any_of(parts, SIZE).documents.tolist()
    assert found == sorted(set().union(*(part.documents.tolist() for part in parts)))


def stored_term(documents: list[int], frequencies: list[int]) -> RawDocuments:
    """The second of three terms, as a segment's file holds it; the others stand nowhere."""
    pages = sorted({document >> 16 for document in documents})
    ends = np.cumsum([0, *(sum(d >> 16 == page for d in documents) for page in pages)])
    large = [(place, f) for place, f in enumerate(frequencies) if f >= 255]
    raw = RawDocuments(
        starts=np.array([0, 0, len(documents), len(documents)], np.int64),
        documents=np.array([document & 0xFFFF for document in documents], np.uint16),
        term_pages=np.array([0, 0, len(pages), len(pages)], np.int64),
        pages=np.array(pages, np.uint16),
        page_starts=ends.astype(np.int64),
        frequencies=np.minimum(frequencies, 255).astype(np.uint8),
        large_frequencies_at=np.array([place for place, _ in large], np.int64),
        large_frequencies=np.array([f for _, f in large], np.uint32),
    )
    for array in raw:
        array.flags.writeable = False  # a part of its type
    return raw


@pytest.mark.parametrize("base", [0, 1000])
def test_a_term_weighs_the_same_however_it_is_looked_at(base: int) -> None:
    chance = random.Random(3)
    size = 200_000  # in four pages
    own = sorted(chance.sample(range(size - base), 3000))
    frequencies = [chance.choice((1, 2, 254, 255, 70_000)) for _ in own]
    codes = np.array([chance.randrange(256) for _ in range(size)], np.uint8)
    weights = np.array([chance.uniform(0.3, 4) for _ in range(256)])
    documents = np.array(own, np.int32) + np.int32(base)
    stands = {
        d: f * weights[codes[d]] for d, f in zip(documents.tolist(), frequencies, strict=True)
    }
    weighed = np.empty(len(own))
    weighing.weigh(documents, np.array(frequencies, np.uint32), codes, weights, weighed)
    assert as_dict(Matches(documents, weighed)) == pytest.approx(stands)
    raw = stored_term(own, frequencies)
    for wanted in (sorted({*chance.sample(range(size), 300), *documents[::7].tolist()}), []):
        others = Matches.alike(np.array(wanted, np.int32), 0.5)
        found = np.zeros(len(wanted))
        weighing.weigh_postings_at(raw, 1, base, codes, weights, others.documents, found)
        expected = {d: stands.get(d, 0) for d in wanted}
        assert as_dict(Matches(others.documents, found)) == pytest.approx(expected)
        both = Matches.room(len(own) + len(wanted))
        length = weighing.weigh_postings(raw, 1, base, size, codes, weights, *others, *both)
        every = Counter(stands) + Counter(as_dict(others))
        assert as_dict(both.cut(length)) == pytest.approx(dict(every))
    room = Matches.room(len(own))
    for end in (own[-1] + base, 5):  # an index that is smaller than a damaged file says
        assert weighing.weigh_postings(raw, 1, base, end, codes, weights, *NOTHING, *room) == -1


def test_a_word_is_worth_less_the_more_often_it_was_there_already() -> None:
    sums = np.array([0.0, 0.5, 2.0, 1e9])
    weighing.saturate(sums, 2.0, 9.0)
    assert sums.tolist() == pytest.approx([0.0, 1.8, 4.5, 9.0])


def test_documents_are_counted_by_their_values() -> None:
    chance = random.Random(5)
    documents = some(chance, 700).documents
    values = [[chance.randrange(9) for _ in range(chance.randint(1, 3))] for _ in range(SIZE)]
    first = np.array([each[0] for each in values], np.int32)
    counts = np.zeros(9, np.int64)
    value_loops.count_values(first, documents, counts)
    assert Counter(first[documents].tolist()) == {n: c for n, c in enumerate(counts) if c}
    counts = np.zeros(9, np.int64)
    starts = np.cumsum([0, *map(len, values)]).astype(np.int32)
    entries = np.array([value for each in values for value in each], np.int32)
    value_loops.count_entries(starts, entries, documents, counts)
    expected = Counter(value for document in documents for value in values[document])
    assert expected == {n: c for n, c in enumerate(counts) if c}


def test_documents_are_kept_by_their_values_and_times() -> None:
    chance = random.Random(6)
    documents = some(chance, 700).documents
    values = [[chance.randrange(9) for _ in range(chance.randint(1, 3))] for _ in range(SIZE)]
    accepted = np.array([number in (2, 5) for number in range(9)])
    kept = np.array([chance.random() < 0.8 for _ in documents])
    before = kept.tolist()

    first = np.array([each[0] for each in values], np.int32)
    one = kept.copy()
    value_loops.keep_values(first, accepted, documents, one)
    assert one.tolist() == [
        k and values[d][0] in (2, 5) for k, d in zip(before, documents, strict=True)
    ]

    starts = np.cumsum([0, *map(len, values)]).astype(np.int32)
    entries = np.array([value for each in values for value in each], np.int32)
    several = kept.copy()
    value_loops.keep_entries(starts, entries, accepted, documents, several)
    expected = [
        k and not {2, 5}.isdisjoint(values[d]) for k, d in zip(before, documents, strict=True)
    ]
    assert several.tolist() == expected

    instants = np.array([chance.randrange(-50, 50) for _ in range(SIZE)])
    times = kept.copy()
    value_loops.keep_between(instants, -7, 20, documents, times)
    assert times.tolist() == [
        k and -7 <= instants[d] < 20 for k, d in zip(before, documents, strict=True)
    ]


@pytest.mark.parametrize("size", [1, 63, 64, 65, SIZE])
def test_a_set_of_documents_has_each_once(size: int) -> None:
    chance = random.Random(size)
    for count in (0, 1, size // 2, size):
        chosen = chance.sample(range(size), count)
        found = DocumentSet(size)
        for part in (chosen, chosen[: count // 2]):
            found.add(np.array(part, np.int32))
        assert found.documents().tolist() == sorted(chosen)
    for wrong in (-1, size):
        with pytest.raises(IndexDamaged):
            DocumentSet(size).add(np.array([wrong], np.int32))


@pytest.mark.parametrize("dtype", [np.float64, np.int64])
@pytest.mark.parametrize("different", [3, 10**6])
def test_the_greatest_keys_are_found(dtype: type[np.generic], different: int) -> None:
    chance = random.Random(different)
    for size in (1, 10, 63, 64, 65, 200, 3000):
        keys = np.array([chance.randrange(-different, different) for _ in range(size)], dtype)
        for count in {1, min(size, 10), size}:
            heap, places = np.empty(count, dtype), np.empty(2 * count, np.int64)
            found = loops.greatest(keys, heap, places)
            least = sorted(keys.tolist())[-count]
            (expected,) = (keys >= least).nonzero()
            assert heap[0] == least
            assert found == len(expected)
            assert places[:found].tolist() == expected[: 2 * count].tolist()
