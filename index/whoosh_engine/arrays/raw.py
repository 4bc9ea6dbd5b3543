"""A field's postings as they lie in the file, read by compiled loops: one posting is found and
decoded at a time, at the cost of a few reads.

What a file says is checked once, when it is first read so: tables of places ascend and end within
the arrays they point into. So whatever else a damaged file holds, nothing is read outside.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

import numpy as np
from numba import from_dtype, njit, types
from numpy.typing import NDArray

from index.compiled import array
from index.whoosh_engine.arrays.blocks import PAGE_BITS
from index.whoosh_engine.arrays.container import ArrayFile

HALF: Final = (1 << PAGE_BITS) - 1


class RawPostings(NamedTuple):
    """The arrays of a field; of int64 where nothing else is said.

    Attributes:
        starts: [term + 1], the terms' first postings.
        position_starts: [term + 1], the terms' first tokens.
        documents: uint16[posting], the low halves of the documents.
        term_pages: [term + 1], the terms' first runs.
        pages: uint16[run], the high half that a run of postings shares.
        page_starts: [run + 1], the runs' first postings.
        frequencies: uint8[posting].
        large_frequencies_at, large_frequencies: those of 255 and more, by ascending posting; the
            second uint32, as all large numbers.
        positions: uint8[token], low bytes.
        positions_high: uint8[token / 2], the next four bits, two to a byte.
        large_positions_at, large_positions: those of 4095 and more, by ascending token.
        block_terms: ascending, the terms that have more than one block.
        block_starts: [block term + 1], their first blocks.
        block_tokens: uint32[block], how many tokens each has.
    """

    starts: Any
    position_starts: Any
    documents: Any
    term_pages: Any
    pages: Any
    page_starts: Any
    frequencies: Any
    large_frequencies_at: Any
    large_frequencies: Any
    positions: Any
    positions_high: Any
    large_positions_at: Any
    large_positions: Any
    block_terms: Any
    block_starts: Any
    block_tokens: Any


class RawDocuments(NamedTuple):
    """Those of RawPostings that tell which documents have a term, and how often."""

    starts: Any
    documents: Any
    term_pages: Any
    pages: Any
    page_starts: Any
    frequencies: Any
    large_frequencies_at: Any
    large_frequencies: Any


_ARRAYS: Final[dict[str, tuple[str, Any]]] = {
    "starts": ("posting_starts", np.int64),
    "position_starts": ("position_starts", np.int64),
    "documents": ("documents", np.uint16),
    "term_pages": ("term_pages", np.int64),
    "pages": ("pages", np.uint16),
    "page_starts": ("page_starts", np.int64),
    "frequencies": ("frequencies", np.uint8),
    "large_frequencies_at": ("frequencies.overflow_at", np.int64),
    "large_frequencies": ("frequencies.overflow", np.uint32),
    "positions": ("positions", np.uint8),
    "positions_high": ("positions.high", np.uint8),
    "large_positions_at": ("positions.overflow_at", np.int64),
    "large_positions": ("positions.overflow", np.uint32),
    "block_terms": ("block_terms", np.int64),
    "block_starts": ("block_starts", np.int64),
    "block_tokens": ("block_tokens", np.uint32),
}
"""The names of the arrays in a file, and their types."""


def _type_of(raw: type[RawPostings] | type[RawDocuments]) -> Any:
    """The type under which a compiled function is given the arrays."""
    found = [array(from_dtype(np.dtype(_ARRAYS[name][1]))) for name in raw._fields]
    return types.NamedTuple(found, raw)  # type: ignore[no-untyped-call]


RAW: Final = _type_of(RawPostings)
RAW_DOCUMENTS: Final = _type_of(RawDocuments)


def raw_postings(file: ArrayFile, prefix: str) -> RawPostings | None:
    """The arrays of the field whose arrays are named so; None where they contradict each other.
    One that the file holds in a narrower type is copied."""
    raw = RawPostings(
        *(_array(file, f"{prefix}.{name}", dtype) for name, dtype in _ARRAYS.values())
    )
    if not len(raw.pages):  # all documents are in the first: a run for each term
        terms = max(len(raw.starts) - 1, 0)
        term_pages = _read_only(np.arange(terms + 1, dtype=np.int64))
        pages = _read_only(np.zeros(terms, np.uint16))
        raw = raw._replace(term_pages=term_pages, pages=pages, page_starts=raw.starts)
    return raw if _is_sound(raw) else None


def _array(file: ArrayFile, name: str, dtype: Any) -> NDArray[Any]:
    found = file.array(name) if name in file else np.empty(0, dtype)
    return _read_only(found.astype(dtype, copy=False))


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False  # which is a part of its type
    return array


def _is_sound(raw: RawPostings) -> bool:
    tokens = len(raw.positions)
    return (
        len(raw.starts) == len(raw.position_starts)
        and _leads_into(raw.starts, len(raw.documents))
        and _leads_into(raw.position_starts, tokens)
        and len(raw.frequencies) == len(raw.documents)
        and 2 * len(raw.positions_high) >= tokens
        and len(raw.large_frequencies_at) == len(raw.large_frequencies)
        and len(raw.large_positions_at) == len(raw.large_positions)
        and len(raw.block_starts) == len(raw.block_terms) + 1
        and _leads_into(raw.block_starts, len(raw.block_tokens))
        and len(raw.term_pages) == len(raw.starts)
        and _leads_into(raw.term_pages, len(raw.pages))
        and len(raw.page_starts) == len(raw.pages) + 1
        and _leads_into(raw.page_starts, len(raw.documents))
        and bool((raw.page_starts[raw.term_pages] == raw.starts).all())
    )


def _leads_into(starts: NDArray[Any], count: int) -> bool:
    """Whether these are the beginnings of parts of `count` things, and their end."""
    return bool(len(starts) and starts[-1] == count and (starts[1:] >= starts[:-1]).all())


_P = ParamSpec("_P")
_R = TypeVar("_R")


def shared(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Make the function part of each compiled one that calls it."""
    options: Any = {"error_model": "numpy", "_nrt": False}
    made: Callable[_P, _R] = njit(**options)(function)
    return made


