"""Parsing in several processes: the order, the bounds, and what documents do to their parsers."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import archive.importing.pool as pool_module
from archive import Article, Original, Outage, ParsedDocument, RawDocument, Unreadable, parse_all
from archive.importing.pool import HANDFUL, HANDFUL_BYTES, WINDOW_BYTES, WINDOW_DOCUMENTS
from archive.importing.workers import Worker
from tests.archive.importing.hostile_worker import COMMAND

ROOT = Path(__file__).parents[3]
hostile = partial(Worker, command=COMMAND, deadline=60.0)


def raw(text: str, *, size: int | None = None) -> RawDocument:
    content = bytes(size) if size else text.encode()
    original = Original(content=content, media_type="text/plain")
    return RawDocument(original=original, text=text, encoding="utf-8", location=text)


def many(*texts: str) -> list[RawDocument]:
    """Documents, and enough others behind them to be worth processes."""
    return [*map(raw, texts), *(raw(f"story {number}") for number in range(HANDFUL + 1))]


def title(document: object) -> str:
    assert isinstance(document, ParsedDocument), document
    return document.article.title


class Instant(Worker):
    """Answers at once, in the thread that asks."""

    def parse(self, document: RawDocument) -> Article | Unreadable:
        return Article(title=document.text, body="")


class NoProcess(Worker):
    def parse(self, document: RawDocument) -> Article | Unreadable:
        raise AssertionError("a process was asked")


def test_results_come_in_the_order_of_the_documents_with_what_is_none_in_its_place() -> None:
    documents: list[RawDocument | str] = []
    for number in range(150):
        documents += [raw(f"story {number}"), f"between {number}"]

    parsed = list(parse_all(documents, processes=3, worker=hostile))

    assert parsed[1::2] == [f"between {number}" for number in range(150)]
    assert [title(one) for one in parsed[::2]] == [f"story {number}" for number in range(150)]
    processes = {one.article.body for one in parsed if isinstance(one, ParsedDocument)}
    assert 1 < len(processes) <= 3
    assert f"In process {os.getpid()}" not in processes


def test_a_handful_is_parsed_here_however_much_else_there_is() -> None:
    documents: list[RawDocument | str] = [raw("A short story. " * 20)] * HANDFUL
    documents += ["nothing"] * 3_000

    parsed = list(parse_all(documents, processes=4, worker=NoProcess))

    assert len(parsed) == len(documents)
    assert parsed[-1] == "nothing"


@pytest.mark.parametrize(
    "documents", [[raw("x")] * (HANDFUL + 1), [raw("", size=HANDFUL_BYTES + 1)]]
)
def test_more_than_a_handful_is_worth_processes(documents: list[RawDocument]) -> None:
    with pytest.raises(AssertionError, match="a process was asked"):
        list(parse_all(documents, processes=2, worker=NoProcess))


def test_with_one_process_everything_is_parsed_here() -> None:
    assert len(list(parse_all(many(), processes=1, worker=NoProcess))) == HANDFUL + 1


def test_a_document_that_crashes_its_parser_costs_only_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    parsed = list(parse_all(many("crash", "print"), processes=2, worker=hostile))

    assert isinstance(parsed[0], Unreadable)
    assert "ended, twice (SIGSEGV)" in parsed[0].reason
    assert [title(one) for one in parsed[1:]] == [one.text for one in many("print")]
    assert "ended (SIGSEGV)" in caplog.text


def test_a_process_that_something_else_ended_costs_no_document(tmp_path: Path) -> None:
    parsed = list(parse_all(many(f"crash-once {tmp_path / 'once'}"), processes=2, worker=hostile))

    assert isinstance(parsed[0], ParsedDocument)
    assert parsed[0].article.body == "The second time"


def test_a_document_that_hangs_is_given_up_and_its_process_ended(tmp_path: Path) -> None:
    documents = many(f"hang {tmp_path / 'pid'}")

    parsed = list(parse_all(documents, processes=2, worker=partial(hostile, deadline=5.0)))

    assert isinstance(parsed[0], Unreadable)
    assert "more than 5 seconds" in parsed[0].reason
    assert len([one for one in parsed if isinstance(one, ParsedDocument)]) == HANDFUL + 1
    assert ends_soon(int((tmp_path / "pid").read_text()))


def test_what_fails_there_is_told_and_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    failed = list(parse_all(many("fail", "refuse", "swell"), processes=2, worker=hostile))[:3]

    reasons = [one.reason for one in failed if isinstance(one, Unreadable)]
    assert "ZeroDivisionError: by zero" in reasons[0]
    assert reasons[1] == "It is no article."
    assert "more memory" in reasons[2]
    assert "Parsing fail failed." in caplog.text
    assert "Traceback" in caplog.text


def test_a_process_that_cannot_be_started_is_an_outage() -> None:
    broken = partial(Worker, command=(sys.executable, "-c", "raise SystemExit(7)"))

    with pytest.raises(Outage, match="exit code 7"):
        list(parse_all(many(), processes=2, worker=broken))


@pytest.mark.parametrize(
    ("size", "most"),
    [(1, WINDOW_DOCUMENTS), (8 * 2**20, WINDOW_BYTES // (8 * 2**20))],
    ids=["documents", "bytes"],
)
def test_no_more_is_read_ahead_than_the_window_holds(size: int, most: int) -> None:
    too_many = threading.Event()

    class FirstWaits(Worker):
        """Gives the first document's answer when too much was read, or is not in a while."""

        def parse(self, document: RawDocument) -> Article | Unreadable:
            if document.text == "0":
                too_many.wait(timeout=0.3)
            return Article(title=document.text, body="")

    def documents() -> Iterator[RawDocument]:
        for number in range(2 * most):
            if number > most + 1:
                too_many.set()
            yield raw(str(number), size=size)

    parsed = parse_all(documents(), processes=2, worker=FirstWaits)

    assert title(next(parsed)) == "0"
    assert not too_many.is_set()
    assert [title(one) for one in parsed] == [str(number) for number in range(1, 2 * most)]


