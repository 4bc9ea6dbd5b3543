"""Engines beside each other, without HTTP: `python -m bench.engine_bench --articles 100000`.

In every round each engine answers the same queries, none of which was asked before, in turns of a
few, so that whatever else the machine does hits all alike. Figures are medians over the rounds.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from statistics import fmean, median
from typing import Any

from bench.building import Build, build_all
from bench.corpus import Corpus
from bench.peer_process import CLOCKS, PeerProcess, name_of, note_of, ready_peers
from bench.peers import PEERS, Answer, is_installed
from bench.queries import BenchQuery, QueryClass, make_queries
from bench.store import save_figures, text_bytes

TURN = 24  # queries an engine answers before the next one's turn
SAMPLED = {"whoosh": 5, "whoosh-shared": 5}  # too slow for all: one turn in so many
SAMPLED_IF_LARGE = {"fts5": 5, "tantivy-own": 5}  # the same from LARGE articles on
LARGE = 500_000
MIXED = "mixed"
PERCENTS = (50, 95, 99)
_WARM_UP = 10  # queries a class

Times = dict[str, dict[str, list[list[int]]]]  # peer -> class -> round -> nanoseconds


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def main() -> None:
    """Build what is missing, measure, print, and save the figures for bench.report."""
    arguments = _arguments()
    corpus = Corpus(arguments.articles, arguments.seed)
    wanted = [key for key in arguments.peers if is_installed(key)]
    for key in sorted(set(arguments.peers) - set(wanted)):
        print(f"{key} is not installed and is left out")
    builds = build_all(wanted, corpus, repeat=arguments.build_repeat, fresh=arguments.fresh)
    keys = ready_peers(wanted, corpus)
    queries = make_queries(corpus, arguments.queries * arguments.repeat)
    warm_up = make_queries(corpus, _WARM_UP, seed=2)
    with ExitStack() as stack:
        peers = {key: stack.enter_context(PeerProcess(key, corpus)) for key in keys}
        for peer in peers.values():
            peer.run(warm_up)
        sampled = SAMPLED | (SAMPLED_IF_LARGE if corpus.size >= LARGE else {})
        times = _times(peers, queries, arguments.repeat, arguments.clock, sampled)
        # Not before: no query may have been asked when its time is taken.
        agreement = _agreement(peers, queries[: 6 * arguments.check])
    figures = {
        "repeat": arguments.repeat,
        "queries": arguments.queries,
        "clock": arguments.clock,
        "text_bytes": text_bytes(corpus),
        "names": {key: name_of(key) for key in keys},
        "notes": {key: note_of(key) for key in keys},
        "builds": _build_figures(builds, corpus.size),
        "latency": {key: _summary(times[key]) for key in keys},
        "agreement": agreement,
    }
    _print(figures)
    save_figures("engine", corpus.size, figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=5, help="rounds, each with new queries")
    parser.add_argument("--queries", type=int, default=100, help="of each class in a round")
    parser.add_argument("--build-repeat", type=int, default=1, help="0: only what is missing")
    parser.add_argument("--fresh", action="store_true", help="use no index of an earlier run")
    parser.add_argument("--check", type=int, default=30, help="queries a class compared")
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall")
    return parser.parse_args()


def _times(
    peers: dict[str, PeerProcess],
    queries: Sequence[BenchQuery],
    repeat: int,
    clock: str,
    sampled: dict[str, int],
) -> Times:
    """Nanoseconds of every query by peer, class and round; MIXED holds all classes."""
    times: Times = {key: defaultdict(lambda: [[] for _ in range(repeat)]) for key in peers}
    per_round = len(queries) // repeat
    order = list(peers)
    for number in range(repeat):
        mine = queries[number * per_round : (number + 1) * per_round]
        for turn, start in enumerate(range(0, per_round, TURN)):
            chunk = mine[start : start + TURN]
            order.append(order.pop(0))  # nobody is always first
            for key in order:
                if turn % sampled.get(key, 1):
                    continue
                for query, took in zip(chunk, peers[key].run(chunk, clock), strict=True):
                    if took is not None:
                        times[key][query.kind][number].append(took)
                        times[key][MIXED][number].append(took)
        print(f"round {number + 1} of {repeat}", flush=True)
    return times


def _summary(by_class: dict[str, list[list[int]]]) -> dict[str, dict[str, list[float]]]:
    """Milliseconds: each percentile of each round, by class."""
    return {
        str(kind): {
            f"p{percent}": [percentile(each, percent) / 1e6 for each in rounds]
            for percent in PERCENTS
        }
        for kind, rounds in by_class.items()
        if all(rounds)
    }


def _build_figures(builds: dict[str, Build], size: int) -> dict[str, Any]:
    return {
        key: {
            "articles_per_second": [size / seconds for seconds in built.seconds],
            "settling": built.settling,
            "bytes": built.bytes,
            "bytes_unsettled": built.bytes_unsettled,
            "memory": built.memory,
            "cached": built.cached,
        }
        for key, built in builds.items()
    }


def _agreement(
    peers: dict[str, PeerProcess], queries: Sequence[BenchQuery]
) -> dict[str, dict[str, dict[str, float]]]:
    """By peer and class, the share of queries on which it agrees with the reference peer: totals,
    all facet counts, and the share of the reference's ten hits that it returns too."""
    reference = "tantivy" if "tantivy" in peers else next(iter(peers))
    expected = peers[reference].answers(queries)
    found: dict[str, dict[str, dict[str, float]]] = {}
    for key, peer in peers.items():
        if key == reference:
            continue
        by_class: dict[str, list[tuple[bool, bool, float]]] = defaultdict(list)
        for query, theirs, ours in zip(queries, expected, peer.answers(queries), strict=True):
            if theirs is not None and ours is not None and ours.total is not None:
                by_class[query.kind].append(_compare(theirs, ours))
        found[key] = {str(kind): _means(rows) for kind, rows in by_class.items()}
    return found


def _compare(expected: Answer, found: Answer) -> tuple[bool, bool, float]:
    ids = set(expected.ids)
    common = len(ids & set(found.ids)) / len(ids) if ids else 1.0
    return expected.total == found.total, expected.facets == found.facets, common


def _means(rows: Iterable[tuple[bool, bool, float]]) -> dict[str, float]:
    return {
        name: fmean(column)
        for name, column in zip(("totals", "facets", "hits"), zip(*rows, strict=True), strict=True)
    }


def _print(figures: dict[str, Any]) -> None:
    print(f"\n{'ms, ' + figures['clock']:24}" + "".join(f"{k:>17}" for k in (MIXED, *QueryClass)))
    for key, by_class in figures["latency"].items():
        cells = [
            f"{median(by_class[kind]['p50']):8.2f} {median(by_class[kind]['p99']):8.2f}"
            if kind in by_class
            else f"{'-':>17}"
            for kind in (MIXED, *QueryClass)
        ]
        print(f"{key:24}" + "".join(cells))
    for key, by_class in figures["agreement"].items():
        cells = [
            "/".join(f"{100 * by_class[kind][what]:.0f}" for what in ("totals", "facets", "hits"))
            if kind in by_class
            else "-"
            for kind in QueryClass
        ]
        print(f"{key:24}{'% totals/facets/hits':>17}" + "".join(f"{cell:>17}" for cell in cells))


if __name__ == "__main__":
    main()
