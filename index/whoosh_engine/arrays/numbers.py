"""Whole numbers that are nearly all small: 8 or 12 bits each, the few large ones kept aside.

A number of 8 bits is a byte of the array `name`. One of 12 bits has its low byte there and its high
four bits in `name.high`, two to a byte, the one at the even place low. The greatest number of that
many bits means: look in `name.overflow`, beside its place in `name.overflow_at`.
"""

from bisect import bisect_left
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter, narrow

Bits = Literal[8, 12]

_HIGH: Final = "{}.high"
_OVERFLOW_AT: Final = "{}.overflow_at"
_OVERFLOW: Final = "{}.overflow"


class SmallNumbers:
    """A read-only array of numbers."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._low: NDArray[np.uint8] = file.array(name)
        high = _HIGH.format(name)
        self._high: NDArray[np.uint8] | None = file.array(high) if high in file else None
        self._escape = 255 if self._high is None else 4095
        self._overflow_at = file.array(_OVERFLOW_AT.format(name))
        self._overflow_view = self._overflow_at.data
        self._overflow = file.array(_OVERFLOW.format(name))

    def __len__(self) -> int:
        return self._low.size

    def part(self, start: int, stop: int) -> NDArray[np.unsignedinteger]:
        """The numbers `[start, stop)`: a view where they are bytes, else a copy."""
        numbers: NDArray[np.unsignedinteger] = self._low[start:stop]
        if self._high is not None:
            numbers = numbers.astype(np.uint16)
            high = self._high[start >> 1 : (stop + 1) >> 1].astype(np.uint16)
            skipped = start & 1
            even, odd = numbers[skipped::2], numbers[1 - skipped :: 2]
            even |= ((high & 15) << 8)[skipped:][: len(even)]
            odd |= ((high >> 4) << 8)[: len(odd)]
        if not self._overflow.size:
            return numbers
        first = bisect_left(self._overflow_view, start)
        last = bisect_left(self._overflow_view, stop, first)
        if first == last:
            return numbers
        numbers = numbers.astype(np.uint32)
        places = self._overflow_at[first:last].astype(np.int64) - start
        numbers[places] = self._overflow[first:last]
        return numbers

    def take(self, places: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
        """The numbers at these places."""
        numbers: NDArray[np.unsignedinteger] = self._low[places]
        if self._high is not None:
            high = self._high[places >> 1] >> ((places & 1) << 2).astype(np.uint8)
            numbers = numbers | ((high & 15).astype(np.uint16) << 8)
        if not self._overflow.size:
            return numbers
        large = np.flatnonzero(numbers == self._escape)
        if not large.size:
            return numbers
        numbers = numbers.astype(np.uint32)
        numbers[large] = self._overflow[np.searchsorted(self._overflow_at, places[large])]
        return numbers


class SmallNumbersWriter:
    """Writes what SmallNumbers reads, in parts."""

    def __init__(self, writer: ArrayFileWriter, name: str, bits: Bits, count: int) -> None:
        """`count` is how many numbers will be appended in all."""
        self._writer = writer
        self._name = name
        self._low = writer.reserve(name, "u1", count)
        self._high = None
        if bits == 12:
            self._high = writer.reserve(_HIGH.format(name), "u1", (count + 1) // 2)
        self._escape = (1 << bits) - 1
        self._odd = np.empty(0, np.uint8)  # high bits that wait for the other half of their byte
        self._overflow_at: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        self._overflow: list[NDArray[Any]] = [np.empty(0, np.int64)]

    def append(self, numbers: NDArray[Any]) -> None:
        """Write more numbers, from 0 to 2**32 - 1."""
        if not numbers.size:
            return
        if numbers.max() >= self._escape:
            large = np.flatnonzero(numbers >= self._escape)
            self._overflow_at.append(large + self._low.count)
            self._overflow.append(numbers[large])
            numbers = np.minimum(numbers, self._escape)
        self._low.append((numbers & 255).astype(np.uint8))
        if self._high is not None:
            high = np.concatenate([self._odd, (numbers >> 8).astype(np.uint8)])
            pairs = len(high) // 2
            self._odd = high[2 * pairs :]
            self._high.append(high[: 2 * pairs : 2] | high[1 : 2 * pairs : 2] << 4)

    def finish(self) -> None:
        """Write the rest; nothing can be appended afterwards."""
        if self._high is not None:
            self._high.append(self._odd)
        at = np.concatenate(self._overflow_at)
        self._writer.add(_OVERFLOW_AT.format(self._name), narrow(at))
        self._writer.add(_OVERFLOW.format(self._name), narrow(np.concatenate(self._overflow)))
