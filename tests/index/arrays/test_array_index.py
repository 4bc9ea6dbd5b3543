"""Commits, deletions, merges and readers of an index of arrays."""

import random
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from archive import IndexUnavailable
from index.whoosh_engine.arrays import (
    ArrayIndex,
    BulkWriter,
    IndexDocument,
    IndexingFailed,
    IndexWriter,
    Merger,
    Snapshot,
    merge_everything,
)
from index.whoosh_engine.arrays.merge_policy import FACTOR, MOST_DELETED
from index.whoosh_engine.arrays.merger import merge
from tests.index.arrays.array_oracle import random_documents


def _document(id: str, body: str = "north korean troops") -> IndexDocument:
    return IndexDocument(id=id, texts={"body": body}, record=b"record of " + id.encode())


def _contents(snapshot: Snapshot) -> dict[str, str]:
    """The body of each live article, by id; each id only once."""
    found: dict[str, str] = {}
    for segment in snapshot.segments:
        for document in range(segment.document_count):
            if segment.is_live(document):
                key = segment.ids.of(document)
                assert key not in found
                found[key] = segment.body(document)
    return found


@pytest.fixture
def index(tmp_path: Path) -> ArrayIndex:
    return ArrayIndex.create(tmp_path / "index", {"revision": 0, "archive": "a1"})


def test_a_new_index_is_empty_and_knows_its_owner(index: ArrayIndex) -> None:
    snapshot = ArrayIndex.open(index.folder).snapshot()
    assert snapshot.generation == 1
    assert snapshot.metadata == {"revision": 0, "archive": "a1"}
    assert snapshot.live_count == 0
    with snapshot.searcher() as searcher:
        assert searcher.doc_count() == 0


def test_an_index_is_not_made_over_another(index: ArrayIndex) -> None:
    with pytest.raises(FileExistsError, match="already"):
        ArrayIndex.create(index.folder, {})


@pytest.mark.parametrize("folder", ["missing", "."])
def test_opening_what_is_no_index_says_so(tmp_path: Path, folder: str) -> None:
    with pytest.raises(IndexUnavailable, match="no whole index"):
        ArrayIndex.open(tmp_path / folder)


def test_a_damaged_commit_or_segment_is_noticed(index: ArrayIndex) -> None:
    with IndexWriter(index) as writer:
        writer.put(_document("a"))
    for path in index.folder.glob("*.arrays"):
        content = path.read_bytes()
        path.write_bytes(content[:-1])
        with pytest.raises(IndexUnavailable, match="Rebuild the index"):
            ArrayIndex.open(index.folder)
        path.write_bytes(content)
    assert ArrayIndex.open(index.folder).snapshot().live_count == 1


def test_changes_become_visible_together_with_their_revision(index: ArrayIndex) -> None:
    writer = IndexWriter(index)
    writer.put(_document("a"))
    writer.put(_document("b"))
    assert index.snapshot().live_count == 0
    commit = writer.commit({"revision": 7})
    snapshot = index.snapshot()
    assert commit.generation == snapshot.generation == 2
    assert snapshot.metadata == {"revision": 7, "archive": "a1"}
    assert _contents(snapshot).keys() == {"a", "b"}


def test_an_updated_article_replaces_the_old_one_and_a_deleted_one_is_gone(
    index: ArrayIndex,
) -> None:
    with IndexWriter(index) as writer:
        writer.put(_document("a", "first"))
        writer.put(_document("b", "stays"))
        writer.put(_document("a", "second"))
        writer.delete("never there")
    with IndexWriter(index) as writer:
        writer.put(_document("c", "comes and goes"))
        writer.put(_document("a", "third"))
        writer.delete("c")
    snapshot = index.snapshot()
    assert _contents(snapshot) == {"a": "third", "b": "stays"}
    assert snapshot.find("c") is None
    with snapshot.searcher() as searcher:
        assert searcher.doc_count() == 2
    with IndexWriter(index) as writer:
        writer.delete("a")
        writer.delete("b")
    assert index.snapshot().segments == ()
    assert [path.name for path in index.folder.glob("segment-*")] == []


