"""Building the peers' indexes, measured: seconds, bytes, memory at its highest."""

import multiprocessing
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import orjson

from bench.corpus import Corpus
from bench.memory import tree_bytes
from bench.peer_process import index_owners
from bench.peers import folder_bytes, make_peer
from bench.store import IN_MEMORY, articles, index_folder, remove

_RECORD = "build.json"
_spawning = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Build:
    """One peer's builds of a corpus: seconds of each, bytes on disk, memory at its highest."""

    seconds: list[float] = field(default_factory=list)
    bytes: int = 0
    memory: int = 0
    cached: bool = False

    @property
    def median(self) -> float:
        """Seconds, the median of all builds."""
        return statistics.median(self.seconds)


def build_all(
    keys: Sequence[str], corpus: Corpus, *, repeat: int, fresh: bool = False
) -> dict[str, Build]:
    """Build what these peers read, `repeat` times in turns, and keep the last index of each.

    Unless `fresh`, an index of an earlier run is used again, with the figures of that run, where
    the peer allows it; with `repeat` 0 wherever there is one. What takes over two minutes is built
    only once.
    """
    builds: dict[str, Build] = {}
    for turn in range(max(1, repeat)):
        for key in index_owners(keys):
            if key in builds and (builds[key].cached or builds[key].seconds[0] > 120):
                continue
            folder = index_folder(key, corpus)
            record = folder.with_suffix(".json")
            reused = not repeat or (make_peer(key, folder).cached and not fresh)
            if turn == 0 and reused and record.exists():
                builds[key] = Build(**{**orjson.loads(record.read_bytes()), "cached": True})
            else:
                once = _build_apart(key, corpus, folder)
                earlier = builds[key].seconds if key in builds else []
                builds[key] = Build([*earlier, *once.seconds], once.bytes, once.memory)
                record.write_bytes(orjson.dumps(builds[key]))
            built = builds[key]
            print(
                f"{key:16} {corpus.size / built.seconds[-1]:10,.0f} articles/s"
                f" {built.bytes / 1e6:10,.1f} MB  {built.memory / 1e6:8,.0f} MB of memory"
                + ("  (cached)" if built.cached else ""),
                flush=True,
            )
    return builds


def _build_apart(key: str, corpus: Corpus, folder: Path) -> Build:
    """Build in a new process while watching the memory of it and of what it starts; the folder is
    replaced by a whole index or not at all."""
    growing = folder.with_name(f"{folder.name}.growing")
    remove(growing)
    built = _watched_build(key, corpus, growing)
    remove(folder)
    growing.rename(folder)
    return built


def _watched_build(key: str, corpus: Corpus, folder: Path) -> Build:
    for _ in articles(corpus):  # made before the clock starts
        break
    ours, theirs = _spawning.Pipe()
    process = _spawning.Process(target=_build, args=(theirs, key, corpus, folder))
    process.start()
    theirs.close()
    assert process.pid is not None
    ours.recv()  # the corpus is read
    before = tree_bytes(process.pid)
    done = threading.Event()
    highest = [before]
    watcher = threading.Thread(target=_watch, args=(process.pid, done, highest))
    watcher.start()
    try:
        seconds: Any = ours.recv()
    except EOFError as error:
        raise RuntimeError(f"Building {key} failed; its error is above.") from error
    finally:
        done.set()
        watcher.join()
        process.join()
        ours.close()
    return Build([seconds], folder_bytes(folder), highest[0] - before)


def _watch(pid: int, done: threading.Event, highest: list[int]) -> None:
    while not done.wait(0.5):
        highest[0] = max(highest[0], tree_bytes(pid))


def _build(connection: Connection, key: str, corpus: Corpus, folder: Path) -> None:
    stream = articles(corpus)
    source = list(stream) if corpus.size <= IN_MEMORY else stream
    peer = make_peer(key, folder)
    connection.send("ready")
    before = time.perf_counter()
    peer.build(source)
    connection.send(time.perf_counter() - before)
    connection.close()
