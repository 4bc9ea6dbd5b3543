"""The only place that leans on names which Whoosh does not promise to keep.

Whoosh-Reloaded is pinned exactly in pyproject.toml; check this module when that changes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import _length_byte_cache

WHOOSH_LENGTHS: Final[NDArray[np.int32]] = np.array(_length_byte_cache, dtype=np.int32)
"""int32[256]: the field length that each one-byte code stands for in Whoosh's scores."""
WHOOSH_LENGTHS.flags.writeable = False


def length_bytes(lengths: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Field lengths as Whoosh's one-byte codes: the first whose length is not less; 255 at most.

    Equal to `whoosh.util.numeric.length_to_byte`, for arrays.
    """
    codes = np.searchsorted(WHOOSH_LENGTHS, lengths, side="left")
    return np.minimum(codes, 255).astype(np.uint8)
