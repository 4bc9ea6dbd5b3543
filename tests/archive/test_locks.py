import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from archive import FileLock
from tests.archive import store_workers
from tests.archive.test_store_processes import worker


def test_a_lock_has_one_holder(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")

    with one:
        assert not two.try_acquire()
        assert two.holder() == os.getpid()
    assert two.try_acquire()
    two.release()


def test_a_lock_is_free_when_its_holder_is_killed(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with worker(store_workers.hold_lock, lock.path) as (pipe, process):
        assert pipe.recv() == "held"
        assert not lock.try_acquire()
        assert lock.holder() == process.pid

        process.kill()
        process.join()

    with lock:
        assert lock.holder() == os.getpid()


def test_waiting_for_a_lock_ends_when_it_is_released(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with lock, worker(store_workers.hold_lock, lock.path) as (pipe, _):
        assert not pipe.poll()
        lock.release()
        assert pipe.recv() == "held"


def test_a_forked_child_neither_keeps_nor_frees_its_parents_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    lock, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    with lock:
        child = context.Process(target=wait, args=(there,))
        child.start()
        assert here.recv() == "started"
        assert not other.try_acquire()
    assert other.try_acquire()
    other.release()
    here.send("end")
    child.join()
    here.close()
    there.close()


def wait(pipe: Connection) -> None:
    pipe.send("started")
    pipe.recv()


def test_a_lock_is_taken_once(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")

    with lock, pytest.raises(RuntimeError, match="held already"):
        lock.acquire()
    lock.release()


def test_a_lock_without_a_folder_cannot_be_taken(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "nosuch" / "lock")

    assert lock.holder() is None
    with pytest.raises(FileNotFoundError):
        lock.acquire()


def test_whether_a_lock_is_held_is_seen_without_taking_it(tmp_path: Path) -> None:
    lock, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert not lock.is_held()
    assert not lock.path.exists()

    with lock:
        assert lock.is_held()
        assert other.is_held()
        assert other.holder() == os.getpid()
    assert not other.is_held()
    assert lock.try_acquire()
    lock.release()
