"""Where in the bodies of hits the best passages are, found in the index and not in the texts.

The index knows the words' positions, and how many words begin in each stretch of a body (see
`arrays.stretches`): that tells the stretches in which matches stand, for all hits of a segment at
once. Only those are then looked through in the text.

A *window* is a run of matches that fits a snippet. The best one is chosen as `index.passages`
chooses: by the most different words of the query, then the most whole phrases, then the first. Its
length is counted in words, taken to be as long as they are on the average of the body; so of
windows that are nearly equal another one may be taken.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.matches import Clauses
from index.snippets import MOST_SHOWN
from index.whoosh_engine.arrays import FieldArrays, SegmentArrays
from index.whoosh_engine.arrays.field import ADDRESS_BITS
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.arrays.stretches import STRETCH, UNCOUNTED

Windows = list[tuple[int, int]]
"""The stretches `[first, last)` in which a body's best windows lie, best first; none where the body
has no match."""

_Ints = NDArray[np.int64]

_MOST_POSTINGS: Final = 1 << 18
"""Of the terms that a prefix stands for: above this, reading the texts costs less."""

_SHOWN_STRETCHES: Final = MOST_SHOWN // STRETCH
_POSITION: Final = (1 << ADDRESS_BITS) - 1
_TAKEN: Final = -(1 << 62)


class _Matches(NamedTuple):
    """Matches in ascending order of `begins`, the address of each one's first token; `lasts` are
    their last ones', `clauses` the places of their clauses among all: parallel arrays."""

    begins: _Ints
    lasts: _Ints
    clauses: _Ints


