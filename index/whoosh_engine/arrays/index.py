"""The door to an index of arrays: a folder of segments and the commit that names them.

Any number of processes may read; any number may write and merge: each commit is made under a lock
that is held for a few milliseconds, on top of the newest commit, whoever made that.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from archive import FileLock, IndexUnavailable
from index.whoosh_engine.arrays.commit import (
    Commit,
    Metadata,
    newest_generation,
    read_commit,
    sync_folder,
    write_commit,
)
from index.whoosh_engine.arrays.files import remove_unnamed
from index.whoosh_engine.arrays.snapshot import Snapshot
from index.whoosh_engine.arrays.stages import Stage, reach

_LOCK_NAME: Final = "commit.lock"
_ATTEMPTS: Final = 50  # to open a commit before the next one removes it
_SETTLED: Final = 50_000_000  # nanoseconds after which a folder's time must have moved on


class ArrayIndex:
    """An index of arrays in a folder. Its methods may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """See `open` and `create`."""
        self.folder = folder
        self._opening = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._folder_time = 0

    @classmethod
    def create(cls, folder: Path, metadata: Metadata) -> Self:
        """Make an index without articles; raises FileExistsError where there is one."""
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(folder)
        with FileLock(folder / _LOCK_NAME):
            if newest_generation(folder):
                raise FileExistsError(f"There is an index in {folder} already.")
            write_commit(folder, Commit(1, dict(metadata)))
            sync_folder(folder.parent)
        return index

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index; raises IndexUnavailable where there is none, or a damaged one."""
        index = cls(folder)
        index.snapshot()
        return index

    def generation(self) -> int:
        """The number of the newest commit; it grows with every commit, merges included."""
        return newest_generation(self.folder)

    def snapshot(self) -> Snapshot:
        """The newest commit, opened. While nothing is committed this costs one stat(2), and answers
        the same object; of a new commit only the new segments are mapped."""
        try:
            folder_time = self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            raise self._unavailable() from None
        known = self._snapshot
        if known is not None and folder_time == self._folder_time:
            return known
        with self._opening:
            snapshot = self._open_newest()
            # A change within the clock's granularity would leave the folder's time as it is.
            settled = time.time_ns() - folder_time > _SETTLED
            self._folder_time = folder_time if settled else 0
            self._snapshot = snapshot
        return snapshot

    def _open_newest(self) -> Snapshot:
        known = self._snapshot
        for attempt in range(_ATTEMPTS):
            generation = newest_generation(self.folder)
            if not generation:
                raise self._unavailable()
            if known is not None and known.generation == generation:
                return known
            try:
                commit = read_commit(self.folder, generation)
                return Snapshot.open(self.folder, commit, known.segments if known else ())
            except FileNotFoundError:  # a later commit has removed it
                if attempt == _ATTEMPTS - 1 or newest_generation(self.folder) == generation:
                    raise self._unavailable() from None
        raise self._unavailable()

    def _unavailable(self) -> IndexUnavailable:
        return IndexUnavailable(
            f"There is no whole index in {self.folder} (yet). Build it again from the archive."
        )

    def publish(self, change: Callable[[Snapshot], Commit | None]) -> Commit:
        """Commit what `change` makes of the newest commit; None commits nothing.

        `change` is called with the lock held: nobody else commits meanwhile. Raises OSError where
        the disk does not take it; then nothing has changed.
        """
        with FileLock(self.folder / _LOCK_NAME):
            reach(Stage.LOCKED)
            with self._opening:
                current = self._open_newest()
            commit = change(current)
            if commit is None:
                return current.commit
            write_commit(self.folder, commit)
            with suppress(OSError):  # the commit stands; the next one tries again
                remove_unnamed(self.folder, commit)
        return commit
