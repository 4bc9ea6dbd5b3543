"""Files, folders, patterns and standard input -> the documents in them, parsed or stored."""

import logging
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.errors import UserError
from archive.importing.documents import OnDocument, OnProgress, Within, import_documents
from archive.importing.parsed import ParsedDocument, program_fault
from archive.importing.pool import parse_all
from archive.importing.reports import ImportProgress, ImportReport
from archive.readers import (
    FoundFile,
    Limits,
    RawDocument,
    ReadOptions,
    Unreadable,
    read_input,
    walk,
)
from archive.readers.streams import printable
from archive.settings import Settings
from archive.store import Store

STANDARD_INPUT = Path("-")

_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class ReadCount:
    """How much was read so far: files to their end, and bytes."""

    files: int = 0
    bytes: int = 0

    def add_bytes(self, count: int) -> None:
        """So many more were read."""
        self.bytes += count


def raw_documents(
    paths: Iterable[Path],
    *,
    settings: Settings,
    options: ReadOptions | None = None,
    count: ReadCount | None = None,
) -> Iterator[RawDocument | Unreadable]:
    """The documents that files, folders, patterns and standard input (`-`) hold, not parsed.

    What cannot be read comes as an Unreadable, and the rest after it. `count` is moved on.
    """
    count = count or ReadCount()
    limits = Limits(document_bytes=settings.max_article_bytes)
    for found in _found(paths, options or ReadOptions()):
        if isinstance(found, Unreadable):
            yield found
            continue
        is_standard_input = found.path == STANDARD_INPUT
        try:
            yield from read_input(
                sys.stdin.buffer if is_standard_input else found.path,
                name="standard input",
                limits=limits,
                options=found.options,
                named=found.named,
                on_read=count.add_bytes,
            )
        except Exception as error:
            # Not hidden, but no reason to stop the rest either.
            location = printable(str(found.path))
            _logger.exception("Reading %s failed.", location)
            yield program_fault(location, error)
        count.files += 1


def parse_paths(
    paths: Iterable[Path], *, settings: Settings, options: ReadOptions | None = None
) -> Iterator[ParsedDocument | Unreadable]:
    """The articles that files, folders, patterns and standard input (`-`) hold; nothing is stored.

    What cannot be read or parsed comes as an Unreadable, and the rest after it. Raises Outage where
    no process can be started to parse in.
    """
    documents = raw_documents(paths, settings=settings, options=options)
    yield from parse_all(documents, processes=settings.import_processes or None)


def import_paths(
    store: Store,
    paths: Iterable[Path],
    *,
    settings: Settings,
    options: ReadOptions | None = None,
    on_progress: OnProgress | None = None,
    on_document: OnDocument | None = None,
    within: Within | None = None,
    batch_size: int = 200,
) -> ImportReport:
    """Import files, folders with everything below them, patterns, and standard input (`-`).

    See import_documents for what is stored and when, and for what is raised.
    """
    count = ReadCount()
    positions: deque[tuple[int, int]] = deque()  # of documents that are read and not stored yet
    dealt_with = 0

    def documents() -> Iterator[RawDocument | Unreadable]:
        for document in raw_documents(paths, settings=settings, options=options, count=count):
            positions.append((count.files, count.bytes))
            yield document

    def tell(progress: ImportProgress) -> None:
        nonlocal dealt_with
        for _ in range(progress.documents + progress.passed_over - dealt_with):
            positions.popleft()
        dealt_with = progress.documents + progress.passed_over
        files, size = positions[0] if positions else (count.files, count.bytes)
        if on_progress:
            on_progress(replace(progress, files=files, bytes=size))

    return import_documents(
        store,
        documents(),
        processes=settings.import_processes or None,
        on_progress=tell,
        on_document=on_document,
        within=within,
        batch_size=batch_size,
    )


def _found(paths: Iterable[Path], options: ReadOptions) -> Iterator[FoundFile | Unreadable]:
    for path in paths:
        if path == STANDARD_INPUT:
            yield FoundFile(path, options, named=True)
            continue
        try:
            yield from walk(path, options)
        except UserError as error:
            yield Unreadable(printable(str(path)), str(error))
