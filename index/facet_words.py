"""Searching among a facet's values: which have a word that begins so. The same for every engine."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from index.analysis import terms
from index.fields import Analyzer


class ValueWords:
    """The words of a facet's values, folded, ready to be searched again and again."""

    def __init__(self, values: Iterable[str]) -> None:
        lines = [_folded(value) + "\n" for value in values]
        self._text = "".join(lines)  # one search of a long text is faster than many of short ones
        self._starts = list(accumulate(map(len, lines), initial=0))

    def beginning(self, prefix: str) -> list[int]:
        """The places of the values in which a word begins so, ascending. Of several words the last
        may be unfinished (`hindustan ti`). None for a prefix without a word."""
        wanted = _folded(prefix)
        found: list[int] = []
        place = self._text.find(wanted) if wanted else -1
        while place >= 0:
            line = bisect_right(self._starts, place) - 1
            found.append(line)
            place = self._text.find(wanted, self._starts[line + 1])
        return found


def has_word_beginning(value: str, prefix: str) -> bool:
    """Whether a word of the value begins so: `ValueWords` for a single one."""
    wanted = _folded(prefix)
    return bool(wanted) and wanted in _folded(value)


def _folded(text: str) -> str:
    """Each word of the text after a space."""
    return "".join(f" {word}" for word in terms(text, Analyzer.NAME))
