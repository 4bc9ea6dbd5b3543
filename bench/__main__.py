"""Everything, one after the other: `python -m bench --articles 10000 100000`."""

import argparse
import subprocess
import sys
from pathlib import Path

from bench.engine_bench import LARGE
from bench.peers import PEERS

_LARGE_PEERS = ("archive", "tantivy", "fts5")  # the others take hours to build a million articles
_QUICK = {  # enough to see that everything runs; its figures mean nothing
    "engine_bench": ("--queries", "4", "--repeat", "2", "--check", "2"),
    "freshness": ("--changes", "1"),
    "http_bench": ("--repeat", "1", "--seconds", "1", "--workers", "1"),
}


def main() -> None:
    """Run each tool for each size in a process of its own, then write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--peers", nargs="*", choices=list(PEERS))
    parser.add_argument("--fresh", action="store_true", help="use no index of an earlier run")
    parser.add_argument("--quick", action="store_true", help="a few queries: to see that it runs")
    parser.add_argument("--results", type=Path, help="where the report goes instead of bench/")
    arguments = parser.parse_args()
    for size in arguments.articles:
        peers = arguments.peers or (_LARGE_PEERS if size >= LARGE else tuple(PEERS))
        builds = "1" if size >= LARGE or arguments.quick else "5"
        fresh = ["--fresh"] if arguments.fresh else []
        quick = _QUICK if arguments.quick else {}
        for tool, keys, options in (
            ("engine_bench", peers, ("--build-repeat", builds, *fresh)),
            ("memory", peers, ()),
            ("freshness", _changed(peers, size), ()),
            ("http_bench", [key for key in ("archive", "tantivy", "whoosh") if key in peers], ()),
        ):
            _run(tool, size, keys, *options, *quick.get(tool, ()))
    folder = ["--folder", str(arguments.results)] if arguments.results else []
    sizes = [str(size) for size in arguments.articles] if arguments.quick else []
    command = [sys.executable, "-m", "bench.report", *folder]
    subprocess.run([*command, *(["--articles", *sizes] if sizes else [])], check=True)


def _changed(peers: tuple[str, ...] | list[str], size: int) -> list[str]:
    """The peers with an index of their own that can be changed, less those that would need many
    minutes for the searches in between."""
    left_out = {"bm25s", "fts5"} if size >= LARGE else {"bm25s"}
    return [key for key in peers if PEERS[key][2] == key and key not in left_out]


def _run(tool: str, size: int, peers: tuple[str, ...] | list[str], *options: str) -> None:
    print(f"\n== {tool}, {size:,} articles", flush=True)
    command = [sys.executable, "-m", f"bench.{tool}", "--articles", str(size), *options]
    subprocess.run([*command, "--peers", *peers], check=True)


if __name__ == "__main__":
    main()
