"""Imports that were asked for over HTTP, run as the process beside the server does."""

import bz2
import gzip
import io
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

import archive.database
from archive import (
    FileLock,
    ImportRequest,
    ImportState,
    ImportTask,
    Settings,
    Store,
    Uploads,
    import_options,
    open_store,
)
from archive.import_requests import UploadedFile
from archive.importing.running import MOST_ATTEMPTS, reading_name
from archive.importing.service import KEPT, imports_lock, run_imports
from archive.tables import imports

Bodies = dict[str | None, bytes]
SECONDS = 60.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", import_processes=1)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings)
    yield store
    store.close()


def line(number: int, **members: Any) -> bytes:
    article = {"title": f"Report {number}", "body": f"What happened on day {number}."} | members
    return json.dumps(article, ensure_ascii=False).encode() + b"\n"


def send(store: Store, settings: Settings, bodies: Bodies, **members: Any) -> str:
    """Queue an import as the API does; its task_id."""
    media_type = members.pop("media_type", None)
    with Uploads(settings.uploads_path).receiving(settings.max_import_bytes) as upload:
        for name, body in bodies.items():
            with upload.file(name, media_type) as write:
                write(body)
        upload.keep()
        return store.imports.create(upload.id, ImportRequest(files=upload.files, **members)).id


def wait_for(condition: Callable[[], Any]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


class Service:
    """The service, in a thread while the block lasts."""

    def __init__(self, settings: Settings) -> None:
        self.stop = threading.Event()
        self._thread = threading.Thread(target=run_imports, args=(settings, self.stop))

    def __enter__(self) -> "Service":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()


def run(store: Store, settings: Settings, *ids: str) -> list[ImportTask]:
    """The imports after the service has run them."""
    with Service(settings):
        wait_for(lambda: all(store.imports.get(task_id).state.is_finished for task_id in ids))
    return [store.imports.get(task_id) for task_id in ids]


def test_an_import_is_run_and_counted(store: Store, settings: Settings) -> None:
    bad = b'{"title": "cut off\n'
    body = line(1) + line(1) + bad + line(2) + b"\n" + b'["no article"]\n' + line(3)
    task_id = send(store, settings, {"day.jsonl": body})
    (task,) = run(store, settings, task_id)
    assert task.state is ImportState.DONE
    assert (task.documents, task.added, task.unchanged, task.failed) == (6, 3, 1, 2)
    assert task.bytes_read == task.bytes == len(body)
    assert task.revision == store.revision() == 3
    assert task.seconds > 0
    assert task.started_at
    assert task.finished_at
    assert task.started_at <= task.finished_at
    failures = store.imports.failures(task_id)
    assert [(each.number, each.location) for each in failures] == [
        (3, "day.jsonl line 3"),
        (5, "day.jsonl line 6"),
    ]
    assert all(each.reason for each in failures)
    assert not Uploads(settings.uploads_path).holds(task_id)


def test_imports_run_in_the_order_in_which_they_came(store: Store, settings: Settings) -> None:
    ids = [
        send(store, settings, {"a.jsonl": line(1, url="https://a.example/1", title=f"Take {n}")})
        for n in range(4)
    ]
    tasks = run(store, settings, *ids)
    assert [task.revision for task in tasks] == [1, 2, 3, 4]
    assert [task.updated for task in tasks] == [0, 1, 1, 1]


def packed(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/day.jsonl", content)
        archive.writestr("a/picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "media_type", "body"),
    [
        (None, None, line(1) + line(2)),
        (None, "application/x-www-form-urlencoded", line(1) + line(2)),
        ("dump", "application/x-ndjson", line(1) + line(2)),
        (None, "application/json", json.dumps([json.loads(line(n)) for n in (1, 2)]).encode()),
        (None, "text/csv", b"hed,txt\nReport 1,What happened.\nReport 2,Something else.\n"),
        ("a.jsonl", None, gzip.compress(line(1) + line(2))),
        ("a.jsonl.bz2", None, bz2.compress(line(1) + line(2))),
        ("a.zip", "application/zip", packed(line(1) + line(2))),
        ("x.jsonl", None, line(1, title="Überschwemmung") + line(2, title="한국 뉴스")),
        ("x.jsonl", None, line(1, title="Café").decode().encode("cp1252") + line(2)),
        (None, None, (line(1) + line(2)).decode().encode("utf-16")),
    ],
)
def test_what_was_sent_is_found_out(
    store: Store, settings: Settings, name: str | None, media_type: str | None, body: bytes
) -> None:
    options = import_options(fields={"title": "hed", "body": "txt"} if b"hed" in body else None)
    task_id = send(store, settings, {name: body}, media_type=media_type, options=options)
    (task,) = run(store, settings, task_id)
    assert (task.state, task.added, task.failed) == (ImportState.DONE, 2, 0), task
    assert task.passed_over == (1 if name == "a.zip" else 0)


def test_what_the_pages_do_not_say_is_said_by_the_request(store: Store, settings: Settings) -> None:
    options = import_options(source="Island Post", language="fr", agencies=("AFP",))
    task_id = send(store, settings, {"a.jsonl": line(1), "b.jsonl": line(2)}, options=options)
    run(store, settings, task_id)
    articles = [change.article for change in store.changes_since(0)]
    assert [article and article.source and article.source.name for article in articles] == [
        "Island Post"
    ] * 2
    assert [article and article.language for article in articles] == ["fr"] * 2
    assert [article and [a.name for a in article.agencies] for article in articles] == [["AFP"]] * 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "text"),
        (b'{"title"\n{"title"\n{"title"\n', "None of its 3 documents"),
        (gzip.compress(b'{"title": "' + b"a" * (100 * 2**20)), "zip bomb"),
    ],
)
def test_what_gives_no_article_is_a_failure(
    store: Store, settings: Settings, body: bytes, said: str
) -> None:
    task_id = send(store, settings, {"a.jsonl": body})
    (task,) = run(store, settings, task_id)
    assert task.state is ImportState.FAILED
    told = [task.detail or "", *(failure.reason for failure in store.imports.failures(task_id))]
    assert any(said in each for each in told), told


