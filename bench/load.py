"""Requests as fast as they are answered, over connections that stay open.

`wrk` sends them if it is installed: it takes so little of the machine that the server has the rest.
Without it a Python process does, at a third of the rate, which flatters slow servers less than fast
ones; `results.md` says which it was.
"""

import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

HOST = "127.0.0.1"
_SCRIPT = """
local paths, at = {}, 0
function init(arguments)
  for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
end
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: answers a second, their times in milliseconds, and how many failed."""

    rate: float
    p50: float
    p99: float
    failed: int


def generator_name() -> str:
    """What sends the requests on this machine."""
    return "wrk" if shutil.which("wrk") else "Python"


def run_load(port: int, paths: Sequence[str], *, seconds: float, connections: int) -> Load:
    """Ask for the paths in turn, from a process of its own, for so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "paths"
        listed.write_text("\n".join(paths))
        if shutil.which("wrk"):
            return _run_wrk(port, listed, seconds, connections)
        command = [sys.executable, "-m", "bench.load", str(port), str(listed)]
        found = subprocess.run(
            [*command, str(seconds), str(connections)],
            check=True,
            capture_output=True,
            timeout=seconds + 60,
        )
        return Load(**orjson.loads(found.stdout))


def _run_wrk(port: int, paths: Path, seconds: float, connections: int) -> Load:
    script = paths.with_suffix(".lua")
    script.write_text(_SCRIPT)
    options = ["-t1", f"-c{connections}", f"-d{round(seconds)}s", "--latency", "--timeout", "30s"]
    found = subprocess.run(
        ["wrk", *options, "-s", script, f"http://{HOST}:{port}", "--", paths],
        check=True,
        capture_output=True,
        text=True,
        timeout=seconds + 60,
    ).stdout
    times = {
        percent: float(value) * _UNITS[unit]
        for percent, value, unit in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", found)
    }
    rate = re.search(r"Requests/sec:\s+([\d.]+)", found)
    errors = re.findall(r"(?:Non-2xx or 3xx responses: |read |timeout |connect )(\d+)", found)
    assert rate is not None, found
    return Load(float(rate[1]), times["50"], times["99"], sum(map(int, errors)))


class _Connection:
    """One request at a time over one socket, opened again where the server closes it."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self._port = port
        self._requests = requests
        self.socket = socket.create_connection((HOST, port))
        self.send()

    def send(self) -> None:
        self.received = b""
        self.started = time.perf_counter()
        self.socket.sendall(next(self._requests))

    def receive(self) -> bool | None:
        """Read what is there: None until the answer is whole, then whether it was a 200."""
        self.received += self.socket.recv(1 << 18)
        head, _, body = self.received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        if length is None or len(body) < int(length[1]):
            return None
        return head.startswith(b"HTTP/1.1 200")

    def reopen_if_closed(self) -> bool:
        if b"connection: close" not in self.received.partition(b"\r\n\r\n")[0].lower():
            return False
        self.socket.close()
        self.socket = socket.create_connection((HOST, self._port))
        return True


def _requests(paths: Sequence[str]) -> Iterator[bytes]:
    while True:
        for path in paths:
            yield f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def _run_here(port: int, paths: Sequence[str], seconds: float, connections: int) -> Load:
    selector = selectors.DefaultSelector()
    requests = _requests(paths)
    for _ in range(connections):
        connection = _Connection(port, requests)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    started, times, failed = time.perf_counter(), [], 0
    while time.perf_counter() - started < seconds:
        for key, _ in selector.select(timeout=1):
            connection = key.data
            answered = connection.receive()
            if answered is None:
                continue
            times.append(time.perf_counter() - connection.started)
            failed += not answered
            old = connection.socket
            if connection.reopen_if_closed():
                selector.unregister(old)
                selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send()
    took = time.perf_counter() - started
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    times.sort()
    return Load(
        len(times) / took,
        times[len(times) // 2] * 1000,
        times[int(len(times) * 0.99)] * 1000,
        failed,
    )


if __name__ == "__main__":
    _port, _paths, _seconds, _connections = sys.argv[1:]
    _load = _run_here(
        int(_port), Path(_paths).read_text().split("\n"), float(_seconds), int(_connections)
    )
    sys.stdout.buffer.write(orjson.dumps(asdict(_load)))
