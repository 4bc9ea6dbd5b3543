"""How well pages are read, beside trafilatura, newspaper4k and readability-lxml:

    python -m bench.extraction [FOLDER] [--results FILE] [--worst N] [--no-folds]

FOLDER holds the collections `zyte_aeb`, `text_dumps`, `np4k_tests` and `htmldate`, each a folder
with gold.jsonl (one object a page: `file`, `url` and what is known of `text`, `title`, `date`,
`authors`); by default ../shared/data/extraction, beside the project. A collection that is not
there is passed over with a word, and so is a peer that is not installed. The results are printed
and written to bench/extraction.md, or to FILE, with those of bench.extraction.crossvalidate unless
`--no-folds` says otherwise.

Bodies are scored by the F1 of mean precision and recall over shingles of four words, as in the
Article Extraction Benchmark, and by the mean of the pages' own F1; dates by the share of pages with
the right day; titles by the share with the right letters; authors by the mean F1 of the names.
"""

import argparse
import logging
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from time import process_time

from bench.extraction.crossvalidate import Figure, date_figures, dump_figures
from bench.extraction.extractors import DATES, HTML, TEXT, Extraction, Extractor
from bench.extraction.pages import SHARED, GoldPage, read_pages
from bench.extraction.report import Table, to_markdown
from bench.extraction.scoring import overall, same_title, score_authors, score_body

_RESULTS = Path(__file__).resolve().parents[1] / "extraction.md"
_COLLECTIONS = {"zyte_aeb": HTML, "text_dumps": TEXT, "np4k_tests": HTML, "htmldate": DATES}
_FOLDED = {"text_dumps": dump_figures, "htmldate": date_figures}


def main() -> None:
    """Print a table for each collection and write them; exits with a message without any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, metavar="FOLDER")
    parser.add_argument("--results", type=Path, default=_RESULTS, metavar="FILE")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="the archive's N worst")
    parser.add_argument("--no-folds", action="store_true", help="no cross-validation")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)  # peers log the pages that they cannot read
    warnings.simplefilter("ignore")  # and warn of time zones that they do not know
    tables: dict[str, Table] = {}
    figures: list[Figure] = []
    for name, extractors in _COLLECTIONS.items():
        if not (options.folder / name / "gold.jsonl").exists():
            print(f"{name}: not measured, there is no {options.folder / name / 'gold.jsonl'}")
            continue
        pages = list(read_pages(options.folder / name))
        tables[f"{name}, {len(pages)} pages"] = measure(name, pages, extractors, options.worst)
        if name in _FOLDED and not options.no_folds:
            figures += _FOLDED[name](pages)
    if not tables:
        sys.exit("Name the folder with the collections.")
    for one in figures:
        print(f"{one.measured}, {one.measure}: {one.value:.4f} ({one.low:.3f}-{one.high:.3f})")
    options.results.write_text(to_markdown(tables, figures), encoding="utf-8")


def measure(
    name: str, pages: Sequence[GoldPage], extractors: Mapping[str, Extractor], worst: int
) -> Table:
    """One collection's table, printed too: a row for each extractor, a column for each field."""
    print(f"\n{name}: {len(pages)} pages")
    table: dict[str, Mapping[str, float]] = {}
    for number, (label, extract) in enumerate(extractors.items()):
        start = process_time()
        try:
            found = [_extract(extract, page) for page in pages]
        except ModuleNotFoundError as error:
            print(f"  {label:<26} not measured: {error.name} is not installed")
            continue
        milliseconds = 1000 * (process_time() - start) / len(pages)
        table[label] = {**_columns(pages, found), "ms a page": milliseconds}
        cells = (f"{column} {value:.4f}" for column, value in table[label].items())
        print(f"  {label:<26} {'  '.join(cells)}", flush=True)
        if worst and not number:
            _print_worst(pages, found, worst)
    return table


def _extract(extract: Extractor, page: GoldPage) -> Extraction:
    """What an extractor reads off a page: nothing where it fails, as its users would get."""
    try:
        return extract(page)
    except ModuleNotFoundError:
        raise
    except Exception:  # noqa: BLE001 - whatever a peer raises, the page is lost to it
        return Extraction()


def _columns(pages: Sequence[GoldPage], found: Sequence[Extraction]) -> dict[str, float]:
    """A figure for each field that the gold knows and the extractor finds at all."""
    pairs = list(zip(pages, found, strict=True))
    columns: dict[str, float] = {}
    bodies = [
        score_body(page.file, page.body, one.body) for page, one in pairs if page.body is not None
    ]
    if bodies and any(one.body for one in found):
        columns["body F1"] = overall(bodies)
        columns["mean F1"] = fmean(one.f1 for one in bodies)
    dates = [one.date == page.date for page, one in pairs if page.date]
    if dates and any(one.date for one in found):
        columns["dates"] = fmean(dates)
    titles = [same_title(page.title, one.title) for page, one in pairs if page.title]
    if titles and any(one.title for one in found):
        columns["titles"] = fmean(titles)
    authors = [
        score_authors(page.authors, one.authors) for page, one in pairs if page.authors is not None
    ]
    if authors and any(one.authors for one in found):
        columns["authors"] = fmean(authors)
    return columns


def _print_worst(pages: Sequence[GoldPage], found: Sequence[Extraction], most: int) -> None:
    """The pages with the worst bodies, or with a wrong date where no body is known."""
    pairs = list(zip(pages, found, strict=True))
    scores = [score_body(page.file, page.body, one.body) for page, one in pairs if page.body]
    for score in sorted(scores, key=lambda one: one.f1)[:most]:
        print(f"    {score.f1:.3f}  {score.precision:.3f}  {score.recall:.3f}  {score.file}")
    if not scores:
        wrong = [(page, one) for page, one in pairs if page.date and one.date != page.date]
        for page, one in wrong[:most]:
            print(f"    {page.date}, not {one.date or 'none'}  {page.file}")


if __name__ == "__main__":
    main()
