"""The follower: an index that comes level with the archive by itself, whatever happened to it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from archive import Article, IndexUnavailable, Original, Settings, Store, open_store
from index import (
    All,
    Engine,
    Follower,
    SearchRequest,
    Word,
    follower_lock,
    open_engine,
    wait_for_revision,
)
from index.follower import follow, follower
from index.whoosh_engine import documents
from tests.contract.engines import find, ids
from tests.contract.oracle import article

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds until a test gives up; nothing takes nearly as long


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings)
    yield store
    store.close()


@pytest.fixture
def engine(settings: Settings, store: Store) -> Iterator[Engine]:
    engine = open_engine(settings, store.archive_id)
    yield engine
    engine.close()


def put(store: Store, id: str, title: str = "Seoul") -> int:
    """Store an article, and answer the revision that has it."""
    original = Original(content=title.encode(), media_type="text/plain")
    return store.put(article(title), original, id=id).revision


def titles(engine: Engine) -> dict[str, str]:
    return {hit.id: hit.document["title"] for hit in find(engine, All(), limit=1000).hits}


def test_a_missing_index_is_made_from_the_whole_archive(store: Store, engine: Engine) -> None:
    put(store, "a")
    put(store, "b", "Moscow")
    assert Follower(store, engine).catch_up() == store.revision()
    assert titles(engine) == {"a": "Seoul", "b": "Moscow"}


def test_the_index_of_an_empty_archive_is_ready(store: Store, engine: Engine) -> None:
    assert Follower(store, engine).catch_up() == 0
    assert engine.is_current(store.archive_id)
    assert find(engine, All()).total == 0


def test_changes_are_followed(store: Store, engine: Engine) -> None:
    following = Follower(store, engine)
    put(store, "a")
    put(store, "b")
    following.catch_up()
    put(store, "a", "Moscow")
    store.delete("b")
    put(store, "c", "Kyiv")
    assert following.catch_up() == store.revision()
    assert titles(engine) == {"a": "Moscow", "c": "Kyiv"}


def test_a_level_index_is_left_alone(store: Store, engine: Engine) -> None:
    put(store, "a")
    Follower(store, engine).catch_up()
    before = engine.commit_id()
    Follower(store, engine).catch_up()
    assert engine.commit_id() == before


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_batches_of_any_size_come_to_the_same(
    store: Store, engine: Engine, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "BATCH", batch)
    monkeypatch.setattr(follower, "REBUILD_BATCH", batch)
    expected: dict[str, str] = {}
    for round_ in range(2):
        for number in range(7):
            put(store, f"n{number % 5}", f"Title {round_} {number}")
            expected[f"n{number % 5}"] = f"Title {round_} {number}"
        store.delete("n3")
        del expected["n3"]
        assert Follower(store, engine).catch_up() == store.revision()
        assert titles(engine) == expected
        assert engine.status().documents == len(expected)


def test_what_changes_during_a_rebuild_is_caught_up_with(
    store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "REBUILD_BATCH", 2)
    for number in range(6):
        put(store, f"n{number}")
    changes_since = store.changes_since
    during = [lambda: store.delete("n1"), lambda: put(store, "n0", "Changed")]

    def changed_meanwhile(*arguments: int) -> Any:
        changes = changes_since(*arguments)
        if during:
            during.pop()()
        return changes

    monkeypatch.setattr(store, "changes_since", changed_meanwhile)
    assert Follower(store, engine).catch_up() == store.revision()
    assert titles(engine) == {"n0": "Changed", **{f"n{n}": "Seoul" for n in range(2, 6)}}
    assert engine.status().documents == 5


def test_an_index_ahead_of_a_restored_archive_is_rebuilt(
    settings: Settings, store: Store, engine: Engine, tmp_path: Path
) -> None:
    put(store, "a")
    store.close()
    backup = shutil.copytree(settings.data, tmp_path / "backup")
    put(store, "a", "After the backup")
    put(store, "b", "After the backup")
    Follower(store, engine).catch_up()
    store.close()
    for path in settings.data.glob("archive.sqlite3*"):
        path.unlink()
    for path in backup.glob("archive.sqlite3*"):
        shutil.copy(path, settings.data)
    restored = open_store(settings)
    try:
        assert Follower(restored, engine).catch_up() == restored.revision()
        assert titles(engine) == {"a": "Seoul"}
    finally:
        restored.close()


def test_an_index_of_another_archive_is_rebuilt(
    settings: Settings, store: Store, engine: Engine
) -> None:
    other = open_engine(settings, "another archive")
    with other.rebuilding("another archive") as rebuild, rebuild.writing(99) as writer:
        writer.put("foreign", article("Seoul"))
    other.close()
    put(store, "a")
    Follower(store, engine).catch_up()
    assert titles(engine) == {"a": "Seoul"}


def test_an_index_of_another_release_is_rebuilt(
    store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a")
    Follower(store, engine).catch_up()
    monkeypatch.setattr(documents, "DOCUMENT_VERSION", 99)
    Follower(store, engine).catch_up()
    assert engine.is_current(store.archive_id)


def test_a_damaged_index_is_rebuilt(settings: Settings, store: Store, engine: Engine) -> None:
    put(store, "a")
    Follower(store, engine).catch_up()
    for path in settings.index_path.glob("generation-*/*"):
        path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(IndexUnavailable):
        titles(engine)
    Follower(store, engine).catch_up()
    assert titles(engine) == {"a": "Seoul"}


def test_an_article_that_cannot_be_indexed_is_told_of_and_not_found_in_an_old_state(
    store: Store,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put(store, "bad", "Old")
    Follower(store, engine).catch_up()
    as_json = documents.document_json

    def refuse_new(made_of: Article) -> bytes:
        if made_of.title == "New":
            raise ValueError("it is bad")
        return as_json(made_of)

    monkeypatch.setattr(documents, "document_json", refuse_new)
    put(store, "bad", "New")
    put(store, "good")
    assert Follower(store, engine).catch_up() == store.revision()
    assert titles(engine) == {"good": "Seoul"}
    assert "bad cannot be indexed" in caplog.text


def test_a_stopped_rebuild_leaves_the_old_index(store: Store, engine: Engine) -> None:
    put(store, "a")
    Follower(store, engine).catch_up()
    stop = threading.Event()
    stop.set()
    put(store, "b")
    stopped = Follower(store, engine, stop=stop)
    stopped.rebuild()
    stopped.catch_up()
    assert titles(engine) == {"a": "Seoul"}


def test_a_follower_outlives_an_outage(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.data.mkdir()
    (settings.data / "archive.sqlite3").write_bytes(b"not a database at all" * 100)
    stop = threading.Event()
    with ThreadPoolExecutor() as pool:
        following = pool.submit(follow, settings, stop)
        try:
            wait_for_log(caplog, "cannot follow the archive")
            (settings.data / "archive.sqlite3").unlink()
            store = open_store(settings)
            engine = open_engine(settings, store.archive_id)
            assert wait_for_revision(engine, put(store, "a"), PATIENCE)
            assert titles(engine) == {"a": "Seoul"}
            engine.close()
            store.close()
        finally:
            stop.set()
        following.result()


def wait_for_log(caplog: pytest.LogCaptureFixture, text: str) -> None:
    tick = threading.Event()
    for _ in range(int(PATIENCE / 0.05)):
        if text in caplog.text:
            return
        tick.wait(0.05)
    raise AssertionError(f"{text!r} was not logged, but: {caplog.text}")


# As a process


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def start_follower(settings: Settings, processes: list[subprocess.Popen[str]]) -> Any:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "index.follower"],
        cwd=ROOT,
        env={**os.environ, "ARCHIVE_DATA": str(settings.data)},
        stderr=subprocess.PIPE,
        text=True,
    )
    processes.append(process)
    return process


def test_a_write_becomes_searchable_by_itself(
    settings: Settings, store: Store, engine: Engine, processes: list[subprocess.Popen[str]]
) -> None:
    process = start_follower(settings, processes)
    for number in range(5):
        assert wait_for_revision(engine, put(store, f"n{number}"), PATIENCE)
        assert find(engine, Word("seoul")).total == number + 1
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in log


def test_another_follower_takes_over_when_one_is_killed(
    settings: Settings, store: Store, engine: Engine, processes: list[subprocess.Popen[str]]
) -> None:
    start_follower(settings, processes)
    assert wait_for_revision(engine, put(store, "a"), PATIENCE)
    lock = follower_lock(settings)
    assert not lock.try_acquire()
    assert lock.holder() == processes[0].pid
    start_follower(settings, processes)
    processes[0].kill()
    processes[0].wait()
    assert wait_for_revision(engine, put(store, "b"), PATIENCE)
    assert ids(engine.search(SearchRequest(query=All()))) == ["a", "b"]
    assert lock.holder() == processes[1].pid


STARTS_A_FOLLOWER_AND_ENDS = """
import os, subprocess, sys
os.environ["ARCHIVE_PARENT"] = str(os.getpid())
subprocess.Popen([sys.executable, "-m", "index.follower"], stdin=subprocess.DEVNULL)
"""


def test_a_follower_ends_when_its_parent_is_gone(settings: Settings) -> None:
    parent = subprocess.run(
        [sys.executable, "-c", STARTS_A_FOLLOWER_AND_ENDS],
        cwd=ROOT,
        env={**os.environ, "ARCHIVE_DATA": str(settings.data)},
        stdout=subprocess.PIPE,  # open until the follower, too, has ended
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert "Traceback" not in parent.stdout


def test_settings_of_no_use_end_it_with_a_word(settings: Settings) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "index.follower"],
        cwd=ROOT,
        env={**os.environ, "ARCHIVE_DATA": str(settings.data), "ARCHIVE_ENGINE": "nonsense"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 1
    assert "it must be 'whoosh'" in ended.stderr
    assert "Traceback" not in ended.stderr
