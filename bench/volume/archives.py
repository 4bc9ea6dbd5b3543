"""Whether two archives are the same: everything but when it was stored."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_TABLES = {
    "articles": "id, revision, number, deleted, published, source, language",
    "versions": "revision, article_id, number, content_hash, original_sha256, media_type, name, "
    "parser, reading, article",
    "originals": "sha256, content",
}
_ORDERS = {"articles": "id", "versions": "revision", "originals": "sha256"}


@dataclass(frozen=True, slots=True)
class ArchiveDigest:
    """What an archive holds: rows and a SHA-256 of all their values, for each table."""

    rows: dict[str, int]
    digests: dict[str, str]


def digest_archive(data: Path) -> ArchiveDigest:
    """The digest of the SQLite archive in a data folder."""
    rows: dict[str, int] = {}
    digests: dict[str, str] = {}
    with closing(_open(data)) as connection:
        for table, columns in _TABLES.items():
            digest = hashlib.sha256()
            rows[table] = 0
            for row in _rows(connection, table, columns):
                rows[table] += 1
                digest.update(repr(row).encode())
            digests[table] = digest.hexdigest()
    return ArchiveDigest(rows, digests)


def archive_revision(data: Path) -> int:
    """How many changes the archive in a data folder has seen; 0 where there is none yet."""
    try:
        with closing(_open(data)) as connection:
            return int(connection.execute("SELECT revision FROM archive").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet, or being made
        return 0


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    query = f"SELECT {columns} FROM {table} ORDER BY {_ORDERS[table]}"
    for row in connection.execute(query):
        if table == "originals" and hashlib.sha256(row[1]).hexdigest() != row[0]:
            raise ValueError(f"The original {row[0]} is not what its hash says.")
        yield row


def _open(data: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{data / 'archive.sqlite3'}?mode=ro", uri=True, timeout=30)
