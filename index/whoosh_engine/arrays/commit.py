"""A commit: which segments an index consists of, what is deleted in each, and what its owner noted.

`commit-<generation>.arrays` is a file of arrays (see container.py); nothing in it is ever executed
or unpickled. `meta` holds `format`, `generation`, `metadata` and the `segments`; `deleted.<i>` the
deleted documents of segment i, as a list or as a bitmap, whichever is smaller. A commit is complete
in itself: it replaces the one before by the rename of one file.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter
from index.whoosh_engine.arrays.errors import IndexDamaged
from index.whoosh_engine.arrays.segment import NOTHING_DELETED
from index.whoosh_engine.arrays.stages import Stage, reach

FORMAT: Final = 1
TEMPORARY: Final = ".unfinished"
_COMMIT: Final = re.compile(r"commit-(\d{10})\.arrays")

Metadata = Mapping[str, str | int]


@dataclass(frozen=True, eq=False)
class CommittedSegment:
    """One segment of a commit: `deleted` int32, ascending; `size` in bytes."""

    id: str
    documents: int
    size: int
    deleted: NDArray[np.int32] = field(default_factory=lambda: NOTHING_DELETED)

    @property
    def live(self) -> int:
        """How many documents are not deleted."""
        return self.documents - len(self.deleted)


@dataclass(frozen=True)
class Commit:
    """One state of an index. `generation` counts the commits, from 1; `metadata` is the owner's:
    the revision reached, the archive, the fingerprint of the analysis."""

    generation: int
    metadata: Metadata
    segments: tuple[CommittedSegment, ...] = ()


def commit_path(folder: Path, generation: int) -> Path:
    """The file of a commit."""
    return folder / f"commit-{generation:010d}.arrays"


def segment_path(folder: Path, segment_id: str) -> Path:
    """The file of a segment."""
    return folder / f"{segment_id}.arrays"


def commit_generation(name: str) -> int | None:
    """The generation of the commit that a file name stands for; None when it is no commit."""
    match = _COMMIT.fullmatch(name)
    return int(match[1]) if match else None


def newest_generation(folder: Path) -> int:
    """The generation of the newest commit; 0 when there is none."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 # asked at every search: a Path each is too slow
    except FileNotFoundError:
        return 0
    return max((commit_generation(name) or 0 for name in names), default=0)


def read_commit(folder: Path, generation: int) -> Commit:
    """Read a commit; raises FileNotFoundError or IndexDamaged."""
    path = commit_path(folder, generation)
    file = ArrayFile(path)
    file.verify()
    if file.meta.get("format") != FORMAT:
        raise IndexDamaged(
            f"The index file {path} was written by another release. Rebuild the index."
        )
    segments = tuple(
        CommittedSegment(segment_id, documents, size, _read_deleted(file, place, documents))
        for place, (segment_id, documents, size) in enumerate(file.meta["segments"])
    )
    return Commit(file.meta["generation"], file.meta["metadata"], segments)


def _read_deleted(file: ArrayFile, place: int, documents: int) -> NDArray[np.int32]:
    stored = file.array(f"deleted.{place}")
    if stored.dtype == np.uint8:
        stored = np.flatnonzero(np.unpackbits(stored, count=documents))
    return stored.astype(np.int32) if stored.size else NOTHING_DELETED


def write_commit(folder: Path, commit: Commit) -> None:
    """Make a commit the newest one; it is on the disk when this returns. The segments' files must
    be there already. Raises OSError, and then the commit before is the newest one still."""
    path = commit_path(folder, commit.generation)
    temporary = path.with_suffix(TEMPORARY)
    try:
        with temporary.open("wb") as file:
            writer = ArrayFileWriter(file)
            writer.meta["format"] = FORMAT
            writer.meta["generation"] = commit.generation
            writer.meta["metadata"] = dict(commit.metadata)
            writer.meta["segments"] = [
                (segment.id, segment.documents, segment.size) for segment in commit.segments
            ]
            for place, segment in enumerate(commit.segments):
                writer.add(f"deleted.{place}", _packed(segment))
            writer.finish()
        sync_folder(folder)  # the segments' names have to be there before the commit's is
        reach(Stage.COMMIT_WRITTEN)
        temporary.rename(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    reach(Stage.COMMIT_RENAMED)
    sync_folder(folder)
    reach(Stage.COMMIT_SYNCED)


def _packed(segment: CommittedSegment) -> NDArray[np.integer]:
    if 4 * len(segment.deleted) <= segment.documents // 8:
        return segment.deleted
    mask = np.zeros(segment.documents, np.bool_)
    mask[segment.deleted] = True
    return np.packbits(mask)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
