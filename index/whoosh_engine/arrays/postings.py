"""What a field says of where its terms stand."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Postings(NamedTuple):
    """Where a term stands: parallel arrays [posting].

    `documents` is int32, ascending. `frequencies` is an unsigned array of some width (uint8 for
    nearly every term): how often the term stands in the document, at least 1.
    """

    documents: NDArray[np.int32]
    frequencies: NDArray[np.unsignedinteger]


class Positions(NamedTuple):
    """Where in each document: posting i's positions, ascending from 0, are
    `flat[starts[i]:starts[i + 1]]`. Both int32, `starts` has one more than there are postings."""

    flat: NDArray[np.int32]
    starts: NDArray[np.int32]


class Blocks(NamedTuple):
    """What each BLOCK_SIZE postings of a term can be worth at most: parallel arrays [block].

    `last_documents` int32; `max_frequencies` unsigned; `min_length_bytes` uint8, the smallest
    quantised field length among the block's documents.
    """

    last_documents: NDArray[np.int32]
    max_frequencies: NDArray[np.unsignedinteger]
    min_length_bytes: NDArray[np.uint8]
