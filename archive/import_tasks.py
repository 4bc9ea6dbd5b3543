"""Imports that were asked for, each a task: queued, run by one process, and kept for a while."""

import contextlib
import secrets
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from archive.database import Database
from archive.import_requests import (
    ImportRequest,
    files_from_json,
    files_to_json,
    options_from_json,
    options_to_json,
)
from archive.import_state import (
    UNFINISHED,
    IdempotencyKeyReused,
    ImportAdvance,
    ImportFailure,
    ImportFinished,
    ImportNotFound,
    ImportState,
    ImportTask,
)
from archive.tables import archive, import_failures, imports

MOST_FAILURES = 10_000
"""So many failures of one import are kept with their reasons; all are counted."""

_ID_LETTERS = frozenset("0123456789abcdef")
_ID_LENGTH = 32


class ImportTasks:
    """The imports of an archive; every method raises StoreUnavailable in an outage."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, id: str, request: ImportRequest) -> ImportTask:
        """Queue an import whose upload is kept under `id`, which `new_import_id` made.

        Where the same was asked for with the same idempotency key, that import is returned, and
        its id is another. Raises IdempotencyKeyReused where something else was.
        """
        with self._changing() as connection:
            if request.idempotency_hash is not None:
                query = select(imports).where(imports.c.idempotency_key == request.idempotency_hash)
                if row := connection.execute(query).first():
                    _require_same(row, request)
                    return _task(row)
            connection.execute(insert(imports).values(id=id, **_new_row(request)))
            return _find(connection, id)

    def get(self, id: str) -> ImportTask:
        """The import with this id; raises ImportNotFound."""
        with self._database.reading() as connection:
            return _find(connection, id)

    def list(
        self, *, offset: int = 0, limit: int = 100, state: ImportState | None = None
    ) -> tuple[ImportTask, ...]:
        """Imports, the newest first; only those in a state if one is given."""
        query = select(imports).order_by(imports.c.created_at.desc(), imports.c.id.desc())
        query = query.where(imports.c.state == state) if state else query
        with self._database.reading() as connection:
            rows = connection.execute(query.offset(offset).limit(limit)).all()
        return tuple(map(_task, rows))

    def count(self, state: ImportState | None = None) -> int:
        """How many imports there are, or are in a state."""
        query = select(func.count()).select_from(imports)
        query = query.where(imports.c.state == state) if state else query
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def failures(self, id: str, *, offset: int = 0, limit: int = 100) -> tuple[ImportFailure, ...]:
        """The failures of an import in their order, of which the first MOST_FAILURES are kept."""
        query = (
            select(import_failures.c.number, import_failures.c.location, import_failures.c.reason)
            .where(import_failures.c.import_id == id)
            .order_by(import_failures.c.number)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.offset(offset).limit(limit)).all()
        return tuple(
            ImportFailure(number=row.number, location=row.location, reason=row.reason)
            for row in rows
        )

    def cancel(self, id: str) -> ImportTask:
        """Stop an import; what it stored stays.

        One that waits is cancelled at once, one that runs after the batch it is at; asked again,
        the answer is the same. Raises ImportNotFound, and ImportFinished where it ended by itself.
        """
        with self._changing() as connection:
            task = _find(connection, id)
            if task.state in (ImportState.DONE, ImportState.FAILED):
                raise ImportFinished(f"The import {id!r} is {task.state}; nothing is left to stop.")
            if task.state is ImportState.QUEUED:
                _finish(connection, id, ImportState.CANCELLED, None)
            _change(connection, id, {"cancelled": True})
            return _find(connection, id)

    def unfinished(self) -> tuple[str, ...]:
        """The ids of all that wait or run, in the order of their creation."""
        query = (
            select(imports.c.id)
            .where(imports.c.state.in_(UNFINISHED))
            .order_by(imports.c.created_at, imports.c.id)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def begin(self, id: str, *, again: bool) -> ImportTask | None:
        """Set an import to running and return it, None if it was finished meanwhile.

        `again` says that the same process had begun it before, and went on to live: only then is it
        no further attempt.
        """
        with self._changing() as connection:
            task = _find(connection, id)
            if task.state.is_finished:
                return None
            if task.is_cancelled:
                _finish(connection, id, ImportState.CANCELLED, None)
                return None
            values = {
                "state": ImportState.RUNNING,
                "started_at": task.started_at or datetime.now(UTC),
                "attempts": task.attempts if again else task.attempts + 1,
            }
            _change(connection, id, values)
            return _find(connection, id)

    def pause(self, id: str) -> None:
        """Note that the process which ran the import ends in good order; it will go on later."""
        with self._changing() as connection:
            _change(connection, id, {"attempts": 0})

    def finish(self, id: str, state: ImportState, *, detail: str | None = None) -> ImportTask:
        """Set an import to its last state, unless it is in one already."""
        with self._changing() as connection:
            if not _find(connection, id).state.is_finished:
                _finish(connection, id, state, detail)
            return _find(connection, id)

    def forget(self, before: datetime) -> int:
        """Delete what finished before then, idempotency keys too; how many there were."""
        query = delete(imports).where(imports.c.finished_at < before)
        with self._changing() as connection:
            return connection.execute(query).rowcount

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction in which nobody else changes the archive: what it reads stays true."""
        with self._database.writing() as connection:
            connection.execute(select(archive.c.revision).with_for_update())
            yield connection


