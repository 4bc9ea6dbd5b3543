"""The supervisor: a child that is always there, until it is told to stop."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive import Original, Settings, open_store
from index import open_engine, supervisor, wait_for_revision
from index.supervisor import Supervisor
from tests.contract.oracle import article

PATIENCE = 30.0


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.2)


@pytest.fixture
def supervised() -> Iterator[Callable[..., Supervisor]]:
    started: list[Supervisor] = []

    def start(*command: str) -> Supervisor:
        started.append(Supervisor(command))
        started[-1].start()
        return started[-1]

    yield start
    for one in started:
        one.stop()


def wait_until(condition: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if condition():
            return
        tick.wait(0.02)
    raise AssertionError("it did not come about")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_follower_is_started_again_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, supervised: Callable[..., Supervisor]
) -> None:
    monkeypatch.setenv("ARCHIVE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)  # a server may be started anywhere
    settings = Settings.from_environment()
    store = open_store(settings)
    engine = open_engine(settings, store.archive_id)
    original = Original(content=b"x", media_type="text/plain")
    child = supervised(sys.executable, "-m", "index.follower")
    pids = set()
    for number in range(3):
        put = store.put(article(f"Seoul {number}"), original, id=str(number))
        assert wait_for_revision(engine, put.revision, PATIENCE)
        pid = child.pid
        assert pid is not None
        pids.add(pid)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: child.pid not in (*pids, None))
    assert len(pids) == 3
    engine.close()
    store.close()


def test_a_child_that_someone_else_reaped_is_started_again(
    supervised: Callable[..., Supervisor],
) -> None:
    child = supervised("sleep", "1000")
    wait_until(lambda: child.pid is not None)
    first = child.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(first, 0)  # as gunicorn's master does
    wait_until(lambda: child.pid not in (first, None))


def test_stopping_ends_the_child(supervised: Callable[..., Supervisor]) -> None:
    child = supervised("sleep", "1000")
    wait_until(lambda: child.pid is not None)
    pid = child.pid
    assert pid is not None
    child.stop()
    assert not is_running(pid)
    assert child.pid is None
    child.stop()


def test_a_child_that_does_not_listen_is_killed(
    monkeypatch: pytest.MonkeyPatch, supervised: Callable[..., Supervisor], tmp_path: Path
) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.1)
    deaf = tmp_path / "deaf"
    child = supervised("sh", "-c", f"trap '' TERM; touch {deaf}; while :; do sleep 1; done")
    wait_until(deaf.exists)
    pid = child.pid
    assert pid is not None
    child.stop()
    assert not is_running(pid)


def test_a_command_that_cannot_be_started_is_tried_again(
    tmp_path: Path, supervised: Callable[..., Supervisor], caplog: pytest.LogCaptureFixture
) -> None:
    command = tmp_path / "command"
    child = supervised(str(command))
    wait_until(lambda: "cannot be started" in caplog.text)
    command.write_text("#!/bin/sh\nexec sleep 1000\n")
    command.chmod(0o755)
    wait_until(lambda: child.pid is not None)


def test_a_forked_worker_does_not_stop_its_parents_child(
    supervised: Callable[..., Supervisor], monkeypatch: pytest.MonkeyPatch
) -> None:
    child = supervised("sleep", "1000")
    wait_until(lambda: child.pid is not None)
    pid = child.pid
    assert pid is not None
    with monkeypatch.context() as patched:
        patched.setattr(os, "getpid", lambda: -1)
        child.stop()
    assert is_running(pid)