def test_many_changes_in_several_flushes_keep_their_order(
    index: ArrayIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.whoosh_engine.arrays.writer.FLUSH_DOCUMENTS", 3)
    draw = random.Random(1)
    expected: dict[str, str] = {}
    for _ in range(15):
        with IndexWriter(index) as writer:
            for _ in range(draw.randint(0, 12)):
                key = f"id{draw.randint(0, 20)}"
                if draw.random() < 0.3:
                    writer.delete(key)
                    expected.pop(key, None)
                else:
                    expected[key] = f"body {draw.random()}"
                    writer.put(_document(key, expected[key]))
        assert _contents(index.snapshot()) == expected


def test_an_error_takes_everything_back(index: ArrayIndex) -> None:
    writer = IndexWriter(index)
    with suppress(ZeroDivisionError), writer:
        writer.put(_document("a"))
        1 / 0  # noqa: B018
    assert index.snapshot().generation == 1
    assert [path.name for path in index.folder.glob("segment-*")] == []


def test_a_deletion_does_not_write_a_segment(index: ArrayIndex) -> None:
    with IndexWriter(index) as writer:
        for number in range(100):
            writer.put(_document(f"id{number}"))
    before = {path: path.stat().st_mtime_ns for path in index.folder.glob("segment-*")}
    with IndexWriter(index) as writer:
        writer.delete("id5")
    assert {path: path.stat().st_mtime_ns for path in index.folder.glob("segment-*")} == before
    assert index.snapshot().live_count == 99


def test_a_reader_goes_on_with_its_commit_while_others_are_made_and_merged(
    index: ArrayIndex,
) -> None:
    with IndexWriter(index) as writer:
        writer.put(_document("a", "old"))
    pinned = index.snapshot()
    for number in range(5):
        with IndexWriter(index) as writer:
            writer.put(_document("a", f"new {number}"))
    merge_everything(index)
    assert _contents(pinned) == {"a": "old"}
    assert _contents(index.snapshot()) == {"a": "new 4"}
    names = {path.name for path in index.folder.glob("*.arrays")}
    assert len(names) == 2  # the newest commit and its segment
    with pinned.searcher() as searcher:
        assert searcher.doc_count() == 1


def test_an_unchanged_index_answers_the_same_snapshot_and_shares_segments(
    index: ArrayIndex,
) -> None:
    with IndexWriter(index) as writer:
        writer.put(_document("a"))
    first = index.snapshot()
    assert index.snapshot() is first
    with IndexWriter(index) as writer:
        writer.put(_document("b"))
    assert index.snapshot().segments[0] is first.segments[0]


def test_deletions_made_during_a_merge_are_kept(
    index: ArrayIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in "abc":
        with IndexWriter(index) as writer:
            writer.put(_document(key, f"first {key}"))

    def meddle(stage: str) -> None:
        if stage == "segment written":
            monkeypatch.undo()
            with IndexWriter(ArrayIndex.open(index.folder)) as writer:
                writer.delete("a")
                writer.put(_document("c", "second c"))

    monkeypatch.setattr("index.whoosh_engine.arrays.stages.on_stage", meddle)
    merge(index, [segment.segment_id for segment in index.snapshot().segments])
    snapshot = index.snapshot()
    assert _contents(snapshot) == {"b": "first b", "c": "second c"}
    assert [segment.document_count for segment in snapshot.segments] == [3, 1]
    assert snapshot.find("a") is None


def test_a_merge_of_what_another_has_merged_changes_nothing(index: ArrayIndex) -> None:
    for key in "ab":
        with IndexWriter(index) as writer:
            writer.put(_document(key))
    ids = [segment.segment_id for segment in index.snapshot().segments]
    assert merge(index, ids) is not None
    generation = index.generation()
    assert merge(index, ids) is None
    assert index.generation() == generation


def test_maintenance_keeps_segments_few_and_space_bounded(index: ArrayIndex) -> None:
    merger = Merger(index)
    draw = random.Random(2)
    expected: dict[str, str] = {}
    for step in range(150):
        with IndexWriter(index) as writer:
            for _ in range(draw.choice([1, 1, 1, 20])):
                key = f"id{draw.randint(0, 150)}"
                expected[key] = f"body {step}"
                writer.put(_document(key, expected[key]))
        merger.maintain()
        merger.wait()
        segments = index.snapshot().segments
        sizes = sorted(segment.live_count for segment in segments)
        assert all(big >= FACTOR * sum(sizes[:place]) for place, big in enumerate(sizes))
        assert all(len(s.deleted) <= MOST_DELETED * s.document_count for s in segments)
    merger.close()
    assert _contents(index.snapshot()) == expected
    assert len(list(index.folder.iterdir())) == len(index.snapshot().segments) + 2


def test_a_large_merge_runs_in_another_process(
    index: ArrayIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.whoosh_engine.arrays.merge_policy.SMALL", 0)
    for key in "ab":
        with IndexWriter(index) as writer:
            writer.put(_document(key))
    merger = Merger(index)
    merger.maintain()
    merger.wait()
    assert len(index.snapshot().segments) == 1
    merger.close()


def test_bulk_indexing_equals_indexing_one_by_one(index: ArrayIndex) -> None:
    documents = random_documents(9, 500)
    with BulkWriter(index, processes=2, flush_tokens=2000) as writer:
        writer.add_all(documents)
    snapshot = index.snapshot()
    assert snapshot.generation == 2
    assert len(snapshot.segments) > 3
    assert _contents(snapshot) == {d.id: d.texts["body"] for d in documents}
    merge_everything(index)
    assert _contents(index.snapshot()) == {d.id: d.texts["body"] for d in documents}


def test_an_id_given_twice_in_bulk_fails_and_leaves_nothing(index: ArrayIndex) -> None:
    writer = BulkWriter(index, processes=1)
    writer.add(_document("a"))
    writer.add(_document("a"))
    with pytest.raises(IndexingFailed, match="id 'a'"):
        writer.commit()
    assert index.snapshot().generation == 1
    with IndexWriter(index) as other:
        other.put(_document("b"))
    assert len(list(index.folder.glob("segment-*"))) == 1


def _killed(text: str, *_: object) -> list[tuple[str, str]]:
    import os

    os._exit(3)


def test_a_building_process_that_is_killed_leaves_the_index_as_it_was(index: ArrayIndex) -> None:
    with (
        pytest.raises(IndexingFailed, match="ended with 3"),
        BulkWriter(index, processes=2, analysis=_killed) as writer,
    ):
        writer.add_all(random_documents(1, 400))
    assert index.snapshot().generation == 1


def test_a_rolled_back_bulk_leaves_nothing(index: ArrayIndex) -> None:
    with suppress(ZeroDivisionError), BulkWriter(index) as writer:
        writer.add_all(random_documents(1, 200))
        1 / 0  # noqa: B018
    with IndexWriter(index) as other:
        other.put(_document("b"))
    assert len(list(index.folder.glob("segment-*"))) == 1


def test_deletions_are_packed_as_a_list_or_as_a_bitmap(index: ArrayIndex) -> None:
    with IndexWriter(index) as writer:
        for number in range(400):
            writer.put(_document(f"id{number:03}"))
    for start, stop in ((7, 9), (9, 300)):
        with IndexWriter(index) as writer:
            for number in range(start, stop):
                writer.delete(f"id{number:03}")
        deleted = ArrayIndex.open(index.folder).snapshot().segments[0].deleted
        assert np.array_equal(deleted, np.arange(7, stop))
