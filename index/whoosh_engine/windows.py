"""Where in the bodies of hits the best passages are, found in the index and not in the texts.

The index knows the words' positions, and how many words begin in each stretch of a body (see
`arrays.stretches`): that tells the stretches in which matches stand, for all hits of a segment at
once. Only those are then looked through in the text.

A *window* is a run of matches that fits a snippet. The best one is chosen as `index.passages`
chooses: by the most different words of the query, then the most whole phrases, then the first. Its
length is counted in words, taken to be as long as they are on the average of the body; so of
windows that are nearly equal another one may be taken.

Where other words are among the terms of a clause (see `clause_terms`), a window may have no match.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array, compiled, out
from index.field_clauses import Clauses
from index.query import MOST_SHOWN
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.arrays.addresses import addresses_in
from index.whoosh_engine.arrays.blocks import ADDRESS_BITS
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.arrays.stretches import STRETCH, UNCOUNTED
from index.whoosh_engine.clause_terms import ANY, ClauseTerms

Windows = list[tuple[int, int]]
"""The stretches `[first, last)` in which a body's best windows lie, best first; none where the body
has no match."""

_SHOWN_STRETCHES: Final = MOST_SHOWN // STRETCH
_POSITION: Final = (1 << ADDRESS_BITS) - 1
_I8: Final = types.int64
_I8S: Final = array(_I8)
_Ints = NDArray[np.int64]


def best_windows(
    segment: SegmentArrays, documents: Sequence[int], clauses: Clauses, *, count: int, size: int
) -> list[Windows | None]:
    """The best `count` windows of `size` characters in the bodies of the documents; None for a
    body that has to be looked through: one whose stretches are not known, or any where the index
    cannot tell cheaply what a clause stands for."""
    found: list[Windows | None] = [None] * len(documents)
    field = segment.field(BODY_FIELD)
    if field is None or not documents:
        return found
    parts = ClauseTerms(field)
    if not parts.add(clauses):
        return found
    ranks = sorted(range(len(documents)), key=documents.__getitem__)
    wanted = [documents[rank] for rank in ranks]
    addresses, address_ends = addresses_in(field, parts.spans, np.array(wanted, np.int32))
    stretches = segment.stretches
    windows = np.empty((len(documents), 1 + 2 * count), np.int64)
    _choose(
        addresses,
        address_ends,
        np.array(parts.members, np.int64),
        np.array(parts.ends, np.int64),
        np.array(parts.slops, np.int64),
        stretches.tokens,
        np.array([edge for document in wanted for edge in stretches.edges(document)], np.int64),
        size,
        count,
        windows.reshape(-1),
    )
    for rank, row in zip(ranks, windows.tolist(), strict=True):
        if row[0] >= 0:
            found[rank] = [(row[at], row[at + 1]) for at in range(1, 2 * row[0], 2)]
    return found


@compiled(_I8(_I8S, _I8S, _I8S, _I8, _I8, _I8, _I8, out(_I8), _I8, out(_I8), _I8), allocates=False)
def _add_matches(
    addresses: _Ints,
    address_ends: _Ints,
    members: _Ints,
    first: int,
    stop: int,
    slop: int,
    clause: int,
    cursors: _Ints,
    body: int,
    matches: _Ints,
    size: int,
) -> int:
    """Append a clause's matches in a body to those that there are; how many there are then.

    A match is a number that sorts as they follow each other: its first token, its clause, and how
    far its last token is from the first.
    """
    limit = (body + 1) << ADDRESS_BITS
    for member in range(first, stop):
        span = members[member]
        start = address_ends[span - 1] if span else 0
        cursors[member] = start + np.searchsorted(
            addresses[start : address_ends[span]], body << ADDRESS_BITS
        )
        if slop == ANY:
            at = cursors[member]
            while at < address_ends[span] and addresses[at] < limit and size < len(matches):
                begin = addresses[at] & _POSITION
                matches[size] = begin << 32 | clause << 16
                size += 1
                at += 1
    if slop == ANY:
        return size
    at, end = cursors[first], address_ends[members[first]]
    while at < end and addresses[at] < limit and size < len(matches):
        begin = last = addresses[at]
        at += 1
        # The earliest next word each time: no other choice ends earlier.
        for member in range(first + 1, stop):
            place, end_place = cursors[member], address_ends[members[member]]
            while place < end_place and addresses[place] <= last:
                place += 1
            cursors[member] = place
            if place == end_place or addresses[place] >= limit:
                return size
            last = addresses[place]
        if last - begin < stop - first + slop:
            distance = min(last - begin, 65535)
            matches[size] = (begin & _POSITION) << 32 | clause << 16 | distance
            size += 1
    return size


@compiled(_I8(array(types.uint8), _I8, _I8, _I8), allocates=False)
def _stretch(tokens: NDArray[np.uint8], begin: int, end: int, position: int) -> int:
    """In which of the stretches `[begin, end)`, counted from the first one, a token stands."""
    passed: Any = 0
    for stretch in range(begin, end):
        passed += np.int64(tokens[stretch])
        if position < passed:
            return stretch - begin
    return end - begin


@compiled(_I8(out(_I8), _I8, out(_I8), out(_I8), _I8S, out(_I8)), allocates=False)
def _best(
    matches: _Ints, count: int, rights: _Ints, lengths: _Ints, slops: _Ints, inside: _Ints
) -> int:
    """The first match of the best window, of all that `[match, rights[match])` are; -1 if all are
    taken, which have none. `lengths` are how many words each clause is; `inside` is room for a
    number a clause."""
    inside[:] = 0
    words = phrases = right = 0
    left, best, best_rank = 0, -1, -1
    for begin in range(count):
        if rights[begin] <= begin:
            continue
        while left < min(begin, right):
            clause = (matches[left] >> 16) & 65535
            is_phrase = slops[clause] != ANY
            inside[clause] -= 1
            if not inside[clause]:
                words -= lengths[clause]
            phrases -= is_phrase
            left += 1
        left, right = begin, max(right, begin)
        while right < rights[begin]:
            clause = (matches[right] >> 16) & 65535
            is_phrase = slops[clause] != ANY
            if not inside[clause]:
                words += lengths[clause]
            inside[clause] += 1
            phrases += is_phrase
            right += 1
        rank = words << 16 | min(phrases, 65535)
        if rank > best_rank:
            best, best_rank = begin, rank
    return best


@compiled(_I8(array(types.uint8), _I8, _I8), allocates=False)
def _tokens_in(tokens: NDArray[np.uint8], begin: int, end: int) -> int:
    """How many tokens stand in the stretches `[begin, end)`; -1 where that is not known."""
    count: Any = 0
    is_known = begin < end
    for stretch in range(begin, end):
        count += np.int64(tokens[stretch])
        is_known &= tokens[stretch] != UNCOUNTED
    return count if is_known else -1


@compiled(_I8(out(_I8), _I8, _I8, out(_I8)), allocates=False)
def _keep_shown(matches: _Ints, count: int, shown: int, lasts: _Ints) -> int:
    """Leave only the matches that end among the first `shown` tokens, and set `lasts` to the last
    token of each and all before it. How many there are then."""
    kept = 0
    for match in matches[:count]:
        last = (match >> 32) + (match & 65535)
        if last < shown:
            matches[kept] = match
            lasts[kept] = max(last, lasts[kept - 1]) if kept else last
            kept += 1
    return kept


@compiled(types.void(out(_I8), _I8, out(_I8), _I8, out(_I8)), allocates=False)
def _find_rights(matches: _Ints, count: int, lasts: _Ints, span: int, rights: _Ints) -> None:
    """Set `rights` to where the windows of `span` tokens end that begin with each match."""
    right = 0
    for left in range(count):
        while right < count and lasts[right] < (matches[left] >> 32) + span:
            right += 1
        rights[left] = max(right, left + 1)


@compiled(types.void(_I8S, _I8S, _I8S, _I8S, _I8S, array(types.uint8), _I8S, _I8, _I8, out(_I8)))
def _choose(
    addresses: _Ints,
    address_ends: _Ints,
    members: _Ints,
    clause_ends: _Ints,
    slops: _Ints,
    stretch_tokens: NDArray[np.uint8],
    edges: _Ints,
    size: int,
    count: int,
    windows: _Ints,
) -> None:
    """Set `windows` [body, 1 + 2 * count]: how many there are, or -1, and what stretches each has.

    `edges` [body, 2] are where in `stretch_tokens` each body's stretches begin and end.
    """
    clauses = len(slops)
    cursors = np.empty(len(members), np.int64)
    most = 0
    for member in members:  # a phrase has no more matches than its first word
        most += address_ends[member] - (address_ends[member - 1] if member else 0)
    matches = np.empty(most, np.int64)
    lasts, rights = np.empty(most, np.int64), np.empty(most, np.int64)
    inside, lengths = np.zeros(clauses, np.int64), np.ones(clauses, np.int64)
    for clause in range(clauses):
        if slops[clause] != ANY:
            lengths[clause] = clause_ends[clause] - (clause_ends[clause - 1] if clause else 0)
    is_plain = count == 1 and clauses == 1 and slops[0] == ANY
    for body in range(len(edges) // 2):
        row = windows[body * (1 + 2 * count) : (body + 1) * (1 + 2 * count)]
        begin = max(edges[2 * body], 0)
        end = min(edges[2 * body + 1], begin + _SHOWN_STRETCHES, len(stretch_tokens))
        shown = _tokens_in(stretch_tokens, begin, end)
        row[0] = min(shown, 0)
        if shown < 0:
            continue
        found = first = 0
        for clause in range(clauses):
            stop = clause_ends[clause]
            found = _add_matches(
                *(addresses, address_ends, members, first, stop, slops[clause]),
                *(clause, cursors, body, matches, found),
            )
            first = stop
        matches[:found].sort()
        kept = _keep_shown(matches, found, shown, lasts)
        if not kept:
            continue
        if is_plain:
            rights[0], lasts[0] = 1, matches[0] >> 32
            kept = 1
        else:
            span = size * shown // ((end - begin) * STRETCH)
            _find_rights(matches, kept, lasts, span, rights)
        for number in range(count):
            left = _best(matches, kept, rights, lengths, slops, inside)
            if left < 0:
                break
            right = rights[left]
            row[1 + 2 * number] = _stretch(stretch_tokens, begin, end, matches[left] >> 32)
            row[2 + 2 * number] = _stretch(stretch_tokens, begin, end, lasts[right - 1]) + 1
            row[0] += 1
            # What follows is chosen among the matches before and after.
            for place in range(left):
                rights[place] = min(rights[place], left)
            for place in range(left, right):
                rights[place] = 0
