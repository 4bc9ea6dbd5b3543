"""The first hits of many: by a key, equal ones by article id."""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.float64] | NDArray[np.int64]


def select(keys: Keys, ranks: NDArray[np.int32], count: int) -> NDArray[np.intp]:
    """The places of the `count` greatest keys, in order; equal keys by ascending rank.

    `keys` and `ranks` are parallel: [document]. Ranks do not repeat.
    """
    if count <= 0:
        return np.empty(0, dtype=np.intp)
    if count < len(keys):
        chosen = _greatest(keys, ranks, count)
        return chosen[_order(keys[chosen], ranks[chosen])]
    return _order(keys, ranks)


def _greatest(keys: Keys, ranks: NDArray[np.int32], count: int) -> NDArray[np.intp]:
    """The same places in no order. `argpartition` breaks ties as it likes, so the keys equal to the
    last one are chosen by rank."""
    last = np.partition(keys, len(keys) - count)[len(keys) - count]
    above = np.flatnonzero(keys > last)
    equal = np.flatnonzero(keys == last)
    missing = count - len(above)
    if len(equal) > missing:
        equal = equal[np.argpartition(ranks[equal], missing - 1)[:missing]]
    return np.concatenate((above, equal))


def falling(keys: Keys) -> Keys:
    """Keys that sort the other way round."""
    # An integer's complement falls as it rises, without the one overflow of its negative.
    turned: Keys = np.negative(keys) if keys.dtype == np.float64 else np.invert(keys)
    return turned


def _order(keys: Keys, ranks: NDArray[np.int32]) -> NDArray[np.intp]:
    return np.lexsort((ranks, falling(keys)))
