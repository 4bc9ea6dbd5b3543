"""A merged segment is what indexing its live documents at once would have made."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.analysis import LANGUAGES
from index.whoosh_engine.arrays import field_merging
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.layout import TEXT_FIELDS, IndexDocument
from index.whoosh_engine.arrays.merging import merge_segments
from index.whoosh_engine.arrays.segment import SegmentArrays
from tests.index.arrays.array_oracle import random_documents, with_deleted, write_segment


def _merge(path: Path, segments: Sequence[SegmentArrays]) -> SegmentArrays:
    with path.open("wb") as file:
        merge_segments(segments, file)
    return SegmentArrays.open(path)


def _assert_same(one: SegmentArrays, other: SegmentArrays) -> None:
    assert one.document_count == other.document_count
    assert list(one.ids.values) == list(other.ids.values)
    assert np.array_equal(one.ids.document, other.ids.document)
    assert np.array_equal(one.ids.rank, other.ids.rank)
    assert one.fields.keys() == other.fields.keys()
    assert set(one.fields) <= set(TEXT_FIELDS)
    for name, field in one.fields.items():
        expected = other.fields[name]
        assert list(field.terms) == list(expected.terms), name
        assert field.total_length == expected.total_length
        assert np.array_equal(field.lengths, expected.lengths)
        assert np.array_equal(field.length_bytes, expected.length_bytes)
        for number in range(len(field.terms)):
            for mine, theirs in (
                (field.postings(number), expected.postings(number)),
                (field.positions(number), expected.positions(number)),
                (field.blocks(number), expected.blocks(number)),
            ):
                assert all(map(np.array_equal, mine, theirs)), field.terms.term(number)
            assert field.max_length_byte(number) == expected.max_length_byte(number)
        _assert_spelt_alike(field, expected)
    for document in range(one.document_count):
        assert one.record(document) == other.record(document)
        assert one.body(document) == other.body(document)
        for name in one.columns:
            assert one.columns[name].of(document) == other.columns[name].of(document)
    for name, column in one.instants.items():
        assert np.array_equal(column.instants, other.instants[name].instants)


def _assert_spelt_alike(field: FieldArrays, other: FieldArrays) -> None:
    one, two = field.spellings, other.spellings
    every = range(len(one))
    assert one.keys(every) == two.keys(range(len(two)))
    assert np.array_equal(one.terms, two.terms)
    assert np.array_equal(one.tokens, two.tokens)
    assert np.array_equal(one.members, two.members)
    for number in every:
        numbers = range(number, number + 1)
        assert all(map(np.array_equal, one.postings(numbers), two.postings(numbers)))
    terms = len(field.terms)
    assert np.array_equal(one.members_of_tokens(0, terms), two.members_of_tokens(0, terms))


@pytest.mark.parametrize(
    ("sizes", "deletions", "chunk"),
    [
        ([1, 1], 0.0, 4_000_000),
        ([70, 1, 30], 0.0, 50),
        ([200, 90, 150], 0.3, 1000),
        ([5, 5], 0.9, 1),
    ],
)
def test_a_merge_equals_indexing_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int], deletions: float, chunk: int
) -> None:
    monkeypatch.setattr(field_merging, "CHUNK_TOKENS", chunk)
    draw = random.Random(5)
    live: list[IndexDocument] = []
    segments = []
    for place, size in enumerate(sizes):
        languages = (None, "en", *LANGUAGES[:place])
        documents = random_documents(place + 40, size, first=1000 * place, languages=languages)
        deleted = {document.id for document in documents if draw.random() < deletions}
        segment = write_segment(tmp_path / f"{place}.arrays", documents)
        segments.append(with_deleted(segment, deleted))
        live += [document for document in documents if document.id not in deleted]
    merged = _merge(tmp_path / "merged.arrays", segments)
    _assert_same(merged, write_segment(tmp_path / "at-once.arrays", live))
    _assert_same(_merge(tmp_path / "again.arrays", [merged]), merged)


def test_a_field_whose_articles_are_all_deleted_is_gone(tmp_path: Path) -> None:
    documents = [
        IndexDocument(id="a", texts={"title": "only here"}),
        IndexDocument(id="b", texts={"body": "something else"}),
    ]
    segment = with_deleted(write_segment(tmp_path / "s.arrays", documents), {"a"})
    merged = _merge(tmp_path / "m.arrays", [segment])
    assert set(merged.fields) == {"body"}
    assert merged.find("a") is None
    assert merged.find("b") == 0


def test_nothing_left_makes_an_empty_segment(tmp_path: Path) -> None:
    segment = write_segment(tmp_path / "s.arrays", [IndexDocument(id="a", texts={"body": "x"})])
    merged = _merge(tmp_path / "m.arrays", [with_deleted(segment, {"a"})])
    assert merged.document_count == 0
    assert merged.fields == {}


def test_small_segments_learn_a_compression_dictionary_when_they_are_merged(tmp_path: Path) -> None:
    groups = [random_documents(seed, 100, first=100 * seed, longest=50) for seed in range(4)]
    segments = [write_segment(tmp_path / f"{n}.arrays", group) for n, group in enumerate(groups)]
    assert all(len(segment.stored.dictionaries) == 1 for segment in segments)
    merged = _merge(tmp_path / "m.arrays", segments)
    assert len(merged.stored.dictionaries) == 2
    expected = [document.texts["body"] for group in groups for document in group]
    assert merged.bodies(range(400)) == expected


def test_spellings_of_deleted_articles_are_gone(tmp_path: Path) -> None:
    texts = ["Café cafe", "cafe cafes", "cafés", "CAFÉS cafes"]
    documents = [IndexDocument(id=str(n), texts={"body": text}) for n, text in enumerate(texts)]
    one = with_deleted(write_segment(tmp_path / "1.arrays", documents[:2]), {"0"})
    two = with_deleted(write_segment(tmp_path / "2.arrays", documents[2:]), {"2"})
    merged = _merge(tmp_path / "m.arrays", [one, two])
    live = [documents[1], documents[3]]
    _assert_same(merged, write_segment(tmp_path / "at-once.arrays", live))
    words = merged.fields["body"].spellings
    assert [words.spelling(n).spelling for n in range(len(words))] == ["cafe", "cafes", "cafés"]
