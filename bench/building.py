"""Building the peers' indexes, measured: seconds, bytes, memory at its highest.

The clock stops when the articles can be searched. Merging that an engine then still has to do is
timed apart, and is over before anything is searched: a running server would have done it too.
"""

import multiprocessing
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import orjson

from bench.corpus import Corpus
from bench.memory import tree_bytes
from bench.peer_process import index_owners
from bench.peers import folder_bytes, make_peer
from bench.store import IN_MEMORY, articles, index_folder, remove

_spawning = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Build:
    """One peer's builds of a corpus.

    `seconds` and `settling` have an item for each build: until its articles could be searched, and
    then until all merging was done. `bytes` is the index's size at the very end, `bytes_unsettled`
    before the merging; `memory` the most that the processes held on top of the corpus.
    """

    seconds: list[float]
    settling: list[float]
    bytes: int
    bytes_unsettled: int
    memory: int
    cached: bool = False


def build_all(
    keys: Sequence[str], corpus: Corpus, *, repeat: int, fresh: bool = False
) -> dict[str, Build]:
    """Build what these peers read and keep the last index of each.

    Those whose rates are held against each other are built `repeat` times, in turns; the others
    (`Peer.cached`) once, and unless `fresh` not even that where an earlier run has left an index
    and its figures. With `repeat` 0 nothing is built that is there.
    """
    builds: dict[str, Build] = {}
    for turn in range(max(1, repeat)):
        for key in index_owners(keys):
            folder = index_folder(key, corpus)
            cached = make_peer(key, folder).cached
            if turn and (cached or builds[key].cached):
                continue
            earlier = _recorded(folder)
            if turn == 0 and earlier and (not repeat or (cached and not fresh)):
                builds[key] = earlier
            else:
                once = _build_apart(key, corpus, folder)
                builds[key] = _together(builds.get(key), once)
                _record(folder).write_bytes(orjson.dumps(builds[key]))
            _print(key, builds[key], corpus.size)
    return builds


def _record(folder: Path) -> Path:
    return folder.with_suffix(".json")


def _recorded(folder: Path) -> Build | None:
    """The figures of an index that is there; None for those that another version noted."""
    if not folder.exists() or not _record(folder).exists():
        return None
    noted = orjson.loads(_record(folder).read_bytes())
    if set(noted) != {each.name for each in fields(Build)}:
        return None
    return Build(**{**noted, "cached": True})


def _together(earlier: Build | None, once: Build) -> Build:
    if earlier is None:
        return once
    return Build(
        [*earlier.seconds, *once.seconds],
        [*earlier.settling, *once.settling],
        once.bytes,
        once.bytes_unsettled,
        max(earlier.memory, once.memory),
    )


def _print(key: str, built: Build, size: int) -> None:
    print(
        f"{key:16} {size / built.seconds[-1]:10,.0f} articles/s, then {built.settling[-1]:6.1f} s"
        f" {built.bytes / 1e6:10,.1f} MB  {built.memory / 1e6:8,.0f} MB of memory"
        + ("  (cached)" if built.cached else ""),
        flush=True,
    )


def _build_apart(key: str, corpus: Corpus, folder: Path) -> Build:
    """Build in a new process while watching the memory of it and of what it starts; the folder is
    replaced by a whole index or not at all."""
    growing = folder.with_name(f"{folder.name}.growing")
    remove(growing)
    built = _watched_build(key, corpus, growing)
    _record(folder).unlink(missing_ok=True)
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
        seconds, settling, unsettled = ours.recv()
    except EOFError as error:
        raise RuntimeError(f"Building {key} failed; its error is above.") from error
    finally:
        done.set()
        watcher.join()
        process.join()
        ours.close()
    return Build([seconds], [settling], folder_bytes(folder), unsettled, highest[0] - before)


def _watch(pid: int, done: threading.Event, highest: list[int]) -> None:
    while not done.wait(0.5):
        highest[0] = max(highest[0], tree_bytes(pid))


def _build(connection: Connection, key: str, corpus: Corpus, folder: Path) -> None:
    stream: Any = articles(corpus)
    source = list(stream) if corpus.size <= IN_MEMORY else stream
    peer = make_peer(key, folder)
    connection.send("ready")
    started = time.perf_counter()
    peer.build(source)
    searchable = time.perf_counter()
    unsettled = folder_bytes(folder)
    peer.settle()
    connection.send((searchable - started, time.perf_counter() - searchable, unsettled))
    connection.close()
