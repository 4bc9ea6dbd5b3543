"""One field of several segments becomes one: its terms, their postings, positions and spellings."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFileWriter
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.field_writer import FieldWriter
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.spelling_merging import SpellingSource, merge_spellings

CHUNK_TOKENS: Final = 4_000_000

_LONG: Final = 128  # entries of a term that are copied as one


class _Part(NamedTuple):
    """A run of terms of one segment: term [term], counts and tokens of each, and their arrays, of
    which `spellings` [token] are as `SpellingTable.ranks` counts them."""

    terms: NDArray[np.int64]  # counted from the chunk's first
    counts: NDArray[np.int64]
    tokens: NDArray[np.int64]
    documents: NDArray[np.int32]
    frequencies: NDArray[np.unsignedinteger]
    positions: NDArray[np.unsignedinteger]
    spellings: NDArray[np.unsignedinteger]


class _Source(NamedTuple):
    """One segment's part in a field: its arrays, its terms' new numbers, its documents' too."""

    field: FieldArrays
    terms: NDArray[np.int64]
    documents: NDArray[np.int32]
    live: NDArray[np.bool_] | None


class _Counts(NamedTuple):
    """How much of a segment is left: postings, and tokens [spelling]."""

    postings: int
    tokens: NDArray[np.integer]


def merge_field(
    segments: Sequence[SegmentArrays],
    numbers: Sequence[NDArray[np.int32]],
    name: str,
    writer: ArrayFileWriter,
) -> bool:
    """Write a field; False when no live document has a term in it. `numbers` are the documents' new
    numbers for each segment."""
    fields = [segment.fields.get(name) for segment in segments]
    lengths = np.concatenate(
        [
            np.zeros(segment.live_count, np.int32)
            if field is None
            else _live_lengths(segment, field)
            for segment, field in zip(segments, fields, strict=True)
        ]
    )
    tokens = int(lengths.sum(dtype=np.int64))
    if not tokens:
        return False
    present = [
        (field, new, segment.live_mask)
        for segment, field, new in zip(segments, fields, numbers, strict=True)
        if field is not None
    ]
    tables = [list(field.terms.bytes_between(0, len(field.terms))) for field, _, _ in present]
    terms = sorted(dict.fromkeys(chain.from_iterable(tables)))  # runs that are sorted already
    number = dict(zip(terms, range(len(terms)), strict=True))
    sources = [
        _Source(field, np.fromiter(map(number.__getitem__, table), np.int64, len(table)), new, live)
        for (field, new, live), table in zip(present, tables, strict=True)
    ]
    del number, tables
    counts = list(map(_count_live, sources))
    merged, spelling_numbers = merge_spellings(
        [
            SpellingSource(
                source.field.spellings, source.terms[source.field.spellings.terms], left.tokens
            )
            for source, left in zip(sources, counts, strict=True)
        ]
    )
    is_left = np.zeros(len(terms), np.bool_)
    is_left[merged.terms] = True
    table = merged._replace(terms=(np.cumsum(is_left) - 1)[merged.terms])
    field_writer = FieldWriter(
        writer, name, lengths, table, postings=sum(left.postings for left in counts), tokens=tokens
    )
    ranks = table.ranks()
    member_ranks = [
        ranks[own[source.field.spellings.members]]
        for source, own in zip(sources, spelling_numbers, strict=True)
    ]
    for start, stop in _chunks(sources, len(terms)):
        parts = [
            _part(source, own, start, stop)
            for source, own in zip(sources, member_ranks, strict=True)
        ]
        found, documents, frequencies, positions, spellings = _interleave(parts, stop - start)
        found = found[is_left[start:stop]]
        field_writer.append(found, documents, frequencies, positions, spellings)
    field_writer.finish([term for term, left in zip(terms, is_left.tolist(), strict=True) if left])
    return True


def _live_lengths(segment: SegmentArrays, field: FieldArrays) -> NDArray[np.int32]:
    lengths = field.lengths.astype(np.int32)
    return lengths if segment.live_mask is None else lengths[segment.live_mask]


def _chunks(sources: Sequence[_Source], term_count: int) -> Iterator[tuple[int, int]]:
    """Ranges of terms that have about CHUNK_TOKENS tokens, and at least one term."""
    tokens = np.zeros(term_count, np.int64)
    for source in sources:
        tokens[source.terms] += source.field.collection_frequencies
    ends = np.cumsum(tokens)
    start = 0
    while start < term_count:
        passed = int(ends[start - 1]) if start else 0
        stop = int(np.searchsorted(ends, passed + CHUNK_TOKENS, side="right"))
        stop = min(max(stop, start + 1), term_count)
        yield start, stop
        start = stop


