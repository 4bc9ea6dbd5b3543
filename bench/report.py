"""`bench/out/*.json` -> `bench/results.md` and `bench/results.png`: `python -m bench.report`."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from bench.engine_bench import MIXED
from bench.plot import draw
from bench.queries import QueryClass
from bench.store import load_figures

FOLDER = Path(__file__).parent
OURS, RIVAL, STOCK = "archive", "tantivy", "whoosh"
_CLASSES = (MIXED, *(str(kind) for kind in QueryClass))

Figures = dict[str, Any]
BySize = dict[int, Figures]

INTRODUCTION = """# How fast the archive is, beside its peers

Written by `make bench` (10,000 and 100,000 articles) and `make bench-large` (a million); do not
edit. Trust the ratios more than the times: machines differ, and engines were asked in turns, so
that whatever else the machine did hit all alike.

**Every query is equal work**: the ten best by BM25 over title (weighing three times) and body, the
exact total, two facets (source and month of publication; agency or language where the source or a
span of time is filtered), the ten hits' stored fields, and one highlighted snippet of about 200
characters each. Answers are compared: see *Agreement*.

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
    engine, http = load_figures("engine"), load_figures("http")
    freshness, memory = load_figures("freshness"), load_figures("memory")
    if not engine:
        raise SystemExit("There are no figures yet. Run: python -m bench")
    parts = [INTRODUCTION, *_ratios(engine, http, freshness)]
    for size, figures in engine.items():
        parts += _engine_tables(size, figures)
    for size, figures in http.items():
        parts += _http_table(size, figures)
    parts += _freshness_tables(freshness)
    parts += _memory_tables(memory, engine)
    parts += _setup(engine)
    draw(engine, http, FOLDER / "results.png")
    (FOLDER / "results.md").write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"Wrote {FOLDER / 'results.md'} and results.png")


def ratio(left: Sequence[float], right: Sequence[float]) -> float:
    """The median over the rounds of left / right, round by round."""
    return median(a / b for a, b in zip(left, right, strict=True))


def _ratios(engine: BySize, http: BySize, freshness: BySize) -> list[str]:
    """The claims that the project is held to, as far as there are figures for them."""
    rows: list[tuple[str, str, str]] = []
    for size, figures in engine.items():
        rows += _latency_ratios(size, figures)
        rows += _build_ratios(size, figures)
    for size, figures in http.items():
        applications = figures["applications"]
        ours = applications.get(OURS)
        for other, claim in (("empty", "≥ 0.33"), (RIVAL, "≥ 2")):
            if ours and other in applications:
                value = ratio(
                    [each["rate"] for each in ours["rounds"]],
                    [each["rate"] for each in applications[other]["rounds"]],
                )
                what = f"{size:,}: requests/s over HTTP, this archive / {other}"
                rows.append((what, f"{value:.2f}", claim))
    rows += _growth_ratios(engine)
    for size, figures in freshness.items():
        ours = figures["peers"].get(OURS)
        if ours:
            what = f"{size:,}: from a write to a search that shows it, ms"
            rows.append((what, f"{ours['median']:.0f}", "≤ 250 at 100,000"))
            value = ours["search_p99"] / ours["search_p99_alone"]
            what = f"{size:,}: p99 of searches during writes / without"
            rows.append((what, f"{value:.2f}", "about 1"))
    return ["## Ratios\n", *_table(("what", "measured", "aim"), rows), ""]


def _latency_ratios(size: int, figures: Figures) -> Iterable[tuple[str, str, str]]:
    latency = figures["latency"]
    if OURS not in latency:
        return
    for other, percents, claim in ((RIVAL, ("p50", "p99"), "≤ 0.5, ≤ 1"), (STOCK, ("p50",), "")):
        if other in latency:
            values = [
                ratio(latency[OURS][MIXED][each], latency[other][MIXED][each]) for each in percents
            ]
            aim = claim or "≤ 0.025"
            what = f"{size:,}: {', '.join(percents)} of mixed queries / {figures['names'][other]}"
            yield what, ", ".join(f"{value:.3f}" for value in values), aim
    if RIVAL in latency:
        by_class = {
            kind: ratio(latency[OURS][kind]["p50"], latency[RIVAL][kind]["p50"])
            for kind in _CLASSES[1:]
        }
        worst = max(by_class, key=lambda kind: by_class[kind])
        what = f"{size:,}: p50 of the worst class ({worst}) / tantivy"
        yield what, f"{by_class[worst]:.2f}", "≤ 1"


