"""The newest commit, ready to be searched: one for all threads of a process, until there is a newer
one."""

import threading
from dataclasses import dataclass
from pathlib import Path

from archive import IndexUnavailable
from index.whoosh_engine.arrays import ArrayIndex, Snapshot
from index.whoosh_engine.evaluation import CommitView
from index.whoosh_engine.generations import Generations, Signature

_ATTEMPTS = 10

DAMAGED = "damaged"
"""A file of this name in a generation's folder tells every process not to use it any more."""

REVISION = "revision"
ARCHIVE_ID = "archive_id"
FINGERPRINT = "fingerprint"
"""What is noted with each commit."""


@dataclass(frozen=True, slots=True)
class OpenCommit:
    """A commit of a generation, pinned: it answers the same for as long as it is kept."""

    generation: str
    snapshot: Snapshot
    view: CommitView

    @property
    def id(self) -> str:
        """What no other commit is called."""
        return f"{self.generation}-{self.snapshot.generation}"

    @property
    def revision(self) -> int:
        """The archive's revision that it has reached."""
        return int(self.snapshot.metadata[REVISION])


class Commits:
    """Opens the live generation's newest commit when it appears. Asking costs two stat(2)."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._lock = threading.Lock()
        self._signature: Signature | None = None
        self._index: ArrayIndex | None = None
        self._newest: OpenCommit | None = None

    def index(self) -> ArrayIndex:
        """The live generation's index; raises IndexUnavailable."""
        signature = self._generations.signature()
        index = self._index
        if index is not None and signature == self._signature:
            return index
        with self._lock:
            return self._open()

    def newest(self) -> OpenCommit:
        """The newest commit; raises IndexUnavailable."""
        for _ in range(_ATTEMPTS):
            signature = self._generations.signature()
            try:
                return self._newest_of(self.index())
            except IndexUnavailable:
                # Another generation may have been swapped in, and this one removed, meanwhile.
                if signature == self._generations.signature():
                    raise
        raise IndexUnavailable("The index changes too fast to be opened. Try again.")

    def _open(self) -> ArrayIndex:
        signature = self._generations.signature()
        if self._index is None or signature != self._signature:
            self._index = None
            folder = self._generations.live()
            if (folder / DAMAGED).exists():
                raise IndexUnavailable(
                    "The index is damaged. A running server rebuilds it by itself; "
                    "`flask index rebuild` does so at once."
                )
            self._index = ArrayIndex.open(folder)
            self._signature = signature
        return self._index

    def _newest_of(self, index: ArrayIndex) -> OpenCommit:
        try:
            snapshot = index.snapshot()
        except OSError as error:
            raise IndexUnavailable(f"The index cannot be read: {error}.") from error
        newest = self._newest
        if newest is not None and newest.snapshot is snapshot:
            return newest
        view = CommitView(snapshot.segments, newest.view if newest else None)
        opened = OpenCommit(index.folder.name, snapshot, view)
        self._newest = opened
        return opened

    def forget(self) -> None:
        """Let go of files; the next use opens them again."""
        with self._lock:
            self._index = self._newest = self._signature = None


def mark_damaged(folder: Path, snapshot: Snapshot) -> bool:
    """Read all of a commit's files; if one does not hold what was written, say so to every process.

    For after an error that reading may have caused.
    """
    try:
        for segment in snapshot.segments:
            segment.file.verify()
    except IndexUnavailable:
        (folder / DAMAGED).touch()
        return True
    return False
