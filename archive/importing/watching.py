"""Folders whose files are imported as they arrive, again when they change, and once in all.

What was imported is remembered in the database, in the transaction of the import itself: a watcher
that is killed and started again reads only what it had not finished. Nothing is deleted from the
archive when a file is.
"""

import io
import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from archive.errors import UnreadableInput
from archive.importing.documents import OnDocument, OnProgress, import_documents
from archive.importing.parsed import program_fault
from archive.importing.reports import BatchReport, DocumentReport, ImportReport
from archive.importing.settling import Look, SettledFile, Settling, below, look_at
from archive.readers import Limits, RawDocument, ReadOptions, Unreadable, read_input
from archive.readers.files import open_file
from archive.readers.sidecar import NAME
from archive.readers.streams import printable
from archive.settings import Settings
from archive.store import Store
from archive.watched_files import FileState, remember_states
from archive.writer import StoreWriter

_logger = logging.getLogger(__name__)


class Watcher:
    """Imports what arrives in some folders, look by look; whoever has it says when to look.

    `folders` are absolute. A file is read when it looked the same for `settle` seconds by `clock`,
    and with what the nearest `archive.toml` says, as in an import; when that changes, the files
    below it are read again. `on_document` is called for each document once it is stored for good,
    or found unfit: once for as long as its file stays as it is.
    """

    def __init__(
        self,
        store: Store,
        folders: Sequence[Path],
        *,
        settings: Settings,
        options: ReadOptions | None = None,
        settle: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
        on_document: OnDocument | None = None,
        on_progress: OnProgress | None = None,
    ) -> None:
        self._store = store
        self._folders = folders
        self._limits = Limits(document_bytes=settings.max_article_bytes)
        self._options = options or ReadOptions()
        self._settling = Settling(settle, clock)
        self._on_document = on_document or (lambda _: None)
        self._on_progress = on_progress
        self._processes = settings.import_processes or None
        self._known: dict[str, FileState | None] = {}
        self._refused: dict[str, str] = {}
        self._told: set[Unreadable] = set()

    @property
    def waiting(self) -> int:
        """How many files were seen that have not been imported as they are now."""
        return self._settling.waiting

    def look(self) -> ImportReport | None:
        """Look at the folders once, and import what has settled; None where nothing has.

        Raises StoreUnavailable when the database fails: look again when it may be back.
        """
        look = look_at(self._folders, self._options)
        self._tell(look.unreadable)
        self._recall([*look.files, *look.sidecars])
        held = self._heed_sidecars(look)
        held_files = below(look.files, held)
        new = {path: file for path, file in look.files.items() if file.state != self._known[path]}
        ready = [
            file
            for path, file in new.items()
            if self._settling.is_settled(path, file.state)
            and path not in held_files
            and not self._is_refused(path)
        ]
        waiting = {*new, *(str(folder / NAME) for folder in held)}
        self._settling.keep_only(waiting)
        if not ready:
            return None
        report = self._import(ready)
        self._settling.keep_only(waiting.difference(str(file.found.path) for file in ready))
        return report

    def _tell(self, unreadable: Iterable[Unreadable]) -> None:
        """Report folders and sidecars that cannot be used, not again while they stay so."""
        now = dict.fromkeys(unreadable)
        for one in now:
            if one not in self._told:
                self._on_document(_failed(one))
        self._told = set(now)

    def _recall(self, paths: Sequence[str]) -> None:
        """Have at hand in which state each of these was imported, and nothing of others."""
        new = [path for path in paths if path not in self._known]
        found = self._store.watched_files.states(new) if new else {}
        self._known = {
            path: found[path] if path in found else self._known.get(path) for path in paths
        }
        self._refused = {path: why for path, why in self._refused.items() if path in self._known}

    def _heed_sidecars(self, look: Look) -> frozenset[Path]:
        """Forget the files below an `archive.toml` that came, changed or went, so that they are
        read again; the folders are answered whose `archive.toml` has not settled."""
        changed = {
            path: self._settling.is_settled(path, state)
            for path, state in look.sidecars.items()
            if state != self._known[path]
        }
        settled = {path: look.sidecars[path] for path, is_settled in changed.items() if is_settled}
        if settled:
            files = below(look.files, {Path(path).parent for path in settled})
            there = {path: state for path, state in settled.items() if state}
            self._store.watched_files.replace(there, forget=[*settled, *files])
            self._known |= {**settled, **dict.fromkeys(files)}
        return frozenset(Path(path).parent for path in changed.keys() - settled.keys())

    def _is_refused(self, path: str) -> bool:
        """Whether the file still cannot be opened, as was told when it could not."""
        if path not in self._refused:
            return False
        try:
            open_file(Path(path)).close()
        except UnreadableInput as error:
            return str(error) == self._refused[path]
        return False

    def _import(self, files: Sequence[SettledFile]) -> ImportReport:
        reading = _Reading(files, self._limits, self._refused)
        try:
            report = import_documents(
                self._store,
                reading.documents(),
                processes=self._processes,
                within=reading.remember,
                on_document=self._on_document,
                on_progress=self._on_progress,
            )
            self._store.watched_files.replace(reading.finished())
        finally:
            for file in files:
                self._known.pop(str(file.found.path), None)
        return report