def best_windows(
    segment: SegmentArrays, documents: Sequence[int], clauses: Clauses, *, count: int, size: int
) -> list[Windows | None]:
    """The best `count` windows of `size` characters in the bodies of the documents; None for a
    body that has to be looked through: one whose stretches are not known, or for a prefix that
    stands for too much."""
    found: list[Windows | None] = [None] * len(documents)
    field = segment.field(BODY_FIELD)
    parts = [segment.stretches.of(document)[:_SHOWN_STRETCHES] for document in documents]
    known = [n for n, part in enumerate(parts) if part and UNCOUNTED not in part]
    known.sort(key=documents.__getitem__)
    if field is None or not known:
        return found
    matches = _matches(field, np.array([documents[n] for n in known], np.int32), clauses)
    if matches is None:
        return found
    ends = [list(accumulate(parts[n])) for n in known]
    shown = [end[-1] for end in ends]
    if any(len(end) == _SHOWN_STRETCHES for end in ends):
        limits = np.array(shown, np.int64)[matches.lasts >> ADDRESS_BITS]
        kept = matches.lasts & _POSITION < limits
        matches = _Matches(*(part[kept] for part in matches))
    spans = np.array(
        [size * tokens // (len(end) * STRETCH) for tokens, end in zip(shown, ends, strict=True)]
    )
    for n in known:
        found[n] = []
    for first, last in _chosen(matches, clauses, spans, count):
        body = first >> ADDRESS_BITS
        stretches = (
            bisect_right(ends[body], first & _POSITION),
            bisect_right(ends[body], last & _POSITION) + 1,
        )
        windows = found[known[body]]
        if windows is not None:
            windows.append(stretches)
    return found


def _matches(field: FieldArrays, documents: NDArray[np.int32], clauses: Clauses) -> _Matches | None:
    """All matches in the documents; None where there is too much to read."""
    terms = dict.fromkeys(clauses.words)
    prefixes = [prefix for _, prefix in clauses.prefixes]
    for prefix in prefixes:
        terms.update(dict.fromkeys(prefix.others))
    for _, phrase, _ in clauses.phrases:
        terms.update(dict.fromkeys(phrase))
    spans = [_span(field, term) for term in terms]
    spans += [field.terms.prefix_range(prefix.beginning) for prefix in prefixes]
    if any(
        field.postings_between(span.start, span.stop) > _MOST_POSTINGS
        for span in spans[len(terms) :]
    ):
        return None
    addresses = field.positions_in(spans, documents)
    places = dict(zip(terms, addresses, strict=False))
    begins = [places[term] for term in clauses.words]
    for prefix, own in zip(prefixes, addresses[len(terms) :], strict=True):
        begins.append(np.concatenate([own, *(places[term] for term in prefix.others)]))
    lasts = list(begins)
    for _, phrase, slop in clauses.phrases:
        first, last = _phrase([places[term] for term in phrase], slop)
        begins.append(first)
        lasts.append(last)
    if len(begins) == 1 and not clauses.prefixes:
        return _Matches(begins[0], lasts[0], np.zeros(len(begins[0]), np.int64))
    every = np.concatenate(begins)
    order = every.argsort(kind="stable")
    numbers = np.arange(len(begins)).repeat([len(part) for part in begins])[order]
    every = every[order]
    return _Matches(every, np.concatenate(lasts)[order] if clauses.phrases else every, numbers)


def _span(field: FieldArrays, term: str) -> range:
    number = field.find(term)
    return range(0) if number is None else range(number, number + 1)


def _phrase(places: Sequence[_Ints], slop: int) -> tuple[_Ints, _Ints]:
    """The first and last tokens of a phrase, given where its words stand."""
    begins = lasts = places[0]
    for following in places[1:]:
        # The earliest next word each time: no other choice ends earlier.
        found = following.searchsorted(lasts, side="right")
        kept = found < len(following)
        begins, lasts = begins[kept], following[found[kept]]
        kept = lasts - begins < len(places) + slop
        begins, lasts = begins[kept], lasts[kept]
    return begins, lasts


def _chosen(matches: _Matches, clauses: Clauses, spans: _Ints, count: int) -> list[tuple[int, int]]:
    """The first and last tokens of each body's best `count` windows; `spans` [body] is how many
    tokens fit."""
    begins, lasts = matches.begins, matches.lasts
    if not begins.size:
        return []
    bodies = begins >> ADDRESS_BITS
    breaks = np.flatnonzero(bodies[1:] != bodies[:-1])
    firsts = np.concatenate([[0], breaks + 1])
    if count == 1 and len(clauses.words) + len(clauses.prefixes) == 1 and not clauses.phrases:
        return [(first, first) for first in begins[firsts].tolist()]
    lasts = np.maximum.accumulate(lasts)
    places = np.arange(len(begins))
    rights = np.maximum(lasts.searchsorted(begins + spans[bodies]), places + 1)
    weights, are_phrases = _weights(clauses)
    seen = np.zeros((len(begins) + 1, len(weights)), np.int64)
    np.cumsum(matches.clauses[:, np.newaxis] == np.arange(len(weights)), axis=0, out=seen[1:])
    taken = np.zeros(len(begins), np.bool_)
    found: list[tuple[int, int]] = []
    for round_number in range(count):
        inside = seen[rights] - seen[:-1]
        ranks = (inside > 0) @ weights << 16
        if clauses.phrases:
            ranks += np.minimum(inside @ are_phrases, 65535)
        # The first of the best: what is subtracted also says which it is.
        keys = (ranks << 32) - places
        keys[taken] = _TAKEN
        best = np.maximum.reduceat(keys, firsts)
        lefts = -best[best > _TAKEN] & 0xFFFFFFFF
        ends = lasts[rights[lefts] - 1]
        found += zip(begins[lefts].tolist(), ends.tolist(), strict=True)
        if round_number + 1 == count or not lefts.size:
            break
        # What follows is chosen among the matches before and after.
        chosen = np.zeros(len(spans), np.int64)
        chosen[bodies[lefts]] = lefts
        limits = chosen[bodies]
        before = places < limits
        taken |= ~before & (places < rights[limits])
        rights = np.where(before, np.minimum(rights, limits), rights)
    return found


def _weights(clauses: Clauses) -> tuple[_Ints, _Ints]:
    """How many words each clause is, in the order of _matches, and 1 for those that are phrases."""
    weights = [1] * (len(clauses.words) + len(clauses.prefixes))
    weights += [len(terms) for _, terms, _ in clauses.phrases]
    found = np.array(weights, np.int64)
    return found, (found > 1).astype(np.int64)
