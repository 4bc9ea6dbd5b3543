"""Running an import that was asked for over HTTP, from where it is to its end."""

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath

from archive.import_requests import UploadedFile
from archive.import_state import ImportAdvance, ImportFailure, ImportState, ImportTask
from archive.import_tasks import advance_import
from archive.importing.documents import import_documents
from archive.importing.parsed import program_fault
from archive.importing.reports import BatchReport, ImportProgress
from archive.readers import Limits, RawDocument, Unreadable, read_input
from archive.readers.formats import is_readable_name
from archive.readers.streams import printable
from archive.settings import Settings
from archive.store import Store
from archive.uploads import Uploads
from archive.writer import StoreWriter

MOST_ATTEMPTS = 50
"""So many times in a row the process may die at the same batch: then it is the file's fault."""

BATCH = 100
"""Articles in one transaction: fewer than a command stores at once, so that counts move on, and an
import is cancelled or stopped, soon."""

_LONGEST_NAME = 255
_LONGEST_REASON = 2_000
_SUFFIXES = {
    "application/x-ndjson": ".jsonl", "application/ndjson": ".jsonl", "application/jsonl": ".jsonl",
    "application/x-jsonlines": ".jsonl", "application/json-lines": ".jsonl",
    "application/json": ".json", "application/feed+json": ".json",
    "text/csv": ".csv", "text/tab-separated-values": ".tsv", "text/plain": ".txt",
    "text/html": ".html", "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/rdf+xml": ".rdf",
    "application/warc": ".warc",
}  # fmt: skip

logger = logging.getLogger(__name__)


class _Stopped(Exception):
    """The process is to end; the import goes on later."""


class _Cancelled(Exception):
    """Somebody asked for the import to stop."""


def run_import(
    store: Store, uploads: Uploads, task: ImportTask, settings: Settings, stop: threading.Event
) -> ImportTask:
    """Go on with an import from the document where it stands, and answer how it stands then:
    finished, or still running where `stop` was set.

    A batch is stored, counted and its errors noted in one transaction, so that wherever the process
    ends the next one goes on behind the last batch. Raises Outage, after which it can go on too.
    """
    if task.attempts > MOST_ATTEMPTS:
        return store.imports.finish(
            task.id,
            ImportState.FAILED,
            detail=f"The program ended {MOST_ATTEMPTS} times while it was at the documents after "
            f"number {task.documents:,}. What came before is imported. Please report this with the "
            "file, and send the rest in smaller parts.",
        )
    run = _Run(store, uploads, task, settings, stop)
    try:
        run.run()
    except _Cancelled:
        return store.imports.finish(task.id, ImportState.CANCELLED)
    except _Stopped:
        store.imports.pause(task.id)
        return store.imports.get(task.id)
    return _finish(store, task.id)


def reading_name(file: UploadedFile) -> str:
    """What an uploaded file is called to the readers: its name as a label, without the ways up and
    out of a folder that it may have, and with the suffix that its media type stands for where it
    has none that tells."""
    parts = (file.name or "").replace("\\", "/").split("/")
    label = "/".join(part for part in parts if part.strip(". "))[-_LONGEST_NAME:] or "upload"
    tells = is_readable_name(PurePosixPath(label).name)
    return label if tells else label + _SUFFIXES.get(file.media_type or "", "")


class _Run:
    """One import under way."""

    def __init__(
        self,
        store: Store,
        uploads: Uploads,
        task: ImportTask,
        settings: Settings,
        stop: threading.Event,
    ) -> None:
        self._store = store
        self._uploads = uploads
        self._task = task
        self._limits = Limits(document_bytes=settings.max_article_bytes)
        self._processes = settings.import_processes or None
        self._stop = stop
        self._position = task.documents
        self._bytes_read = 0
        self._bytes_at: deque[int] = deque()  # at each document that was read and is not stored
        self._since = time.monotonic()

    def run(self) -> None:
        """Import what is left."""
        import_documents(
            self._store,
            self._documents_left(),
            processes=self._processes,
            within=self._advance,
            on_progress=self._go_on,
            batch_size=BATCH,
        )

    def _documents_left(self) -> Iterator[RawDocument | Unreadable]:
        """What is not dealt with yet. Reading is some documents ahead of storing, so what it has
        come to is noted with each."""
        for document in islice(self._documents(), self._position, None):
            self._bytes_at.append(self._bytes_read)
            yield document

    def _documents(self) -> Iterator[RawDocument | Unreadable]:
        """Everything in the files, what is imported already too, always in the same order."""
        for number, file in enumerate(self._task.files):
            name = reading_name(file)
            try:
                with self._uploads.open(self._task.id, number) as stream:
                    yield from read_input(
                        stream,
                        name=name,
                        limits=self._limits,
                        options=self._task.options,
                        on_read=self._count,
                    )
            except Exception as error:
                # Not hidden, but no reason to stop the rest either.
                logger.exception("Reading %s of import %s failed.", printable(name), self._task.id)
                yield program_fault(printable(name), error)

    def _count(self, size: int) -> None:
        self._bytes_read += size

    def _advance(self, writer: StoreWriter, batch: BatchReport) -> None:
        """Within the transaction that stores a batch: move the import on."""
        outcomes = Counter(document.outcome for document in batch.documents)
        now = time.monotonic()
        bytes_read = [self._bytes_at.popleft() for _ in batch.documents][-1]
        advance = ImportAdvance(
            documents=len(batch.documents),
            added=outcomes["added"],
            updated=outcomes["updated"],
            unchanged=outcomes["unchanged"],
            passed_over=outcomes["passed over"],
            failures=tuple(self._failures(batch)),
            bytes_read=bytes_read,
            seconds=now - self._since,
            revision=writer.revision,
        )
        if not advance_import(writer.connection, self._task.id, advance):
            raise _Cancelled
        self._position += len(batch.documents)
        self._since = now

    def _failures(self, batch: BatchReport) -> Iterator[ImportFailure]:
        for number, document in enumerate(batch.documents, start=self._position + 1):
            if document.outcome == "failed":
                yield ImportFailure(
                    number=number,
                    location=printable(document.location),
                    reason=printable(document.reason or "")[:_LONGEST_REASON],
                )

    def _go_on(self, _: ImportProgress) -> None:
        """After each batch."""
        if self._stop.is_set():
            raise _Stopped


def _finish(store: Store, id: str) -> ImportTask:
    """An import that came to its end; it failed as a whole where nothing of it could be taken."""
    task = store.imports.get(id)
    if task.is_cancelled:
        return store.imports.finish(id, ImportState.CANCELLED)
    if not task.failed or task.added + task.updated + task.unchanged:
        return store.imports.finish(id, ImportState.DONE)
    first = store.imports.failures(id, limit=1)[0].reason
    several = f"None of its {task.failed:,} documents could be imported. The first: "
    return store.imports.finish(
        id, ImportState.FAILED, detail=first if task.failed == 1 else several + first
    )
