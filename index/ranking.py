"""What multiplies a score beside BM25F (see `index.fields` for its weights); for every engine the
same."""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

OLDEST = 0.25
"""What of a score is left to an article that is as old as can be, or has no date."""


def recency_factors(ages: NDArray[np.float64], half_life: timedelta) -> NDArray[np.float64]:
    """What scores are multiplied by for articles of these ages, in seconds: `OLDEST + (1 - OLDEST)
    * 0.5 ** (age / half_life)`. A negative age is none, an infinite one that of no date.

    That is exponential decay as Elasticsearch's `function_score` has it (`exp`, `decay: 0.5`,
    multiplied with the score), above a floor. Without one, a few half-lives outweigh any relevance:
    with 30 days, what is a year old would count for 1/4600, and an old archive were sorted by date.
    Raises ValueError for a half-life of nothing.
    """
    seconds = half_life.total_seconds()
    if seconds <= 0:
        raise ValueError(f"A half-life must be longer than nothing, not {half_life}.")
    factors: NDArray[np.float64] = OLDEST + (1 - OLDEST) * 0.5 ** (np.maximum(ages, 0) / seconds)
    return factors
