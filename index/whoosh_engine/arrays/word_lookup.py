"""How compiled loops look documents up in a word's postings, and count its tokens on the way.

A word that is not much commoner than the documents are many is gone through whole: that is a few
steps a posting, and none that a processor could foresee wrongly, where to find one posting by
halving is a dozen that it does.
"""

from typing import Any, Final

import numpy as np

from index.whoosh_engine.arrays.blocks import BLOCK_BITS, PAGE_BITS
from index.whoosh_engine.arrays.raw import half_from, number_of, shared, tokens_between

BATCH: Final = 1 << 10
"""How many documents are looked up at once."""

HALVES: Final = 1 << PAGE_BITS
"""How many halves of documents there can be, each with a mark."""

STATE: Final = 9
"""How many numbers tell how far a word of a phrase has been looked through."""

# They are: where its run of postings goes on and ends; up to which posting its tokens are counted,
# and how many those are; the block up to whose beginning they are, and how many those are; the
# first of its blocks; and in a document, the first and the last of its positions.
POSTING, RUN_END, COUNTED, TOKENS, BLOCK, BLOCK_TOKENS, FIRST_BLOCK = range(STATE - 2)
FIRST, END = STATE - 2, STATE - 1

_DENSE: Final = 64
"""A word with up to so many times as many postings as there are documents is gone through whole."""

_LARGE: Final = 255  # frequencies from here on stand elsewhere
_U8: Final = np.uint64


@shared
def run_of(raw: Any, term: Any, page: Any) -> Any:
    """Where the term's postings in the page are: from and to."""
    for run in range(raw.term_pages[term], raw.term_pages[term + 1]):
        if raw.pages[run] == page:
            return raw.page_starts[run], raw.page_starts[run + 1]
    return 0, 0


@shared
def _count_to(raw: Any, term: Any, state: Any, posting: Any) -> Any:
    """Count the term's tokens before the posting, which is none before that up to which they are
    counted."""
    first_block = state[FIRST_BLOCK]
    passed = (posting - raw.starts[term]) >> BLOCK_BITS
    if first_block >= 0 and passed > (state[COUNTED] - raw.starts[term]) >> BLOCK_BITS:
        last_block = min(first_block + passed, len(raw.block_tokens))
        for block in range(first_block + state[BLOCK], last_block):
            state[BLOCK_TOKENS] += np.int64(raw.block_tokens[block])
        state[BLOCK] = passed
        state[TOKENS] = state[BLOCK_TOKENS]
        state[COUNTED] = raw.starts[term] + (passed << BLOCK_BITS)
    state[TOKENS] += tokens_between(
        raw.frequencies,
        raw.large_frequencies_at,
        raw.large_frequencies,
        state[COUNTED],
        posting,
    )
    state[COUNTED] = posting
    return state[TOKENS]


@shared
def _go_through(
    raw: Any,
    term: Any,
    state: Any,
    end: Any,
    halves: Any,
    size: Any,
    marks: Any,
    kept: Any,
    tokens: Any,
    counts: Any,
) -> Any:
    """`find_among` the postings before `end`, one after the other. The mark of a half becomes its
    place + 1; what is found is written always and kept sometimes: there is no branch."""
    begin = state[POSTING]
    token = _count_to(raw, term, state, begin)
    for place in range(size):
        marks[_U8(halves[place])] = place + 1
    found = _U8(0)
    for posting in range(begin, end):
        half = _U8(raw.documents[_U8(posting)])
        after = marks[half]
        marks[half] = 0  # so that no more are found than there are
        frequency = np.int64(raw.frequencies[_U8(posting)])
        if frequency == _LARGE:
            frequency = number_of(
                raw.frequencies, raw.large_frequencies_at, raw.large_frequencies, posting
            )
        kept[found], tokens[found], counts[found] = after - 1, token, frequency
        found += _U8(after > 0)
        token += frequency
    for place in range(size):
        marks[_U8(halves[place])] = 0
    state[POSTING] = state[COUNTED] = end
    state[TOKENS] = token
    return np.int64(found)


@shared
def _look_up(
    raw: Any,
    term: Any,
    state: Any,
    halves: Any,
    size: Any,
    kept: Any,
    tokens: Any,
    counts: Any,
) -> Any:
    """`find_among` by halving."""
    posting: Any = state[POSTING]
    end = state[RUN_END]
    found = 0
    for place in range(size):
        half = halves[place]
        posting = half_from(raw.documents, posting, end, half)
        if posting == end:
            break
        if raw.documents[posting] == half:
            kept[found] = place
            tokens[found] = _count_to(raw, term, state, posting)
            counts[found] = number_of(
                raw.frequencies, raw.large_frequencies_at, raw.large_frequencies, posting
            )
            found += 1
    state[POSTING] = posting
    return found


@shared
def find_among(
    raw: Any,
    term: Any,
    state: Any,
    halves: Any,
    size: Any,
    marks: Any,
    kept: Any,
    tokens: Any,
    counts: Any,
) -> Any:
    """Find which of the ascending `halves[:size]`, of which there is one, the term's postings have:
    `kept` are their places, `tokens` the first of the term's tokens there, `counts` how many. How
    many there are; there is room for one more. Of marks, which are 0 and are so again, there are
    HALVES."""
    end = half_from(raw.documents, state[POSTING], state[RUN_END], halves[size - 1] + 1)
    if end - state[POSTING] <= _DENSE * size:
        return _go_through(raw, term, state, end, halves, size, marks, kept, tokens, counts)
    return _look_up(raw, term, state, halves, size, kept, tokens, counts)
