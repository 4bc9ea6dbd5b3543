"""Private memory of a worker: `python -m bench.memory --articles 100000`.

Two processes open the same index, as gunicorn's two workers do, and answer the same queries; what
each holds for itself alone (unique set size) is what one more worker costs. Pages of a file that
both have mapped are shared and count for neither; the proportional set size divides them.
"""

import argparse
from pathlib import Path

from bench.corpus import Corpus
from bench.peers import PEERS
from bench.queries import make_queries
from bench.store import save_figures

_QUERIES = 50  # a class


def private_bytes(pid: int) -> int:
    """What the process shares with no other, in bytes (Linux, proc(5): smaps_rollup)."""
    return _rollup(pid, ("Private_Clean:", "Private_Dirty:"))


def proportional_bytes(pid: int) -> int:
    """The process's part of all memory: shared pages are divided among their users."""
    return _rollup(pid, ("Pss:",))


def tree_bytes(pid: int) -> int:
    """Proportional bytes of a process and everything it started."""
    total = 0
    for each in (pid, *_descendants(pid)):
        try:
            total += proportional_bytes(each)
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
    return total


def _rollup(pid: int, names: tuple[str, ...]) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(names))


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def main() -> None:
    """Measure the peers whose indexes are there."""
    from bench.peer_process import PeerProcess, ready_peers  # imports this module

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    arguments = parser.parse_args()
    corpus = Corpus(arguments.articles, arguments.seed)
    queries = make_queries(corpus, _QUERIES, seed=3)
    figures = {}
    for key in ready_peers(arguments.peers, corpus):
        with PeerProcess(key, corpus) as first, PeerProcess(key, corpus) as second:
            first.run(queries)
            second.run(queries)
            private, proportional = private_bytes(second.pid), proportional_bytes(second.pid)
            figures[key] = {"private": private, "proportional": proportional}
            print(
                f"{key:16} {private / 1e6:8.1f} MB private to a process,"
                f" {proportional / 1e6:8.1f} MB with its part of what is shared",
                flush=True,
            )
    save_figures("memory", arguments.articles, {"processes": figures})


if __name__ == "__main__":
    main()
