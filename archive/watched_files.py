"""Which files `flask archive watch` has imported, as they were then; it outlives the process."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, insert, select

from archive.database import Database
from archive.tables import watched_files

_TOGETHER = 500  # paths in one statement
_LONGEST = 1_000  # characters; longer keys do not fit an index of every database


@dataclass(frozen=True, slots=True)
class FileState:
    """How a file looks from outside: its size in bytes, and its last change in nanoseconds.

    Two equal states are taken for the same content.
    """

    size: int
    modified_ns: int


class WatchedFiles:
    """The states in which files were imported. Raises StoreUnavailable where the database does
    not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def states(self, paths: Iterable[str]) -> dict[str, FileState]:
        """The states in which these files were imported; those that never were are left out."""
        query = select(watched_files).where(
            watched_files.c.path.in_(bindparam("keys", expanding=True))
        )
        found: dict[str, FileState] = {}
        with self._database.reading() as connection:
            for some in _batches(paths):
                keys = {_key(path): path for path in some}
                for row in connection.execute(query, {"keys": list(keys)}):
                    found[keys[row.path]] = FileState(row.size, row.modified_ns)
        return found

    def replace(self, states: Mapping[str, FileState], *, forget: Iterable[str] = ()) -> None:
        """Remember some states and forget others, all of it or nothing."""
        with self._database.writing() as connection:
            forget_states(connection, forget)
            remember_states(connection, states)


def remember_states(connection: Connection, states: Mapping[str, FileState]) -> None:
    """Remember how files were, in the transaction in which they are imported."""
    forget_states(connection, states)
    rows = [
        {"path": _key(path), "size": state.size, "modified_ns": state.modified_ns}
        for path, state in states.items()
    ]
    if rows:
        connection.execute(insert(watched_files), rows)


def forget_states(connection: Connection, paths: Iterable[str]) -> None:
    """Forget that files were imported, so that they are read again."""
    query = delete(watched_files).where(watched_files.c.path.in_(bindparam("keys", expanding=True)))
    for some in _batches(paths):
        connection.execute(query, {"keys": [_key(path) for path in some]})


def _batches(paths: Iterable[str]) -> Iterator[Sequence[str]]:
    waiting = iter(paths)
    while some := list(islice(waiting, _TOGETHER)):
        yield some


def _key(path: str) -> str:
    """A path as text that every database takes, another for each path: names need not be UTF-8."""
    escaped = path.replace("\\", "\\\\").encode("utf-8", "surrogateescape")
    key = escaped.decode("utf-8", "backslashreplace")
    if len(key) <= _LONGEST:
        return key
    return f"{key[: _LONGEST - 65]} {hashlib.sha256(escaped).hexdigest()}"
