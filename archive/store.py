"""The archive of articles: every change is a new version, and nothing is overwritten."""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from archive.activity import Activity
from archive.article import Article, Original
from archive.article_json import article_from_json
from archive.captures import find_imported
from archive.database import Database, is_write_ahead
from archive.errors import ArticleDeleted, ArticleNotFound, StoreUnavailable
from archive.identity import is_id
from archive.import_tasks import ImportTasks
from archive.keys import KeyRing
from archive.locks import FileLock
from archive.parsed_articles import ParsedArticles
from archive.schema import SCHEMA_VERSION, schema_version, upgrade_schema
from archive.sessions import Sessions
from archive.settings import Settings
from archive.statistics import read_statistics
from archive.tables import archive, articles, originals, versions
from archive.versions import (
    Capture,
    Change,
    Deletion,
    Provenance,
    Put,
    StoreStatistics,
    Version,
)
from archive.watched_files import WatchedFiles
from archive.writer import StoreWriter

_LARGEST_NUMBER = 2**31 - 1

_VERSION_COLUMNS = (
    versions.c.article_id,
    versions.c.number,
    versions.c.revision,
    versions.c.stored_at,
    versions.c.content_hash,
    versions.c.article,
)
_NEWEST = versions.join(articles, articles.c.revision == versions.c.revision)
_GET = select(*_VERSION_COLUMNS).select_from(_NEWEST).where(articles.c.id == bindparam("id"))
_SEVERAL: Select[Any] = (
    select(*_VERSION_COLUMNS)
    .select_from(_NEWEST)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)), ~articles.c.deleted)
)
_ALL_VERSIONS = (
    select(*_VERSION_COLUMNS)
    .where(versions.c.article_id == bindparam("id"))
    .order_by(versions.c.number)
)
_ORIGINAL = select(versions.c.media_type, versions.c.name, originals.c.content)
_NEWEST_ORIGINAL = _ORIGINAL.select_from(_NEWEST.outerjoin(originals)).where(
    articles.c.id == bindparam("id")
)
_NUMBERED_ORIGINAL = _ORIGINAL.select_from(versions.outerjoin(originals)).where(
    versions.c.article_id == bindparam("id"), versions.c.number == bindparam("number")
)
_CHANGES = (
    select(articles.c.revision, articles.c.id, versions.c.article)
    .select_from(_NEWEST)
    .where(articles.c.revision > bindparam("revision"))
    .order_by(articles.c.revision)
    .limit(bindparam("limit"))
)
_REVISION = select(archive.c.revision)


