"""From a write to a search that shows it: `python -m bench.freshness --articles 100000`.

One process replaces articles one at a time; another keeps asking for a word that only the new text
has, with an ordinary query in between, whose times show whether writing disturbs searching: before
each change the same is asked for a while without any.
"""

import argparse
import math
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from archive import Article
from bench.corpus import Corpus
from bench.engine_bench import percentile
from bench.peer_process import PeerProcess, name_of, ready_peers
from bench.peers import PEERS, Peer, read_answer
from bench.queries import BenchQuery, QueryClass, make_queries
from bench.store import OUT, index_folder, remove, save_figures
from bench.vocabulary import made_up_word

DEFAULT_PEERS = ("archive", "tantivy", "fts5", "xapian", "whoosh")
ROUNDS = 5
_SLOW = {"whoosh": 2}  # changes a round at most, where each takes seconds
_ALONE = 20  # queries before each change
_PATIENCE = 60  # seconds until a change that is not found is an error


@dataclass(frozen=True, slots=True)
class Asked:
    """When asking ended (monotonic nanoseconds), and how long each query in between took."""

    at: int
    nanoseconds: list[int]


def replace_article(peer: Peer, article_id: str, article: Article) -> int:
    """In the writer: put the article in place of the old one; when that began."""
    started = time.monotonic_ns()
    peer.replace(article_id, article)
    return started


def keep_asking(
    peer: Peer, marker: BenchQuery, queries: Sequence[BenchQuery], most: int | None = None
) -> Asked:
    """In the reader: ask for the marker, and something else in between, until it is found or `most`
    queries are answered."""
    deadline = time.monotonic() + _PATIENCE
    nanoseconds: list[int] = []
    while time.monotonic() < deadline:
        peer.refresh()
        if read_answer(peer.search(marker)).total or len(nanoseconds) == most:
            return Asked(time.monotonic_ns(), nanoseconds)
        query = queries[len(nanoseconds) % len(queries)]
        before = time.perf_counter_ns()
        peer.search(query)
        nanoseconds.append(time.perf_counter_ns() - before)
    raise TimeoutError(f"The change was not found within {_PATIENCE} s.")


def measure(key: str, corpus: Corpus, folder: Path, changes: int) -> dict[str, Any]:
    """One peer, on an index that may be changed: milliseconds, a figure for each round of so many
    changes, less the rounds in which nothing was searched during a change."""
    random = Random(f"changes {corpus.seed}")
    changed = iter(random.sample(corpus.sample(2), ROUNDS * changes))
    queries = make_queries(corpus, 40, seed=4)
    figures: dict[str, list[float]] = {
        name: [] for name in ("delay", "p50_alone", "p99_alone", "p50", "p99")
    }
    searches = 0
    with PeerProcess(key, corpus, folder) as reader, PeerProcess(key, corpus, folder) as writer:
        reader.run(queries)
        for number in range(ROUNDS):
            delays, alone, during = [], [], []
            for turn in range(changes):
                article_id, article = next(changed)
                word = made_up_word(10**10 + 7 * (number * changes + turn))
                marker = BenchQuery(kind=QueryClass.AND, words=(word,))
                offset = random.randrange(len(queries))
                shuffled = [*queries[offset:], *queries[:offset]]
                alone += reader.call(keep_asking, marker, shuffled, _ALONE).nanoseconds
                reader.start(keep_asking, marker, shuffled)
                new = replace(article, body=f"{article.body}\n\n{word.capitalize()}.")
                started = writer.call(replace_article, article_id, new)
                seen = reader.finish()
                delays.append((seen.at - started) / 1e6)
                during += seen.nanoseconds
            searches += len(during)
            figures["delay"].append(median(delays))
            for name, percent in (("p50", 50), ("p99", 99)):
                if during:  # a write can be too quick for any search to fall into it
                    figures[f"{name}_alone"].append(percentile(alone, percent) / 1e6)
                    figures[name].append(percentile(during, percent) / 1e6)
    return {"changes": ROUNDS * changes, "searches": searches, **figures}


def main() -> None:
    """Measure the peers whose indexes are there, each on a copy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changes", type=int, default=10, help="in each of five rounds")
    parser.add_argument("--peers", nargs="*", default=list(DEFAULT_PEERS), choices=list(PEERS))
    arguments = parser.parse_args()
    corpus = Corpus(arguments.articles, arguments.seed)
    figures = {}
    for key in ready_peers(arguments.peers, corpus):
        folder = OUT / "changing" / key
        remove(folder)
        shutil.copytree(index_folder(key, corpus), folder)
        changes = min(arguments.changes, _SLOW.get(key, arguments.changes))
        found = measure(key, corpus, folder, changes)
        figures[key] = {"name": name_of(key), **found}
        remove(folder)
        delay, p99_alone, p99 = (
            median(found[name] or [math.nan]) for name in ("delay", "p99_alone", "p99")
        )
        print(
            f"{key:16} searchable after {delay:8.1f} ms;"
            f" p99 of searches {p99_alone:.2f} -> {p99:.2f} ms ({found['searches']} searches)",
            flush=True,
        )
    save_figures("freshness", arguments.articles, {"peers": figures})


if __name__ == "__main__":
    main()
