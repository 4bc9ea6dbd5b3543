"""What single words match, over all the fields they are looked for in, and spans of time;
remembered while a commit lasts: people ask for the same ones in ever other combinations."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

from index.whoosh_engine.evaluation.matches import Matches

MOST_BYTES = 128 << 20
"""How much the leaves of a commit may take in each process."""

_OBJECTS = 600  # bytes that a leaf takes beside its arrays


class Leaf(NamedTuple):
    """What a word, a pattern or a span of time matches, and whether it stands for more words than
    were looked for."""

    matches: Matches
    is_cut: bool = False


class Leaves:
    """Remembers what matched; the least recently used goes first."""

    def __init__(self) -> None:
        self._leaves: OrderedDict[Hashable, Leaf] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], Leaf]) -> Leaf:
        """What is remembered under the key, found now if nothing is."""
        with self._lock:
            known = self._leaves.get(key)
            if known is not None:
                self._leaves.move_to_end(key)
                return known
        found = find()
        with self._lock:
            if key not in self._leaves:
                self._leaves[key] = found
                self._bytes += _bytes(found.matches)
            while self._bytes > MOST_BYTES and len(self._leaves) > 1:
                self._bytes -= _bytes(self._leaves.popitem(last=False)[1].matches)
        return found


def _bytes(matches: Matches) -> int:
    # A result cut from a longer array keeps all of that.
    return sum((a if a.base is None else a.base).nbytes for a in matches) + _OBJECTS