def _count_live(source: _Source) -> _Counts:
    field, spellings = source.field, source.field.spellings
    if source.live is None:
        return _Counts(field.posting_count, spellings.tokens)
    postings = 0
    members = np.zeros(len(spellings), np.int64)
    for start, stop in _chunks([source], int(source.terms[-1]) + 1 if len(source.terms) else 0):
        first, last = np.searchsorted(source.terms, (start, stop)).tolist()
        keep = source.live[field.documents_between(first, last)]
        postings += int(np.count_nonzero(keep))
        kept_tokens = np.repeat(keep, field.frequencies_between(first, last))
        found = spellings.members_of_tokens(first, last)[kept_tokens]
        members += np.bincount(found, minlength=len(members))
    tokens = np.zeros(len(spellings), np.int64)
    tokens[spellings.members] = members
    return _Counts(postings, tokens)


def _part(
    source: _Source, member_ranks: NDArray[np.unsignedinteger], start: int, stop: int
) -> _Part:
    first, last = np.searchsorted(source.terms, (start, stop)).tolist()
    field = source.field
    terms = source.terms[first:last] - start
    counts = field.document_frequencies[first:last]
    tokens = field.collection_frequencies[first:last]
    documents = field.documents_between(first, last)
    frequencies = field.frequencies_between(first, last)
    positions = field.positions_between(first, last)
    spellings = member_ranks[field.spellings.members_of_tokens(first, last)]
    if source.live is not None and len(documents):
        keep = source.live[documents]
        kept_tokens = np.repeat(keep, frequencies)
        positions, spellings = positions[kept_tokens], spellings[kept_tokens]
        starts = np.cumsum(counts) - counts
        tokens = np.add.reduceat(np.where(keep, frequencies, 0), starts, dtype=np.int64)
        counts = np.add.reduceat(keep, starts, dtype=np.int64)
        documents, frequencies = documents[keep], frequencies[keep]
    new = source.documents[documents]
    return _Part(terms, counts, tokens, new, frequencies, positions, spellings)


def _interleave(
    parts: Sequence[_Part], term_count: int
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int32],
    NDArray[np.unsignedinteger],
    NDArray[np.unsignedinteger],
    NDArray[np.unsignedinteger],
]:
    """Counts [term], documents and frequencies [posting], positions and spellings [token] of all
    parts, term after term, and within a term part after part."""
    counts = np.zeros(term_count, np.int64)
    tokens = np.zeros(term_count, np.int64)
    for part in parts:
        counts[part.terms] += part.counts
        tokens[part.terms] += part.tokens
    postings_of = _Places(np.cumsum(counts) - counts)
    positions_of = _Places(np.cumsum(tokens) - tokens)
    documents = np.empty(int(counts.sum()), np.int32)
    frequencies = np.empty(len(documents), np.uint32)
    positions = np.empty(int(tokens.sum()), np.uint32)
    spellings = np.empty(len(positions), parts[0].spellings.dtype)
    for part in parts:
        columns = [(documents, part.documents), (frequencies, part.frequencies)]
        postings_of.fill(columns, part.terms, part.counts)
        columns = [(positions, part.positions), (spellings, part.spellings)]
        positions_of.fill(columns, part.terms, part.tokens)
    return counts, documents, frequencies, positions, spellings


class _Places:
    """Where each term's next entries go."""

    def __init__(self, following: NDArray[np.int64]) -> None:
        self._following = following

    def fill(
        self,
        columns: Sequence[tuple[NDArray[Any], NDArray[Any]]],
        terms: NDArray[np.int64],
        counts: NDArray[np.int64],
    ) -> None:
        """Put `counts` [term] entries, term after term, into their places: for each column an
        array to fill, and the entries."""
        sources = np.cumsum(counts) - counts
        targets = self._following[terms]
        self._following[terms] += counts
        long = counts >= _LONG
        for source, target, count in zip(
            sources[long].tolist(), targets[long].tolist(), counts[long].tolist(), strict=True
        ):
            for filled, entries in columns:
                filled[target : target + count] = entries[source : source + count]
        short = counts * ~long
        before = np.cumsum(short) - short
        steps = np.arange(int(short.sum()))
        chosen = np.repeat(sources - before, short) + steps
        places = np.repeat(targets - before, short) + steps
        for filled, entries in columns:
            filled[places] = entries[chosen]
