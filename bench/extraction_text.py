"""Body quality of the text parser, on pages flattened to text with their menus and footers.

    python -m bench.extraction_text [FOLDER] [--worst N]

FOLDER holds gold.jsonl (one object a page: `file`, `text`) and the files; by default
../shared/data/extraction/text_dumps from the project's root. A page's score is the F1 of its body
against the gold's, over shingles of four words with their counts, as in the Article Extraction
Benchmark (github.com/scrapinghub/article-extraction-benchmark); the mean over the pages is
printed, and beside it the benchmark's own figure, the F1 of mean precision and mean recall. A page
in which the parser finds no article scores 0.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from archive import UnreadableInput, parse_text

_SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one body, each 0 to 1."""

    file: str
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


def harmonic_mean(one: float, other: float) -> float:
    """Zero where both are zero."""
    return 2 * one * other / (one + other) if one + other else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words with its count; a shorter text is one shingle."""
    words = _WORD.findall(text)
    runs = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[start : start + _SHINGLE]) for start in runs)


def score(file: str, gold: str, body: str) -> Score:
    """How well a body matches the gold's."""
    wanted, found = shingles(gold), shingles(body)
    shared = (wanted & found).total()
    return Score(file, shared / found.total(), shared / wanted.total())


def extract_body(text: str) -> str:
    """The parser's body, empty where it finds no article."""
    try:
        return parse_text(text).body
    except UnreadableInput:
        return ""


def score_folder(folder: Path) -> list[Score]:
    """A score for each page of a folder with gold.jsonl."""
    pages = map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        score(
            page["file"],
            page["text"],
            extract_body((folder / page["file"]).read_text(encoding="utf-8")),
        )
        for page in pages
    ]


def main() -> None:
    """Print the mean scores, and the worst pages if asked."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).resolve().parents[2] / "shared/data/extraction/text_dumps"
    arguments.add_argument("folder", nargs="?", type=Path, default=default)
    arguments.add_argument("--worst", type=int, default=0, metavar="N")
    options = arguments.parse_args()
    if not (options.folder / "gold.jsonl").exists():
        sys.exit(f"There is no gold.jsonl in {options.folder}. Name the folder with the pages.")
    scores = score_folder(options.folder)
    precision = fmean(one.precision for one in scores)
    recall = fmean(one.recall for one in scores)
    print(f"pages      {len(scores)}")
    print(f"mean F1    {fmean(one.f1 for one in scores):.4f}")
    print(f"precision  {precision:.4f}")
    print(f"recall     {recall:.4f}")
    print(f"F1 of mean precision and recall  {harmonic_mean(precision, recall):.4f}")
    for one in sorted(scores, key=lambda one: one.f1)[: options.worst]:
        print(f"{one.f1:.3f}  {one.precision:.3f}  {one.recall:.3f}  {one.file}")


if __name__ == "__main__":
    main()
