"""What an import is: its states, its counts, and the errors about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.errors import UserError
from archive.import_requests import UploadedFile
from archive.readers import ReadOptions


class ImportState(StrEnum):
    """Where an import stands; the last three are for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self not in UNFINISHED


UNFINISHED = (ImportState.QUEUED, ImportState.RUNNING)
"""The states of imports that will still change."""


class ImportNotFound(UserError):
    """No import has this id, or it was finished so long ago that it is forgotten."""


class ImportFinished(UserError):
    """An import that cannot be cancelled any more."""


class IdempotencyKeyReused(UserError):
    """A key for repeating one request came with another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailure:
    """A document that could not be imported: the `number`-th of its import, and why not."""

    number: int
    location: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAdvance:
    """What a batch adds to an import. `bytes_read` and `revision` are totals, not additions;
    `seconds` is the time that the batch took."""

    documents: int
    added: int
    updated: int
    unchanged: int
    passed_over: int
    failures: tuple[ImportFailure, ...]
    bytes_read: int
    seconds: float
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTask:
    """An import as it stands.

    `documents` were dealt with so far, whatever came of each; the other counts add up to it.
    `seconds` is the time worked on it. `revision` is the archive's after the last batch. `detail`
    says why it failed as a whole. `is_cancelled` is True from the moment that somebody asks to
    stop; times are aware UTC.
    """

    id: str
    state: ImportState
    files: tuple[UploadedFile, ...]
    options: ReadOptions
    by: str | None
    bytes: int
    bytes_read: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    documents: int
    added: int
    updated: int
    unchanged: int
    failed: int
    passed_over: int
    seconds: float
    revision: int | None
    attempts: int
    is_cancelled: bool
    detail: str | None

    @property
    def rate(self) -> float | None:
        """Documents in a second, None while nobody knows."""
        return self.documents / self.seconds if self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take, by the bytes that are left; None where it is not running or
        nobody knows."""
        if self.state is not ImportState.RUNNING or not self.bytes_read:
            return None
        return self.seconds * max(0, self.bytes - self.bytes_read) / self.bytes_read
