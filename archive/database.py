"""Connections to the SQL database: transactions, forks, and what outages look like."""

import contextlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from archive.errors import (
    ArchiveError,
    SettingsError,
    StoreIncompatible,
    StoreUnavailable,
    UserError,
)
from archive.settings import Settings

BUSY_TIMEOUT = 30.0
"""Seconds that a change waits for the change of another process to end."""

_CACHE_KIBIBYTES = 8_192
_LARGEST_IDLE_LOG = 64 * 2**20

# What went wrong, by SQLite's primary result code (https://www.sqlite.org/rescode.html).
_OUTAGES = {
    sqlite3.SQLITE_BUSY: "is busy: another process has been changing it for {timeout:.0f} seconds."
    " Try again; if it lasts, look for a process that hangs",
    sqlite3.SQLITE_LOCKED: "is busy. Try again",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Nothing of this change was stored; make"
    " room and try again",
    sqlite3.SQLITE_READONLY: "can only be read. Give this user the right to write to the file and"
    " to its folder, and see that the disk is not mounted read-only",
    sqlite3.SQLITE_PERM: "may not be used by this user. Give it the right to read and write the"
    " file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. See that it is there, is a file, and that this user"
    " may read and write it and its folder",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error. Nothing of this"
    " change was stored; see to the disk (is it full, gone or failing?) and try again",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put a backup in its place",
    sqlite3.SQLITE_NOLFS: "is too large for this disk's file system",
    sqlite3.SQLITE_PROTOCOL: "is busy: its locks could not be had. Try again",
}
_POSTGRESQL_OUTAGES = ("08", "25006", "28", "3D", "53", "55P03", "57", "58")
"""SQLSTATE classes: connection, read-only, login, no database, no room, lock, shutdown, disk."""


