"""A real server for tests: gunicorn as `make serve` starts it, on a free port, over real files."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def flask(
    *arguments: str, data: Path, check: bool = True, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `flask ARGUMENTS` in the project's folder on the archive in `data`."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *arguments],
        cwd=ROOT,
        env=os.environ | {"ARCHIVE_DATA": str(data)},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if check and done.returncode:
        raise AssertionError(f"flask {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done


@dataclass(frozen=True)
class Response:
    """An HTTP answer, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Server:
    """A running archive; used as a context, it is stopped with SIGTERM at the end."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    def __enter__(self) -> "Server":
        self.log = self.data.with_name(self.data.name + ".log").open("ab+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "app:app"],
            cwd=ROOT,
            env=os.environ
            | {"ARCHIVE_DATA": str(self.data), "PORT": str(self.port), "HOST": "127.0.0.1"}
            | self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> int:
        """Stop with SIGTERM and answer the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
            self.log.close()

    @property
    def address(self) -> str:
        """The base of every URL."""
        return f"http://127.0.0.1:{self.port}"

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Return when /readyz says 200; a server that dies or takes too long is an error."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the server stopped: {self.read_log()}")
            try:
                if self.get("/readyz").status == 200:
                    return
            except OSError:
                pass
            pause()
        raise AssertionError(f"not ready in {seconds} s: {self.read_log()}")

    def read_log(self) -> str:
        """What the server printed so far."""
        return Path(self.log.name).read_text(errors="replace")

    def get(self, path: str, **parameters: Any) -> Response:
        """GET the path with query parameters; a list repeats its parameter."""
        query = "?" + urlencode(parameters, doseq=True) if parameters else ""
        return self.request("GET", path + query)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Response:
        """Send a request; every status is an answer, only a broken connection raises OSError."""
        request = urllib.request.Request(
            self.address + path, data=body, headers=dict(headers or {}), method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Response(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Response(error.code, dict(error.headers), error.read())


def pause() -> None:
    """Wait a moment between two looks at a condition."""
    time.sleep(0.02)
