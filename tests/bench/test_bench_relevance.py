"""The measures against figures worked out by hand, and a whole run on a collection made here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import log2
from pathlib import Path

import orjson
import pytest

from bench.relevance.collection import Collection, Document, read_collection
from bench.relevance.measure import Ranker, measure
from bench.relevance.metrics import average_precision, ndcg
from bench.relevance.significance import difference

JUDGED = {"a": 1, "b": 1, "c": 1, "d": 0}


def test_average_precision_is_the_mean_precision_at_each_relevant_document() -> None:
    found = ["a", "x", "b", "d", "y"]  # c is not found: its precision is 0
    assert average_precision(found, JUDGED) == pytest.approx((1 / 1 + 2 / 3 + 0) / 3)


def test_average_precision_is_1_where_all_that_is_relevant_comes_first() -> None:
    assert average_precision(["c", "a", "b", "d"], JUDGED) == 1
    assert average_precision([], JUDGED) == 0


def test_ndcg_counts_later_ranks_for_less() -> None:
    found = ["x", "a", "b"]
    gained = 1 / log2(3) + 1 / log2(4)
    best = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(found, JUDGED) == pytest.approx(gained / best)


def test_ndcg_weighs_grades() -> None:
    judged = {"a": 1, "b": 3, "c": -1}
    gained = 1 / log2(2) + 3 / log2(3)  # c, judged below 0, takes nothing away
    best = 3 / log2(2) + 1 / log2(3)
    assert ndcg(["a", "b", "c"], judged) == pytest.approx(gained / best)


def test_ndcg_looks_no_deeper_than_asked_on_both_sides() -> None:
    judged = {str(number): 1 for number in range(20)}
    assert ndcg([str(number) for number in range(20)], judged) == pytest.approx(1)
    assert ndcg(["x", *judged], judged, depth=1) == 0


def test_a_query_without_a_relevant_document_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be measured"):
        average_precision(["a"], {"a": 0})
    with pytest.raises(ValueError, match="cannot be measured"):
        ndcg(["a"], {})


def test_what_is_always_better_is_hardly_luck() -> None:
    theirs = [number / 40 for number in range(30)]
    found = difference([value + 0.1 for value in theirs], theirs)
    assert found.mean == pytest.approx(0.1)
    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)
    assert found.p < 0.001


def test_what_differs_both_ways_alike_may_be_luck() -> None:
    found = difference([1.0, 0.0] * 10, [0.0, 1.0] * 10)
    assert found.mean == 0
    assert found.low < 0 < found.high
    assert found.p == 1


def test_p_is_the_share_of_swaps_that_differ_as_much() -> None:
    # Three queries, all better by the same: of the eight ways to swap them, two differ as much.
    assert difference([1.0] * 3, [0.0] * 3).p == pytest.approx(2 / 8, abs=0.01)


def written(folder: Path) -> Path:
    documents = [
        {"id": "10", "title": "Troops in Kursk", "text": "North Korean soldiers were seen there."},
        {"id": "9", "title": "", "text": "Seoul spoke of weapons, not of soldiers."},
        {"id": "11", "text": "A recipe for bread."},
    ]
    queries = [
        {"id": "1", "text": "what soldiers -were seen?"},
        {"id": "2", "text": "never judged"},
        {"id": "3", "text": "judged, but nothing is relevant"},
    ]
    folder.mkdir()
    for name, lines in (("docs", documents), ("queries", queries)):
        folder.joinpath(f"{name}.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)))
    rows = ("query-id\tcorpus-id\tscore", "1\t10\t2", "1\t9\t1", "3\t11\t0")
    folder.joinpath("qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_a_collection_has_the_queries_that_can_be_measured(tmp_path: Path) -> None:
    assert read_collection(written(tmp_path / "small")) == Collection(
        name="small",
        documents=(
            Document("10", "Troops in Kursk", "North Korean soldiers were seen there."),
            Document("9", "", "Seoul spoke of weapons, not of soldiers."),
            Document("11", "", "A recipe for bread."),
        ),
        queries={"1": "what soldiers -were seen?"},
        judgements={"1": {"10": 2, "9": 1}},
    )


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "small")
    folder.joinpath("docs.jsonl").write_text('{"title": "no id"}', encoding="utf-8")
    with pytest.raises(ValueError, match="has no id"):
        read_collection(folder)


def test_figures_are_in_the_order_of_the_queries() -> None:
    @contextmanager
    def backwards(documents: Sequence[Document]) -> Iterator[Ranker]:
        yield lambda query: sorted((each.id for each in documents), reverse=query == "backwards")

    documents = (Document("a", "", ""), Document("b", "", ""))
    collection = Collection(
        "c", documents, {"1": "forwards", "2": "backwards"}, {"1": {"a": 1}, "2": {"a": 1}}
    )
    figures = measure(collection, {"fake": backwards})["fake"]
    assert figures.average_precisions == (1.0, 0.5)
    assert figures.map == 0.75
    assert figures.ndcg == pytest.approx((1 + 1 / log2(3)) / 2)


def test_every_engine_ranks_a_collection_and_the_page_says_how_well(tmp_path: Path) -> None:
    pytest.importorskip("bm25s", reason="the benchmark's peers are installed by `make bench`")
    from bench.relevance.rankers import ARCHIVE, RANKERS
    from bench.relevance.report import page

    collection = read_collection(written(tmp_path / "small"))
    figures = measure(collection, RANKERS)
    assert {name: (each.map, each.ndcg) for name, each in figures.items()} == dict.fromkeys(
        RANKERS, (1.0, 1.0)
    )
    text = page([collection], [figures], ARCHIVE)
    assert "small (3 documents, 1 queries)" in text
    assert "| this archive | **1.000** / **1.000** |" in text
