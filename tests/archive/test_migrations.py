import contextlib
import sqlite3
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from archive import Settings, Store, open_store
from archive.article_json import article_to_json
from archive.database import Database
from archive.schema import SCHEMA_VERSION, upgrade_schema
from archive.tables import metadata
from tests.archive.store_samples import FULL, make_original


def migrations() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "archive:migrations")
    return ScriptDirectory.from_config(config)


VERSIONS = [script.revision for script in migrations().walk_revisions()]


def database_at(settings: Settings, version: str) -> Database:
    settings.data.mkdir()
    database = Database.of(settings)
    database.create()
    with database.writing() as connection:
        upgrade_schema(connection, database.name, version)
    return database


def test_the_schema_version_is_the_newest_migrations() -> None:
    assert migrations().get_heads() == [SCHEMA_VERSION]


def test_the_migrations_make_the_tables_that_are_declared(store: Store) -> None:
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_the_very_sql_that_is_declared(store: Store) -> None:
    """What compare_metadata does not see: WITHOUT ROWID, checks, the names of constraints."""

    def statements(connection: sqlite3.Connection) -> dict[str, set[str]]:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {
            # A table that SQLite has copied has its name in quotes.
            name: {line.strip().rstrip(",") for line in sql.replace('"', "").splitlines()}
            for name, sql in rows
            if name != "alembic_version"
        }

    with store._database.reading() as connection:
        migrated = statements(connection.connection.driver_connection)
    declared = Database.of(Settings(database_url=f"sqlite:///{store._database.path}-declared"))
    declared.create()
    with declared.writing() as connection:
        metadata.create_all(connection)
        assert migrated == statements(connection.connection.driver_connection)
    declared.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_an_archive_of_any_earlier_schema_is_brought_up_when_opened(
    settings: Settings, version: str
) -> None:
    database_at(settings, version).close()

    store = open_store(settings)

    put = store.put(FULL, make_original())
    assert store.get(put.id).article == FULL
    assert len(store.archive_id) == 32
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == SCHEMA_VERSION
        assert compare_metadata(context, metadata) == []
    store.close()


def test_what_the_first_schema_held_is_there_as_it_was_and_came_from_no_known_reading(
    settings: Settings,
) -> None:
    database = database_at(settings, "0001")
    rows = [
        ("a1", 1, 1, "b" * 64, "c" * 64, "text/plain", "a.txt", article_to_json(FULL).decode()),
        ("a1", 2, 2, "d" * 64, None, None, None, None),
        ("b2", 1, 3, "b" * 64, "c" * 64, "text/plain", None, article_to_json(FULL).decode()),
    ]
    with database.writing() as connection:
        run = connection.exec_driver_sql
        run("INSERT INTO articles VALUES ('a1', 2, 2, 1, null, null, null)")
        run("INSERT INTO articles VALUES ('b2', 3, 1, 0, null, 'The Ferry', 'en')")
        run("INSERT INTO originals VALUES (?, ?)", ("c" * 64, b"as it came"))
        run(
            "INSERT INTO versions (article_id, number, revision, content_hash, original_sha256,"
            " media_type, name, article, stored_at) VALUES (?,?,?,?,?,?,?,?,'2026-11-01 10:00:00')",
            rows,
        )
        run("UPDATE archive SET revision = 3")
    database.close()

    store = open_store(settings)

    assert [version.article for version in store.versions("a1")] == [FULL, None]
    assert store.get("b2").article == FULL
    assert store.original("b2").content == store.original("a1", 1).content == b"as it came"
    with store._database.reading() as connection:
        query = "SELECT parser, reading FROM versions"
        assert set(map(tuple, connection.exec_driver_sql(query))) == {(None, None)}
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(settings: Settings) -> None:
    settings.data.mkdir()
    database = Database.of(settings)
    database.create()

    def upgrade_and_fail() -> None:
        with database.writing() as connection:
            upgrade_schema(connection, database.name)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        upgrade_and_fail()

    database.close()
    with contextlib.closing(sqlite3.connect(settings.data / "archive.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_alembic_is_not_loaded_to_open_an_archive_that_is_current(
    store: Store, settings: Settings
) -> None:
    program = (
        "import sys; from pathlib import Path; from archive import Settings, open_store;"
        "open_store(Settings(data=Path(sys.argv[1]))).close(); print('alembic' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(settings.data)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"
