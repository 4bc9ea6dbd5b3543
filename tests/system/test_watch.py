"""`flask archive watch` as a process: started, told to end, killed, started again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from archive import Settings, Store, open_store
from tests.system.server import ROOT, Server, flask


def lines(numbers: range) -> str:
    """JSON Lines of articles with these numbers."""
    return "".join(
        json.dumps({"title": f"Story {n}", "url": f"https://a.example/{n}", "text": f"It was {n}."})
        + "\n"
        for n in numbers
    )


def put(folder: Path, name: str, text: str) -> None:
    """A file renamed into place, so that it is never seen half."""
    folder.mkdir(exist_ok=True)
    part = folder / f".{name}.part"
    part.write_text(text)
    part.rename(folder / name)


class Watching:
    """A watcher's process, heard line by line."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "archive", "watch", *arguments],
            cwd=ROOT,
            env=os.environ | {"ARCHIVE_DATA": str(data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Ignored in whatever runs in the background, and inherited from there.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )

    def heard(self, words: str) -> str:
        """The next line with these words; waits for it, and fails if the process ends before."""
        assert self.process.stdout
        heard: list[str] = []
        for line in self.process.stdout:
            heard.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words!r} was not heard in:\n{''.join(heard)}")

    def pause(self) -> None:
        """Leave it alone for a moment; fails if it ends by itself."""
        with pytest.raises(subprocess.TimeoutExpired):
            self.process.wait(0.02)

    def end(self, signum: int) -> int:
        """Send a signal, and answer the exit code."""
        self.process.send_signal(signum)
        return self.process.wait(30)


@contextmanager
def watch(data: Path, *arguments: str) -> Iterator[Watching]:
    """A watcher that is killed at the latest when the block ends."""
    watching = Watching(data, "--settle", "0", "--interval", "0.05", *arguments)
    try:
        yield watching
    finally:
        watching.process.kill()
        watching.process.wait()
        if watching.process.stdout:
            watching.process.stdout.close()


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    """The archive in a folder."""
    store = open_store(Settings(data=data))
    try:
        yield store
    finally:
        store.close()


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_imports_what_arrives_until_it_is_told_to_end(
    tmp_path: Path, signum: int, code: int
) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    put(folder, "a.jsonl", lines(range(3)))
    with watch(data, str(folder)) as watching:
        watching.heard("3 added")
        put(folder, "b.jsonl", lines(range(2, 5)) + "{}\n")
        watching.heard("b.jsonl line 4")
        watching.heard("2 added, 0 updated, 1 unchanged, 1 failed")
        assert watching.end(signum) == code

    found = flask("archive", "search", "story", data=data).stdout
    assert "Story 4" in found
    with watch(data, str(folder)) as again:
        put(folder, "c.jsonl", lines(range(5, 6)))
        assert again.heard("added").startswith("1 added, 0 updated, 0 unchanged, 0 failed")


def test_killed_in_the_middle_it_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    for number in range(12):
        put(folder, f"{number:02}.jsonl", lines(range(50 * number, 50 * number + 50)))
    stored = [0]
    with opened(data) as store:
        for _ in range(2):
            with watch(data, str(folder)) as watching:
                while store.revision() == stored[-1]:
                    watching.pause()
            stored.append(store.revision())
        done = flask("archive", "watch", "--once", "--settle", "0", str(folder), data=data)
        statistics = store.statistics()

    assert stored[1] < 600
    assert f"{600 - stored[-1]} added, 0 updated" in done.stdout
    assert (statistics.articles, statistics.versions, statistics.revision) == (600, 600, 600)
    again = flask("archive", "watch", "--once", "--settle", "0", str(folder), data=data)
    assert again.stdout == ""


def test_a_second_watcher_of_a_folder_is_refused(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    with watch(data, str(folder)) as watching:
        watching.heard("Watching")
        done = flask("archive", "watch", "--once", str(folder), data=data, check=False)

    assert done.returncode == 2
    assert f"watched already, by process {watching.process.pid}" in done.stderr
    assert flask("archive", "watch", "--once", str(folder), data=data).returncode == 0


def test_once_imports_what_is_there_and_tells_of_failures(tmp_path: Path) -> None:
    folder, data, report = tmp_path / "in", tmp_path / "data", tmp_path / "report.jsonl"
    put(folder, "a.jsonl", lines(range(2)) + "{}\n")
    arguments = ("archive", "watch", "--once", "--settle", "0", str(folder))
    done = flask(*arguments, "--report", str(report), data=data, check=False)

    assert done.returncode == 1
    assert "a.jsonl line 3" in done.stderr
    outcomes = [json.loads(line)["outcome"] for line in report.read_text().splitlines()]
    assert outcomes == ["added", "added", "failed"]
    put(folder, "archive.toml", "source = \n")
    again = flask(*arguments, data=data, check=False)
    assert (again.returncode, again.stdout) == (1, "")
    assert "archive.toml cannot be used" in again.stderr
    (folder / "archive.toml").unlink()
    again = flask(*arguments, data=data)
    assert (again.stdout, again.stderr) == ("", "")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    done = flask("archive", "watch", str(tmp_path / "no"), data=tmp_path / "data", check=False)

    assert done.returncode == 2
    assert "There is no folder" in done.stderr


def test_beside_a_server_what_arrives_is_found_there(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    with Server(data) as server, watch(data, str(folder)) as watching:
        put(folder, "a.jsonl", lines(range(3)))
        watching.heard("3 added")
        while server.get("/v1/search?q=story").json["total"] < 3:
            watching.pause()
        assert watching.end(signal.SIGTERM) == 0
