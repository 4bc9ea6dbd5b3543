"""Count the weights of html.date_choice again:

    python -m bench.extraction.date_weights [FOLDER]

FOLDER holds gold.jsonl and the pages; by default ../shared/data/extraction/htmldate. A place's
weight is the logarithm of its odds, right to wrong, one added to each. What the weights come to on
pages that they were not counted on, bench.extraction.crossvalidate measures.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import UnreadableInput
from archive.parsing.html.date_candidates import Candidate, Place
from archive.parsing.html.date_choice import WEIGHTS, by_day, choose
from archive.parsing.html.dates import gather
from archive.parsing.html.metadata import find_article_data
from archive.parsing.html.page import read_page
from archive.parsing.text import read_dump
from bench.extraction.pages import SHARED, GoldPage, read_pages


@dataclass(frozen=True, slots=True)
class DatedPage:
    """A page's candidates and the day that is right."""

    url: str | None
    day: str
    candidates: Sequence[Candidate]


def main() -> None:
    """Print the accuracy with the weights in use, cross-validated, and the weights counted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "htmldate")
    read = map(read_dated, read_pages(parser.parse_args().folder))
    pages = [page for page in read if page]
    right = sum(is_right(page, WEIGHTS) for page in pages)
    print(f"pages with a date            {len(pages)}")
    print(f"right with the weights used  {right / len(pages):.4f}")
    counted = count_weights(pages)
    for place in Place:
        print(f"  {place:<18} used {WEIGHTS[place]:4.1f}  counted {counted.get(place, 0.0):5.2f}")


def read_dated(page: GoldPage) -> DatedPage | None:
    """A page's candidates; None where its date is not known or the page cannot be read."""
    read = read_page(page.text)
    if read is None or page.date is None:
        return None
    try:
        dump = read_dump(read.text).published(None)
    except UnreadableInput:
        dump = None
    data = find_article_data(read, page.url)
    language = (read.tree.get("lang") or "").casefold() or None
    candidates = gather(read, data, url=page.url, language=language, dump=dump, always_search=True)
    return DatedPage(page.url, page.date, candidates)


def count_weights(pages: Sequence[DatedPage]) -> dict[Place, float]:
    """The logarithm of each place's odds to be right."""
    counts: defaultdict[Place, Counter[bool]] = defaultdict(Counter)
    for page in pages:
        for day, speakers in by_day(page.candidates).items():
            for candidate in speakers:
                counts[candidate.place][day.isoformat() == page.day] += 1
    return {
        place: math.log((count[True] + 1) / (count[False] + 1)) for place, count in counts.items()
    }


def is_right(page: DatedPage, weights: Mapping[Place, float]) -> bool:
    """Whether the day chosen with these weights is the page's."""
    choice = choose(page.candidates, page.url, weights)
    return choice is not None and choice.day.isoformat() == page.day


if __name__ == "__main__":
    main()