class Store:
    """A SQL database of articles; safe to share between threads, and across a fork.

    Every method raises StoreUnavailable where the database cannot be reached, read or written.
    """

    archive_id: str
    keys: KeyRing
    sessions: Sessions
    activity: Activity
    imports: ImportTasks
    parsed: ParsedArticles
    watched_files: WatchedFiles

    def __init__(self, database: Database, archive_id: str) -> None:
        self._database = database
        self.archive_id = archive_id
        self.keys = KeyRing(database)
        self.sessions = Sessions(database)
        self.activity = Activity(database)
        self.imports = ImportTasks(database)
        self.parsed = ParsedArticles(database)
        self.watched_files = WatchedFiles(database)

    @contextlib.contextmanager
    def writing(self) -> Iterator[StoreWriter]:
        """One transaction: what the writer is given is stored, on the disk, when the block ends;
        all of it, or nothing if the block ends with an error.

        No other thread or process can change the archive meanwhile, so prepare articles before
        and keep the block short. Raises RuntimeError inside another such block of this thread.
        """
        with self._database.writing() as connection:
            writer = StoreWriter(connection)
            yield writer
            writer.flush()

    def put(
        self,
        article: Article,
        original: Original,
        *,
        id: str | None = None,
        provenance: Provenance | None = None,
    ) -> Put:
        """Store one article in a transaction of its own; see StoreWriter.put."""
        with self.writing() as writer:
            return writer.put(article, original, id=id, provenance=provenance)

    def delete(self, id: str) -> Deletion:
        """Delete one article in a transaction of its own; see StoreWriter.delete."""
        with self.writing() as writer:
            return writer.delete(id)

    def get(self, id: str) -> Version:
        """The newest version; raises ArticleNotFound if it never was, ArticleDeleted if it was
        deleted."""
        version = self._versions(id, _GET)[0]
        if version.article is None:
            raise ArticleDeleted(f"The article {id!r} was deleted.")
        return version

    def newest(self, ids: Sequence[str]) -> dict[str, Version]:
        """The newest versions of several articles, at most some thousands, by id; those that are
        not there are left out."""
        if not ids:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(_SEVERAL, {"ids": list(ids)}).all()
        return {row.article_id: _version(row) for row in rows}

    def versions(self, id: str) -> tuple[Version, ...]:
        """Every version, oldest first, deletions included; raises ArticleNotFound if it never
        was."""
        return self._versions(id, _ALL_VERSIONS)

    def original(self, id: str, number: int | None = None) -> Original:
        """The bytes exactly as they came, of the newest version or of the one numbered `number`.

        Raises ArticleNotFound if there is no such version, ArticleDeleted if it is a deletion.
        """
        row = None
        if is_id(id) and 0 < (number or 1) <= _LARGEST_NUMBER:
            query = _NEWEST_ORIGINAL if number is None else _NUMBERED_ORIGINAL
            with self._database.reading() as connection:
                row = connection.execute(query, {"id": id, "number": number}).first()
        if row is None:
            version = "" if number is None else f" with a version {number}"
            raise ArticleNotFound(f"There is no article {id!r}{version}.")
        if row.content is None:
            version = "" if number is None else f" in version {number}, so no text came with it"
            raise ArticleDeleted(f"The article {id!r} was deleted{version}.")
        return Original(content=row.content, media_type=row.media_type, name=row.name)

    def changes_since(self, revision: int, limit: int = 1000) -> tuple[Change, ...]:
        """The first `limit` changes after `revision`, in their order.

        Only each article's newest version is told of; the superseded ones are skipped. To follow
        the archive, ask again from the last change's revision until there is none.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_CHANGES, {"revision": revision, "limit": limit}).all()
        return tuple(
            Change(revision=row.revision, id=row.id, article=_article(row.article)) for row in rows
        )

    def imported(self, captures: Collection[Capture]) -> dict[Capture, str]:
        """Those of the captures, at most some thousands, that an import need not parse because
        they are there or superseded, and the ids of their articles."""
        with self._database.reading() as connection:
            return find_imported(connection, captures)

    def revision(self) -> int:
        """The revision of the newest change; 0 in an archive that never had any."""
        with self._database.reading() as connection:
            return int(connection.execute(_REVISION).scalar_one())

    def statistics(self) -> StoreStatistics:
        """How much the archive holds: one pass over a small table."""
        size = self._database.size()
        with self._database.reading() as connection:
            return read_statistics(connection, size)

    def close(self) -> None:
        """Let go of the database's connections; a later call opens new ones."""
        self._database.close()

    def _versions(self, id: str, query: Select[Any]) -> tuple[Version, ...]:
        rows: Sequence[Row[Any]] = ()
        if is_id(id):
            with self._database.reading() as connection:
                rows = connection.execute(query, {"id": id}).all()
        if not rows:
            raise ArticleNotFound(f"There is no article {id!r}.")
        return tuple(_version(row) for row in rows)


def check_store(settings: Settings) -> None:
    """Raises SettingsError for a database's URL of no use; connects to nothing."""
    database = Database.of(settings)
    try:
        database.engine  # noqa: B018  # which needs the database's driver
    finally:
        database.close()


def open_store(settings: Settings) -> Store:
    """Open the archive that the settings name; it is created or migrated where needed.

    Several processes may do so at once: one creates or migrates, the others wait. Raises
    StoreUnavailable where the database or its folder cannot be used, StoreIncompatible where it
    was written by a newer release or is no archive, SettingsError for a URL of no use.
    """
    database = Database.of(settings)
    try:
        _prepare(database, settings)
        with database.reading() as connection:
            archive_id = connection.execute(select(archive.c.archive_id)).scalar_one()
    except BaseException:
        database.close()
        raise
    return Store(database, archive_id)


def _prepare(database: Database, settings: Settings) -> None:
    """See that the database is there and its schema is the newest, one process at a time."""
    folder = database.path.parent if database.path else settings.data.absolute()
    lock = database.path.name if database.path else "archive"
    try:
        if database.exists and _is_current(database):
            return
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{lock}.lock"):
            database.create()
            with database.writing() as connection:
                upgrade_schema(connection, database.name)
    except OSError as error:
        raise StoreUnavailable(
            f"The folder {folder} cannot hold the archive: {error.strerror or error}. Make it a "
            "folder that this user may write to, or set ARCHIVE_DATA to another."
        ) from error


def _is_current(database: Database) -> bool:
    with database.reading() as connection:
        if schema_version(connection) != SCHEMA_VERSION:
            return False
        return database.path is None or is_write_ahead(connection)


def _version(row: Row[Any]) -> Version:
    return Version(
        id=row.article_id,
        number=row.number,
        revision=row.revision,
        stored_at=row.stored_at,
        content_hash=row.content_hash,
        article=_article(row.article),
    )


def _article(text: str | None) -> Article | None:
    return None if text is None else article_from_json(text)
