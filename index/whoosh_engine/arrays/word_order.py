"""Whether words stand in order in a document: parts of compiled loops."""

from typing import Any, Final

import numpy as np

from index.whoosh_engine.arrays.raw import decode_positions, shared
from index.whoosh_engine.arrays.spelled import WORD, spelt_so
from index.whoosh_engine.arrays.word_lookup import END, FIRST

STAMPS: Final = 1 << 13
"""How many stamps there are: for the positions that are stored in 12 bits, and as many before."""

_LARGE_POSITION: Final = (1 << 12) - 1  # positions from here on stand elsewhere

_U8: Final = np.uint64


@shared
def _stand_together(
    low: Any, high: Any, token: Any, end: Any, ahead: Any, stamps: Any, stamp: Any, is_first: Any
) -> Any:
    """Mark with `stamp` where a phrase can end that has a word where these tokens stand, `ahead`
    words before it: one marked with `stamp - 1`, or any if it is the first word looked at. Whether
    there is any; 2 or 3 where a position is not stored in 12 bits.

    There is no branch on where words stand, which no processor could foresee.
    """
    found = False
    is_large = False
    for at in range(token, end):
        bits = (np.int64(high[_U8(at >> 1)]) >> ((at & 1) << 2)) & 15
        position = np.int64(low[_U8(at)]) | bits << 8
        is_large |= position == _LARGE_POSITION
        begin = _U8((position + ahead) & (STAMPS - 1))
        fits = is_first or stamps[begin] == stamp - 1
        stamps[begin] = stamp if fits else stamps[begin]
        found |= fits
    return np.int64(found) | np.int64(is_large) << 1


@shared
def _stand_in_order(positions: Any, state: Any, slop: Any) -> Any:
    """Whether words stand in order, with at most `slop` others among them."""
    # From each beginning the earliest next word each time: no other choice ends earlier.
    for first in range(state[0, FIRST], state[0, END]):
        begin = last = positions[first]
        for k in range(1, len(state)):
            at = state[k, FIRST]
            while at < state[k, END] and positions[at] <= last:
                at += 1
            if at == state[k, END]:
                return False
            state[k, FIRST] = at
            last = positions[at]
        if last - begin < len(state) + slop:
            return True
    return False


@shared
def stand_so(
    raw: Any,
    terms: Any,
    spelled: Any,
    slop: Any,
    tokens: Any,
    counts: Any,
    place: Any,
    positions: Any,
    state: Any,
) -> Any:
    """Whether words that are spelt as they may be stand in order; `counts` is set to how often each
    is spelt so. The first of each one's tokens is `tokens[word, place]`, there are `counts[word,
    place]`."""
    used = 0
    for k in range(len(terms)):
        first = raw.position_starts[terms[k]]
        token = first + tokens[k, place]
        end = min(token + counts[k, place], raw.position_starts[terms[k] + 1])
        end = min(end, token + len(positions) - used)
        decode_positions(
            raw.positions,
            raw.positions_high,
            raw.large_positions_at,
            raw.large_positions,
            *(token, end, positions, used),
        )
        size = used + max(end - token, 0)
        if spelled.words[WORD * k]:
            size = spelt_so(spelled, k, token - first, positions, used, size)
        counts[k, place] = size - used
        state[k, FIRST], state[k, END] = used, size
        used = size
    return _stand_in_order(positions, state, slop)


@shared
def stand_side_by_side(
    raw: Any, terms: Any, order: Any, tokens: Any, counts: Any, at: Any, stamps: Any, stamp: Any
) -> Any:
    """What `_stand_together` says of all words of a phrase, in the document at this place; and the
    last stamp used."""
    fits: Any = 2
    for nth in range(len(order)):
        k = order[nth]
        last = raw.position_starts[terms[k] + 1]
        token = min(raw.position_starts[terms[k]] + tokens[k, at], last)
        stamp += 1
        fits = _stand_together(
            *(raw.positions, raw.positions_high),
            *(token, min(token + counts[k, at], last)),
            *(len(order) - k, stamps, stamp, nth == 0),
        )
        if fits != 1:
            break
    return fits, stamp
