"""Merges segments of an index, at once or in a process of its own."""

import multiprocessing
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.commit import Commit
from index.whoosh_engine.arrays.files import NewSegment
from index.whoosh_engine.arrays.index import ArrayIndex
from index.whoosh_engine.arrays.merge_policy import MergePlan, plan_merge
from index.whoosh_engine.arrays.merging import GONE, merge_segments
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.snapshot import Snapshot
from index.whoosh_engine.arrays.stages import Stage, reach
from index.whoosh_engine.arrays.writer import committed


def merge(index: ArrayIndex, segment_ids: Sequence[str]) -> Commit | None:
    """Make one segment of these, which are searched and deleted from meanwhile; None when one of
    them is not there any more."""
    chosen = set(segment_ids)
    sources = [s for s in index.snapshot().segments if s.segment_id in chosen]
    if len(sources) < len(chosen):
        return None
    with NewSegment(index.folder) as new:
        numbers = merge_segments(sources, new.file)
        reach(Stage.SEGMENT_WRITTEN)
        published: list[Commit] = []

        def change(current: Snapshot) -> Commit | None:
            merged = SegmentArrays.open(new.path)
            commit = _replaced(current, sources, numbers, merged)
            published.extend([commit] if commit else [])
            return commit

        index.publish(change)
    return published[0] if published else None


def _replaced(
    current: Snapshot,
    sources: Sequence[SegmentArrays],
    numbers: Sequence[NDArray[np.int32]],
    merged: SegmentArrays,
) -> Commit | None:
    """The commit with the merged segment in the place of its sources, and deleted in it what has
    been deleted in them since. A source that is gone has nothing live: it was deleted as a whole,
    or its articles are in another segment now. None when all are gone."""
    now = {segment.segment_id: segment for segment in current.segments}
    deleted = []
    for source, new in zip(sources, numbers, strict=True):
        segment = now.get(source.segment_id)
        if segment is None:
            deleted.append(new[new != GONE])
        else:
            deleted.append(new[np.setdiff1d(segment.deleted, source.deleted, assume_unique=True)])
    if not any(source.segment_id in now for source in sources):
        return None
    merged = merged.with_deleted(np.sort(np.concatenate(deleted)))
    gone = {source.segment_id for source in sources}
    segments: list[SegmentArrays] = []
    for segment in current.segments:
        if segment.segment_id not in gone:
            segments.append(segment)
        elif merged not in segments:
            segments.append(merged)
    return Commit(current.generation + 1, current.metadata, committed(segments))


def merge_everything(index: ArrayIndex) -> None:
    """Make one segment of all, without deleted documents; for benchmarks and for archives that do
    not change any more."""
    segments = index.snapshot().segments
    if len(segments) > 1 or any(segment.deleted.size for segment in segments):
        merge(index, [segment.segment_id for segment in segments])


class Merger:
    """Keeps an index's segments few. Small merges are done at once, others by another process:
    neither searching nor writing waits for them. `close` it at the end."""

    def __init__(self, index: ArrayIndex) -> None:
        self._index = index
        self._process: BaseProcess | None = None
        self._busy: set[str] = set()

    def maintain(self) -> None:
        """Do the small merges that are due, and start the others. Call it after each commit."""
        while (plan := self._plan()) is not None:
            ids = [segment.id for segment in plan.segments]
            if plan.is_small:
                merge(self._index, ids)
                continue
            if self._is_running():
                return
            context = multiprocessing.get_context("spawn")
            process = context.Process(
                target=_merge_in_process, args=(self._index.folder, ids), daemon=True
            )
            process.start()
            self._busy, self._process = set(ids), process
            return

    def _plan(self) -> MergePlan | None:
        busy = self._busy if self._is_running() else set()
        segments = self._index.snapshot().commit.segments
        return plan_merge([segment for segment in segments if segment.id not in busy])

    def _is_running(self) -> bool:
        if self._process is None:
            return False
        if self._process.is_alive():
            return True
        self._process.join()
        self._process.close()
        self._process = None
        return False

    def wait(self) -> None:
        """Wait for the merges that are under way, and do those that follow from them. One that
        fails is left for the next commit, since it would fail again."""
        while self._process is not None:
            self._process.join()
            if self._process.exitcode:
                return
            self.maintain()

    def close(self) -> None:
        """Stop: a merge that is under way is given up, and its file removed by the next commit."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._process.close()
            self._process = None


def _merge_in_process(folder: Path, segment_ids: list[str]) -> None:
    merge(ArrayIndex.open(folder), segment_ids)
