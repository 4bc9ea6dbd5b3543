"""A peer in a process of its own, so that engines share neither memory nor a garbage collector."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.corpus import Corpus
from bench.peers import PEERS, Answer, Peer, is_installed, make_peer, read_answer
from bench.queries import BenchQuery
from bench.store import index_folder

CLOCKS: dict[str, Callable[[], int]] = {
    "wall": time.perf_counter_ns,
    "cpu": time.thread_time_ns,  # for a look on a busy machine; no search here uses two threads
}
_spawning = multiprocessing.get_context("spawn")


def ready_peers(keys: Sequence[str], corpus: Corpus) -> list[str]:
    """Those that are installed and have an index of this corpus."""
    return [key for key in keys if is_installed(key) and index_folder(key, corpus).exists()]


class PeerProcess:
    """Opens a peer's index in a new process and asks it there. Use it in a `with`."""

    def __init__(self, key: str, corpus: Corpus, folder: Path | None = None) -> None:
        self.key = key
        self._folder = folder or index_folder(key, corpus)

    def __enter__(self) -> Self:
        self._connection, theirs = _spawning.Pipe()
        self._process = _spawning.Process(target=_serve, args=(theirs, self.key, self._folder))
        self._process.start()
        theirs.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.send(None)
        self._process.join(timeout=30)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()
        self._connection.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        assert self._process.pid is not None
        return self._process.pid

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """`function(peer, *arguments)` in the process; it must be a module's, to be found there."""
        self.start(function, *arguments)
        return self.finish()

    def start(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Like `call`, without waiting: `finish` returns the result."""
        self._connection.send((function, arguments))

    def finish(self) -> Any:
        """The result of the last `start`; an error over there is raised here."""
        result = self._connection.recv()
        if isinstance(result, BaseException):
            raise result
        return result

    def run(self, queries: Sequence[BenchQuery], clock: str = "wall") -> list[int | None]:
        """Ask every query: the nanoseconds that each took, None where it cannot be asked."""
        result: list[int | None] = self.call(run_queries, queries, clock)
        return result

    def answers(self, queries: Sequence[BenchQuery]) -> list[Answer | None]:
        """Ask every query and return what came back."""
        result: list[Answer | None] = self.call(collect_answers, queries)
        return result


def run_queries(peer: Peer, queries: Sequence[BenchQuery], clock: str) -> list[int | None]:
    """In the peer's process: the nanoseconds from each query to its answer's bytes."""
    now = CLOCKS[clock]
    timed: list[int | None] = []
    for query in queries:
        if query.kind not in peer.classes:
            timed.append(None)
            continue
        before = now()
        peer.search(query)
        timed.append(now() - before)
    return timed


def collect_answers(peer: Peer, queries: Sequence[BenchQuery]) -> list[Answer | None]:
    """In the peer's process: what is compared of the answers, read outside what is timed."""
    return [
        read_answer(peer.search(query)) if query.kind in peer.classes else None for query in queries
    ]


def _serve(connection: Connection, key: str, folder: Path) -> None:
    peer = make_peer(key, folder)
    peer.open()
    gc.collect()
    gc.freeze()
    while (command := connection.recv()) is not None:
        function, arguments = command
        try:
            connection.send(function(peer, *arguments))
        except Exception as error:  # noqa: BLE001  the parent raises it
            connection.send(error)
    peer.close()


def note_of(key: str) -> str:
    """How the peer is set up, in words."""
    note: str = make_peer(key, Path()).note
    return note


def name_of(key: str) -> str:
    """The peer's name in tables."""
    name: str = make_peer(key, Path()).name
    return name


def index_owners(keys: Sequence[str]) -> list[str]:
    """The peers that build an index of their own; the others read one of these."""
    return list(dict.fromkeys(PEERS[key][2] for key in keys))