def test_of_what_is_cut_off_the_beginning_is_imported(store: Store, settings: Settings) -> None:
    body = gzip.compress(b"".join(line(n, body=f"{n**50}") for n in range(100)))
    task_id = send(store, settings, {"a.jsonl": body[:-2_000]})
    (task,) = run(store, settings, task_id)
    assert task.state is ImportState.DONE
    assert 0 < task.added < 100
    assert "cut off" in store.imports.failures(task_id)[-1].reason


def test_an_import_is_stopped_and_goes_on_where_it_was(store: Store, settings: Settings) -> None:
    body = b"".join(line(number) for number in range(1_000))
    task_id = send(store, settings, {"a.jsonl": body})
    seen = set()
    for batches in (1, 2, 3):
        with Service(settings) as service:
            wait_for(lambda batches=batches: store.imports.get(task_id).documents >= 200 * batches)
            service.stop.set()
        task = store.imports.get(task_id)
        seen.add((task.state, task.attempts))
        assert task.documents == task.added == store.revision()
    (task,) = run(store, settings, task_id)
    assert (task.state, task.documents, task.added) == (ImportState.DONE, 1_000, 1_000)
    assert store.revision() == 1_000
    assert seen <= {(ImportState.RUNNING, 0), (ImportState.DONE, 0)}


def test_the_process_ends_in_good_order_when_told_to(store: Store, settings: Settings) -> None:
    task_id = send(store, settings, {"a.jsonl": b"".join(map(line, range(3_000)))})
    process = subprocess.Popen(
        [sys.executable, "-m", "archive.importing.service"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"ARCHIVE_DATA": str(settings.data), "ARCHIVE_IMPORT_PROCESSES": "1"},
    )
    try:
        wait_for(lambda: store.imports.get(task_id).documents)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()
    task = store.imports.get(task_id)
    assert task.attempts == 0
    assert 0 < task.documents == task.added == store.revision()
    lock = imports_lock(settings)
    assert lock.try_acquire()
    lock.release()


def test_a_cancelled_import_keeps_what_it_stored(store: Store, settings: Settings) -> None:
    body = b"".join(line(number) for number in range(5_000))
    task_id = send(store, settings, {"a.jsonl": body})
    behind = send(store, settings, {"b.jsonl": line(-1)})
    with Service(settings):
        wait_for(lambda: store.imports.get(task_id).documents)
        store.imports.cancel(task_id)
        wait_for(lambda: store.imports.get(behind).state.is_finished)
    task = store.imports.get(task_id)
    assert task.state is ImportState.CANCELLED
    assert 0 < task.documents == task.added < 5_000
    assert store.revision() == task.added + 1
    assert not Uploads(settings.uploads_path).holds(task_id)


def test_only_one_process_runs_imports_and_another_takes_over(
    store: Store, settings: Settings
) -> None:
    lock = imports_lock(settings)
    assert lock.try_acquire()
    task_id = send(store, settings, {"a.jsonl": line(1)})
    with Service(settings):
        assert store.imports.get(task_id).state is ImportState.QUEUED
        lock.release()
        wait_for(lambda: store.imports.get(task_id).state is ImportState.DONE)


