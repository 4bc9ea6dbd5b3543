"""Count the weights of html.date_choice again, and cross-validate the choice of dates:

    python -m bench.extraction.date_weights [FOLDER]

FOLDER holds gold.jsonl and the pages; by default ../shared/data/extraction/htmldate. A place's
weight is the logarithm of its odds, right to wrong, one added to each. Pages are parted into five
at random, three times over; each part's dates are chosen with weights counted on the other four.
"""

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import UnreadableInput, parse_text
from archive.parsing.html.date_candidates import Candidate, Place
from archive.parsing.html.date_choice import WEIGHTS, by_day, choose
from archive.parsing.html.dates import gather
from archive.parsing.html.metadata import find_article_data
from archive.parsing.html.page import read_page
from bench.extraction.pages import SHARED, GoldPage, read_pages

_PARTS = 5
_ROUNDS = 3


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
    pages = [
        dated
        for page in read_pages(parser.parse_args().folder)
        if page.date and (dated := _dated(page))
    ]
    print(f"pages with a date            {len(pages)}")
    print(f"right with the weights used  {_right(pages, WEIGHTS) / len(pages):.4f}")
    print(f"right, cross-validated       {cross_validate(pages):.4f}")
    counted = count_weights(pages)
    for place in Place:
        print(f"  {place:<18} used {WEIGHTS[place]:4.1f}  counted {counted.get(place, 0.0):5.2f}")


def _dated(page: GoldPage) -> DatedPage | None:
    read = read_page(page.text)
    if read is None or page.date is None:
        return None
    try:
        dump = parse_text(read.text).published
    except UnreadableInput:
        dump = None
    data = find_article_data(read, page.url)
    language = (read.tree.get("lang") or "").casefold() or None
    candidates = gather(read, data, url=page.url, language=language, dump=dump)
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


def cross_validate(pages: Sequence[DatedPage], seed: int = 0) -> float:
    """The share of days that are right, chosen with weights counted on other pages."""
    shuffled = list(pages)
    shuffle = random.Random(seed)
    right = 0
    for _ in range(_ROUNDS):
        shuffle.shuffle(shuffled)
        for part in range(_PARTS):
            others = [page for number, page in enumerate(shuffled) if number % _PARTS != part]
            right += _right(shuffled[part::_PARTS], count_weights(others))
    return right / (_ROUNDS * len(pages))


def _right(pages: Sequence[DatedPage], weights: Mapping[Place, float]) -> int:
    choices = [(page, choose(page.candidates, page.url, weights)) for page in pages]
    return sum(
        choice is not None and choice.day.isoformat() == page.day for page, choice in choices
    )


if __name__ == "__main__":
    main()
