"""The newest commit, ready to be searched: one for all threads of a process, until there is a newer
one."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive import IndexUnavailable
from index.whoosh_engine.arrays import ArrayIndex, Snapshot
from index.whoosh_engine.arrays.commit import segment_path
from index.whoosh_engine.evaluation import CommitView
from index.whoosh_engine.generations import Generations, Signature
from index.whoosh_engine.words import CommitWords

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

    folder: Path
    snapshot: Snapshot
    view: CommitView
    words: CommitWords

    @property
    def id(self) -> str:
        """What no other commit is called."""
        return f"{self.folder.name}-{self.snapshot.generation}"

    def is_whole(self) -> bool:
        """Whether each of its files is still there in its size. A merge may have replaced one."""
        try:
            return all(
                segment_path(self.folder, segment.id).stat().st_size == segment.size
                for segment in self.snapshot.commit.segments
            )
        except OSError:
            return False

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
        opened = OpenCommit(index.folder, snapshot, view, CommitWords(view))
        self._newest = opened
        return opened

    def check(self) -> OpenCommit:
        """The newest commit, if all its files are there as they were written; raises
        IndexUnavailable, and lets go of it, where they are not."""
        commit = self.newest()
        while not commit.is_whole():
            # A commit made meanwhile, a merge perhaps, removes files that this one needed.
            newer = self.newest()
            if newer.id == commit.id:
                mark_damaged(commit.folder)
                self.forget()
                raise IndexUnavailable(
                    "A file of the index is missing or was cut short. A running server rebuilds "
                    "it by itself; `flask index rebuild` does so at once."
                )
            commit = newer
        return commit

    def forget(self) -> None:
        """Let go of files; the next use opens them again."""
        with self._lock:
            self._index = self._newest = self._signature = None


def mark_damaged(folder: Path) -> None:
    """Tell every process that the generation in the folder is not to be used any more."""
    with suppress(OSError):  # the folder may be gone, or take no file
        (folder / DAMAGED).touch()


def holds_what_was_written(snapshot: Snapshot) -> bool:
    """Whether all of a commit's files do; reads them whole."""
    try:
        for segment in snapshot.segments:
            segment.file.verify()
    except IndexUnavailable:
        return False
    return True