def test_a_database_that_does_not_answer_is_waited_for(
    store: Store,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(archive.database, "BUSY_TIMEOUT", 0.1)
    task_id = send(store, settings, {"a.jsonl": b"".join(map(line, range(1_000)))})
    other = sqlite3.connect(settings.data / "archive.sqlite3", isolation_level=None)
    with caplog.at_level(logging.INFO), Service(settings):
        wait_for(lambda: store.imports.get(task_id).documents)
        other.execute("BEGIN IMMEDIATE")
        wait_for(
            lambda: "Imports wait" in caplog.text or store.imports.get(task_id).documents == 1_000
        )
        other.execute("ROLLBACK")
        wait_for(lambda: store.imports.get(task_id).state.is_finished)
    other.close()
    task = store.imports.get(task_id)
    assert (task.state, task.documents, task.added) == (ImportState.DONE, 1_000, 1_000)


def test_a_file_that_ends_the_process_again_and_again_is_given_up(
    store: Store, settings: Settings
) -> None:
    task_id = send(store, settings, {"a.jsonl": line(1)})
    for _ in range(MOST_ATTEMPTS):
        assert store.imports.begin(task_id, again=False)
    behind = send(store, settings, {"b.jsonl": line(2)})
    task, other = run(store, settings, task_id, behind)
    assert task.state is ImportState.FAILED
    assert task.detail
    assert f"ended {MOST_ATTEMPTS} times" in task.detail
    assert other.state is ImportState.DONE


def test_an_upload_that_is_gone_is_told(store: Store, settings: Settings) -> None:
    task_id = send(store, settings, {"a.jsonl": line(1)})
    Uploads(settings.uploads_path).remove(task_id)
    (task,) = run(store, settings, task_id)
    assert task.state is ImportState.FAILED
    assert task.detail == "What was sent is not on the disk any more."


def test_what_nobody_waits_for_is_cleared_away(store: Store, settings: Settings) -> None:
    folder = settings.uploads_path
    uploads = Uploads(folder)
    with uploads.receiving(100) as killed:  # as a worker leaves it that is killed
        killed.keep()
    ended = send(store, settings, {"a.jsonl": line(1)})
    store.imports.cancel(ended)
    with uploads.receiving(100) as being_sent, Service(settings):
        wait_for(lambda: not uploads.holds(killed.id) and not uploads.holds(ended))
        assert uploads.holds(being_sent.id)
        task_id = send(store, settings, {"a.jsonl": line(1)})
        wait_for(lambda: store.imports.get(task_id).state is ImportState.DONE)
    assert not uploads.holds(being_sent.id)


def test_what_ended_long_ago_is_forgotten(store: Store, settings: Settings) -> None:
    ids = [send(store, settings, {"a.jsonl": b"{\n" + line(n)}) for n in range(2)]
    run(store, settings, *ids)
    long_ago = datetime.now(UTC) - KEPT - timedelta(minutes=1)
    with store.writing() as writer:
        old = update(imports).where(imports.c.id == ids[0]).values(finished_at=long_ago)
        writer.connection.execute(old)
    with Service(settings):
        wait_for(lambda: store.imports.count() == 1)
    assert [task.id for task in store.imports.list()] == ids[1:]
    assert store.imports.failures(ids[0]) == ()
    assert len(store.imports.failures(ids[1])) == 1


@pytest.mark.parametrize(
    ("name", "media_type", "called"),
    [
        (None, None, "upload"),
        (None, "text/csv", "upload.csv"),
        ("dump", "application/x-ndjson", "dump.jsonl"),
        ("dump.csv", "application/x-ndjson", "dump.csv"),
        ("../../etc/passwd.txt", "text/html", "etc/passwd.txt"),
        ("C:\\news\\한.html", None, "C:/news/한.html"),
        ("..", "text/plain", "upload.txt"),
        ("/absolute/a.jsonl", None, "absolute/a.jsonl"),
    ],
)
def test_a_name_is_only_a_label(name: str | None, media_type: str | None, called: str) -> None:
    assert reading_name(UploadedFile(name=name, media_type=media_type, bytes=1, sha256="")) == (
        called
    )


def test_an_upload_holds_its_lock_until_it_is_known(store: Store, settings: Settings) -> None:
    uploads = Uploads(settings.uploads_path)
    with uploads.receiving(100) as upload:
        lock = FileLock(settings.uploads_path / upload.id / "lock")
        assert not lock.try_acquire()
        upload.keep()
    assert lock.try_acquire()
    lock.release()