def _build_ratios(size: int, figures: Figures) -> Iterable[tuple[str, str, str]]:
    builds = figures["builds"]
    if OURS not in builds:
        return
    for other, claim in ((STOCK, "≥ 20"), (RIVAL, "≥ 0.8")):
        if other in builds:
            value = builds[OURS]["articles_per_second"] / builds[other]["articles_per_second"]
            yield f"{size:,}: indexing rate / {figures['names'][other]}", f"{value:.2f}", claim
    yield (
        f"{size:,}: index size / text",
        f"{builds[OURS]['bytes'] / figures['text_bytes']:.2f}",
        "≤ 1",
    )


def _growth_ratios(engine: BySize) -> Iterable[tuple[str, str, str]]:
    sizes = [size for size, figures in engine.items() if OURS in figures["latency"]]
    for small, large in pairwise(sizes):
        medians = [median(engine[size]["latency"][OURS][MIXED]["p50"]) for size in (small, large)]
        claim = "≤ 6" if large == 1_000_000 else ""
        what = f"p50 at {large:,} / p50 at {small:,}"
        yield what, f"{medians[1] / medians[0]:.1f}", claim


def _engine_tables(size: int, figures: Figures) -> list[str]:
    names, builds, latency = figures["names"], figures["builds"], figures["latency"]
    text = figures["text_bytes"]
    clock = "" if figures["clock"] == "wall" else f" ({figures['clock']} time: a preview)"
    rows = [
        (
            names[key],
            f"{built['articles_per_second']:,.0f}",
            f"{built['bytes'] / 1e6:,.0f}",
            f"{built['bytes'] / text:.2f}",
            f"{built['memory'] / 1e6:,.0f}",
            str(built["builds"]),
        )
        for key, built in builds.items()
        if key in names
    ]
    head = ("engine", "articles/s", "MB", "× text", "MB of memory", "builds")
    parts = [f"## {size:,} articles ({text / 1e6:,.0f} MB of text)\n"]
    parts += ["### Indexing, from articles to searchable\n", *_table(head, rows), ""]
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
    rows = []
    empty = figures["applications"]["empty"]["rounds"]
    for name, found in figures["applications"].items():
        against = ratio(
            [each["rate"] for each in found["rounds"]], [each["rate"] for each in empty]
        )
        rows.append(
            (
                "empty route" if name == "empty" else name,
                f"{_middle(found, 'rate'):,.0f}",
                f"{against:.3f}",
                f"{_middle(found, 'p50'):.2f}",
                f"{_middle(found, 'p99'):.2f}",
                f"{max(found['worker_bytes'], default=0) / 1e6:.0f}",
            )
        )
    head = ("application", "requests/s", "× empty", "p50 ms", "p99 ms", "private MB a worker")
    what = (
        f"{figures['workers']} {figures['worker_class'] or 'default'} workers,"
        f" {figures['connections']} connections, load by {figures['generator']},"
        f" medians of {figures['repeat']} turns of {figures['seconds']:g} s"
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
                f"{found['median']:.1f} / {found['p95']:.1f}",
                f"{found['search_p50_alone']:.2f} / {found['search_p99_alone']:.2f}",
                f"{found['search_p50']:.2f} / {found['search_p99']:.2f}",
            )
            for found in figures["peers"].values()
        ]
        head = (
            "engine",
            "searchable after, median / p95",
            "searches alone, p50 / p99",
            "during writes, p50 / p99",
        )
        parts += [f"## One changed article among {size:,}, ms\n", *_table(head, rows), ""]
    return parts


def _memory_tables(memory: BySize, engine: BySize) -> list[str]:
    parts: list[str] = []
    for size, figures in memory.items():
        names = engine[size]["names"] if size in engine else {}
        rows = [
            (names.get(key, key), f"{found / 1e6:.0f}")
            for key, found in figures["private_bytes"].items()
        ]
        parts += [f"## Private memory of a second process, {size:,} articles\n"]
        parts += [*_table(("engine", "MB"), rows), ""]
    return parts


def _setup(engine: BySize) -> list[str]:
    notes: dict[str, str] = {}
    for figures in engine.values():
        notes |= {figures["names"][key]: note for key, note in figures["notes"].items()}
    rows = list(notes.items())
    machines = sorted({figures["machine"] for figures in engine.values()})
    return ["## Set-up\n", f"{'; '.join(machines)}.\n", *_table(("engine", "how"), rows), "", NOTES]


NOTES = """- Snippets: tantivy, FTS5, Xapian and one of the Whooshes share a few lines of Python
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
- Whoosh answers one turn in five of the others' queries, and is built once.
- Indexes of an earlier run are used again, with the rate of that run, all but tantivy's and this
  archive's; `python -m bench --fresh` builds all."""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "| --- " + "| ---: " * (len(head) - 1) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


if __name__ == "__main__":
    main()
