"""Files into the archive: read, parsed and stored in batches."""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.article import Article, Original
from archive.errors import StoreUnavailable, UserError
from archive.identity import article_id
from archive.parsing import parse
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
from archive.versions import Outcome

_logger = logging.getLogger(__name__)
_BATCH_BYTES = 16 * 2**20
_MOST_FAILURES = 10_000
STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file, or a record in one, that could not be imported, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """How far an import has come: counts of documents stored (or found unfit) so far.

    `files` were read to their end; those that no reader takes are among them.
    """

    added: int
    updated: int
    unchanged: int
    failed: int
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; `revision` is the archive's when it ended.

    `failed` has the first 10,000 failures, `failures` is the number of all. `passed_over` counts
    files (and entries of archives, and records of crawls) that no reader takes: pictures, scripts.
    """

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    revision: int
    failures: int = 0
    passed_over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What became of one document: its `id` in the archive, or the reason why it has none.

    `outcome` is "added", "updated", "unchanged", "failed" or "passed over"; "parsed" where nothing
    is stored.
    """

    location: str
    outcome: str
    id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document and the article in it, not stored."""

    location: str
    article: Article
    original: Original

    def report(self) -> DocumentReport:
        """What an import's report says of it; the id is the one it would be stored under."""
        return DocumentReport(
            location=self.location, outcome="parsed", id=article_id(self.article, self.original)
        )


@dataclass(slots=True)
class _FileCount:
    read: int = 0


def parse_paths(
    paths: Iterable[Path], *, settings: Settings, options: ReadOptions | None = None
) -> Iterator[ParsedDocument | Unreadable]:
    """The articles that files, folders, patterns and standard input (`-`) hold; nothing is stored.

    What cannot be read or parsed comes as an Unreadable, and the rest after it.
    """
    yield from _documents(paths, settings, options, _FileCount())


def import_paths(
    store: Store,
    paths: Iterable[Path],
    *,
    settings: Settings,
    options: ReadOptions | None = None,
    on_progress: Callable[[ImportProgress], None] | None = None,
    on_document: Callable[[DocumentReport], None] | None = None,
    batch_size: int = 200,
) -> ImportReport:
    """Import files, folders with everything below them, patterns, and standard input (`-`).

    What cannot be read, parsed or stored is reported and never stops the rest. Articles are stored
    in batches of `batch_size`, fewer where they are large, each in one transaction that is kept
    short: reading and parsing come before it. `on_progress` is called after each batch, and
    `on_document` for each document once it is stored for good, or found unfit. Importing the same
    again changes nothing, so an import that was interrupted can be repeated.

    Raises StoreUnavailable when the database fails; its message tells how much was stored before,
    which stays.
    """
    run = _Run(store, on_progress, on_document)
    batch: list[ParsedDocument] = []
    size = 0
    for document in _documents(paths, settings, options, run.files):
        if isinstance(document, Unreadable):
            run.refuse(document)
            continue
        batch.append(document)
        size += len(document.original.content)
        if len(batch) >= batch_size or size >= _BATCH_BYTES:
            run.store_batch(batch)
            batch, size = [], 0
    run.store_batch(batch)
    return run.report()


class _Run:
    """One import under way."""

    def __init__(
        self,
        store: Store,
        on_progress: Callable[[ImportProgress], None] | None,
        on_document: Callable[[DocumentReport], None] | None,
    ) -> None:
        self.files = _FileCount()
        self._store = store
        self._on_progress = on_progress
        self._on_document = on_document or (lambda _: None)
        self._counts: Counter[Outcome] = Counter()
        self._failed: list[Failure] = []
        self._failures = 0
        self._passed_over = 0

    def refuse(self, unreadable: Unreadable) -> None:
        """Count and tell what is not imported."""
        outcome = "passed over" if unreadable.passed_over else "failed"
        if unreadable.passed_over:
            self._passed_over += 1
        else:
            self._failures += 1
            if self._failures <= _MOST_FAILURES:
                self._failed.append(Failure(path=unreadable.location, reason=unreadable.reason))
        self._on_document(
            DocumentReport(location=unreadable.location, outcome=outcome, reason=unreadable.reason)
        )

    def store_batch(self, batch: list[ParsedDocument]) -> None:
        """Store articles in one transaction, then tell of them."""
        try:
            reports = self._put(batch) if batch else []
        except StoreUnavailable as error:
            stored = self._counts[Outcome.ADDED] + self._counts[Outcome.UPDATED]
            raise StoreUnavailable(
                f"{error} Stored before this, and kept: {stored} articles. When the cause is gone, "
                "import the same again; what is there already is left alone."
            ) from error
        for report in reports:
            if isinstance(report, Unreadable):
                self.refuse(report)
            else:
                self._counts[Outcome(report.outcome)] += 1
                self._on_document(report)
        if self._on_progress:
            self._on_progress(
                ImportProgress(
                    added=self._counts[Outcome.ADDED],
                    updated=self._counts[Outcome.UPDATED],
                    unchanged=self._counts[Outcome.UNCHANGED],
                    failed=self._failures,
                    files=self.files.read,
                )
            )

    def report(self) -> ImportReport:
        """What was done."""
        return ImportReport(
            added=self._counts[Outcome.ADDED],
            updated=self._counts[Outcome.UPDATED],
            unchanged=self._counts[Outcome.UNCHANGED],
            failed=tuple(self._failed),
            revision=self._store.revision(),
            failures=self._failures,
            passed_over=self._passed_over,
        )

    def _put(self, batch: list[ParsedDocument]) -> list[DocumentReport | Unreadable]:
        reports: list[DocumentReport | Unreadable] = []
        with self._store.writing() as writer:
            for document in batch:
                try:
                    put = writer.put(document.article, document.original)
                except UserError as error:
                    reports.append(Unreadable(document.location, str(error)))
                else:
                    reports.append(
                        DocumentReport(location=document.location, outcome=put.outcome, id=put.id)
                    )
        return reports


def _documents(
    paths: Iterable[Path], settings: Settings, options: ReadOptions | None, files: _FileCount
) -> Iterator[ParsedDocument | Unreadable]:
    limits = Limits(document_bytes=settings.max_article_bytes)
    for raw in _raw_documents(paths, limits, options or ReadOptions(), files):
        yield raw if isinstance(raw, Unreadable) else _parsed(raw)


def _parsed(raw: RawDocument) -> ParsedDocument | Unreadable:
    try:
        return ParsedDocument(raw.location, parse(raw), raw.original)
    except UserError as error:
        return Unreadable(raw.location, str(error))
    except Exception as error:
        # Not hidden, but no reason to stop the rest either.
        _logger.exception("Parsing %s failed.", raw.location)
        return _fault(raw.location, error)


def _raw_documents(
    paths: Iterable[Path], limits: Limits, options: ReadOptions, files: _FileCount
) -> Iterator[RawDocument | Unreadable]:
    for found in _found(paths, options):
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
            )
        except Exception as error:
            location = printable(str(found.path))
            _logger.exception("Reading %s failed.", location)
            yield _fault(location, error)
        files.read += 1


def _found(paths: Iterable[Path], options: ReadOptions) -> Iterator[FoundFile | Unreadable]:
    for path in paths:
        if path == STANDARD_INPUT:
            yield FoundFile(path, options, named=True)
            continue
        try:
            yield from walk(path, options)
        except UserError as error:
            yield Unreadable(printable(str(path)), str(error))


def _fault(location: str, error: Exception) -> Unreadable:
    return Unreadable(
        location,
        f"The program failed on it ({type(error).__name__}: {error}); the log has the details. "
        "Please report this with the file.",
    )
