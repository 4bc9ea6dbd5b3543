"""`bench/out/*.json` -> `bench/results.md` and `bench/results.png`: `python -m bench.report`."""

import argparse
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from bench.bars import RIVAL, STOCK, USUAL, BySize, Measured, bar_rows, ratio
from bench.engine_bench import MIXED
from bench.http_bench import EMPTY, label
from bench.queries import QueryClass
from bench.store import load_figures

FOLDER = Path(__file__).parent
SIZES = (10_000, 100_000, 1_000_000)
_CLASSES = (MIXED, *(str(kind) for kind in QueryClass))

Figures = dict[str, Any]

INTRODUCTION = """# How fast the archive is, beside its peers

Written by `make bench` (10,000 and 100,000 articles) and `make bench-large` (a million); do not
edit. Trust the ratios more than the times: machines differ, and engines were asked in turns, so
that whatever else the machine did hit all alike.

**Every query is equal work**: the ten best by BM25 over title (weighing three times) and body, the
exact total, two facets (source and month of publication; agency or language where the source or a
span of time is filtered), the ten hits' stored fields, and one highlighted snippet of about 200
characters each. The clock runs from the query to the answer as JSON bytes in the shape of
`/v1/search`, made by each engine in its cheapest way: this archive puts the stored JSON of a hit in
as it is, the others write theirs with orjson. Answers are compared, outside what is timed: see
*Agreement*.

**Articles** come from a seed (`bench/corpus.py`): about 3.6 KB of body each, Zipfian words with an
open-ended tail, names of several words, topics that come and go, both kinds of quotation marks, 40
sources, six wire agencies, ten years. **Queries** (`bench/queries.py`) are made of words that stand
together in one article, and none is asked twice: *or* 2-4 words, *and* 2-3 words, *phrase* 2-3
words, *filtered* 1-2 words and a source, or an agency and a year, *common* 2-3 of the commonest
words that carry meaning, by AND or OR, *prefix* the beginning of a word, half of them after a whole
word. *mixed* is all of them in equal parts.
"""


