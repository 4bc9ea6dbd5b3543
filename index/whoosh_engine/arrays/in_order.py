"""Phrases: documents in which words stand in order, found by one compiled loop."""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.whoosh_engine.arrays.blocks import BLOCK_BITS, PAGE_BITS
from index.whoosh_engine.arrays.raw import (
    HALF,
    RAW,
    RawPostings,
    decode_positions,
    first_block_of,
    half_from,
    number_of,
    shared,
    tokens_between,
)
from index.whoosh_engine.arrays.spelled import SPELLED, WORD, SpelledWords, spelt_so
from index.whoosh_engine.compiled import array, compiled, out

STAMPS: Final = 1 << 13
"""In texts of no more words, phrases are looked for in the faster of two ways."""

STATE: Final = 11
"""How many numbers tell how far a word of a phrase has been looked through."""

_I8: Final = types.int64
_I8S: Final = array(_I8)
_I4S: Final = array(types.int32)
_I8S_OUT: Final = out(_I8)


@shared
def _stand_together(
    positions: Any, first: Any, size: Any, back: Any, stamps: Any, stamp: Any, is_first: Any
) -> Any:
    """Mark with `stamp` where a phrase can begin that has a word at these positions, `back` words
    after its beginning: one marked with `stamp - 1`, or any if it is the first word looked at.
    Whether there is any.

    There is no branch on where words stand, which no processor could foresee.
    """
    found = False
    for at in range(first, size):
        begin = (positions[at] - back) & (STAMPS - 1)
        fits = is_first or stamps[begin] == stamp - 1
        stamps[begin] = stamp if fits else stamps[begin]
        found |= fits
    return found


@shared
def _stand_in_order(positions: Any, at: Any, ends: Any, slop: Any) -> Any:
    """Whether words stand in order, with at most `slop` others among them; word k's positions are
    `[at[k], ends[k])`."""
    # From each beginning the earliest next word each time: no other choice ends earlier.
    for first in range(at[0], ends[0]):
        begin = last = positions[first]
        for k in range(1, len(at)):
            while at[k] < ends[k] and positions[at[k]] <= last:
                at[k] += 1
            if at[k] == ends[k]:
                return False
            last = positions[at[k]]
        if last - begin < len(at) + slop:
            return True
    return False


@compiled(
    _I8(
        RAW,
        _I8S,
        _I8S,
        SPELLED,
        _I8,
        _I8,
        _I4S,
        types.bool_,
        _I8S_OUT,
        _I8S_OUT,
        _I8S_OUT,
        out(types.int32),
    ),
    allocates=False,
)
def documents_in_order(
    raw: RawPostings,
    terms: NDArray[np.int64],
    order: NDArray[np.int64],
    spelled: SpelledWords,
    slop: int,
    document_count: int,
    within: NDArray[np.int32],
    is_within: bool,
    state: NDArray[np.int64],
    stamps: NDArray[np.int64],
    positions: NDArray[np.int64],
    found: NDArray[np.int32],
) -> int:
    """Fill `found` with the documents in which the terms stand in order, with at most `slop` other
    words among them in all; of those `within`, if it is so. How many there are.

    `order` is the places of the terms in the order in which they are looked for, the rarest first;
    `spelled` is how the word at each place may be spelt.
    `state` has room for STATE numbers a term, `positions` for as many as a document can have of
    these terms; `stamps` are STAMPS times 0.
    """
    starts, position_starts, documents = raw.starts, raw.position_starts, raw.documents
    term_pages, pages, page_starts = raw.term_pages, raw.pages, raw.page_starts
    frequencies = raw.frequencies
    frequencies_at, large_frequencies = raw.large_frequencies_at, raw.large_frequencies
    low, high = raw.positions, raw.positions_high
    positions_at, large_positions = raw.large_positions_at, raw.large_positions
    block_starts, block_tokens = raw.block_starts, raw.block_tokens
    words = spelled.words
    count = len(terms)
    # For each term its next run; the posting it stands at, where that one's run ends, and what the
    # halves there are added to.
    run, posting = state[:count], state[count : 2 * count]
    run_end, base = state[2 * count : 3 * count], state[3 * count : 4 * count]
    # How far its tokens are counted: the posting and their number, the block and their number at
    # its beginning.
    counted, tokens = state[4 * count : 5 * count], state[5 * count : 6 * count]
    block, block_token = state[6 * count : 7 * count], state[7 * count : 8 * count]
    first_block = state[8 * count : 9 * count]
    at, ends = state[9 * count : 10 * count], state[10 * count : 11 * count]
    for k in range(count):
        term = terms[k]
        if not 0 <= term < len(starts) - 1:
            return 0
        run[k], counted[k] = term_pages[term], starts[term]
        posting[k] = run_end[k] = base[k] = block[k] = 0
        tokens[k] = block_token[k] = position_starts[term]
        first_block[k] = first_block_of(raw.block_terms, block_starts, term)
    stamp = size = place = 0
    wanted: Any = 0
    while wanted < document_count and size < len(found):
        if is_within:
            while place < len(within) and within[place] < wanted:
                place += 1
            if place == len(within):
                break
            wanted = np.int64(within[place])
        met = wanted
        for k in order:
            while True:
                half = wanted - base[k]
                posting[k] = (
                    run_end[k]
                    if half > HALF
                    else half_from(documents, posting[k], run_end[k], half)
                )
                if posting[k] < run_end[k]:
                    met = base[k] + np.int64(documents[posting[k]])
                    break
                if run[k] == term_pages[terms[k] + 1]:
                    return size
                base[k] = np.int64(pages[run[k]]) << PAGE_BITS
                posting[k], run_end[k] = page_starts[run[k]], page_starts[run[k] + 1]
                run[k] += 1
            if met != wanted:
                break
        if met != wanted:
            wanted = met
            continue
        used = 0
        is_found = True
        is_short = slop == 0
        for n in range(count):
            k = order[n]
            own = posting[k]
            passed = (own - starts[terms[k]]) >> BLOCK_BITS
            if passed > block[k] and first_block[k] >= 0:
                last_block = min(first_block[k] + passed, len(block_tokens))
                for earlier in range(first_block[k] + block[k], last_block):
                    block_token[k] += np.int64(block_tokens[earlier])
                block[k], tokens[k] = passed, block_token[k]
                counted[k] = starts[terms[k]] + (passed << BLOCK_BITS)
            tokens[k] += tokens_between(
                frequencies, frequencies_at, large_frequencies, counted[k], own
            )
            counted[k] = own
            last = position_starts[terms[k] + 1]
            token = min(tokens[k], last)
            end = token + number_of(frequencies, frequencies_at, large_frequencies, own)
            end = min(end, last, token + len(positions) - used)
            decode_positions(low, high, positions_at, large_positions, token, end, positions, used)
            at[k], ends[k] = used, used + end - token
            if words[WORD * k]:
                first_token = token - position_starts[terms[k]]
                ends[k] = spelt_so(spelled, k, first_token, positions, used, ends[k])
            used = ends[k]
            is_short = is_short and used > at[k] and positions[used - 1] + count < STAMPS
            stamp += 1
            if is_short and not _stand_together(
                positions, at[k], used, k - count, stamps, stamp, n == 0
            ):
                is_found = False
                break
        if is_found and not is_short:
            is_found = _stand_in_order(positions, at, ends, slop)
        if is_found:
            found[size] = wanted
            size += 1
        wanted += 1
    return size
