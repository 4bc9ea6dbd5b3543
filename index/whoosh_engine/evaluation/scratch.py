"""Zeroed arrays that a thread borrows again and again."""

import threading

import numpy as np
from numpy.typing import NDArray


class Scratch(threading.local):
    """Arrays of a thread, lent for the length of one function."""

    def __init__(self) -> None:
        self._sums = np.zeros(0, dtype=np.float64)
        self._places = np.zeros(0, dtype=np.int32)

    def sums(self, size: int) -> NDArray[np.float64]:
        """All 0.0, `size` long; the borrower clears what it set."""
        if len(self._sums) < size:
            self._sums = np.zeros(size, dtype=np.float64)
        return self._sums[:size]

    def places(self, size: int) -> NDArray[np.int32]:
        """All 0, `size` long; the borrower clears what it set."""
        if len(self._places) < size:
            self._places = np.zeros(size, dtype=np.int32)
        return self._places[:size]


SCRATCH = Scratch()
