"""Imports beside a running server: killed, restarted, cancelled; clients that dawdle or vanish."""

import contextlib
import gzip
import http.client
import json
import os
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.system.server import Response, Server, flask, pause

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds processes through /proc"
)

SERVICE = b"archive.importing.service"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Importer"]:
    """A server over an empty archive, and a key to write with."""
    data = tmp_path_factory.mktemp("imports") / "data"
    token = flask("archive", "key", "create", "newsroom", data=data).stdout.strip()
    with Server(data, {"ARCHIVE_IMPORT_PROCESSES": "1"}) as server:
        yield Importer(server, token)


class Importer:
    """Somebody who may write to a server."""

    def __init__(self, server: Server, token: str) -> None:
        self.server = server
        self.headers = {"Authorization": f"Bearer {token}"}

    def send(self, content: bytes, address: str = "", **headers: str) -> Any:
        """Queue an import; the task that is answered."""
        response = self.request("POST", address, content, **headers)
        assert response.status == 202, response.body
        return response.json

    def request(
        self, method: str, address: str = "", content: bytes | None = None, **headers: str
    ) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.request(method, f"/v1/imports{address}", content, self.headers | named)

    def task(self, task_id: str) -> Any:
        return self.request("GET", f"/{task_id}").json

    def wait(
        self, task_id: str, until: Callable[[Any], Any] | None = None, seconds: float = 120
    ) -> Any:
        """The task once it is as it should be, or has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            task = self.task(task_id)
            if task["finished_at"] or (until and until(task)):
                return task
            pause()
        raise AssertionError(f"{task}\n{self.server.read_log()}")

    def services(self) -> list[int]:
        """The processes of this server that run imports."""
        found = []
        for thread in Path(f"/proc/{self.server.process.pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                with contextlib.suppress(OSError):
                    if SERVICE in Path(f"/proc/{child}/cmdline").read_bytes():
                        found.append(int(child))
        return found


def lines(name: str, count: int) -> bytes:
    articles = (
        {"title": f"{name} {number}", "body": f"What happened in {name} on day {number}."}
        for number in range(count)
    )
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


def test_an_import_is_found_after_it_is_done(running: Importer) -> None:
    bad = b'{"title": \xff\xfe broken\n'
    content = lines("wombat", 10) + bad + lines("numbat", 10)
    task = running.send(gzip.compress(content), "?name=days.jsonl", Content_Encoding="gzip")
    done = running.wait(task["id"])
    assert done["state"] == "done", done
    assert (done["documents"], done["added"], done["failed"]) == (21, 20, 1)
    (error,) = done["errors"]
    assert (error["number"], error["location"]) == (11, "days.jsonl line 11")
    end = time.monotonic() + 60
    while (found := running.server.get("/v1/search", q="title:wombat").json["total"]) < 10:
        assert time.monotonic() < end, found
        pause()


def test_an_import_outlives_kills_of_its_process(running: Importer) -> None:
    count = 2_000
    before = running.server.get("/readyz").json["checks"]["store"]["revision"]
    task = running.send(lines("bilby", count), "?name=bilby.jsonl")
    seen = 0
    for _ in range(4):
        now = running.wait(task["id"], lambda task, seen=seen: task["documents"] > seen)
        assert now["documents"] == now["added"]
        seen = now["documents"]
        for service in running.services():
            with contextlib.suppress(ProcessLookupError):
                os.kill(service, signal.SIGKILL)
    assert 0 < seen < count
    done = running.wait(task["id"])
    assert done["state"] == "done", done
    assert (done["documents"], done["added"], done["unchanged"]) == (count, count, 0)
    assert done["revision"] == before + count


@pytest.mark.timeout(300)
def test_an_import_outlives_the_server(tmp_path: Path) -> None:
    data = tmp_path / "data"
    token = flask("archive", "key", "create", "newsroom", data=data).stdout.strip()
    count = 2_000
    with Server(data) as server:
        importer = Importer(server, token)
        first = importer.send(lines("quoll", count), "?name=quoll.jsonl")["id"]
        second = importer.send(lines("dunnart", 10), "?name=dunnart.jsonl")["id"]
        before = importer.wait(first, lambda task: task["documents"])["documents"]
        server.process.kill()  # not even a goodbye
    with Server(data) as server:
        importer = Importer(server, token)
        assert importer.task(first)["documents"] >= before
        for task_id, expected in ((first, count), (second, 10)):
            task = importer.wait(task_id)
            assert (task["state"], task["added"], task["documents"]) == ("done", expected, expected)
        assert uploads(server) == set()


def test_an_import_is_cancelled_while_it_runs(running: Importer) -> None:
    task = running.send(lines("potoroo", 20_000), "?name=potoroo.jsonl")
    running.wait(task["id"], lambda task: task["documents"])
    assert running.request("DELETE", f"/{task['id']}").status in {200, 202}
    ended = running.wait(task["id"])
    assert ended["state"] == "cancelled"
    assert 0 < ended["added"] == ended["documents"] < 20_000
    assert running.request("DELETE", f"/{task['id']}").status == 200
    assert not (running.server.data / "imports" / task["id"]).exists()


def test_a_chunked_body_of_unknown_length_is_taken(running: Importer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.server.port, timeout=60)
    pieces = (lines(f"chunk{number}", 50) for number in range(20))
    connection.request(
        "POST",
        "/v1/imports?name=chunks.jsonl",
        body=pieces,
        headers=running.headers,
        encode_chunked=True,
    )
    answer = connection.getresponse()
    assert answer.status == 202
    done = running.wait(json.loads(answer.read())["id"])
    assert (done["state"], done["added"]) == ("done", 1_000)
    connection.close()


def half_sent(running: Importer, *, chunked: bool) -> socket.socket:
    """A connection on which some of an upload was sent."""
    length = "Transfer-Encoding: chunked" if chunked else "Content-Length: 1000000"
    head = f"POST /v1/imports HTTP/1.1\r\nHost: x\r\n{length}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in running.headers.items())
    connection = socket.create_connection(("127.0.0.1", running.server.port), timeout=60)
    content = lines("half", 100)
    connection.sendall(head.encode() + b"\r\n")
    connection.sendall(b"%x\r\n" % 10**6 if chunked else b"")
    connection.sendall(content)
    return connection


def uploads(server: Server) -> set[str]:
    return {path.name for path in (server.data / "imports").iterdir() if path.is_dir()}


@pytest.mark.parametrize("chunked", [False, True])
def test_a_client_that_vanishes_leaves_nothing_behind(running: Importer, chunked: bool) -> None:
    before = running.request("GET").json["total"], uploads(running.server)
    connection = half_sent(running, chunked=chunked)
    end = time.monotonic() + 60
    while uploads(running.server) == before[1]:
        assert time.monotonic() < end
        pause()
    connection.close()
    while uploads(running.server) != before[1]:
        assert time.monotonic() < end
        pause()
    assert running.request("GET").json["total"] == before[0]


def test_a_slow_client_holds_nobody_up(running: Importer) -> None:
    content = lines("slow", 3)
    head = f"POST /v1/imports HTTP/1.1\r\nHost: x\r\nContent-Length: {len(content)}\r\n"
    head += f"Authorization: {running.headers['Authorization']}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.server.port), timeout=60) as connection:
        connection.sendall(head.encode())
        for byte in content:  # each in a packet of its own, with a search between
            connection.sendall(bytes([byte]))
            if random.random() < 0.1:
                assert running.server.get("/v1/search", q="wombat").status == 200
        received = b""
        while part := connection.recv(65_536):
            received += part
    assert received.startswith(b"HTTP/1.1 202")
    task = json.loads(received.partition(b"\r\n\r\n")[2])
    assert running.wait(task["id"])["added"] == 3


def test_uploads_that_stall_leave_places_for_searches(running: Importer) -> None:
    connections = [half_sent(running, chunked=False) for _ in range(10)]
    try:
        for _ in range(20):
            assert running.server.get("/v1/search", q="wombat").status == 200
    finally:
        for connection in connections:
            connection.close()


def test_a_retry_after_a_lost_answer_starts_nothing_new(running: Importer) -> None:
    content, key = lines("retry", 50), '"retry-1"'
    address = "?name=retry.jsonl"
    total = running.request("GET").json["total"]
    lost = http.client.HTTPConnection("127.0.0.1", running.server.port, timeout=60)
    lost.request(
        "POST", f"/v1/imports{address}", content, running.headers | {"Idempotency-Key": key}
    )
    lost.close()  # before the answer
    answers = [running.request("POST", address, content, Idempotency_Key=key) for _ in range(3)]
    assert {answer.status for answer in answers} <= {200, 202}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert running.wait(answers[0].json["id"])["added"] == 50
    assert running.request("GET").json["total"] == total + 1
    other = running.request("POST", address, content + b"\n", Idempotency_Key=key)
    assert other.status == 422
