"""Everything, one after the other: `python -m bench --articles 10000 100000`."""

import argparse
import subprocess
import sys

from bench.peers import PEERS

_LARGE = 500_000
_LARGE_PEERS = ("archive", "tantivy", "fts5")  # the others take hours to build a million articles


def main() -> None:
    """Run each tool for each size in a process of its own, then write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--peers", nargs="*", choices=list(PEERS))
    parser.add_argument("--fresh", action="store_true", help="use no index of an earlier run")
    arguments = parser.parse_args()
    for size in arguments.articles:
        peers = arguments.peers or (_LARGE_PEERS if size >= _LARGE else tuple(PEERS))
        builds = "1" if size >= _LARGE else "5"
        fresh = ["--fresh"] if arguments.fresh else []
        _run("engine_bench", size, peers, "--build-repeat", builds, *fresh)
        _run("memory", size, peers)
        _run("freshness", size, _own_index(peers))
        _run("http_bench", size, [key for key in ("archive", "tantivy", "whoosh") if key in peers])
    subprocess.run([sys.executable, "-m", "bench.report"], check=True)


def _own_index(peers: tuple[str, ...] | list[str]) -> list[str]:
    return [key for key in peers if PEERS[key][2] == key and key != "bm25s"]


def _run(tool: str, size: int, peers: tuple[str, ...] | list[str], *options: str) -> None:
    print(f"\n== {tool}, {size:,} articles", flush=True)
    command = [sys.executable, "-m", f"bench.{tool}", "--articles", str(size), *options]
    subprocess.run([*command, "--peers", *peers], check=True)


if __name__ == "__main__":
    main()
