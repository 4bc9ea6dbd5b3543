"""Many writers, kills in the middle, searches all the while: nothing acknowledged may be missing.

`ARCHIVE_STRESS_SECONDS` sets how long (default 12); run it with 60 before a release.
"""

import contextlib
import http.client
import json
import multiprocessing
import os
import random
import signal
import time
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests.system.server import Server, flask, free_port

SECONDS = float(os.environ.get("ARCHIVE_STRESS_SECONDS", "12"))
WRITERS = 4
KILL_EVERY = 2.0
BROKEN = (OSError, http.client.HTTPException)  # what a killed worker's client sees


@dataclass(frozen=True)
class Acknowledged:
    """A write that the API answered with success."""

    id: str
    version: int
    title: str


def write_until_killed(data: str, port: int, key: str, writer: int, journal: str) -> None:
    """POST and PUT articles for ever; each acknowledged one becomes a line of the journal.

    A line is written only after the answer, so a kill can lose a line but never invent one.
    """
    server = Server(Path(data), port=port)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    chance = random.Random()
    with Path(journal).open("a", encoding="utf-8") as lines:
        while True:
            number = chance.randrange(40)
            title = f"Report {writer}-{number} take {chance.getrandbits(64):x}"
            article = {"title": title, "body": f"Stresstest body of writer {writer}: {title}."}
            if chance.random() < 0.5:
                method, path = "PUT", f"/v1/documents/writer-{writer}-{number}"
            else:
                method, path = "POST", "/v1/documents"
                article["url"] = f"https://writer{writer}.example/story/{number}"
            # A worker that is killed breaks its connections: not acknowledged, so not noted.
            with contextlib.suppress(*BROKEN):
                answer = server.request(method, path, json.dumps(article).encode(), headers)
                if answer.status not in (200, 201):
                    lines.write(f"refused {answer.status} {answer.body!r}\n")
                else:
                    said = answer.json
                    lines.write(json.dumps([said["id"], said["version"], title]) + "\n")
                lines.flush()


def search_until_killed(data: str, port: int, journal: str) -> None:
    """Search for ever; every answer that is not a 200 becomes a line of the journal."""
    server = Server(Path(data), port=port)
    with Path(journal).open("a", encoding="utf-8") as lines:
        while True:
            with contextlib.suppress(*BROKEN):
                answer = server.get("/v1/search", q="stresstest report", page_size=5)
                if answer.status != 200:
                    lines.write(f"refused {answer.status} {answer.body!r}\n")
                    lines.flush()


def children(pid: int) -> list[int]:
    """The processes that `pid` started and that still run."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


@pytest.mark.timeout(SECONDS + 240)
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes through /proc")
def test_no_acknowledged_write_is_lost_while_processes_are_killed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    token = flask("archive", "key", "create", "stress", data=data).stdout.split()[-1]
    journals = [tmp_path / f"writer-{number}.jsonl" for number in range(WRITERS)]
    spawn = multiprocessing.get_context("spawn")

    with Server(data, port=free_port()) as server:

        def start_writer(number: int) -> BaseProcess:
            process = spawn.Process(
                target=write_until_killed,
                args=(str(data), server.port, token, number, str(journals[number])),
                daemon=True,
            )
            process.start()
            return process

        writers = [start_writer(number) for number in range(WRITERS)]
        searcher = spawn.Process(
            target=search_until_killed,
            args=(str(data), server.port, str(tmp_path / "search.log")),
            daemon=True,
        )
        searcher.start()
        kills = {"writer": 0, "server": 0}
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            # Not a wait for something to be done: the load itself runs this long between kills.
            searcher.join(KILL_EVERY)
            victim = random.randrange(WRITERS)
            writers[victim].kill()
            writers[victim].join()
            writers[victim] = start_writer(victim)
            kills["writer"] += 1
            # A child of the server: a worker or the follower, which its parent must start again.
            with contextlib.suppress(ProcessLookupError, IndexError):
                os.kill(random.choice(children(server.process.pid)), signal.SIGKILL)
                kills["server"] += 1
        for process in [*writers, searcher]:
            process.kill()
            process.join()

        lines = [line for journal in journals for line in journal.read_text().splitlines()]
        lines += (tmp_path / "search.log").read_text().splitlines()
        assert [line for line in lines if line.startswith("refused")] == []
        # A writer's last line may be cut by its kill; whole ones are acknowledged writes.
        acknowledged = [Acknowledged(*json.loads(line)) for line in lines if line.endswith('"]')]
        print(f"{len(acknowledged)} acknowledged writes, kills {kills}")
        assert len(acknowledged) > WRITERS
        assert kills["server"] > 0

        newest: dict[str, int] = {}
        stored: dict[tuple[str, int], str] = {}
        for key in {write.id for write in acknowledged}:
            for version in server.get(f"/v1/documents/{key}/versions").json["versions"]:
                stored[key, version["version"]] = version["title"]
                newest[key] = max(newest.get(key, 0), version["version"])
        missing = [w for w in acknowledged if stored.get((w.id, w.version)) != w.title]
        assert missing == []

        # The index catches up with the archive by itself: ask for one more write to be searchable.
        last = server.request(
            "PUT",
            "/v1/documents/the-last?refresh=wait",
            json.dumps({"title": "The last", "body": "Stresstest ends."}).encode(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        assert last.status == 201, last.body
        found = server.get("/v1/search", q="stresstest").json["total"]
        listed = server.get("/v1/documents").json["total"]
        status = flask("index", "status", data=data).stdout
        assert "level" in status, status
        assert found == listed
        assert listed >= len(newest) + 1
        for key, number in random.sample(sorted(newest.items()), min(50, len(newest))):
            hit = server.get("/v1/search", q=f'title:"{stored[key, number]}"').json
            assert [h["id"] for h in hit["hits"]] == [key]