@shared
def number_of(low: Any, large_at: Any, large: Any, place: Any) -> Any:
    """The number of 8 bits at this place."""
    number = np.int64(low[place])
    if number == 255 and len(large):
        found = np.searchsorted(large_at, place)
        if found < len(large) and large_at[found] == place:
            number = np.int64(large[found])
    return number


@shared
def decode_positions(
    low: Any, high: Any, large_at: Any, large: Any, token: Any, end: Any, positions: Any, size: Any
) -> Any:
    """Set `positions`, from place `size` on, to where the tokens stand."""
    shift = size - token
    for at in range(token, end):
        bits = (np.int64(high[at >> 1]) >> ((at & 1) << 2)) & 15
        positions[shift + at] = np.int64(low[at]) | bits << 8
    if len(large):
        place = np.searchsorted(large_at, token)
        while place < len(large) and large_at[place] < end:
            if large_at[place] >= token:  # nothing else, but in a damaged file
                positions[shift + large_at[place]] = np.int64(large[place])
            place += 1


@shared
def tokens_between(low: Any, large_at: Any, large: Any, first: Any, last: Any) -> Any:
    """How many tokens the postings `[first, last)` have."""
    tokens: Any = 0
    for place in range(first, last):
        tokens += np.int64(low[place])
    if len(large):
        found = np.searchsorted(large_at, first)
        while found < len(large) and large_at[found] < last:
            tokens += max(np.int64(large[found]) - 255, 0)
            found += 1
    return tokens


@shared
def half_from(documents: Any, low: Any, high: Any, half: Any) -> Any:
    """The first of the postings `[low, high)`, which ascend, whose half is not before this one, or
    `high`. Steps that double find it soon where it is near."""
    if low >= high or np.int64(documents[low]) >= half:
        return low
    step = 1
    while low + step < high and np.int64(documents[low + step]) < half:
        low += step
        step <<= 1
    high = min(low + step, high)
    low += 1
    while low < high:
        middle = (low + high) >> 1
        if np.int64(documents[middle]) < half:
            low = middle + 1
        else:
            high = middle
    return low


@shared
def first_block_of(block_terms: Any, block_starts: Any, term: Any) -> Any:
    """Where the term's blocks begin; -1 for a term that has only one."""
    place = np.searchsorted(block_terms, term)
    if place < len(block_terms) and block_terms[place] == term:
        return block_starts[place]
    return -1