def advance_import(connection: Connection, id: str, advance: ImportAdvance) -> bool:
    """Move an import on, within the transaction that stores the batch; False if it was cancelled,
    and the batch is not to be stored."""
    task = _find(connection, id)
    if task.is_cancelled:
        return False
    values = {
        "documents": task.documents + advance.documents,
        "added": task.added + advance.added,
        "updated": task.updated + advance.updated,
        "unchanged": task.unchanged + advance.unchanged,
        "failed": task.failed + len(advance.failures),
        "passed_over": task.passed_over + advance.passed_over,
        "bytes_read": max(task.bytes_read, advance.bytes_read),
        "seconds": task.seconds + advance.seconds,
        "revision": advance.revision,
        "attempts": 0,
    }
    _change(connection, id, values)
    rows = [
        {
            "import_id": id,
            "number": failure.number,
            "location": failure.location,
            "reason": failure.reason,
        }
        for failure in advance.failures[: max(0, MOST_FAILURES - task.failed)]
    ]
    if rows:
        connection.execute(insert(import_failures), rows)
    return True


def new_import_id() -> str:
    """An id for an import: 32 hexadecimal digits, of which the first twelve are the time in
    milliseconds."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


def is_import_id(text: str) -> bool:
    """Whether a text can be the id of an import."""
    return len(text) == _ID_LENGTH and _ID_LETTERS.issuperset(text)


def _new_row(request: ImportRequest) -> dict[str, Any]:
    counts = ("documents", "added", "updated", "unchanged", "failed", "passed_over")
    return {
        "state": ImportState.QUEUED,
        "files": files_to_json(request.files),
        "reading_options": options_to_json(request.options),
        "idempotency_key": request.idempotency_hash,
        "sha256": request.fingerprint,
        "bytes": request.bytes,
        "bytes_read": 0,
        "by": request.by,
        "created_at": datetime.now(UTC),
        **dict.fromkeys(counts, 0),
        "seconds": 0.0,
        "attempts": 0,
        "cancelled": False,
    }


def _require_same(row: Row[Any], request: ImportRequest) -> None:
    if row.sha256 != request.fingerprint:
        raise IdempotencyKeyReused(
            f"This Idempotency-Key belongs to the import {row.id!r}, which has other content or "
            "parameters. Send a new key with a new import."
        )


def _find(connection: Connection, id: str) -> ImportTask:
    row = None
    if is_import_id(id):
        row = connection.execute(select(imports).where(imports.c.id == id)).first()
    if row is None:
        raise ImportNotFound(f"There is no import {id[:100]!r}, or it ended long ago.")
    return _task(row)


def _change(connection: Connection, id: str, values: Mapping[str, Any]) -> None:
    connection.execute(update(imports).where(imports.c.id == id).values(values))


def _finish(connection: Connection, id: str, state: ImportState, detail: str | None) -> None:
    values: dict[str, Any] = {"state": state, "finished_at": datetime.now(UTC), "detail": detail}
    if state is ImportState.DONE:
        values["bytes_read"] = imports.c.bytes
    _change(connection, id, values)


def _task(row: Row[Any]) -> ImportTask:
    return ImportTask(
        id=row.id,
        state=ImportState(row.state),
        files=files_from_json(row.files),
        options=options_from_json(row.reading_options),
        by=row.by,
        bytes=row.bytes,
        bytes_read=row.bytes_read,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        documents=row.documents,
        added=row.added,
        updated=row.updated,
        unchanged=row.unchanged,
        failed=row.failed,
        passed_over=row.passed_over,
        seconds=row.seconds,
        revision=row.revision,
        attempts=row.attempts,
        is_cancelled=row.cancelled,
        detail=row.detail,
    )
