import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event

import archive.database
from archive import (
    Settings,
    SettingsError,
    Store,
    StoreIncompatible,
    StoreUnavailable,
    open_store,
)
from tests.archive.store_samples import FULL, make_article, make_original


def use_pragma(store: Store, pragma: str) -> None:
    """Have each connection that the store opens from now on say this first."""
    store.close()
    event.listen(
        store._database.engine, "connect", lambda connection, _: connection.execute(pragma)
    )


def database_of(settings: Settings) -> Path:
    return settings.data / "archive.sqlite3"


def test_a_full_disk_is_an_outage_and_nothing_is_half_written(store: Store) -> None:
    kept = store.put(FULL, make_original())
    use_pragma(store, "PRAGMA max_page_count=1")  # as if there were no room for another page

    with pytest.raises(StoreUnavailable, match="disk is full") as outage:
        put_small_and_large(store)

    assert "archive.sqlite3" in str(outage.value)
    assert store.get(kept.id).article == FULL
    assert store.revision() == 1
    store.close()
    assert store.put(make_article("Small"), make_original("small")).revision == 2


def put_small_and_large(store: Store) -> None:
    with store.writing() as writer:
        writer.put(make_article("Small"), make_original("small"))
        writer.put(make_article("Large"), make_original(b"x" * 1_000_000))


def test_a_disk_that_can_only_be_read_is_an_outage_for_writers_alone(store: Store) -> None:
    key = store.put(FULL, make_original()).id
    use_pragma(store, "PRAGMA query_only=1")

    with pytest.raises(StoreUnavailable, match="can only be read"):
        store.put(make_article("New"), make_original("new"))
    with pytest.raises(StoreUnavailable, match="can only be read"):
        store.keys.create("newsroom")
    assert store.get(key).article == FULL


def test_a_database_that_another_process_keeps_locked_is_an_outage(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.database, "BUSY_TIMEOUT", 0.01)
    store.close()
    other = sqlite3.connect(database_of(settings), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreUnavailable, match="busy"):
        store.put(FULL, make_original())
    assert store.revision() == 0

    other.execute("ROLLBACK")
    other.close()
    assert store.put(FULL, make_original()).revision == 1


def test_a_thread_that_keeps_writing_is_an_outage_for_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.database, "BUSY_TIMEOUT", 0.01)

    with store._database._writing, pytest.raises(StoreUnavailable, match="busy"):
        store.put(FULL, make_original())


def test_a_database_that_vanishes_is_an_outage_and_no_new_archive(
    store: Store, settings: Settings
) -> None:
    store.close()
    for file in settings.data.iterdir():
        file.unlink()

    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        store.revision()
    assert list(settings.data.iterdir()) == []


def test_a_damaged_database_is_an_outage(store: Store, settings: Settings) -> None:
    for number in range(50):
        store.put(make_article(str(number)), make_original(str(number)))
    store.close()
    content = database_of(settings).read_bytes()
    database_of(settings).write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))

    with pytest.raises(StoreUnavailable, match="damaged"):
        store.statistics()


@pytest.mark.parametrize("content", [b"not a database", b"\0" * 5000, b"x" * 100_000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    settings: Settings, content: bytes
) -> None:
    settings.data.mkdir()
    database_of(settings).write_bytes(content)

    with pytest.raises(StoreIncompatible, match="not a SQLite database") as refused:
        open_store(settings)
    assert str(database_of(settings)) in str(refused.value)
    assert database_of(settings).read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(settings: Settings) -> None:
    settings.data.mkdir()
    with contextlib.closing(sqlite3.connect(database_of(settings))) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(StoreIncompatible, match="not an article archive"):
        open_store(settings)
    with contextlib.closing(sqlite3.connect(database_of(settings))) as other:
        tables = other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("recipes",)]


def test_an_archive_of_a_newer_release_is_refused(store: Store, settings: Settings) -> None:
    store.close()
    with contextlib.closing(sqlite3.connect(database_of(settings))) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreIncompatible, match="newer release") as refused:
        open_store(settings)
    assert "'9999'" in str(refused.value)


def test_a_folder_in_the_place_of_the_database_is_an_outage(settings: Settings) -> None:
    database_of(settings).mkdir(parents=True)

    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        open_store(settings)


@pytest.mark.parametrize("folder", ["file", "file/below", "file/far/below"])
def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings.from_environment({"ARCHIVE_DATA": str(tmp_path / folder)})

    with pytest.raises(StoreUnavailable, match="ARCHIVE_DATA") as outage:
        open_store(settings)
    assert str(tmp_path / folder) in str(outage.value)


def test_an_empty_file_becomes_an_archive(settings: Settings) -> None:
    settings.data.mkdir()
    database_of(settings).touch()

    store = open_store(settings)

    assert store.revision() == 0
    store.close()


def test_a_copy_that_is_not_in_write_ahead_mode_is_put_into_it(
    store: Store, settings: Settings
) -> None:
    store.put(FULL, make_original())
    store.close()
    with contextlib.closing(sqlite3.connect(database_of(settings))) as other:
        other.execute("PRAGMA journal_mode=DELETE")

    again = open_store(settings)

    assert again.revision() == 1
    with contextlib.closing(sqlite3.connect(database_of(settings))) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    again.close()


def test_what_is_acknowledged_is_on_the_disk(store: Store) -> None:
    with store._database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


@pytest.mark.parametrize("name", ["a b", "ü", "50%", "%41", "a?b", "a#b", "'"])
def test_a_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = open_store(Settings(data=tmp_path / name))
    store.put(FULL, make_original())
    store.close()

    assert (tmp_path / name / "archive.sqlite3").exists()


def test_a_database_can_be_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "srv" / "news.sqlite3"
    store = open_store(Settings(data=tmp_path / "data", database_url=f"sqlite:///{path}"))
    store.close()

    assert path.exists()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "sqlite://host/a.db",
        "mysql://host/db",
        "postgresql://host:port/db",
        "postgresql+nosuch://host/db",
    ],
)
def test_a_database_url_of_no_use_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="ARCHIVE_DATABASE_URL"):
        open_store(Settings(data=tmp_path, database_url=url))
