"""Zeroed arrays that a thread borrows again and again."""

import threading

import numpy as np
from numpy.typing import NDArray


class Scratch(threading.local):
    """Arrays of a thread, lent for the length of one function and given back zeroed."""

    def __init__(self) -> None:
        self._marks = np.zeros(0, dtype=np.bool_)
        self._sums = np.zeros(0, dtype=np.float64)

    def marks(self, size: int) -> NDArray[np.bool_]:
        """All False, `size` long; the borrower clears what it set."""
        if len(self._marks) < size:
            self._marks = np.zeros(size, dtype=np.bool_)
        return self._marks[:size]

    def sums(self, size: int) -> NDArray[np.float64]:
        """All 0.0, `size` long; the borrower clears what it set."""
        if len(self._sums) < size:
            self._sums = np.zeros(size, dtype=np.float64)
        return self._sums[:size]


SCRATCH = Scratch()
