"""Small numbers of several widths in bits, term after term: how each token of a term is spelt.

A term's numbers have all the same width and begin at a byte; where several share a byte, the first
has its low bits. A term of width 0 has none: they all are 0.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_WIDTHS: Final = np.array([0, 1, 2, 4, 8, 16, 32], np.uint8)
_MOST: Final = np.array([1, 2, 4, 16, 256, 65536])  # numbers that each width tells apart


def widths_for(counts: NDArray[np.integer]) -> NDArray[np.uint8]:
    """How many bits numbers need that are below these counts, which are at least 1."""
    widths: NDArray[np.uint8] = _WIDTHS[np.searchsorted(_MOST, counts)]
    return widths


def packed_sizes(
    tokens: NDArray[np.integer], widths: NDArray[np.unsignedinteger]
) -> NDArray[np.int64]:
    """How many bytes each term needs for as many numbers of its width."""
    return (tokens.astype(np.int64) * widths + 7) >> 3


def pack(
    numbers: NDArray[np.unsignedinteger],
    tokens: NDArray[np.integer],
    widths: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    """The bytes of the terms' `numbers` [token]; `tokens` and `widths` [term]."""
    sizes = packed_sizes(tokens, widths)
    packed = np.empty(int(sizes.sum()), np.uint8)
    width_of_number, width_of_byte = widths.repeat(tokens), widths.repeat(sizes)
    for width in _WIDTHS[1:]:
        own = widths == width
        if own.any():
            chosen = numbers[width_of_number == width]
            packed[width_of_byte == width] = _pack_alike(chosen, tokens[own], int(width))
    return packed


def unpack(
    packed: NDArray[np.uint8], tokens: NDArray[np.integer], widths: NDArray[np.uint8]
) -> NDArray[np.unsignedinteger]:
    """The numbers that were packed."""
    sizes = packed_sizes(tokens, widths)
    width_of_number, width_of_byte = widths.repeat(tokens), widths.repeat(sizes)
    dtype: Any = np.uint8 if widths.max(initial=0) <= 8 else np.uint32
    numbers = np.zeros(len(width_of_number), dtype)
    for width in _WIDTHS[1:]:
        own = widths == width
        if own.any():
            chosen = packed[width_of_byte == width]
            numbers[width_of_number == width] = _unpack_alike(chosen, tokens[own], int(width))
    return numbers


def _pack_alike(
    numbers: NDArray[np.unsignedinteger], tokens: NDArray[np.integer], width: int
) -> NDArray[np.uint8]:
    if width >= 8:
        return numbers.astype(f"<u{width // 8}").view(np.uint8)
    slots = _slots_used(tokens, width).view(np.uint8)
    slots[slots.view(np.bool_)] = numbers  # what is left free is 0 already
    if width == 1:
        return np.packbits(slots, bitorder="little")
    columns = slots.reshape(-1, 8 // width)
    packed = columns[:, 0].copy()
    for place in range(1, 8 // width):
        packed |= columns[:, place] << np.uint8(place * width)
    return packed


def _unpack_alike(
    packed: NDArray[np.uint8], tokens: NDArray[np.integer], width: int
) -> NDArray[np.unsignedinteger]:
    if width >= 8:
        wide: NDArray[np.unsignedinteger] = packed.view(f"<u{width // 8}")
        return wide
    if width == 1:
        slots = np.unpackbits(packed, bitorder="little")
    else:
        shifts = np.arange(0, 8, width, dtype=np.uint8)
        slots = ((packed[:, np.newaxis] >> shifts) & np.uint8((1 << width) - 1)).reshape(-1)
    return slots[_slots_used(tokens, width)]


def _slots_used(tokens: NDArray[np.integer], width: int) -> NDArray[np.bool_]:
    """Which of the places for numbers in the terms' bytes have one: each term's first."""
    in_byte = 8 // width
    places = -(-tokens // in_byte) * in_byte
    ends = np.cumsum(places)
    free = places - tokens
    used = np.ones(int(ends[-1]), np.bool_)
    for back in range(1, in_byte):
        used[ends[free >= back] - back] = False
    return used
