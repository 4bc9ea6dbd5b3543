"""Where terms stand in a few documents, found by a compiled loop."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.whoosh_engine.arrays.blocks import ADDRESS_BITS, BLOCK_BITS, PAGE_BITS
from index.whoosh_engine.arrays.field import FieldArrays
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

_MARKS: Final = 1 << 12
"""How many marks tell halves of documents apart, by their low bits."""

_SEARCH_COST: Final = 32
"""How many postings are gone through in the time of finding one by halving."""

_FEW: Final = 4096  # addresses that words have in a page of hits, nearly always

_I8: Final = types.int64
_I8S: Final = array(_I8)


@shared
def _posting_of(
    documents: Any, term_pages: Any, pages: Any, page_starts: Any, term: Any, document: Any
) -> Any:
    """The term's posting of the document; -1 if there is none."""
    for run in range(term_pages[term], term_pages[term + 1]):
        if pages[run] == document >> PAGE_BITS:
            half = document & HALF
            end = page_starts[run + 1]
            found = half_from(documents, page_starts[run], end, half)
            return found if found < end and documents[found] == half else -1
    return -1


@compiled(_I8(RAW, _I8S, array(types.int32), out(types.bool_), out(_I8), out(_I8)), allocates=False)
def _find_addresses(
    raw: RawPostings,
    terms: NDArray[np.int64],
    wanted: NDArray[np.int32],
    marks: NDArray[np.bool_],
    ends: NDArray[np.int64],
    found: NDArray[np.int64],
) -> int:
    """Fill `found` with where terms stand in just these ascending documents: addresses, a token's
    place of its document in `wanted` above ADDRESS_BITS and its position below. How many there are,
    which may be more than it has room for: nothing is written then where there is none.

    `terms` is the first of a range of terms and the one after the last, range after range; `ends`
    [range] is set to where each one's addresses end. One term's ascend, several terms' do not.
    `marks` are _MARKS times False.
    """
    starts, position_starts, documents = raw.starts, raw.position_starts, raw.documents
    term_pages, pages, page_starts = raw.term_pages, raw.pages, raw.page_starts
    frequencies = raw.frequencies
    frequencies_at, large_frequencies = raw.large_frequencies_at, raw.large_frequencies
    low, high = raw.positions, raw.positions_high
    positions_at, large_positions = raw.large_positions_at, raw.large_positions
    block_terms, block_starts, block_tokens = raw.block_terms, raw.block_starts, raw.block_tokens
    size = 0
    for document in wanted:
        marks[document & (_MARKS - 1)] = True
    for place in range(len(ends)):
        first, last = max(terms[2 * place], 0), min(terms[2 * place + 1], len(starts) - 1)
        for term in range(first, last):
            start, stop = starts[term], starts[term + 1]
            if stop - start <= _SEARCH_COST * len(wanted):
                # Most terms that begin with the same letters are rare and in none of the documents.
                is_marked = False
                for posting in range(start, stop):
                    is_marked |= marks[documents[posting] & (_MARKS - 1)]
                if not is_marked:
                    continue
            block = -2
            for rank in range(len(wanted)):
                document = np.int64(wanted[rank])
                posting = _posting_of(documents, term_pages, pages, page_starts, term, document)
                if posting < start or posting >= stop:
                    continue
                token, counted = position_starts[term], start
                passed = (posting - start) >> BLOCK_BITS
                if passed:
                    if block == -2:
                        block = first_block_of(block_terms, block_starts, term)
                    if block >= 0 and block + passed <= len(block_tokens):
                        for earlier in range(block, block + passed):
                            token += np.int64(block_tokens[earlier])
                        counted += passed << BLOCK_BITS
                token += tokens_between(
                    frequencies, frequencies_at, large_frequencies, counted, posting
                )
                count = number_of(frequencies, frequencies_at, large_frequencies, posting)
                token = min(token, position_starts[term + 1])
                end = min(token + count, position_starts[term + 1])
                if size + end - token <= len(found):
                    decode_positions(
                        low, high, positions_at, large_positions, token, end, found, size
                    )
                    for at in range(size, size + end - token):
                        found[at] |= rank << ADDRESS_BITS
                size += end - token
        ends[place] = size
    return size


def addresses_in(
    field: FieldArrays, spans: Sequence[range], documents: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where a field's terms stand in just these ascending documents, for each range of terms:
    ascending addresses, a token's place of its document in `documents` above ADDRESS_BITS and its
    position below; and where each range's addresses end. Raises IndexDamaged."""
    terms = np.array([edge for span in spans for edge in (span.start, span.stop)], np.int64)
    ends = np.zeros(len(spans), np.int64)
    found = np.empty(_FEW, np.int64)
    marks = np.zeros(_MARKS, np.bool_)
    count = _find_addresses(field.raw, terms, documents, marks, ends, found)
    if count > len(found):
        found = np.empty(count, np.int64)
        _find_addresses(field.raw, terms, documents, marks, ends, found)
    for number, span in enumerate(spans):
        if len(span) > 1:
            found[ends[number - 1] if number else 0 : ends[number]].sort()
    return found[:count], ends