def main() -> None:
    """Write both files from the figures that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--note", default="", help="what a reader must know of these runs")
    arguments = parser.parse_args()
    measured = Measured(
        *(
            {size: each for size, each in load_figures(tool).items() if size in arguments.articles}
            for tool in ("engine", "http", "freshness", "memory")
        )
    )
    if not measured.engine:
        raise SystemExit("There are no figures yet. Run: python -m bench")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if find_spec("matplotlib"):
        from bench.plot import draw

        draw(measured.engine, measured.http, arguments.folder / "results.png")
    else:
        print("matplotlib is not installed: no picture is drawn")
    path = arguments.folder / "results.md"
    path.write_text(results(measured, arguments.note), encoding="utf-8")
    print(f"Wrote {path}")


def results(measured: Measured, note: str = "") -> str:
    """The whole page; `note` says what its figures do not."""
    parts = [INTRODUCTION, "![The figures as a picture](results.png)\n"]
    parts += [f"**Of these runs:** {note}\n"] if note else []
    parts += _bars(measured)
    for size, figures in measured.engine.items():
        parts += _engine_tables(size, figures)
    for size, figures in measured.http.items():
        parts += _http_table(size, figures)
    parts += _freshness_tables(measured.freshness)
    parts += _memory_tables(measured.memory, measured.engine)
    parts += _setup(measured)
    return "\n".join(parts) + "\n"


def _bars(measured: Measured) -> list[str]:
    head = ("at 100,000 articles", "wanted", "measured", "met")
    return ["## The bars\n", BARS_NOTE, *_table(head, bar_rows(measured)), "", *_earlier(measured)]


def _earlier(measured: Measured) -> list[str]:
    stock = measured.engine.get(USUAL, {}).get("builds", {}).get(STOCK)
    if stock is None or not stock["cached"]:
        return []
    return ["Stock Whoosh's index, and so its indexing rate, is of an earlier run.\n"]


BARS_NOTE = """\
What the archive is held to. A ratio is the median, over the rounds of one run, of the ratios of
each round. *whole API* is `/v1/search` with all its validation and headers, against tantivy behind
a route that has none; below it both engines stand behind that plain route. That fast answers equal
Whoosh's own, and that a kill at any moment loses no commit, is for the tests to say.
"""


def _engine_tables(size: int, figures: Figures) -> list[str]:
    names, builds, latency = figures["names"], figures["builds"], figures["latency"]
    text = figures["text_bytes"]
    clock = "" if figures["clock"] == "wall" else f" ({figures['clock']} time: a preview)"
    rows = [
        (
            names[key],
            f"{median(built['articles_per_second']):,.0f}",
            f"{median(built['settling']):,.1f}",
            f"{built['bytes_unsettled'] / 1e6:,.0f} → {built['bytes'] / 1e6:,.0f}",
            f"{built['bytes'] / text:.2f}",
            f"{built['memory'] / 1e6:,.0f}",
            f"{len(built['settling'])}{', earlier' if built['cached'] else ''}",
        )
        for key, built in builds.items()
        if key in names
    ]
    head = (
        "engine",
        "articles/s until searchable",
        "merging after that, s",
        "MB before → after",
        "× text",
        "MB of memory",
        "builds",
    )
    parts = [f"## {size:,} articles ({text / 1e6:,.0f} MB of text)\n"]
    parts += ["### Indexing\n", *_table(head, rows), ""]
    rows = [
        (names[key], *(_cell(by_class.get(kind)) for kind in _CLASSES))
        for key, by_class in latency.items()
    ]
    what = f"{figures['repeat']} rounds of {figures['queries']} queries a class"
    parts += [f"### Searching{clock}: p50 / p95 / p99 in ms, medians of {what}\n"]
    parts += [*_table(("engine", *_CLASSES), rows), ""]
    rows = [
        (names[key], *(_agreement_cell(by_class.get(kind)) for kind in _CLASSES[1:]))
        for key, by_class in figures["agreement"].items()
        if by_class
    ]
    parts += ["### Agreement with tantivy: % of equal totals / equal facets / shared top ten\n"]
    return [*parts, *_table(("engine", *_CLASSES[1:]), rows), ""]


def _cell(percents: dict[str, list[float]] | None) -> str:
    if percents is None:
        return "-"
    return " / ".join(f"{median(values):.2f}" for values in percents.values())


def _agreement_cell(shares: dict[str, float] | None) -> str:
    return " / ".join(f"{100 * share:.0f}" for share in shares.values()) if shares else "-"


def _http_table(size: int, figures: Figures) -> list[str]:
    applications = figures["applications"]
    rates = {
        name: [each["rate"] for each in found["rounds"]] for name, found in applications.items()
    }
    rows = [
        (
            label(name),
            f"{median(rates[name]):,.0f}",
            f"{ratio(rates[name], rates[EMPTY]):.3f}",
            f"{ratio(rates[name], rates[RIVAL]):.2f}" if RIVAL in rates else "not measured",
            f"{_middle(found, 'p50'):.2f}",
            f"{_middle(found, 'p99'):.2f}",
            f"{max(found['worker_bytes']) / 1e6:.0f}",
        )
        for name, found in applications.items()
    ]
    head = (
        "application",
        "requests/s",
        "× empty",
        "× tantivy",
        "p50 ms",
        "p99 ms",
        "private MB a worker",
    )
    what = (
        f"{figures['workers']} workers of {figures['worker_class'] or 'the usual class'},"
        f" {figures['connections']} connections that stay open, load by {figures['generator']},"
        f" distinct queries, medians of {figures['repeat']} turns of {figures['seconds']:g} s"
    )
    return [f"## Over HTTP, {size:,} articles\n", f"{what}.\n", *_table(head, rows), ""]


def _middle(found: Figures, what: str) -> float:
    values: list[float] = [each[what] for each in found["rounds"]]
    return median(values)


def _freshness_tables(freshness: BySize) -> list[str]:
    parts: list[str] = []
    for size, figures in freshness.items():
        rows = [
            (
                found["name"],
                f"{median(found['delay']):.1f}",
                _pair(found["p50_alone"], found["p99_alone"]),
                _pair(found["p50"], found["p99"]),
                f"{ratio(found['p99'], found['p99_alone']):.2f}" if found["searches"] else "-",
                f"{found['changes']}, {found['searches']:,}",
            )
            for found in figures["peers"].values()
        ]
        head = (
            "engine",
            "searchable after, median",
            "searches alone, p50 / p99",
            "during writes, p50 / p99",
            "p99 / p99 alone",
            "changes, searches during them",
        )
        parts += [f"## One changed article among {size:,}, ms\n", *_table(head, rows), ""]
    return parts


def _pair(first: list[float], second: list[float]) -> str:
    return f"{median(first):.2f} / {median(second):.2f}" if first else "-"


def _memory_tables(memory: BySize, engine: BySize) -> list[str]:
    parts: list[str] = []
    for size, figures in memory.items():
        names = engine[size]["names"] if size in engine else {}
        rows = [
            (
                names.get(key, key),
                f"{found['private'] / 1e6:.0f}",
                f"{found['proportional'] / 1e6:.0f}",
            )
            for key, found in figures["processes"].items()
        ]
        head = ("engine", "private MB (USS)", "MB with its part of what is shared (PSS)")
        parts += [f"## Memory of a second process, {size:,} articles\n", *_table(head, rows), ""]
    return parts


def _setup(measured: Measured) -> list[str]:
    notes: dict[str, str] = {}
    for figures in measured.engine.values():
        notes |= {figures["names"][key]: note for key, note in figures["notes"].items()}
    tools = (measured.engine, measured.http, measured.freshness, measured.memory)
    every = [figures for by_size in tools for figures in by_size.values()]
    machines = sorted({figures["machine"] for figures in every})
    times = sorted(figures["at"][:16].replace("T", " ") for figures in every)
    when = f"Measured from {times[0]} to {times[-1]} UTC on {'; '.join(machines)}."
    return ["## Set-up\n", f"{when}\n", *_table(("engine", "how"), notes.items()), "", NOTES]


NOTES = """\
- A build is timed until its articles can be searched: the commit, or the swap of a rebuilt index.
  What engines then merge by themselves (FTS5's `optimize`, Xapian's `compact`) is timed apart and
  over before searches and sizes are measured; each engine keeps the segments that its own policy
  leaves, tantivy usually one for each indexing thread. Up to 200,000 articles stand in memory when
  the clock starts; above, they are read from a file meanwhile, by all alike. Memory is the most
  that all processes of a build held (proportional set size), merging included, the corpus not.
