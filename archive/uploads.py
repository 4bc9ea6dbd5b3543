"""Files that were sent to be imported, on the disk until they are."""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from archive.errors import Outage, UserError
from archive.import_requests import UploadedFile
from archive.import_tasks import is_import_id, new_import_id
from archive.locks import FileLock

_FULL = (errno.ENOSPC, errno.EDQUOT)


class UploadTooLarge(UserError):
    """More was sent than one import may have."""


class UploadsUnavailable(Outage):
    """The folder of uploads cannot be written."""


class DiskFull(UploadsUnavailable):
    """What is sent does not fit on the disk."""


class Uploads:
    """The folder of uploads: for each import a folder called by its id, its files by number.

    Names that clients send never reach the disk. Who writes an upload holds its lock, which the
    kernel takes from a process that dies: what is neither locked nor known to the archive is an
    orphan.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def receiving(self, max_bytes: int) -> Iterator["Upload"]:
        """An upload to write files of at most `max_bytes` together to.

        When the block ends it is gone, unless `Upload.keep` said otherwise. Raises UploadTooLarge,
        UploadsUnavailable and DiskFull.
        """
        name = new_import_id()
        folder = self._folder / name
        lock = FileLock(folder / "lock")
        with _explained(folder), self._alone():
            folder.mkdir()
            lock.acquire()
        upload = Upload(name, folder, max_bytes)
        try:
            yield upload
        finally:
            if not upload.is_kept:
                self.remove(name)
            lock.release()

    def holds(self, id: str) -> bool:
        """Whether the upload of an import is here."""
        return (self._folder / id).is_dir()

    def open(self, id: str, number: int) -> BinaryIO:
        """One file of an upload, counted from 0; raises OSError where it cannot be read."""
        return (self._folder / id / str(number)).open("rb", buffering=0)

    def remove(self, id: str) -> None:
        """Delete an upload, if it is here."""
        shutil.rmtree(self._folder / id, ignore_errors=True)

    def sweep(self, is_wanted: Callable[[str], bool]) -> None:
        """Delete every upload that nobody writes to and that is not wanted."""
        if not self._folder.is_dir():
            return
        with _explained(self._folder), self._alone():
            for path in self._folder.iterdir():
                if not (is_import_id(path.name) and path.is_dir()):
                    continue
                lock = FileLock(path / "lock")
                if lock.try_acquire():
                    # Asked with the lock held: whoever had it has told the archive by now.
                    if not is_wanted(path.name):
                        self.remove(path.name)
                    lock.release()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time: an upload's folder is there a moment before its lock."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / "lock"):
            yield


class Upload:
    """An upload that is being written."""

    def __init__(self, id: str, folder: Path, max_bytes: int) -> None:
        self.id = id
        self.is_kept = False
        self._folder = folder
        self._left = max_bytes
        self._files: list[UploadedFile] = []

    @property
    def files(self) -> tuple[UploadedFile, ...]:
        """The files that are written and on the disk."""
        return tuple(self._files)

    @contextlib.contextmanager
    def file(self, name: str | None, media_type: str | None) -> Iterator[Callable[[bytes], None]]:
        """What writes the next file; it is on the disk itself when the block ends."""
        digest, size = hashlib.sha256(), 0
        with _explained(self._folder):
            file = (self._folder / str(len(self._files))).open("xb", buffering=0)

        def write(piece: bytes) -> None:
            nonlocal size
            size += len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise UploadTooLarge("The upload is larger than an import may be.")
            digest.update(piece)
            rest = memoryview(piece)
            with _explained(self._folder):
                while rest:
                    rest = rest[file.write(rest) :]

        with file:
            yield write
            with _explained(self._folder):
                os.fsync(file.fileno())
        self._files.append(
            UploadedFile(name=name, media_type=media_type, bytes=size, sha256=digest.hexdigest())
        )

    def keep(self) -> None:
        """Let the upload stay when its block ends; from here on the archive decides when it goes,
        even where nobody knows whether the archive took the import."""
        with _explained(self._folder):
            for folder in (self._folder, self._folder.parent):
                _sync_folder(folder)
        self.is_kept = True

    def discard(self) -> None:
        """Let the upload be gone when its block ends after all."""
        self.is_kept = False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                "The disk is full: there is no room for this upload, and nothing of it was kept. "
                "Make room, or send less."
            ) from error
        raise UploadsUnavailable(
            f"The folder {folder} cannot be written: {error.strerror or error}."
        ) from error