def test_closing_the_results_ends_the_processes_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    documents = many("story", f"hang {tmp_path / 'pid'}")
    parsed = parse_all(documents, processes=2, worker=hostile)
    next(parsed)
    pid = wait_for_pid(tmp_path / "pid")

    parsed.close()

    assert ends_soon(pid)
    assert caplog.text == ""


def test_no_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys; from functools import partial; from archive import parse_all;"
        "from tests.archive.importing.test_pool import Worker, many, COMMAND;"
        "worker = partial(Worker, command=COMMAND, deadline=60.0);"
        "list(parse_all(many('hang ' + sys.argv[1]), processes=2, worker=worker))"
    )
    arguments = [sys.executable, "-c", program, str(tmp_path / "pid")]
    with subprocess.Popen(arguments, cwd=ROOT) as parent:
        pid = wait_for_pid(tmp_path / "pid")
        parent.send_signal(signal.SIGKILL)

    assert ends_soon(pid)


def test_as_many_processes_as_cores_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    monkeypatch.setattr(pool_module, "available_cores", lambda: 3)

    def counted() -> Worker:
        counts.append(1)
        return Instant()

    list(parse_all(many(), worker=counted))

    assert len(counts) == 3


def wait_for_pid(path: Path) -> int:
    """The process that a hanging document has noted."""
    wait_until(lambda: path.exists() and path.read_text() != "")
    return int(path.read_text())


def ends_soon(pid: int) -> bool:
    """Whether a process is gone, or dead and only not asked after yet."""
    status = Path(f"/proc/{pid}/status")
    return wait_until(lambda: not status.exists() or "State:\tZ" in status.read_text())


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether it comes true, in a minute at most."""
    deadline = time.monotonic() + 60
    while not (true := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return true
