"""Which folder holds the live index: a rebuild fills a new one beside it, and is swapped in.

index/current          the name of the live generation; replaced atomically
index/<generation>/    an index of arrays, with its own commits
index/write.lock       held by the one process that writes
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive import FileLock, IndexUnavailable

_NAME = re.compile(rb"generation-[0-9a-f]{16}\n")
_REBUILT = "A running server rebuilds it by itself; `flask index rebuild` does so at once."

Signature = tuple[int, int]


class Generations:
    """The index folder: reads and replaces `current`, makes and removes generations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "current"

    def signature(self) -> Signature | None:
        """What changes whenever `current` is replaced; None while there is none. One stat(2)."""
        try:
            found = os.stat(self._current)  # noqa: PTH116 # asked at every search: several times faster
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def live(self) -> Path:
        """The live generation's folder; raises IndexUnavailable where there is none."""
        try:
            name = self._current.read_bytes()
        except FileNotFoundError:
            raise IndexUnavailable("There is no index yet. " + _REBUILT) from None
        except OSError as error:
            raise IndexUnavailable(f"The index cannot be read: {error}.") from error
        if not _NAME.fullmatch(name):
            raise IndexUnavailable("The index is damaged. " + _REBUILT)
        return self.folder / name.decode().strip()

    def create(self) -> Path:
        """A new generation's folder, not there yet."""
        return self.folder / f"generation-{secrets.token_hex(8)}"

    def publish(self, generation: Path) -> None:
        """Make it the live one, for every process at once."""
        beside = self._current.with_name(f"current.{secrets.token_hex(4)}")
        try:
            with beside.open("xb") as file:
                file.write(f"{generation.name}\n".encode())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._current)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _synchronise(self.folder)

    def remove_others(self) -> None:
        """Delete every generation but the live one: replaced ones, and half-built ones. Whoever has
        their files open can go on reading them."""
        live = None
        with suppress(IndexUnavailable):
            live = self.live().name
        for folder in self.folder.glob("generation-*"):
            if folder.name != live:
                shutil.rmtree(folder, ignore_errors=True)
        for beside in self.folder.glob("current.*"):
            beside.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the one who writes; raises IndexUnavailable while someone else is."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "write.lock")
            free = lock.try_acquire()
        except OSError as error:
            raise IndexUnavailable(f"The index cannot be written: {error}.") from error
        if not free:
            raise IndexUnavailable(
                f"Process {lock.holder()} is writing the index and only one may at a time. "
                "Try again when it has finished or stopped."
            )
        try:
            yield
        finally:
            lock.release()


def _synchronise(folder: Path) -> None:
    """Have the disk keep the names in the folder before going on."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
