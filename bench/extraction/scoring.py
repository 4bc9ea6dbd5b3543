"""Scores of what was read off a page, against its gold."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

_SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class BodyScore:
    """Precision and recall of one body, each 0 to 1."""

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


def score_body(file: str, gold: str, body: str) -> BodyScore:
    """How well a body matches the gold's, as in the Article Extraction Benchmark
    (github.com/scrapinghub/article-extraction-benchmark)."""
    wanted, found = shingles(gold), shingles(body)
    shared = (wanted & found).total()
    return BodyScore(file, shared / found.total(), shared / wanted.total())


def overall(scores: Sequence[BodyScore]) -> float:
    """The benchmark's own figure: the F1 of mean precision and mean recall."""
    return harmonic_mean(
        fmean(one.precision for one in scores), fmean(one.recall for one in scores)
    )


def same_title(gold: str, title: str) -> bool:
    """Whether two titles have the same letters and digits, capitals and accents' encoding aside."""
    return _letters(gold) == _letters(title)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def score_authors(gold: Iterable[str], authors: Iterable[str]) -> float:
    """The F1 of the names; 1 where neither names anybody."""
    wanted, found = set(map(_letters, gold)), set(map(_letters, authors))
    if not wanted and not found:
        return 1.0
    shared = len(wanted & found)
    return harmonic_mean(shared / max(1, len(found)), shared / max(1, len(wanted)))
