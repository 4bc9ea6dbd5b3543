"""Documents into the archive: parsed side by side, stored by one writer, in their order."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from archive.errors import StoreUnavailable, UserError
from archive.importing.parsed import ParsedDocument, provenance_of
from archive.importing.pool import parse_all
from archive.importing.reports import (
    BatchReport,
    DocumentReport,
    Failure,
    ImportProgress,
    ImportReport,
)
from archive.readers import RawDocument, Unreadable
from archive.store import Store
from archive.versions import Capture, Outcome
from archive.writer import StoreWriter

BATCH_BYTES = 16 * 2**20
_LOOKED_UP = 200  # documents whose originals are asked for in one query
_LOOKED_UP_BYTES = 8 * 2**20
_LONGEST_BATCH = 10  # times the articles that a batch may have, of documents that are none
_MOST_FAILURES = 10_000

OnProgress = Callable[[ImportProgress], None]
OnDocument = Callable[[DocumentReport], None]
Within = Callable[[StoreWriter, BatchReport], None]


@dataclass(frozen=True, slots=True)
class _Imported:
    """A document that is in the archive, under `id`, and so is not parsed."""

    location: str
    id: str


_Item = ParsedDocument | Unreadable | _Imported


def import_documents(
    store: Store,
    documents: Iterable[RawDocument | Unreadable],
    *,
    processes: int | None = None,
    on_progress: OnProgress | None = None,
    on_document: OnDocument | None = None,
    within: Within | None = None,
    batch_size: int = 200,
) -> ImportReport:
    """Parse documents, in `processes` (see parse_all), and store their articles in their order.

    What cannot be parsed or stored is reported and never stops the rest. Articles are stored in
    batches of `batch_size`, fewer where they are large, each in one transaction that is kept
    short: reading and parsing come before it. `within` is called inside every batch's transaction
    with what became of its documents, `on_document` for each of them once they are stored for
    good, and then `on_progress`. What these raise ends the import; what was stored stays.

    Importing the same again changes nothing, so an import that was interrupted can be repeated;
    what is there already is not parsed again. See StoreWriter.put for what counts as the same.

    Raises StoreUnavailable when the database fails; its message tells how much was stored before,
    which stays. Raises Outage where no process can be started to parse in.
    """
    run = _Run(store, on_progress, on_document, within)
    batch: list[_Item] = []
    articles = size = 0
    parsed: Generator[_Item, None, None]
    parsed = parse_all(_unless_imported(store, documents), processes=processes)
    with closing(parsed):
        for document in parsed:
            batch.append(document)
            if isinstance(document, ParsedDocument):
                articles += 1
                size += len(document.original.content)
            is_full = articles >= batch_size or len(batch) >= _LONGEST_BATCH * batch_size
            if is_full or size >= BATCH_BYTES:
                run.store(batch)
                batch, articles, size = [], 0, 0
    run.store(batch)
    return run.report()


class _Run:
    """One import under way."""

    def __init__(
        self,
        store: Store,
        on_progress: OnProgress | None,
        on_document: OnDocument | None,
        within: Within | None,
    ) -> None:
        self._store = store
        self._on_progress = on_progress or (lambda _: None)
        self._on_document = on_document or (lambda _: None)
        self._within = within
        self._counts: Counter[str] = Counter()
        self._failed: list[Failure] = []

    def store(self, batch: list[_Item]) -> None:
        """Store a batch in one transaction, then tell of it."""
        try:
            reports = self._stored(batch)
        except StoreUnavailable as error:
            stored = self._counts[Outcome.ADDED] + self._counts[Outcome.UPDATED]
            raise StoreUnavailable(
                f"{error} Stored before this, and kept: {stored} articles. When the cause is gone, "
                "import the same again; what is there already is left alone."
            ) from error
        for report in reports:
            self._counts[report.outcome] += 1
            if report.outcome == "failed" and len(self._failed) < _MOST_FAILURES:
                self._failed.append(Failure(path=report.location, reason=report.reason or ""))
            self._on_document(report)
        self._on_progress(
            ImportProgress(
                added=self._counts[Outcome.ADDED],
                updated=self._counts[Outcome.UPDATED],
                unchanged=self._counts[Outcome.UNCHANGED],
                failed=self._counts["failed"],
                passed_over=self._counts["passed over"],
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
            failures=self._counts["failed"],
            passed_over=self._counts["passed over"],
        )

    def _stored(self, batch: list[_Item]) -> tuple[DocumentReport, ...]:
        has_articles = any(isinstance(document, ParsedDocument) for document in batch)
        if not (has_articles or (batch and self._within)):
            return tuple(_report(document, None) for document in batch)
        with self._store.writing() as writer:
            reports = tuple(_report(document, writer) for document in batch)
            if self._within:
                self._within(writer, BatchReport(documents=reports))
        return reports


def _report(document: _Item, writer: StoreWriter | None) -> DocumentReport:
    """What becomes of a document, which the writer is given if it is an article."""
    location = document.location
    if isinstance(document, _Imported):
        return DocumentReport(location=location, outcome=Outcome.UNCHANGED, id=document.id)
    if isinstance(document, ParsedDocument):
        assert writer is not None, "articles are stored within a transaction"
        try:
            put = writer.put(document.article, document.original, provenance=document.provenance)
        except UserError as error:
            document = Unreadable(location, str(error))
        else:
            return DocumentReport(
                location=location, outcome=put.outcome, id=put.id, note=document.note
            )
    outcome = "passed over" if document.passed_over else "failed"
    return DocumentReport(location=location, outcome=outcome, reason=document.reason)


def _unless_imported(
    store: Store, documents: Iterable[RawDocument | Unreadable]
) -> Iterator[RawDocument | Unreadable | _Imported]:
    """The documents, with those that are in the archive marked as such."""
    for group in _groups(documents):
        captures = {
            number: Capture(
                original_sha256=sha256(document.original.content).hexdigest(),
                provenance=provenance_of(document),
            )
            for number, document in enumerate(group)
            if isinstance(document, RawDocument)
        }
        imported = store.imported(captures.values())
        for number, document in enumerate(group):
            article_id = imported.get(captures[number]) if number in captures else None
            yield _Imported(document.location, article_id) if article_id else document


def _groups(
    documents: Iterable[RawDocument | Unreadable],
) -> Iterator[list[RawDocument | Unreadable]]:
    group: list[RawDocument | Unreadable] = []
    size = 0
    for document in documents:
        group.append(document)
        if isinstance(document, RawDocument):
            size += len(document.original.content)
        if len(group) == _LOOKED_UP or size >= _LOOKED_UP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
