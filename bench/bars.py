"""What the archive is held to, and whether the figures say that it holds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.engine_bench import MIXED
from bench.http_bench import EMPTY, PLAIN
from bench.queries import QueryClass

OURS, RIVAL, STOCK = "archive", "tantivy", "whoosh"
USUAL, LARGE = 100_000, 1_000_000
_GB = 1e9
_UNCHANGED = 1.1  # times what it was: rounds without any writing differ by as much

BySize = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of each tool by size, as far as they are there."""

    engine: BySize
    http: BySize
    freshness: BySize
    memory: BySize


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise: `figure` is at most, or at least, `limit`. It raises KeyError where a figure
    that it needs was not measured."""

    what: str
    limit: float
    figure: Callable[[Measured], float]
    at_least: bool = False
    unit: str = ""

    @property
    def wanted(self) -> str:
        """The limit in words."""
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}{self.unit}"

    def measured(self, measured: Measured) -> float | None:
        """The figure; None where it was not measured."""
        with suppress(KeyError):
            return self.figure(measured)
        return None

    def is_met(self, figure: float) -> bool:
        """Whether the promise is kept."""
        return figure >= self.limit if self.at_least else figure <= self.limit


def bar_rows(measured: Measured) -> Iterator[tuple[str, str, str, str]]:
    """What, wanted, measured, and whether it is met: each bar as a row of a table."""
    for bar in BARS:
        figure = bar.measured(measured)
        if figure is None:
            yield bar.what, bar.wanted, "not measured", "-"
        else:
            verdict = "yes" if bar.is_met(figure) else "**no**"
            yield bar.what, bar.wanted, f"{figure:.3g}{bar.unit}", verdict


def ratio(left: Sequence[float], right: Sequence[float]) -> float:
    """The median over the rounds of left / right, round by round; what was measured only once is
    held against every round of the other."""
    rounds = max(len(left), len(right))
    every_left, every_right = (
        list(side) * rounds if len(side) == 1 else side for side in (left, right)
    )
    return median(a / b for a, b in zip(every_left, every_right, strict=True))


def _latencies(measured: Measured, size: int) -> dict[str, Any]:
    figures = measured.engine[size]
    if figures["clock"] != "wall":
        raise KeyError("wall")  # processor time is for a look; nothing is promised of it
    latency: dict[str, Any] = figures["latency"]
    return latency


def _latency(other: str, kind: str, percent: str) -> Callable[[Measured], float]:
    def figure(measured: Measured) -> float:
        latency = _latencies(measured, USUAL)
        return ratio(latency[OURS][kind][percent], latency[other][kind][percent])

    return figure


def _rate(ours: str, other: str) -> Callable[[Measured], float]:
    def figure(measured: Measured) -> float:
        applications = measured.http[USUAL]["applications"]
        rates = [[each["rate"] for each in applications[name]["rounds"]] for name in (ours, other)]
        return ratio(*rates)

    return figure


def _indexing(other: str) -> Callable[[Measured], float]:
    def figure(measured: Measured) -> float:
        builds = measured.engine[USUAL]["builds"]
        return ratio(builds[OURS]["articles_per_second"], builds[other]["articles_per_second"])

    return figure


def _delay(measured: Measured) -> float:
    return float(median(measured.freshness[USUAL]["peers"][OURS]["delay"]))


def _disturbance(measured: Measured) -> float:
    found = measured.freshness[USUAL]["peers"][OURS]
    if not found["p99"]:
        raise KeyError("p99")  # no search fell into a write
    return ratio(found["p99"], found["p99_alone"])


def _growth(measured: Measured) -> float:
    # Of two runs, whose rounds have nothing to do with each other.
    large, usual = (
        median(_latencies(measured, size)[OURS][MIXED]["p50"]) for size in (LARGE, USUAL)
    )
    return float(large / usual)


def _index_size(size: int) -> Callable[[Measured], float]:
    def figure(measured: Measured) -> float:
        figures = measured.engine[size]
        return float(figures["builds"][OURS]["bytes"] / figures["text_bytes"])

    return figure


def _worker_memory(measured: Measured) -> float:
    return float(max(measured.http[LARGE]["applications"][OURS]["worker_bytes"]) / _GB)


def _build_memory(measured: Measured) -> float:
    return float(measured.engine[LARGE]["builds"][OURS]["memory"] / _GB)


BARS = (
    Bar("mixed queries, p50 / tantivy's", 0.5, _latency(RIVAL, MIXED, "p50")),
    Bar("mixed queries, p99 / tantivy's", 1.0, _latency(RIVAL, MIXED, "p99")),
    Bar("mixed queries, p50 / stock Whoosh's", 1 / 40, _latency(STOCK, MIXED, "p50")),
    *(
        Bar(f"*{kind}* queries, p50 / tantivy's", 1.0, _latency(RIVAL, str(kind), "p50"))
        for kind in QueryClass
    ),
    Bar("HTTP: requests/s / the empty route's", 0.33, _rate(OURS, EMPTY), at_least=True),
    Bar("HTTP: requests/s, whole API / tantivy's", 2.0, _rate(OURS, RIVAL), at_least=True),
    Bar("HTTP: the same plain route for both", 2.0, _rate(PLAIN, RIVAL), at_least=True),
    Bar("indexing rate / stock Whoosh's", 20.0, _indexing(STOCK), at_least=True),
    Bar("indexing rate / tantivy's", 0.8, _indexing(RIVAL), at_least=True),
    Bar("a changed article searchable after, median", 250.0, _delay, unit=" ms"),
    Bar("p99 of searches during writes / without", _UNCHANGED, _disturbance),
    Bar("index size / text", 1.0, _index_size(USUAL)),
    Bar("a million articles: p50 / that at 100,000", 6.0, _growth),
    Bar("a million articles: index size / text", 1.0, _index_size(LARGE)),
    Bar("a million articles: private memory of a worker", 1.5, _worker_memory, unit=" GB"),
    Bar("a million articles: memory while building", 24.0, _build_memory, unit=" GB"),
)
"""All at USUAL articles where nothing else is said."""
