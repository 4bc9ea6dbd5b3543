"""Where in a text a phrase stands.

From each of its beginnings the earliest next word is taken each time: no other choice ends earlier.
What comes next after one beginning comes no sooner after a later one, so each of the phrase's words
is looked for once along the text, however many beginnings there are and however far apart the
phrase's words may stand.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from index.analysis import first_character
from index.field_clauses import PhraseClause
from index.fields import Analyzer
from index.locating import word_range

Pieces = Sequence[tuple[int, str]]
"""Pieces of texts, in order: where each starts, and it (see `index.pieces`)."""

Keys = Callable[[str], tuple[str, ...]]
"""What the words of a piece are compared by, in order."""

_PIECE = re.compile(r"[^ \n]+")

_FEW = 8
"""Words of a phrase that are compared anew at each of its beginnings, sooner than remembered."""


def phrase_ranges(
    text: str, end: int, pieces: Pieces, phrase: PhraseClause, keys_of: Keys, analyzer: Analyzer
) -> Iterator[tuple[int, int]]:
    """Where the phrase stands in a text that ends at `end`, of which `pieces` are those that it can
    begin in: a range from one end to the other of its words that stand side by side, as all do
    where no other words are allowed among them."""
    words: _Words | None = None
    is_short = not phrase.slop and not phrase.open_end and len(phrase.wanted) <= _FEW
    for start, piece in pieces:
        keys = keys_of(piece)
        if phrase.wanted[0] not in keys:
            continue
        if is_short:
            yield from _short_ranges(text, end, (start, piece), phrase.wanted, keys_of, analyzer)
            continue
        if words is None or not words.has_piece(start):
            words = _Words(text, start, end, phrase, keys_of)
        for index, key in enumerate(keys):
            if key == phrase.wanted[0]:
                for first, last, is_end in _runs(words.from_beginning(start, index)):
                    begin, _ = words.range_of(first, analyzer)
                    last_begin, stop = words.range_of(last, analyzer)
                    if phrase.open_end and is_end:
                        stop = last_begin + first_character(text[last_begin:stop])
                    yield begin, stop


def _short_ranges(
    text: str,
    end: int,
    first: tuple[int, str],
    wanted: tuple[str, ...],
    keys_of: Keys,
    analyzer: Analyzer,
) -> Iterator[tuple[int, int]]:
    """Where a phrase begins in a piece and has no other words among its own."""
    start, piece = first
    keys = keys_of(piece)
    for index, key in enumerate(keys):
        if key != wanted[0]:
            continue
        found = keys[index : index + len(wanted)]
        last_start, last, last_index = start, piece, index + len(found) - 1
        while len(found) < len(wanted) and found == wanted[: len(found)]:
            following = _PIECE.search(text, last_start + len(last), end)
            if following is None:
                break
            last_start, last = following.start(), following[0]
            added = keys_of(last)[: len(wanted) - len(found)]
            found += added
            last_index = len(added) - 1
        if found == wanted:
            yield (
                start + word_range(piece, index, analyzer)[0],
                last_start + word_range(last, last_index, analyzer)[1],
            )


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """The first and the last of the numbers that follow each other, over and over, and whether they
    are the last of all."""
    if numbers and numbers[-1] - numbers[0] < len(numbers):  # no others among them, as mostly
        yield numbers[0], numbers[-1], True
        return
    first = 0
    for place, number in enumerate(numbers, start=1):
        is_end = place == len(numbers)
        if is_end or numbers[place] != number + 1:
            yield numbers[first], number, is_end
            first = place


class _Words:
    """The words of a text from a piece on, read as far as is asked for, and how far each of a
    phrase's words was looked for among them."""

    def __init__(
        self, text: str, start: int, end: int, phrase: PhraseClause, keys_of: Keys
    ) -> None:
        self._unread = _PIECE.finditer(text, start, end)
        self._keys_of = keys_of
        self._wanted = list(phrase.wanted)
        self._slop = phrase.slop
        self._open_end = phrase.open_end
        self._keys: list[str] = []
        self._places: list[tuple[int, str, int]] = []  # a piece's start, it, the word's index in it
        self._firsts: dict[int, int] = {}  # of the words, by where their pieces start
        self._looked_at = [0] * len(self._wanted)
        self._read_next()

    def has_piece(self, start: int) -> bool:
        """Whether the piece that starts here has been read."""
        return start in self._firsts

    def range_of(self, number: int, analyzer: Analyzer) -> tuple[int, int]:
        """The half-open range of characters of a word."""
        start, piece, index = self._places[number]
        first, last = word_range(piece, index, analyzer)
        return start + first, start + last

    def from_beginning(self, start: int, index: int) -> Sequence[int]:
        """The numbers of the words that are the phrase which begins with this word of a piece that
        has been read; none if it does not begin there. To be asked for ascending beginnings."""
        begin = self._firsts[start] + index
        if not self._slop and not self._open_end:
            end = begin + len(self._wanted)
            if self._has(end - 1) and self._keys[begin:end] == self._wanted:
                return range(begin, end)
            return ()
        found = [begin]
        for nth in range(1, len(self._wanted)):
            next_one = self._find(nth, found[-1] + 1, begin + nth + self._slop)
            if next_one is None:
                return ()
            found.append(next_one)
        return found

    def _find(self, nth: int, number: int, last: int) -> int | None:
        """The first from this number on, up to the last one, that is the phrase's nth word."""
        wanted = self._wanted[nth]
        may_go_on = self._open_end and nth == len(self._wanted) - 1
        number = max(number, self._looked_at[nth])
        while number <= last and self._has(number):
            key = self._keys[number]
            if key == wanted or (may_go_on and key.startswith(wanted)):
                break
            number += 1
        self._looked_at[nth] = number
        return number if number <= last and self._has(number) else None

    def _has(self, number: int) -> bool:
        """Whether there are so many words that one has this number."""
        while number >= len(self._keys):
            if not self._read_next():
                return False
        return True

    def _read_next(self) -> bool:
        """Read a piece more, if there is one."""
        match = next(self._unread, None)
        if match is None:
            return False
        start, piece = match.start(), match[0]
        self._firsts[start] = len(self._keys)
        for index, key in enumerate(self._keys_of(piece)):
            self._keys.append(key)
            self._places.append((start, piece, index))
        return True