- Snippets: tantivy, FTS5, Xapian and one of the Whooshes share a few lines of Python
  (`bench/peers/snippets.py`), which are faster than their own highlighters; the rows that use their
  own say so. tantivy marks stemmed words only by analysing each body once more.
- Facets: tantivy runs a search and an aggregation; its binding has no call for both at once. Months
  are numbers there, as it knows no calendar intervals. SQLite's counts come out of one join with a
  narrow table, which was faster than GROUP BY; Whoosh's out of its columns.
- SQLite and Whoosh stem with Porter's first algorithm, the others with his second, so a few words
  (`news`, `-ly`) match differently. FTS5 and Xapian have no BM25 field weights like the others', so
  their top tens differ though their totals agree; bm25s only scores.
- A prefix matches more here than elsewhere: the archive looks for the beginning of the word as
  written (`investi*` finds *investing*), the others for that of its stem.
- Stock Whoosh answers one turn in five of the others' queries; at a million articles FTS5 does, and
  tantivy with its own snippets.
- This archive and tantivy are built anew in every run, in turns; the others once. *earlier* marks
  an index of an earlier run on this machine, with the rate of then; `python -m bench --fresh` uses
  none.
- A changed article is one write by one process, searched by another; in a served archive the
  follower's notice of the change comes on top.
- A process of this archive has the API loaded, those of the peers only the engine; compare workers
  in the tables of HTTP."""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "| --- " + "| ---: " * (len(head) - 1) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


if __name__ == "__main__":
    main()
