"""Searching from many threads."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from index import (
    Engine,
    Phrase,
    SearchResult,
    Word,
)
from tests.contract.engines import EngineTests, fill, find
from tests.contract.oracle import article


class ThreadContract(EngineTests):
    """Searching from many threads."""

    def test_threads_search_at_the_same_time_as_if_alone(self, engine: Engine) -> None:
        words = ("seoul", "troops", "russia", "north", "korea", "deploys")
        articles = {
            f"{n:03}": article(
                " ".join(words[(n + k) % 6] for k in range(n % 4)),
                " ".join(words[(n * k) % 6] for k in range(40)),
                source=f"Source {n % 7}",
            )
            for n in range(120)
        }
        fill(engine, articles, batches=4)
        queries = [Phrase(f"{a} {b}", slop=1) for a in words for b in words]
        alone = [find(engine, query) for query in queries]
        engine.close()  # so that the threads race to open it again
        start = threading.Barrier(6)

        def search(first: int) -> list[SearchResult]:
            start.wait()
            turned = [*range(first, len(queries)), *range(first)]
            answers = {n: find(engine, queries[n]) for n in turned}
            return [answers[n] for n in range(len(queries))]

        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        try:
            with ThreadPoolExecutor(6) as pool:
                assert all(found == alone for found in pool.map(search, range(0, 36, 6)))
        finally:
            sys.setswitchinterval(interval)

    def test_searches_go_on_while_articles_are_written(self, engine: Engine) -> None:
        fill(engine, {"0": article("Seoul")}, revision=1)
        done = threading.Event()

        def search() -> set[int]:
            seen: set[int] = set()
            while not done.is_set():
                result = find(engine, Word("seoul"))
                assert result.total == len(result.hits)
                assert engine.status().ready
                seen.add(result.total)
            return seen

        with ThreadPoolExecutor(3) as pool:
            searches = [pool.submit(search) for _ in range(3)]
            try:
                for number in range(1, 30):
                    with engine.writing(number + 1) as writer:
                        writer.put(str(number), article("Seoul"))
                        writer.put("0", article("Seoul"))
            finally:
                done.set()
            assert all(one.result() <= set(range(1, 31)) for one in searches)
