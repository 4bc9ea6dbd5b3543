"""Files into the archive: read, parsed and stored in batches."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.article import Article, Original
from archive.errors import StoreUnavailable, UserError
from archive.parsing import parse_text
from archive.readers import find_files, read_file
from archive.settings import Settings
from archive.store import Store
from archive.versions import Outcome

_logger = logging.getLogger(__name__)
_BATCH_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be imported, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """How far an import has come: counts of files stored (or found unfit) so far."""

    added: int
    updated: int
    unchanged: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; `revision` is the archive's when it ended."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    revision: int


def import_paths(
    store: Store,
    paths: Iterable[Path],
    *,
    settings: Settings,
    on_progress: Callable[[ImportProgress], None] | None = None,
    batch_size: int = 200,
) -> ImportReport:
    """Import files, and folders with everything below them.

    A file that cannot be read, parsed or stored is reported and never stops the rest. Articles are
    stored in batches of `batch_size`, fewer where they are large, each in one transaction that is
    kept short: reading and parsing come before it. `on_progress` is called after each batch.
    Importing the same again changes nothing, so an import that was interrupted can be repeated.

    Raises StoreUnavailable when the database fails; its message tells how much was stored before,
    which stays.
    """
    run = _Run(store, on_progress)
    batch: list[_Item] = []
    size = 0
    for item in run.read(paths, settings.max_article_bytes):
        batch.append(item)
        size += len(item.original.content)
        if len(batch) >= batch_size or size >= _BATCH_BYTES:
            run.store_batch(batch)
            batch, size = [], 0
    run.store_batch(batch)
    return run.report()


@dataclass(frozen=True, slots=True)
class _Item:
    location: str
    article: Article
    original: Original


class _Run:
    """One import under way."""

    def __init__(self, store: Store, on_progress: Callable[[ImportProgress], None] | None) -> None:
        self._store = store
        self._on_progress = on_progress
        self._counts: Counter[Outcome] = Counter()
        self._failed: list[Failure] = []

    def read(self, paths: Iterable[Path], max_bytes: int) -> Iterator[_Item]:
        for path in paths:
            for file in self._find(path):
                try:
                    raw = read_file(file, max_bytes=max_bytes)
                    article = parse_text(raw.text, name=raw.original.name)
                except UserError as error:
                    self._fail(str(file), str(error))
                except Exception as error:
                    # Not hidden, but no reason to stop the rest either.
                    _logger.exception("Reading %s failed.", file)
                    self._fail(
                        str(file),
                        f"The program failed on it ({type(error).__name__}: {error}); the log has "
                        "the details. Please report this with the file.",
                    )
                else:
                    yield _Item(raw.location, article, raw.original)

    def store_batch(self, batch: list[_Item]) -> None:
        try:
            outcomes = self._put(batch) if batch else Counter()
        except StoreUnavailable as error:
            stored = self._counts[Outcome.ADDED] + self._counts[Outcome.UPDATED]
            raise StoreUnavailable(
                f"{error} Stored before this, and kept: {stored} articles. When the cause is gone, "
                "import the same again; what is there already is left alone."
            ) from error
        self._counts += outcomes
        if self._on_progress:
            self._on_progress(
                ImportProgress(
                    added=self._counts[Outcome.ADDED],
                    updated=self._counts[Outcome.UPDATED],
                    unchanged=self._counts[Outcome.UNCHANGED],
                    failed=len(self._failed),
                )
            )

    def report(self) -> ImportReport:
        return ImportReport(
            added=self._counts[Outcome.ADDED],
            updated=self._counts[Outcome.UPDATED],
            unchanged=self._counts[Outcome.UNCHANGED],
            failed=tuple(self._failed),
            revision=self._store.revision(),
        )

    def _put(self, batch: list[_Item]) -> Counter[Outcome]:
        outcomes: Counter[Outcome] = Counter()
        with self._store.writing() as writer:
            for item in batch:
                try:
                    outcomes[writer.put(item.article, item.original).outcome] += 1
                except UserError as error:
                    self._fail(item.location, str(error))
        return outcomes

    def _find(self, path: Path) -> Iterator[Path]:
        try:
            yield from find_files(path)
        except UserError as error:
            self._fail(str(path), str(error))

    def _fail(self, path: str, reason: str) -> None:
        self._failed.append(Failure(path=path, reason=reason))
