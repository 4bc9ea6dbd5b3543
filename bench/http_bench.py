"""Over HTTP: `python -m bench.http_bench --articles 100000`.

The archive's `/v1/search` with all that it validates, the archive's engine and each peer behind one
and the same plain Flask route, and an empty route, each served by gunicorn with the archive's own
settings. They take turns, a few seconds each; every query is asked once.
"""

import argparse
import os
import socket
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any, Self

from bench.corpus import Corpus
from bench.http_apps import path_of
from bench.load import HOST, generator_name, run_load
from bench.memory import private_bytes
from bench.peer_process import ready_peers
from bench.peers import PEERS
from bench.queries import make_queries
from bench.store import index_folder, save_figures

_ROOT = Path(__file__).parents[1]
EMPTY = "empty"
PLAIN = "plain"  # the archive's engine behind the route that peers have
_LABELS = {
    EMPTY: "empty route",
    "archive": "this archive, whole API",
    PLAIN: "this archive, plain route",
}
_FIRST_PATH = "/v1/search?q=news&facets=source,published"
_MOST = 4_000  # requests a second that are prepared for; past that, queries come again


@dataclass(frozen=True, slots=True)
class Application:
    """What gunicorn loads, and the variables it reads."""

    name: str
    target: str
    environment: dict[str, str]


class Server:
    """gunicorn with one application on a free port of the loopback. Use it in a `with`."""

    def __init__(self, application: Application, worker_class: str, workers: int) -> None:
        self._application = application
        self._environment = {
            **os.environ,
            "BENCH_WORKER_CLASS": worker_class,
            "BENCH_WORKERS": str(workers),
            "PYTHONPATH": str(_ROOT),
            **application.environment,
        }

    def __enter__(self) -> Self:
        # gunicorn inherits a socket that already listens: nobody else can get its port.
        with socket.create_server((HOST, 0), backlog=256) as listening:
            self.port: int = listening.getsockname()[1]
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "-c", "bench/gunicorn_settings.py"),
                    *("-b", f"fd://{listening.fileno()}", self._application.target),
                ],
                cwd=_ROOT,
                env=self._environment,
                pass_fds=(listening.fileno(),),
            )
        address = f"http://{HOST}:{self.port}{_FIRST_PATH}"
        with urllib.request.urlopen(address, timeout=60) as response:
            response.read()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    def worker_bytes(self) -> list[int]:
        """Private memory of each worker."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [private_bytes(int(pid)) for pid in children.read_text().split()]


def applications(keys: list[str], corpus: Corpus) -> list[Application]:
    """The empty route and one application for each peer; "archive" is the archive's own API, and
    `PLAIN` its engine behind the same route as the peers'."""
    found = [Application(EMPTY, "bench.http_apps:empty", {})]
    for key in keys:
        folder = str(index_folder(key, corpus))
        if key == "archive":
            found.append(Application(key, "app:app", {"ARCHIVE_DATA": folder}))
        variables = {"BENCH_PEER": key, "BENCH_FOLDER": folder}
        name = PLAIN if key == "archive" else key
        found.append(Application(name, "bench.http_apps:peer", variables))
    return found


def label(name: str) -> str:
    """An application's name in words."""
    return _LABELS.get(name, f"{name}, plain route")


def measure(servers: dict[str, Server], corpus: Corpus, arguments: argparse.Namespace) -> Any:
    """Rates and times by application and round, and the workers' memory at the end."""
    needed = round(arguments.seconds * _MOST)
    per_class = -(-needed * (arguments.repeat + 1) // 6)
    paths = [path_of(query) for query in make_queries(corpus, per_class, seed=5)]
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in servers}
    order = list(servers)
    for number in range(arguments.repeat + 1):
        mine = paths[number * needed : (number + 1) * needed]
        order.append(order.pop(0))
        for name in order:
            load = run_load(
                servers[name].port,
                mine,
                seconds=arguments.seconds if number else 1,
                connections=arguments.connections,
            )
            if load.failed:
                raise RuntimeError(f"{name}: {load.failed} requests failed.")
            if number:  # the first round warms up
                rounds[name].append(asdict(load))
    return {
        name: {"rounds": rounds[name], "worker_bytes": servers[name].worker_bytes()}
        for name in servers
    }


def main() -> None:
    """Measure, print, and save the figures for bench.report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="of load in a turn")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--worker-class", default="", help="instead of the archive's own")
    parser.add_argument(
        "--peers", nargs="*", default=["archive", "tantivy", "whoosh"], choices=list(PEERS)
    )
    arguments = parser.parse_args()
    corpus = Corpus(arguments.articles, arguments.seed)
    keys = ready_peers(arguments.peers, corpus)
    with ExitStack() as stack:
        servers = {
            each.name: stack.enter_context(Server(each, arguments.worker_class, arguments.workers))
            for each in applications(keys, corpus)
        }
        figures = measure(servers, corpus, arguments)
    for name, found in figures.items():
        rate, p50, p99 = (
            median(each[what] for each in found["rounds"]) for what in ("rate", "p50", "p99")
        )
        print(
            f"{name:16} {rate:8,.0f} requests/s  p50 {p50:7.2f} ms  p99 {p99:7.2f} ms"
            f"  workers {', '.join(f'{each / 1e6:.0f} MB' for each in found['worker_bytes'])}"
        )
    settings = {
        name: getattr(arguments, name)
        for name in ("repeat", "seconds", "connections", "workers", "worker_class")
    }
    save_figures(
        "http",
        corpus.size,
        {**settings, "generator": generator_name(), "applications": figures},
    )


if __name__ == "__main__":
    main()
