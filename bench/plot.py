"""The figures as one picture."""

from pathlib import Path
from statistics import median
from typing import Any

import matplotlib as mpl

mpl.use("Agg")  # no display is needed

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from bench.engine_bench import MIXED
from bench.http_bench import label
from bench.queries import QueryClass

Figures = dict[int, dict[str, Any]]
_OURS = "archive"


def draw(engine: Figures, http: Figures, path: Path) -> None:
    """Latency by size and by class, indexing rate, and requests a second."""
    figure, axes = plt.subplots(2, 2, figsize=(14, 9), constrained_layout=True)
    largest = max(engine)
    _draw_growth(axes[0, 0], engine)
    _draw_classes(axes[0, 1], engine[largest], largest)
    _draw_indexing(axes[1, 0], engine[largest], largest)
    if http:
        _draw_http(axes[1, 1], http[max(http)], max(http))
    else:
        axes[1, 1].set_visible(False)
    figure.suptitle("Article Archive beside its peers: equal work for every query")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def _draw_growth(axes: Axes, engine: Figures) -> None:
    names = {key: name for figures in engine.values() for key, name in figures["names"].items()}
    for key, name in names.items():
        sizes = [
            size for size, figures in engine.items() if MIXED in figures["latency"].get(key, ())
        ]
        if not sizes:
            continue
        p50, p99 = (
            [median(engine[size]["latency"][key][MIXED][percent]) for size in sizes]
            for percent in ("p50", "p99")
        )
        (line,) = axes.plot(sizes, p50, marker="o", label=name, linewidth=3 if key == _OURS else 1)
        axes.plot(sizes, p99, marker="^", linestyle=":", color=line.get_color(), linewidth=1)
    axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="ms")
    axes.set_title("Mixed queries: p50 (line), p99 (dots)")
    axes.legend(fontsize="small")


def _draw_classes(axes: Axes, figures: dict[str, Any], size: int) -> None:
    kinds = [str(kind) for kind in QueryClass]
    keys = [key for key, by_class in figures["latency"].items() if set(kinds) <= set(by_class)]
    width = 0.8 / max(1, len(keys))
    for position, key in enumerate(keys):
        heights = [median(figures["latency"][key][kind]["p50"]) for kind in kinds]
        places = [place + (position - len(keys) / 2 + 0.5) * width for place in range(len(kinds))]
        axes.bar(places, heights, width, label=figures["names"][key])
    axes.set_xticks(range(len(kinds)), kinds)
    axes.set(yscale="log", ylabel="ms")
    axes.set_title(f"p50 by class, {size:,} articles")
    axes.legend(fontsize="small")


def _draw_indexing(axes: Axes, figures: dict[str, Any], size: int) -> None:
    rates = {
        figures["names"][key]: median(built["articles_per_second"])
        for key, built in figures["builds"].items()
        if key in figures["names"]
    }
    _bars(axes, rates)
    axes.set_title(f"Indexing, articles/s, {size:,} articles")


def _draw_http(axes: Axes, figures: dict[str, Any], size: int) -> None:
    rates = {
        label(name): median(each["rate"] for each in found["rounds"])
        for name, found in figures["applications"].items()
    }
    _bars(axes, rates)
    axes.set_title(f"Over HTTP, requests/s, {size:,} articles")


def _bars(axes: Axes, values: dict[str, float]) -> None:
    bars = axes.barh(list(values), list(values.values()))
    axes.bar_label(bars, fmt="{:,.0f}", padding=3)
    axes.margins(x=0.15)
    axes.invert_yaxis()
