import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from archive import ArticleNotFound, Settings, Store, article_id, open_store
from tests.archive import store_workers
from tests.archive.store_samples import make_article, make_original


@contextmanager
def worker(work: Callable[..., None], *arguments: object) -> Iterator[tuple[Connection, object]]:
    """A process at work, killed at the end; yields the pipe to it and the process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=work, args=(*arguments, there))
    process.start()
    there.close()
    try:
        yield here, process
    finally:
        here.close()
        process.kill()
        process.join()
        process.close()


def test_processes_that_write_at_once_all_get_their_turn(store: Store, settings: Settings) -> None:
    count = 20
    with (
        worker(store_workers.put_many, settings.data, "a", count) as (one, _),
        worker(store_workers.put_many, settings.data, "b", count) as (two, _),
        worker(store_workers.put_many, settings.data, "c", count) as (three, _),
    ):
        pipes = (one, two, three)
        assert [pipe.recv() for pipe in pipes] == ["ready"] * 3
        for pipe in pipes:
            pipe.send("go")
        assert [pipe.recv() for pipe in pipes] == [store.archive_id] * 3

    assert store.revision() == 3 * count * 2
    assert store.statistics().articles == 3 * count + 1
    assert store.statistics().versions == store.revision()
    shared = store.versions("shared")
    assert [version.number for version in shared] == list(range(1, 3 * count + 1))
    assert [version.revision for version in shared] == sorted({v.revision for v in shared})
    for name in "abc":
        for number in range(count):
            text = f"{name} {number}"
            key = article_id(make_article(text), make_original(text))
            assert store.original(key).content == text.encode()


def test_processes_that_create_an_archive_at_once_make_one(settings: Settings) -> None:
    with (
        worker(store_workers.open_at_once, settings.data) as (one, _),
        worker(store_workers.open_at_once, settings.data) as (two, _),
        worker(store_workers.open_at_once, settings.data) as (three, _),
    ):
        pipes = (one, two, three)
        assert [pipe.recv() for pipe in pipes] == ["ready"] * 3
        for pipe in pipes:
            pipe.send("go")
        ids = {pipe.recv() for pipe in pipes}

    store = open_store(settings)
    store.close()
    assert ids == {store.archive_id}


def test_a_process_killed_in_the_middle_of_writing_leaves_nothing(
    store: Store, settings: Settings
) -> None:
    kept = store.put(make_article("Kept"), make_original("kept"))
    log = settings.data / "archive.sqlite3-wal"

    with worker(store_workers.stop_while_writing, settings.data) as (pipe, process):
        assert pipe.recv() == "written"
        assert log.stat().st_size > 10_000_000  # so there was something to leave behind
        process.kill()
        process.join()

    assert store.revision() == 1
    assert store.get(kept.id).article == make_article("Kept")
    assert store.put(make_article("Next"), make_original("next")).revision == 2
    with pytest.raises(ArticleNotFound):
        store.get(article_id(make_article("0"), make_original(b"0" * 1_000_000)))


def test_what_was_acknowledged_outlives_a_kill(settings: Settings) -> None:
    with worker(store_workers.put_without_end, settings.data) as (pipe, process):
        acknowledged = [pipe.recv() for _ in range(30)]
        process.kill()
        process.join()

    store = open_store(settings)
    for number, key in enumerate(acknowledged, start=1):
        assert store.get(key).revision == number
    assert store.statistics().versions == store.revision() >= 30
    store.close()


def test_a_store_can_be_used_on_both_sides_of_a_fork(store: Store) -> None:
    one = store.put(make_article("Before"), make_original("before"))

    child = multiprocessing.get_context("fork").Process(target=use_inherited, args=(store, one.id))
    child.start()
    between = store.put(make_article("Parent"), make_original("parent"))
    child.join()

    assert child.exitcode == 0
    assert store.get(between.id).article == make_article("Parent")
    assert store.get("child").article == make_article("Child")
    assert store.revision() == 3


def use_inherited(store: Store, id: str) -> None:
    assert store.get(id).article == make_article("Before")
    store.put(make_article("Child"), make_original("child"), id="child")


def test_a_fork_in_the_middle_of_writing_leaves_the_child_free_to_write(store: Store) -> None:
    """The child inherits neither the lock that its parent's thread holds nor its connections."""
    read, write = os.pipe()
    store.close()
    with store._database._writing:
        child = os.fork()
        if child == 0:
            done = b"failed"
            try:
                store.put(make_article("Child"), make_original("child"))
                done = b"stored"
            finally:
                os.write(write, done)
                os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    assert os.read(read, 10) == b"stored"
    os.close(read)
    assert store.revision() == 1


def test_relative_data_folders_stay_where_they_were(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store(Settings(data=Path("here")))
    store.close()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "there")

    assert store.put(make_article(), make_original()).revision == 1
    assert (tmp_path / "here" / "archive.sqlite3").exists()
    store.close()
