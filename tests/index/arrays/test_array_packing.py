"""Small numbers of several widths, packed into bytes term after term."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh_engine.arrays.packing import pack, packed_sizes, unpack, widths_for

_COUNTS = st.sampled_from([1, 2, 3, 4, 5, 16, 17, 256, 257, 65_536, 65_537])
_TERMS = st.tuples(_COUNTS, st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20))


@given(st.lists(_TERMS, max_size=8))
def test_packed_numbers_come_back(terms: list[tuple[int, list[float]]]) -> None:
    counts = np.array([count for count, _ in terms], np.int64)
    tokens = np.array([len(places) for _, places in terms], np.int64)
    numbers = np.array([int(count * p) for count, places in terms for p in places], np.uint32)
    widths = widths_for(counts)
    packed = pack(numbers, tokens, widths)
    sizes = packed_sizes(tokens, widths)
    assert len(packed) == sizes.sum()
    assert unpack(packed, tokens, widths).tolist() == numbers.tolist()
    ends = np.cumsum([0, *sizes.tolist()])
    token_ends = np.cumsum([0, *tokens.tolist()])
    for term, ((start, stop), (first, last)) in enumerate(
        zip(pairwise(ends), pairwise(token_ends), strict=True)
    ):
        alone = unpack(packed[start:stop], tokens[term : term + 1], widths[term : term + 1])
        assert alone.tolist() == numbers[first:last].tolist()


@pytest.mark.parametrize(("count", "bits"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4),
    (17, 8), (256, 8), (257, 16), (65_536, 16), (65_537, 32)])  # fmt: skip
def test_a_number_takes_as_few_bits_as_tell_it_from_the_others(count: int, bits: int) -> None:
    assert widths_for(np.array([count])).tolist() == [bits]