class Database:
    """A SQL database, reached through a pool of connections.

    It can be shared between threads, and used on both sides of a fork: each process opens its own
    connections. (SQLite forbids to use or even close one from another process; fork while no other
    thread is in a transaction.)
    """

    def __init__(self, url: URL, path: Path | None) -> None:
        self.path = path
        self.name = str(path) if path else url.render_as_string(hide_password=True)
        self._url = url
        self._engine: Engine | None = None
        self._writer: int | None = None
        self._make_locks()
        _open.add(self)

    @classmethod
    def of(cls, settings: Settings) -> "Database":
        """The database that the settings name; raises SettingsError for a URL of no use."""
        if not settings.database_url:
            path = Path(settings.sqlalchemy_url.removeprefix("sqlite:///"))
            return cls(URL.create("sqlite"), path)
        try:
            url = make_url(settings.database_url)
        except (ArgumentError, ValueError) as error:
            raise SettingsError(
                "ARCHIVE_DATABASE_URL is not a database URL such as sqlite:////srv/archive.sqlite3."
            ) from error
        dialect = url.get_backend_name()
        if dialect == "sqlite":
            if url.database in (None, "", ":memory:") or url.host or url.query:
                raise SettingsError(
                    "ARCHIVE_DATABASE_URL must name a SQLite file and nothing more: "
                    "sqlite:////srv/archive.sqlite3."
                )
            return cls(URL.create("sqlite"), Path(str(url.database)).absolute())
        if dialect != "postgresql":
            raise SettingsError(
                f"ARCHIVE_DATABASE_URL names the database {dialect!r}; "
                "it must be sqlite or postgresql."
            )
        return cls(url, None)

    @property
    def exists(self) -> bool:
        """Whether there may be anything in it; False for a SQLite file that is not there."""
        return self.path is None or self.path.exists()

    @property
    def engine(self) -> Engine:
        """This process's pool of connections, made when first asked for."""
        with self._making:
            if self._engine is None:
                self._engine = self._make_engine()
            return self._engine

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing.

        Raises StoreUnavailable or StoreIncompatible where the database cannot be read.
        """
        with self._explained(), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed, to the disk itself, when its block ends well.

        Raises StoreUnavailable (or StoreIncompatible) where that cannot be done; then, as after
        any other error in the block, nothing of it is stored. The writers of a process take turns;
        those of other processes are waited for, BUSY_TIMEOUT seconds at most.
        """
        with self._explained(), self._turn(), self.engine.connect() as connection:
            # SQLite: claim the right to write now and wait for it. A transaction that begins as a
            # reader and turns writer fails at once if another has written in the meantime.
            connection = connection.execution_options(archive_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    def create(self) -> None:
        """Make the SQLite file if it is missing, and put it in write-ahead mode, in which readers
        and a writer leave each other alone. Raises OSError where the file cannot be made."""
        if self.path is None:
            return
        if not self.path.exists():
            self.path.touch()
        with self._explained(), contextlib.closing(self._connect_sqlite()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")

    def size(self) -> int:
        """Bytes on disk."""
        if self.path is None:
            with self.reading() as connection:
                query = text("SELECT pg_database_size(current_database())")
                return int(connection.execute(query).scalar_one())
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        """Close the idle connections; those in use are closed when their block ends."""
        with self._making:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _make_locks(self) -> None:
        self._making = threading.Lock()
        self._writing = threading.Lock()

    def _abandon(self) -> None:
        """In a forked child: begin anew; a thread of the parent may have held the locks."""
        self._writer = None
        self._make_locks()

    def _make_engine(self) -> Engine:
        if self.path is None:
            try:
                return create_engine(self._url, pool_pre_ping=True)
            except (ModuleNotFoundError, NoSuchModuleError) as error:
                raise SettingsError(
                    f"ARCHIVE_DATABASE_URL needs a driver that is not installed: {error}."
                ) from error
        engine = create_engine(
            self._url,
            creator=self._connect_sqlite,
            poolclass=QueuePool,
            max_overflow=-1,  # threads are bounded by whoever starts them
            pool_use_lifo=True,  # the connection used last has the warmest cache
        )
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _connect_sqlite(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            # mode=rw: a file that vanished is an outage, not a new and empty archive.
            f"file:{quote(str(self.path))}?mode=rw",
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,  # BEGIN is ours to say, see _begin_sqlite
            check_same_thread=False,  # the pool gives a connection to one thread at a time
        )
        try:
            # FULL: what is acknowledged survives a power cut.
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
            connection.execute(f"PRAGMA journal_size_limit={_LARGEST_IDLE_LOG}")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """One writing thread at a time: waiting here is fair, SQLite's waiting is not."""
        if self._writer == threading.get_ident():
            raise RuntimeError("This thread is in a writing transaction already; use its writer.")
        if not self._writing.acquire(timeout=BUSY_TIMEOUT):
            raise StoreUnavailable(self._outage(sqlite3.SQLITE_BUSY))
        try:
            self._writer = threading.get_ident()
            yield
        finally:
            self._writer = None
            self._writing.release()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """The driver's errors as ours; those that are faults of this program stay as they are."""
        try:
            yield
        except DBAPIError as error:
            explained = self._explain(error.orig, disconnected=error.connection_invalidated)
            if explained is None:
                raise
            raise explained from error
        except sqlite3.Error as error:
            explained = self._explain(error, disconnected=False)
            if explained is None:
                raise
            raise explained from error
        except PoolTimeoutError as error:
            raise StoreUnavailable(f"Every connection to {self.name} is in use.") from error

    def _explain(self, error: BaseException | None, *, disconnected: bool) -> ArchiveError | None:
        if not isinstance(error, sqlite3.Error):
            state = getattr(error, "sqlstate", None)
            if disconnected or state is None or state.startswith(_POSTGRESQL_OUTAGES):
                return StoreUnavailable(f"The database {self.name} does not answer: {error}")
            return None
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is the extended code
        if code == sqlite3.SQLITE_NOTADB:
            return StoreIncompatible(
                f"{self.name} is not a SQLite database. Move it away, or set ARCHIVE_DATA or "
                "ARCHIVE_DATABASE_URL to another place."
            )
        if code == sqlite3.SQLITE_TOOBIG:
            return UserError("This is more than the database can hold in one piece; split it.")
        return StoreUnavailable(self._outage(code)) if code in _OUTAGES else None

    def _outage(self, code: int) -> str:
        return f"The database {self.name} {_OUTAGES[code].format(timeout=BUSY_TIMEOUT)}."


def is_write_ahead(connection: Connection) -> bool:
    """Whether a SQLite database is in write-ahead mode; a copy of one may not be."""
    return bool(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal")


def _begin_sqlite(connection: Connection) -> None:
    """Say BEGIN ourselves: by itself the driver does so only before some statements.

    https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable
    """
    begin = connection.get_execution_options().get("archive_begin", "BEGIN")
    driver_connection = connection.connection.driver_connection
    assert isinstance(driver_connection, sqlite3.Connection)
    driver_connection.execute(begin)  # by way of the driver, because every read pays for it


_open: "weakref.WeakSet[Database]" = weakref.WeakSet()


def _before_fork() -> None:
    """Leave nothing open that a child could inherit and close."""
    for database in list(_open):
        database.close()


def _after_fork_in_child() -> None:
    for database in list(_open):
        database._abandon()


os.register_at_fork(before=_before_fork, after_in_child=_after_fork_in_child)
