"""The bars that the benchmark's report computes."""

from typing import Any

import pytest

from bench.bars import BARS, LARGE, USUAL, Measured, bar_rows, ratio
from bench.report import results

NOTHING = Measured(engine={}, http={}, freshness={}, memory={})


def engine_figures(size: int, ours: list[float], rival: list[float]) -> dict[str, Any]:
    """What `bench.engine_bench` saves, with one class of queries."""
    built = {"settling": [0.5], "bytes": 900, "bytes_unsettled": 950, "memory": 3e9}
    return {
        "size": size,
        "machine": "a machine",
        "at": "2026-01-01T00:00:00",
        "repeat": len(ours),
        "queries": 10,
        "clock": "wall",
        "text_bytes": 1000,
        "names": {"archive": "this archive", "tantivy": "tantivy", "whoosh": "stock Whoosh"},
        "notes": {"archive": "", "tantivy": "", "whoosh": ""},
        "builds": {
            "archive": {**built, "articles_per_second": [80.0, 90.0, 100.0], "cached": False},
            "tantivy": {**built, "articles_per_second": [100.0, 100.0, 100.0], "cached": False},
            "whoosh": {**built, "articles_per_second": [4.0], "cached": True},
        },
        "latency": {
            "archive": {"mixed": {"p50": ours, "p95": ours, "p99": ours}},
            "tantivy": {"mixed": {"p50": rival, "p95": rival, "p99": rival}},
        },
        "agreement": {},
    }


def row(measured: Measured, what: str) -> tuple[str, str, str]:
    """The wanted, the measured and the verdict of the first bar that begins so."""
    return next(row[1:] for row in bar_rows(measured) if row[0].startswith(what))


def test_a_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    assert ratio([1.0, 9.0, 2.0], [2.0, 3.0, 2.0]) == 1.0


def test_what_was_measured_once_is_held_against_every_round() -> None:
    assert ratio([80.0, 90.0, 100.0], [10.0]) == 9.0


def test_rounds_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratio([1.0, 2.0], [1.0, 2.0, 3.0])


def test_without_figures_nothing_counts_as_met() -> None:
    rows = list(bar_rows(NOTHING))
    assert len(rows) == len(BARS)
    assert {row[2:] for row in rows} == {("not measured", "-")}


def test_a_bar_is_met_or_not_by_the_figures_alone() -> None:
    met = Measured({USUAL: engine_figures(USUAL, [1.0] * 3, [2.0] * 3)}, {}, {}, {})
    missed = Measured({USUAL: engine_figures(USUAL, [1.1] * 3, [2.0] * 3)}, {}, {}, {})
    assert row(met, "mixed queries, p50 / tantivy") == ("≤ 0.5", "0.5", "yes")
    assert row(missed, "mixed queries, p50 / tantivy") == ("≤ 0.5", "0.55", "**no**")
    assert row(met, "indexing rate / tantivy") == ("≥ 0.8", "0.9", "yes")
    assert row(met, "indexing rate / stock Whoosh") == ("≥ 20", "22.5", "yes")
    assert row(met, "index size / text") == ("≤ 1", "0.9", "yes")


def test_a_class_that_was_not_asked_is_not_measured() -> None:
    measured = Measured({USUAL: engine_figures(USUAL, [1.0], [2.0])}, {}, {}, {})
    assert row(measured, "*phrase* queries") == ("≤ 1", "not measured", "-")


def test_growth_needs_both_sizes() -> None:
    usual, large = engine_figures(USUAL, [1.0], [2.0]), engine_figures(LARGE, [5.0], [9.0])
    alone = Measured({LARGE: large}, {}, {}, {})
    both = Measured({USUAL: usual, LARGE: large}, {}, {}, {})
    assert row(alone, "a million articles: p50") == ("≤ 6", "not measured", "-")
    assert row(both, "a million articles: p50") == ("≤ 6", "5", "yes")
    assert row(both, "a million articles: memory while building") == ("≤ 24 GB", "3 GB", "yes")


def test_processor_time_meets_no_bar() -> None:
    figures = {**engine_figures(USUAL, [1.0], [2.0]), "clock": "cpu"}
    measured = Measured({USUAL: figures}, {}, {}, {})
    assert row(measured, "mixed queries, p50 / tantivy") == ("≤ 0.5", "not measured", "-")


def test_the_page_says_which_rates_are_of_an_earlier_run() -> None:
    page = results(Measured({USUAL: engine_figures(USUAL, [1.0], [2.0])}, {}, {}, {}))
    assert "is of an earlier run" in page
    assert "| stock Whoosh | 4 | 0.5 | 0 → 0 | 0.90 | 3,000 | 1, earlier |" in page
