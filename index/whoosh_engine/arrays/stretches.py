"""Roughly where in a text its tokens stand: how many begin in each stretch of it.

Stretch k of a text runs from its boundary k to its boundary k + 1: boundary 0 is the beginning,
boundary k the first space or line's end at or after character 256 * k. No term spans a space, so
each stretch can be analysed alone, and a reader with the text at hand finds the boundaries again:
a byte a stretch says what the place of each token would take four to say.
"""

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter, narrow

STRETCH_BITS: Final = 8
STRETCH: Final = 1 << STRETCH_BITS  # characters, but for the rest of the word at its end

UNCOUNTED: Final = 255
"""What stands for 255 tokens and more, as an endless line without a space has."""


def stretches(text: str) -> list[str]:
    """The text cut at its boundaries; a stretch is empty where one word spans it."""
    if len(text) <= STRETCH:
        return [text]
    text = text.replace("\n", " ")
    parts = []
    start = end = 0
    for place in range(STRETCH, len(text), STRETCH):
        if end < place:
            end = text.find(" ", place)
            end = len(text) if end < 0 else end
        parts.append(text[start:end])
        start = end
    parts.append(text[start:])
    return parts


def boundary(text: str, number: int) -> int:
    """Where boundary `number` of the text lies; at its end for the last one and all after."""
    place = number << STRETCH_BITS
    if not number or place >= len(text):
        return min(place, len(text))
    end = text.find(" ", place)
    if end < 0:
        end = len(text)
    line = text.find("\n", place, end)
    return end if line < 0 else line


class Stretches:
    """The stretches of a segment's bodies.

    Attributes:
        tokens: uint8[stretch], how many tokens begin in each, document after document; UNCOUNTED
            for too many.
        counts: unsigned[document], how many stretches each has; 0 where that is not known.
    """

    def __init__(self, file: ArrayFile) -> None:
        self.tokens: NDArray[np.uint8] = file.array("stretches.tokens")
        self._view = self.tokens.data
        self.counts: NDArray[np.unsignedinteger] = file.array("stretches.counts")

    @cached_property
    def _starts(self) -> memoryview:
        starts = np.zeros(len(self.counts) + 1, np.int64)
        np.cumsum(self.counts, out=starts[1:])
        return narrow(starts).data

    def of(self, document: int) -> bytes:
        """How many tokens begin in each stretch of the document."""
        return bytes(self._view[self._starts[document] : self._starts[document + 1]])

    def edges(self, document: int) -> tuple[int, int]:
        """Where the document's stretches begin and end in `tokens`."""
        return self._starts[document], self._starts[document + 1]


def write_stretches(
    writer: ArrayFileWriter, tokens: NDArray[np.integer], counts: NDArray[np.integer]
) -> None:
    """Write what `Stretches` reads; `tokens` may be any numbers."""
    writer.add("stretches.tokens", np.minimum(tokens, UNCOUNTED).astype(np.uint8))
    writer.add("stretches.counts", narrow(counts))
