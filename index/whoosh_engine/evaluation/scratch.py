"""Arrays that a thread borrows again and again, zeroed but where another thing is said."""

import threading

import numpy as np
from numpy.typing import NDArray


class Scratch(threading.local):
    """Arrays of a thread, lent for the length of one function."""

    def __init__(self) -> None:
        self._marks = np.zeros(0, dtype=np.bool_)
        self._sums = np.zeros(0, dtype=np.float64)
        self._places = np.zeros(0, dtype=np.int32)
        self._documents = np.empty(0, dtype=np.int32)

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

    def places(self, size: int) -> NDArray[np.int32]:
        """All 0, `size` long; the borrower clears what it set."""
        if len(self._places) < size:
            self._places = np.zeros(size, dtype=np.int32)
        return self._places[:size]

    def documents(self, size: int) -> NDArray[np.int32]:
        """Room for `size` documents, whatever is there; nothing is cleared."""
        if len(self._documents) < size:
            self._documents = np.empty(size, dtype=np.int32)
        return self._documents[:size]


SCRATCH = Scratch()
