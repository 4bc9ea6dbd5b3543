"""What is set by numbers, fitted anew and measured on hosts that it was not fitted to:

    python -m bench.extraction.crossvalidate [FOLDER] [--without-lists]

FOLDER holds the collections; by default ../shared/data/extraction.

Text dumps: the values of archive.parsing.region are fitted five times over, each time to the pages
of four fifths of the hosts, from the same neutral start (every cost alike, every factor one), one
value after another, twice round; the articles on the other hosts are found with what came of it.
`--without-lists` measures the same without any phrase of data/boilerplate.toml, which cannot be
fitted anew. Dates: the weights of the places are counted likewise.

Each figure stands with the interval of 95 % that comes of drawing hosts at random (bootstrap).
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import fmean

from archive.parsing import kinds, phrases, tables
from archive.parsing.html.date_choice import WEIGHTS
from archive.parsing.region import VALUES, Values
from bench.extraction import date_weights
from bench.extraction.baselines import BASELINES
from bench.extraction.folds import Folds, bootstrap
from bench.extraction.pages import SHARED, GoldPage, read_pages
from bench.extraction.region_values import PiecedPage, find_body, fit, piece_page
from bench.extraction.scoring import BodyScore, overall, score_body

_MEASURES: Mapping[str, Callable[[Sequence[BodyScore]], float]] = {
    "F1 of mean precision and recall": overall,
    "mean of the pages' F1": lambda scores: fmean(one.f1 for one in scores),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with the ends of its interval of 95 %."""

    measured: str
    measure: str
    value: float
    low: float
    high: float


def main() -> None:
    """Print the figures with the values in use, and cross-validated."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--without-lists", action="store_true")
    options = parser.parse_args()
    if options.without_lists:
        _forget_phrases()
    figures = dump_figures(list(read_pages(options.folder / "text_dumps")))
    if not options.without_lists:
        figures = chain(figures, date_figures(list(read_pages(options.folder / "htmldate"))))
    for one in figures:
        line = (
            f"{one.measured:<42} {one.measure:<32} {one.value:.4f} ({one.low:.3f}-{one.high:.3f})"
        )
        print(line, flush=True)


def dump_figures(pages: Sequence[GoldPage]) -> Iterator[Figure]:
    """How well bodies are found in text dumps."""
    pieced = [piece_page(page) for page in pages]
    for label, extract in BASELINES.items():
        yield from _figures(label, [(one.url, _score(one, extract(one.text))) for one in pages])
    used = [(one.url, _found(one, VALUES)) for one in pieced]
    yield from _figures("text dumps, values in use", used)
    crossed: list[tuple[str | None, BodyScore]] = []
    for training, held_out in Folds(pieced):
        values = fit(training)
        crossed += [(one.url, _found(one, values)) for one in held_out]
    yield from _figures("text dumps, cross-validated by host", crossed)


def date_figures(pages: Sequence[GoldPage]) -> Iterator[Figure]:
    """How often the day is right, with weights counted on other hosts' pages."""
    dated = [one for page in pages if (one := date_weights.read_dated(page))]
    used = [(one.url, date_weights.is_right(one, WEIGHTS)) for one in dated]
    crossed: list[tuple[str | None, bool]] = []
    for training, held_out in Folds(dated):
        weights = date_weights.count_weights(training)
        crossed += [(one.url, date_weights.is_right(one, weights)) for one in held_out]
    for label, found in (("weights in use", used), ("cross-validated by host", crossed)):
        low, high = bootstrap(found, fmean)
        yield Figure(f"dates, {label}", "right", fmean(one for _, one in found), low, high)


def _figures(label: str, scores: Sequence[tuple[str | None, BodyScore]]) -> Iterator[Figure]:
    for measure, compute in _MEASURES.items():
        low, high = bootstrap(scores, compute)
        yield Figure(label, measure, compute([score for _, score in scores]), low, high)


def _score(page: GoldPage, body: str) -> BodyScore:
    return score_body(page.file, page.body or "", body)


def _found(page: PiecedPage, values: Values) -> BodyScore:
    return score_body("", page.gold, find_body(page, values))


def _forget_phrases() -> None:
    """Empty the tables of phrases by which lines are told apart."""
    for table in tables.load_table("boilerplate").values():
        for words in table.values():
            words.clear()
    for cached in (phrases.phrases, kinds._tables, kinds._remembered):
        cached.cache_clear()


if __name__ == "__main__":
    main()