class _Reading:
    """Files that are read one after another, and which of them are stored to their end.

    `refused` takes in why files could not be opened.
    """

    def __init__(
        self, files: Iterable[SettledFile], limits: Limits, refused: dict[str, str]
    ) -> None:
        self._files = files
        self._limits = limits
        self._refused = refused
        self._given = 0
        self._stored = 0
        self._ends: deque[tuple[int, str, FileState]] = deque()

    def documents(self) -> Iterator[RawDocument | Unreadable]:
        """The documents of all files."""
        for file in self._files:
            for document in self._of_file(file):
                self._given += 1
                yield document

    def remember(self, writer: StoreWriter, batch: BatchReport) -> None:
        """Note, in a batch's transaction, the files whose last document is in it or before."""
        self._stored += len(batch.documents)
        remember_states(writer.connection, self.finished())

    def finished(self) -> dict[str, FileState]:
        """The files that are stored to their end and have not been asked for before."""
        found = {}
        while self._ends and self._ends[0][0] <= self._stored:
            _, path, state = self._ends.popleft()
            found[path] = state
        return found

    def _of_file(self, file: SettledFile) -> Iterator[RawDocument | Unreadable]:
        """A file's documents; fewer where it is written meanwhile, for it is read again then."""
        path = str(file.found.path)
        location = printable(path)
        try:
            opened = open_file(file.found.path)
        except UnreadableInput as error:
            self._refused[path] = str(error)
            yield Unreadable(location, str(error))
            return
        self._refused.pop(path, None)
        with opened, _WatchedFile(opened.fileno(), closefd=False) as watched:
            if watched.state != file.state:
                return
            try:
                for document in read_input(
                    cast("BinaryIO", watched),
                    name=path,
                    limits=self._limits,
                    options=file.found.options,
                    named=False,
                ):
                    if watched.state != file.state:
                        return
                    yield document
            except Exception as error:
                _logger.exception("Reading %s failed.", location)
                yield program_fault(location, error)
        if not watched.failed:
            self._ends.append((self._given, path, file.state))


class _WatchedFile(io.FileIO):
    """An open file that notes whether it failed to be read: then it is not what it was."""

    failed = False

    @property
    def state(self) -> FileState:
        """How the file looks now, even if another has its name by now."""
        status = os.fstat(self.fileno())
        return FileState(status.st_size, status.st_mtime_ns)

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes; raises OSError."""
        try:
            return super().read(size)
        except OSError:
            self.failed = True
            raise


def _failed(unreadable: Unreadable) -> DocumentReport:
    return DocumentReport(location=unreadable.location, outcome="failed", reason=unreadable.reason)
