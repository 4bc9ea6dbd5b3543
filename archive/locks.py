"""Locks between processes that the kernel releases when their holder dies."""

import contextlib
import fcntl
import os
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self


class FileLock:
    """An exclusive lock on a file, held by one process (or one thread) at a time.

    It is an flock(2) lock: nothing is left locked by a process that is killed. The file stays
    behind when the lock is released, because removing it would let two holders in. Use it as a
    context manager to wait for it, or `try_acquire` to go on without it. Every method that opens
    the file raises OSError where it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def try_acquire(self) -> bool:
        """Take the lock if it is free; False if another process or thread holds it."""
        return self._lock(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def acquire(self) -> None:
        """Take the lock, waiting for as long as another holds it."""
        self._lock(fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go of the lock; nothing happens if it is not held."""
        if self._descriptor is not None:
            # Said aloud, because closing is not enough while a forked child has a copy.
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self._close()

    def holder(self) -> int | None:
        """The id of the process that holds the lock, or held it last; meant for messages."""
        try:
            return int(self.path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def is_held(self) -> bool:
        """Whether a process holds the lock now; nothing is made or changed."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def _lock(self, how: int) -> bool:
        if self._descriptor is not None:
            raise RuntimeError(f"This lock on {self.path} is held already.")
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, how)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        except BlockingIOError:
            os.close(descriptor)
            return False
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        _held.add(self)
        return True

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        _held.discard(self)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()

    def __del__(self) -> None:
        with contextlib.suppress(OSError):
            self._close()


_held: "weakref.WeakSet[FileLock]" = weakref.WeakSet()


def _forget_inherited_locks() -> None:
    """Close a fork's copies: the parent keeps its locks, and they die with the parent alone."""
    for lock in list(_held):
        lock._close()


os.register_at_fork(after_in_child=_forget_inherited_locks)
