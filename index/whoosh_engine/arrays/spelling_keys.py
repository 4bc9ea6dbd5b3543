"""The keys of a field's spellings, by which they are numbered and found.

A key sorts by the folded form of a word, the one spelling that all ways to write it share. It is
`folded` alone where the word is spelt so and belongs to no language's terms, else
`folded TAG language TAG spelling`. So one range of numbers is all words that begin with the same
letters.
"""

from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import TAG, fold
from index.whoosh_engine.arrays.container import ArrayFile
from index.whoosh_engine.arrays.dictionary import SortedTexts, encode
from index.whoosh_engine.arrays.errors import IndexDamaged

Numbers = range | NDArray[np.integer]
"""Spellings, by ascending number."""

_AFTER_TAG: Final = chr(ord(TAG) + 1)


class Spelling(NamedTuple):
    """A word as written but for capitals, its folded form, and the language whose terms it belongs
    to: "" for English and all that is stemmed as English is."""

    folded: str
    language: str
    spelling: str


def key_of(term: str, folded: str, spelling: str) -> str:
    """The key of a spelling of the term."""
    language, tag, _ = term.partition(TAG)
    if spelling == folded and not tag:
        return folded
    return f"{folded}{TAG}{language if tag else ''}{TAG}{spelling}"


class SpellingKeys:
    """The keys of one field's spellings in one segment.

    `len(keys)` is how many there are. Numbers are in the order of the keys. Two terms that had a
    spelling in common would have a number each for it.
    """

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file, self._name = file, f"field.{field}.spellings"
        self._field_name = field
        self._keys = SortedTexts(file, f"{self._name}.keys")

    def __len__(self) -> int:
        return len(self._keys)

    @cached_property
    def table(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The keys for compiled loops: the UTF-8 of them all, one after the other, and where each
        starts and the last ends. Made at the first use, then kept. Raises IndexDamaged."""
        texts, starts = self._texts
        return texts, starts.astype(np.int64)

    @cached_property
    def _texts(self) -> tuple[NDArray[np.uint8], NDArray[np.unsignedinteger]]:
        """`table`, as the file holds it."""
        texts: NDArray[np.uint8] = self._file.array(f"{self._name}.keys.text")
        starts: NDArray[np.unsignedinteger] = self._file.array(f"{self._name}.keys.starts")
        if starts[-1] > len(texts) or (starts[1:] < starts[:-1]).any():
            raise self._damaged()
        return texts, starts

    def key(self, number: int) -> str:
        """The key with this number."""
        return self._keys.term(number)

    def keys(self, numbers: Numbers) -> list[str]:
        """The keys with these numbers."""
        if isinstance(numbers, range):
            return list(self._keys.between(numbers.start, numbers.stop))
        return list(map(self._keys.term, numbers.tolist()))

    def key_bytes(self) -> list[bytes]:
        """All keys, as UTF-8."""
        return list(self._keys.bytes_between(0, len(self)))

    def spelling(self, number: int) -> Spelling:
        """What the key says."""
        folded, *tagged = self.key(number).split(TAG, 2)
        return Spelling(folded, *tagged) if len(tagged) == 2 else Spelling(folded, "", folded)

    def range_of(self, prefix: str) -> range:
        """The spellings whose folded form begins so. Raises IndexDamaged."""
        from index.whoosh_engine.arrays.spelled import beginning_with

        return range(*beginning_with(*self._texts, np.frombuffer(encode(prefix), np.uint8)))

    def folded_as(self, folded: str) -> range:
        """The spellings with this folded form."""
        first = self._keys.at_or_after(folded)
        return range(first, max(self._keys.at_or_after(folded + _AFTER_TAG), first))

    def find(self, spelling: str) -> list[int]:
        """The numbers of the words spelt so, one for each language that has it."""
        alike = self.folded_as(fold(spelling))
        return [number for number in alike if self.spelling(number).spelling == spelling]

    def _damaged(self) -> IndexDamaged:
        return IndexDamaged(
            f"The index file {self._file.path} cannot be read: the spellings of "
            f"{self._field_name!r} lead nowhere. Rebuild the index."
        )
