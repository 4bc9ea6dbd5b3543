"""Whether one ranking is better than another, or only luckier with these queries."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAMPLES = 20_000
_SEED = 4


class Difference(NamedTuple):
    """How much better one is over the queries: the mean, its 95 % interval (paired bootstrap) and
    the share of random swaps that differ as much (paired randomization test, two-sided; Smucker,
    Allan and Carterette, A Comparison of Statistical Significance Tests for IR, 2007)."""

    mean: float
    low: float
    high: float
    p: float


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Difference:
    """How much better ours is than theirs, query by query; the same figures every time."""
    differences = np.asarray(ours) - np.asarray(theirs)
    mean = float(differences.mean())
    random = np.random.default_rng(_SEED)
    swapped = _means(random.choice((-1.0, 1.0), (SAMPLES, len(differences))) * differences)
    # What differs by rounding alone is as far away.
    as_far = int((np.abs(swapped) >= abs(mean) - 1e-12).sum())
    drawn = _means(differences[random.integers(len(differences), size=(SAMPLES, len(differences)))])
    low, high = np.percentile(drawn, (2.5, 97.5)).tolist()
    return Difference(mean, low, high, (as_far + 1) / (SAMPLES + 1))


def _means(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    means: NDArray[np.float64] = samples.mean(axis=1)
    return means
