"""Killed at any stage of a commit or a merge, the index opens at the last commit."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.whoosh_engine.arrays import ArrayIndex, IndexDocument, IndexWriter
from index.whoosh_engine.arrays.stages import Stage

_BEFORE = {"a": "old", "b": "old", "c": "old"}
_AFTER = {
    "commit": {"b": "changed", "c": "old", "new": "new"},
    "bulk": _BEFORE | {"new": "new"},
    "merge": _BEFORE,
}
_IN_OTHER_PROCESSES = {Stage.SEGMENT_CREATED, Stage.SEGMENT_WRITTEN}


def _contents(index: ArrayIndex) -> dict[str, str]:
    return {
        segment.ids.of(document): segment.body(document)
        for segment in index.snapshot().segments
        for document in range(segment.document_count)
        if segment.is_live(document)
    }


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("action", ["commit", "bulk", "merge"])
def test_a_killed_process_leaves_the_last_commit(tmp_path: Path, action: str, stage: Stage) -> None:
    if action == "bulk" and stage in _IN_OTHER_PROCESSES:
        pytest.skip("the building processes do this; see test_array_index.py")
    folder = tmp_path / "index"
    index = ArrayIndex.create(folder, {"revision": 0})
    for revision, key in enumerate("abc", 1):
        writer = IndexWriter(index)
        writer.put(IndexDocument(id=key, texts={"body": "old"}))
        writer.commit({"revision": revision - 2})
    pinned = index.snapshot()

    command = [sys.executable, "-m", "tests.index.arrays.killed_at_a_stage", folder, action, stage]
    killed = subprocess.run(command, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()

    committed = stage in {Stage.COMMIT_RENAMED, Stage.COMMIT_SYNCED, Stage.CLEANED}
    opened = ArrayIndex.open(folder)
    assert _contents(opened) == (_AFTER[action] if committed else _BEFORE)
    changed = committed and action != "merge"
    assert opened.snapshot().metadata == {"revision": 2 if changed else 1}
    assert [segment.body(0) for segment in pinned.segments] == ["old", "old", "old"]

    with IndexWriter(opened) as writer:
        writer.put(IndexDocument(id="d", texts={"body": "later"}))
    names = {path.name for path in folder.iterdir()}
    named = {f"{segment.segment_id}.arrays" for segment in opened.snapshot().segments}
    commit = f"commit-{opened.generation():010d}.arrays"
    assert names == {*named, commit, "commit.lock"}
    assert _contents(opened) == _contents(ArrayIndex.open(folder))
    assert opened.snapshot().find("d") is not None
