"""Phrases: documents in which words stand in order, found by compiled loops.

Some documents at a time, BATCH of them, are looked up in all words, the rarest first, and only
where all words stand are their positions decoded.
"""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.arrays.blocks import PAGE_BITS
from index.whoosh_engine.arrays.raw import HALF, RAW, RawPostings, first_block_of, shared
from index.whoosh_engine.arrays.spelled import SPELLED, WORD, SpelledWords
from index.whoosh_engine.arrays.word_lookup import (
    BATCH,
    BLOCK,
    BLOCK_TOKENS,
    COUNTED,
    FIRST_BLOCK,
    POSTING,
    RUN_END,
    TOKENS,
    find_among,
    run_of,
)
from index.whoosh_engine.arrays.word_order import STAMPS, stand_side_by_side, stand_so

_I8: Final = types.int64
_I8S: Final = array(_I8)
_TABLE: Final = types.Array(_I8, 2, "C")


@shared
def _find_all(
    raw: Any,
    terms: Any,
    order: Any,
    state: Any,
    halves: Any,
    size: Any,
    marks: Any,
    places: Any,
    kept: Any,
    tokens: Any,
    counts: Any,
) -> Any:
    """Leave only those of the ascending `halves[:size]` that all terms' postings have, and set
    `tokens` and `counts` [term] to what `find_among` finds there. How many there are. There is room
    for as many `places`, and for as many of each term in `kept`."""
    for nth in range(len(order)):
        if size == 0:
            return size
        k = order[nth]
        size = find_among(
            *(raw, terms[k], state[k], halves, size, marks, kept[k]), *(tokens[k], counts[k])
        )
        for at in range(size):
            halves[at] = halves[kept[k, at]]
    # What the terms after it have not is taken out of each term's only now: with each term that is
    # looked up it would take time by the square of a phrase's length.
    for at in range(size):
        places[at] = at
    for nth in range(len(order) - 2, -1, -1):
        k, after = order[nth], order[nth + 1]
        for at in range(size):
            places[at] = kept[after, places[at]]
            tokens[k, at] = tokens[k, places[at]]
            counts[k, at] = counts[k, places[at]]
    return size


@shared
def _batch_of_wanted(within: Any, place: Any, halves: Any) -> Any:
    """Fill `halves` with the next documents of `within`, from this place on: how many there are,
    their page, and the place after them. Those of a batch are of one page."""
    n = 0
    page = np.int64(within[place]) >> PAGE_BITS
    while n < BATCH and place < len(within) and within[place] >> PAGE_BITS == page:
        halves[n] = within[place] & HALF
        place += 1
        n += 1
    return n, page, place


@shared
def _batch_of_postings(
    raw: Any, run: Any, posting: Any, within: Any, is_within: Any, place: Any, halves: Any
) -> Any:
    """Fill `halves` with the documents of a run's next postings, of those `within` from this place
    on if it is so: how many there are, and the posting and the place after them."""
    n = 0
    page = np.int64(raw.pages[run])
    stop = min(posting + BATCH, raw.page_starts[run + 1])
    while posting < stop:
        halves[n] = raw.documents[posting]
        posting += 1
        if is_within:
            document = page << PAGE_BITS | halves[n]
            while place < len(within) and within[place] < document:
                place += 1
            n += place < len(within) and within[place] == document
        else:
            n += 1
    return n, posting, place


@compiled(
    _I8(
        *(RAW, _I8S, _I8S, SPELLED, _I8, _I8),
        *(array(types.int32), types.bool_),
        *(_TABLE, out(types.int32), _TABLE, out(types.int32), out(_I8)),
        *(out(types.int32), types.Array(types.uint32, 2, "C")),
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
    marks: NDArray[np.int32],
    batch: NDArray[np.int64],
    stamps: NDArray[np.int32],
    positions: NDArray[np.int64],
    found: NDArray[np.int32],
    frequencies: NDArray[np.uint32],
) -> int:
    """Fill `found` with the documents in which the terms stand in order, with at most `slop` other
    words among them in all; of those `within`, if it is so. How many there are.

    `frequencies[word]` are how often each stands there, spelt as it may be. `order` is the places
    of the terms in the order in which they are looked for, the rarest first; `spelled` is how the
    word at each place may be spelt. There is room for each term's STATE numbers in `state`, for
    BATCH + 1 in two rows and three for each term of `batch`, and for all positions that a document
    can have of these terms in `positions`. `marks` are HALVES times 0, and are so again, `stamps`
    STAMPS times 0.
    """
    count = len(terms)
    for k in range(count):
        if not 0 <= terms[k] < len(raw.starts) - 1:
            return 0
        state[k, COUNTED] = raw.starts[terms[k]]
        state[k, TOKENS] = state[k, BLOCK] = state[k, BLOCK_TOKENS] = 0
        state[k, FIRST_BLOCK] = first_block_of(raw.block_terms, raw.block_starts, terms[k])
    halves, places = batch[0], batch[1]
    kept, tokens, counts = (
        batch[2 : 2 + count],
        batch[2 + count : 2 + 2 * count],
        batch[2 + 2 * count :],
    )
    is_plain = slop == 0 and count <= STAMPS >> 1 and not spelled.words[::WORD].any()
    rarest = terms[order[0]]
    run, last_run = raw.term_pages[rarest], raw.term_pages[rarest + 1]
    posting = raw.starts[rarest]
    begins_within = is_within and len(within) <= raw.starts[rarest + 1] - posting
    size = place = stamp = 0
    page: Any = -1
    before: Any = -1
    while size < len(found):
        if begins_within:
            if place == len(within):
                break
            n, next_page, place = _batch_of_wanted(within, place, halves)
        else:
            while run < last_run and posting == raw.page_starts[run + 1]:
                run += 1
            if run == last_run:
                break
            next_page = np.int64(raw.pages[run])
            n, posting, place = _batch_of_postings(
                raw, run, posting, within, is_within, place, halves
            )
        if next_page != page:
            page = next_page
            for k in range(count):
                state[k, POSTING], state[k, RUN_END] = run_of(raw, terms[k], page)
        n = _find_all(
            *(raw, terms, order, state, halves, n, marks), *(places, kept, tokens, counts)
        )
        for at in range(n):
            fits: Any = 2
            if is_plain:
                fits, stamp = stand_side_by_side(
                    *(raw, terms, order, tokens, counts, at), *(stamps, stamp)
                )
            if fits > 1:
                fits = stand_so(raw, terms, spelled, slop, tokens, counts, at, positions, state)
            document = page << PAGE_BITS | halves[at]
            if fits and before < document < document_count and size < len(found):
                found[size] = before = document
                for k in range(count):
                    frequencies[k, size] = counts[k, at]
                size += 1
    return size
