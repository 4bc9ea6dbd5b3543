"""From a write to a search that shows it: `python -m bench.freshness --articles 100000`.

One process replaces articles one at a time; another keeps asking for a word that only the new text
has, with an ordinary query in between, whose times show whether writing disturbs searching.
"""

import argparse
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median

from archive import Article
from bench.corpus import Corpus
from bench.engine_bench import percentile
from bench.peer_process import PeerProcess, name_of, ready_peers
from bench.peers import PEERS, Peer
from bench.queries import BenchQuery, QueryClass, make_queries
from bench.store import OUT, index_folder, remove, save_figures
from bench.vocabulary import made_up_word

DEFAULT_PEERS = ("archive", "tantivy", "fts5", "xapian", "whoosh")
_PATIENCE = 60  # seconds until a change that is not found is an error


@dataclass(frozen=True, slots=True)
class Seen:
    """When the change was found (monotonic nanoseconds) and how long the queries before took."""

    at: int
    nanoseconds: list[int]


def replace_article(peer: Peer, article_id: str, article: Article) -> int:
    """In the writer: put the article in place of the old one; when that began."""
    started = time.monotonic_ns()
    peer.replace(article_id, article)
    return started


def wait_for(peer: Peer, marker: BenchQuery, queries: Sequence[BenchQuery]) -> Seen:
    """In the reader: ask for the marker until it is found, and something else in between."""
    deadline = time.monotonic() + _PATIENCE
    nanoseconds: list[int] = []
    while time.monotonic() < deadline:
        peer.refresh()
        if peer.search(marker).total:
            return Seen(time.monotonic_ns(), nanoseconds)
        query = queries[len(nanoseconds) % len(queries)]
        before = time.perf_counter_ns()
        peer.search(query)
        nanoseconds.append(time.perf_counter_ns() - before)
    raise TimeoutError(f"The change was not found within {_PATIENCE} s.")


def measure(key: str, corpus: Corpus, folder: Path, changes: int) -> dict[str, float]:
    """One peer, on an index that may be changed; all times are in milliseconds."""
    random = Random(f"changes {corpus.seed}")
    changed = random.sample(corpus.sample(2), changes)
    queries = make_queries(corpus, 40, seed=4)
    with PeerProcess(key, corpus, folder) as reader, PeerProcess(key, corpus, folder) as writer:
        reader.run(queries)
        alone = [timed.nanoseconds for timed in reader.run(queries) if timed is not None]
        delays, during = [], []
        for number, (article_id, article) in enumerate(changed):
            word = made_up_word(10**10 + 7 * number)
            marker = BenchQuery(kind=QueryClass.AND, words=(word,))
            offset = random.randrange(len(queries))
            reader.start(wait_for, marker, [*queries[offset:], *queries[:offset]])
            new = replace(article, body=f"{article.body}\n\n{word.capitalize()}.")
            started = writer.call(replace_article, article_id, new)
            seen = reader.finish()
            delays.append((seen.at - started) / 1e6)
            during += seen.nanoseconds
    return {
        "median": median(delays),
        "p95": percentile(delays, 95),
        "search_p50_alone": percentile(alone, 50) / 1e6,
        "search_p99_alone": percentile(alone, 99) / 1e6,
        "search_p50": percentile(during, 50) / 1e6 if during else 0.0,
        "search_p99": percentile(during, 99) / 1e6 if during else 0.0,
        "searches": len(during),
    }


def main() -> None:
    """Measure the peers whose indexes are there, each on a copy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changes", type=int, default=30)
    parser.add_argument("--peers", nargs="*", default=list(DEFAULT_PEERS), choices=list(PEERS))
    arguments = parser.parse_args()
    corpus = Corpus(arguments.articles, arguments.seed)
    figures = {}
    for key in ready_peers(arguments.peers, corpus):
        folder = OUT / "changing" / key
        remove(folder)
        shutil.copytree(index_folder(key, corpus), folder)
        figures[key] = {"name": name_of(key), **measure(key, corpus, folder, arguments.changes)}
        remove(folder)
        print(
            f"{key:16} searchable after {figures[key]['median']:8.1f} ms"
            f" (p95 {figures[key]['p95']:8.1f});"
            f" p99 of searches {figures[key]['search_p99_alone']:.2f}"
            f" -> {figures[key]['search_p99']:.2f} ms",
            flush=True,
        )
    save_figures("freshness", arguments.articles, {"peers": figures})


if __name__ == "__main__":
    main()
