"""The benchmark itself, on a few articles and with the engines that need nothing installed."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from bench.corpus import Corpus
from bench.freshness import keep_asking, replace_article
from bench.peers import Peer, make_peer, read_answer
from bench.queries import BenchQuery, QueryClass, make_queries

ROOT = Path(__file__).parents[2]
CORPUS = Corpus(300, seed=7)


def built(key: str, folder: Path) -> Peer:
    peer = make_peer(key, folder / key)
    peer.build(CORPUS)
    peer.settle()
    peer.open()
    return peer


def test_engines_answer_alike(tmp_path: Path) -> None:
    ours, theirs = (built(key, tmp_path) for key in ("archive", "fts5"))
    alike = []
    for query in make_queries(CORPUS, 5):
        answer, other = read_answer(ours.search(query)), read_answer(theirs.search(query))
        assert len(answer.ids) == min(10, answer.total or 0)
        alike.append((answer.total, answer.facets) == (other.total, other.facets))
    assert sum(alike) > 0.8 * len(alike)  # they stem a few words differently
    ours.close()
    theirs.close()


def test_answers_have_the_same_shape(tmp_path: Path) -> None:
    query = make_queries(CORPUS, 1)[0]
    shapes = []
    for key in ("archive", "fts5"):
        peer = built(key, tmp_path)
        answer = orjson.loads(peer.search(query))
        hit = answer["hits"][0]
        shapes.append((set(answer), set(answer["query"]), set(hit), "<mark>" in str(hit)))
        peer.close()
    assert shapes[0] == shapes[1]


def test_a_changed_article_is_found_by_who_keeps_asking(tmp_path: Path) -> None:
    article_id, article = next(iter(CORPUS))
    new = replace(article, body=f"{article.body}\n\nZubazuba.")
    marker = BenchQuery(kind=QueryClass.AND, words=("zubazuba",))
    queries = make_queries(CORPUS, 1)
    for key in ("archive", "fts5"):
        peer = built(key, tmp_path)
        assert len(keep_asking(peer, marker, queries, most=3).nanoseconds) == 3
        replace_article(peer, article_id, new)
        assert keep_asking(peer, marker, queries).nanoseconds == []
        assert read_answer(peer.search(marker)).ids == (article_id,)
        peer.close()


@pytest.mark.timeout(600)
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read of Linux")
def test_a_run_is_reported(tmp_path: Path) -> None:
    measure = ["bench.engine_bench", "--queries", "2", "--repeat", "2", "--check", "1"]
    for command in (
        [*measure, "--peers", "archive", "--articles", "300"],
        ["bench.report", "--articles", "300", "--folder", str(tmp_path / "results")],
    ):
        subprocess.run(
            [sys.executable, "-m", *command],
            check=True,
            cwd=ROOT,
            env={**os.environ, "BENCH_OUT": str(tmp_path / "out")},
            capture_output=True,
        )
    page = (tmp_path / "results" / "results.md").read_text(encoding="utf-8")
    for heading in ("## The bars", "## 300 articles", "### Indexing", "### Searching"):
        assert heading in page
    assert "| this archive |" in page
