"""The follower beside a running server: killed, asked to rebuild, its index taken away."""

import contextlib
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.server import ROOT, Response, Server, flask, pause

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds processes through /proc"
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server over the seeds, and a key to write with."""
    data = tmp_path_factory.mktemp("follower") / "data"
    flask("archive", "import", str(ROOT / "seeds"), data=data)
    token = flask("archive", "key", "create", "test", data=data).stdout.strip()
    with Server(data) as server:
        yield server, token


def followers(server: Server) -> list[int]:
    """The processes of this server that follow the archive."""
    found = []
    for task in Path(f"/proc/{server.process.pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(OSError):
                if b"index.follower" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(int(child))
    return found


def put(server: Server, token: str, name: str) -> Response:
    """Store an article and wait until it can be found."""
    return server.request(
        "PUT",
        f"/v1/documents/{name}?refresh=wait",
        json.dumps({"title": f"About {name}", "body": "Something happened."}).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )


def test_a_write_is_found_after_the_follower_was_killed_again_and_again(
    running: tuple[Server, str],
) -> None:
    server, token = running
    for name in ("numbat", "quokka", "bilby"):
        for follower in followers(server):
            os.kill(follower, signal.SIGKILL)
        assert put(server, token, name).status == 201
        assert server.get("/v1/search", q=name).json["total"] == 1


def test_the_index_is_rebuilt_beside_while_the_server_runs(running: tuple[Server, str]) -> None:
    server, _ = running
    before = {path.name for path in (server.data / "index").glob("generation-*")}
    done = flask("index", "rebuild", data=server.data)
    assert "running server" in done.stdout
    after = {path.name for path in (server.data / "index").glob("generation-*")}
    assert not before & after
    assert server.get("/v1/search", q="north korean troops").json["total"] == 5


def test_an_index_that_is_taken_away_is_an_outage_and_comes_back(
    running: tuple[Server, str],
) -> None:
    server, _ = running
    shutil.rmtree(server.data / "index")
    end = time.monotonic() + 60
    seen = set()
    while time.monotonic() < end:
        answer = server.get("/v1/search", q="north korean troops")
        seen.add((answer.status, answer.json.get("total")))
        if answer.status == 200:
            break
        pause()
    assert seen <= {(503, None), (200, 5)}
    assert (200, 5) in seen
