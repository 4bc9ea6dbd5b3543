"""Segment files on their way to a commit, and the removal of those that no commit names.

A file being written is held with an flock(2) lock until the commit that names it is published. The
kernel releases the lock of a process that is killed, so a segment that no commit names and nobody
holds is an orphan.
"""

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from index.whoosh_engine.arrays.commit import (
    TEMPORARY,
    Commit,
    commit_generation,
    segment_path,
)
from index.whoosh_engine.arrays.stages import Stage, reach

_SEGMENT_PREFIX: Final = "segment-"


class NewSegment:
    """The file of a segment that no commit names yet, held until `close`, or the context's end.

    If no commit names it by then, the next one removes it.

    Attributes:
        id: the segment's name.
        file: open for writing.
    """

    def __init__(self, folder: Path) -> None:
        while True:
            self.id = _SEGMENT_PREFIX + secrets.token_hex(8)
            self.path = segment_path(folder, self.id)
            file: BinaryIO = self.path.open("xb")
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_nlink:
                break
            file.close()  # taken for an orphan before it was locked
        self.file = file
        reach(Stage.SEGMENT_CREATED)

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def discard(self) -> None:
        """Remove the file; only for one that no commit can have named."""
        with suppress(FileNotFoundError):
            self.path.unlink()
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def remove_unnamed(folder: Path, commit: Commit) -> None:
    """Remove what this commit, the newest one, does not name: older commits, segments that were
    merged, and what killed processes left. Call it with the index's lock held.

    Who has a removed file mapped goes on reading it.
    """
    named = {segment_path(folder, segment.id).name for segment in commit.segments}
    for path in folder.iterdir():
        name = path.name
        generation = commit_generation(name)
        if generation is not None:
            if generation < commit.generation:
                path.unlink(missing_ok=True)
        elif name.endswith(TEMPORARY) or (
            name.startswith(_SEGMENT_PREFIX) and name not in named and not _is_held(path)
        ):
            path.unlink(missing_ok=True)
    reach(Stage.CLEANED)


def _is_held(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
