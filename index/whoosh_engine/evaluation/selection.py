"""The first hits of many: by a key, equal ones by article id."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.evaluation import loops

Keys = NDArray[np.float64] | NDArray[np.int64]


class Ids(Protocol):
    """The ids of what stands at each place. They are dear: asked for only where keys are equal."""

    def ranks(self, places: NDArray[np.intp]) -> NDArray[np.integer]:
        """Numbers that rise with the ids at these places."""

    def first(self, places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        """Those of the places, more than `count`, that have the first ids; in no order."""

    def after(self, places: NDArray[np.intp], id: str) -> NDArray[np.bool_]:
        """Which of the places have an id that follows this one."""


_HEAP = 500
"""Places up to which a heap of the greatest is the fastest way to find the least of them."""


def select(keys: Keys, ids: Ids, count: int) -> NDArray[np.intp]:
    """The places of the `count` greatest keys, in order; equal keys by ascending id."""
    if count <= 0:
        return np.empty(0, dtype=np.intp)
    chosen = _greatest(keys, ids, count) if count < len(keys) else np.arange(len(keys))
    return _ordered(chosen, keys.take(chosen), ids)


def following(keys: Keys, ids: Ids, key: float, id: str) -> NDArray[np.intp]:
    """The places that follow, in the order of `select`, where this key and id stand or would stand;
    ascending."""
    after = keys < key
    (equal,) = (keys == key).nonzero()
    after[equal] = ids.after(equal, id)
    return after.nonzero()[0]


def _greatest(keys: Keys, ids: Ids, count: int) -> NDArray[np.intp]:
    """The same places in no order."""
    last, places = _least_and_places(keys, count)
    if len(places) == count:
        return places
    equal = keys.take(places) == last
    above, tied = places.compress(~equal), places.compress(equal)
    return np.concatenate((above, ids.first(tied, count - len(above))))


def _least_and_places(keys: Keys, count: int) -> tuple[float, NDArray[np.intp]]:
    """The least of the greatest keys, and the places of all that are not less; ascending."""
    if count > _HEAP:
        least: float = np.partition(keys, len(keys) - count)[len(keys) - count]
    else:
        heap, places = np.empty(count, keys.dtype), np.empty(2 * count, np.intp)
        found = loops.greatest(keys, heap, places)
        if found <= len(places):
            return heap[0], places[:found]
        least = heap[0]
    return least, (keys >= least).nonzero()[0]


def falling(keys: Keys) -> Keys:
    """Keys that sort the other way round."""
    # An integer's complement falls as it rises, without the one overflow of its negative.
    turned: Keys = np.negative(keys) if keys.dtype == np.float64 else np.invert(keys)
    return turned


def _ordered(places: NDArray[np.intp], keys: Keys, ids: Ids) -> NDArray[np.intp]:
    """The places by falling key; `keys` are theirs."""
    turned = falling(keys)
    order = turned.argsort(kind="stable")
    places, turned = places.take(order), turned.take(order)
    same = turned[1:] == turned[:-1]
    if same.any():
        tied = np.zeros(len(places), dtype=np.bool_)
        tied[1:] = same
        tied[:-1] |= same
        members = places.compress(tied)
        places[tied] = members.take(np.lexsort((ids.ranks(members), turned.compress(tied))))
    return places
