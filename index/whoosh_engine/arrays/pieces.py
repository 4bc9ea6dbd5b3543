"""The pieces of a text, what stands between two spaces or line ends, found and known by the batch.

A language repeats its words, so a piece is analysed once and then known by a code. Looking each one
up in a `dict` costs several times what reading it does: a new string, its hash, and a walk through
memory. Here a piece of up to 16 bytes is two whole numbers, its bytes, and a batch of them is
looked up in a hash table of arrays by a few operations on all of them.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

SEPARATORS: Final = b" \n"
LONGEST_PIECE: Final = 16  # bytes; longer ones are looked up one by one
SMALLEST_TABLE: Final = 1 << 12
LARGEST_TABLE: Final = 1 << 21  # slots of 24 bytes; when a quarter is used, it is begun anew
KEPT_LONG_PIECES: Final = 50_000
LONGEST_KEPT: Final = 64  # bytes; longer ones rarely come twice
_SLOT: Final = np.dtype([("low", "<u8"), ("high", "<u8"), ("code", "<i8")])
_PROBES: Final = 16
_LOAD: Final = 4  # slots for each piece
_MULTIPLIERS: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_HALF: Final = np.uint64(32)
# By the length of a piece: the bits that its first eight bytes, and the eight after, have.
_LOW_MASKS: Final = np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)
_HIGH_MASKS: Final = np.append(np.zeros(8, np.uint64), _LOW_MASKS)


class Pieces(NamedTuple):
    """Where pieces are in a text: the half-open ranges of bytes [piece], ascending."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def find_pieces(text: bytes) -> Pieces:
    """The pieces of a text that begins and ends with a separator."""
    data = np.frombuffer(text, np.uint8)
    separates = data == SEPARATORS[0]
    separates |= data == SEPARATORS[1]
    edges = np.flatnonzero(separates[1:] != separates[:-1])
    edges += 1
    return Pieces(edges[::2], edges[1::2])


class PieceCodes:
    """The codes of pieces, each of which is asked of `analysis` when it is first seen.

    They are kept in a table of slots, in the one that a piece's hash names or one soon after it.
    `low` and `high` are the piece's bytes, little-endian, filled up with zeros; a free slot has 0
    in `low`, which no piece has. What belongs together lies together: to fetch it is what costs.
    """

    def __init__(self, analysis: Callable[[bytes], int]) -> None:
        self._analysis = analysis
        self._long: dict[bytes, int] = {}
        self._clear(SMALLEST_TABLE)

    def _clear(self, size: int) -> None:
        self._used = 0
        self._size = size
        self._shift = np.uint64(64 - size.bit_length() + 1)
        self._table = np.zeros(size + _PROBES, _SLOT)

    def of(self, text: bytes, pieces: Pieces) -> NDArray[np.int32]:
        """The code of each piece of the text, which has no zero bytes."""
        low, high = _keys(text, pieces)
        slots = self._slots(low, high)
        found = self._table.take(slots)
        codes: NDArray[np.int32] = found["code"].astype(np.int32)
        unknown = np.flatnonzero((found["low"] != low) | (found["high"] != high))
        for probe in range(1, _PROBES):
            if not unknown.size:
                return codes
            found = self._table.take(slots[unknown] + probe)
            codes[unknown] = found["code"]
            unknown = unknown[(found["low"] != low[unknown]) | (found["high"] != high[unknown])]
        if unknown.size:
            codes[unknown] = self._analysed(text, pieces, unknown)
            short = unknown[low[unknown] != 0]
            self._remember(low[short], high[short], codes[short])
        return codes

    def _slots(self, low: NDArray[np.uint64], high: NDArray[np.uint64]) -> NDArray[np.int64]:
        hashes = high * _MULTIPLIERS[1]
        hashes ^= low
        hashes *= _MULTIPLIERS[0]
        hashes ^= hashes >> _HALF
        hashes *= _MULTIPLIERS[1]
        hashes >>= self._shift
        return hashes.view(np.int64)

    def _analysed(
        self, text: bytes, pieces: Pieces, chosen: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """The codes of pieces that are not in the table."""
        new: dict[bytes, int] = {}
        codes = []
        starts, ends = pieces.starts[chosen].tolist(), pieces.ends[chosen].tolist()
        for start, end in zip(starts, ends, strict=True):
            known = new if end - start <= LONGEST_PIECE else self._long
            piece = text[start:end]
            code = known.get(piece)
            if code is None:
                code = self._analysis(piece)
                if len(piece) <= LONGEST_KEPT:
                    known[piece] = code
            codes.append(code)
        if len(self._long) > KEPT_LONG_PIECES:
            self._long.clear()
        return np.array(codes, np.int32)

    def _remember(
        self, low: NDArray[np.uint64], high: NDArray[np.uint64], codes: NDArray[np.int32]
    ) -> None:
        """Put pieces into the table; a piece may be given several times, with the same code."""
        size = self._size
        while (self._used + len(low)) * _LOAD > size and size < LARGEST_TABLE:
            size *= 2
        if size > self._size:
            kept = self._table[self._table["low"] != 0]
            self._clear(size)
            self._put(kept["low"], kept["high"], kept["code"])
        elif self._used * _LOAD > size:
            self._clear(size)
        self._put(low, high, codes)

    def _put(
        self, low: NDArray[np.uint64], high: NDArray[np.uint64], codes: NDArray[np.integer]
    ) -> None:
        self._used += len(low)
        table = self._table
        slots = self._slots(low, high)
        for _ in range(_PROBES):  # what finds no place by then is analysed again
            free = np.flatnonzero(table["low"][slots] == 0)
            places = slots[free]
            # Of several pieces that want the same place the last has it, in all three columns.
            table["low"][places] = low[free]
            table["high"][places] = high[free]
            table["code"][places] = codes[free]
            left = (table["low"][slots] != low) | (table["high"][slots] != high)
            if not left.any():
                return
            low, high, codes, slots = low[left], high[left], codes[left], slots[left] + 1


def _keys(text: bytes, pieces: Pieces) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first and the second eight bytes of each piece; for one that has more, 0 and 1, which is
    in no table."""
    padded = text + bytes(LONGEST_PIECE)
    words = np.ndarray((len(text) + 9,), "<u8", padded, strides=(1,))
    lengths = pieces.ends - pieces.starts
    low = words[pieces.starts]
    high = words[pieces.starts + 8]
    low &= _LOW_MASKS.take(lengths, mode="clip")
    high &= _HIGH_MASKS.take(lengths, mode="clip")
    long = np.flatnonzero(lengths > LONGEST_PIECE)
    low[long], high[long] = 0, 1
    return low, high
