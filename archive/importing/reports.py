"""What is told of an import: while it goes on, of every document, and at its end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file, or a record in one, that could not be imported, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """How far an import has come: counts of documents stored (or found unfit) so far.

    `files` were read to their end, and `bytes` in all, as the files have them, when the next
    document came. Files that no reader takes are among them.
    """

    added: int
    updated: int
    unchanged: int
    failed: int
    passed_over: int = 0
    files: int = 0
    bytes: int = 0

    @property
    def documents(self) -> int:
        """How many articles were dealt with, whatever came of them."""
        return self.added + self.updated + self.unchanged + self.failed


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
    is stored. `note` tells what was left out of an article that is taken all the same.
    """

    location: str
    outcome: str
    id: str | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What became of the documents of one transaction, of each of them, in their order."""

    documents: tuple[DocumentReport, ...]
