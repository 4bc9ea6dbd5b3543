"""Several segments become one: arrays are copied, texts are neither analysed nor compressed again.

Documents keep their order, segment after segment; deleted ones are left out. Memory is bounded by
the term dictionaries and by CHUNK_TOKENS.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.builder import FORMAT
from index.whoosh_engine.arrays.columns import (
    merged_values,
    write_column,
    write_instants,
    write_keys,
)
from index.whoosh_engine.arrays.container import ArrayFileWriter
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.field_writer import FieldWriter
from index.whoosh_engine.arrays.layout import COLUMNS, INSTANTS, TEXT_FIELDS
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.stored import StoredWriter
from index.whoosh_engine.arrays.stored_merging import merge_stored
from index.whoosh_engine.arrays.stretches import write_stretches

CHUNK_TOKENS: Final = 4_000_000

_LONG: Final = 128  # entries of a term that are copied as one

GONE: Final = -1
"""What a deleted document's number becomes."""


class _Part(NamedTuple):
    """A run of terms of one segment: term [term], counts and tokens of each, and their arrays."""

    terms: NDArray[np.int64]  # counted from the chunk's first
    counts: NDArray[np.int64]
    tokens: NDArray[np.int64]
    documents: NDArray[np.int32]
    frequencies: NDArray[np.unsignedinteger]
    positions: NDArray[np.unsignedinteger]


class _Source(NamedTuple):
    """One segment's part in a field: its arrays, its terms' new numbers, its documents' too."""

    field: FieldArrays
    terms: NDArray[np.int64]
    documents: NDArray[np.int32]
    live: NDArray[np.bool_] | None


def merge_segments(
    segments: Sequence[SegmentArrays], file: BinaryIO
) -> tuple[NDArray[np.int32], ...]:
    """Write the segments' live documents as one segment; for each segment answer the documents'
    new numbers, int32[document], GONE for the deleted ones."""
    writer = ArrayFileWriter(file)
    stored = StoredWriter(writer)
    merge_stored(segments, stored)
    stored.finish()
    numbers = _new_numbers(segments)
    writer.meta["format"] = FORMAT
    writer.meta["documents"] = sum(segment.live_count for segment in segments)
    _merge_ids(segments, numbers, writer)
    for name, multiple in COLUMNS.items():
        _merge_column(segments, name, multiple, writer)
    for name in INSTANTS:
        instants = [_live(segment, segment.instants[name].instants) for segment in segments]
        write_instants(writer, name, np.concatenate(instants))
    _merge_stretches(segments, writer)
    writer.meta["fields"] = [
        name for name in TEXT_FIELDS if _merge_field(segments, numbers, name, writer)
    ]
    writer.finish()
    return numbers


def _new_numbers(segments: Sequence[SegmentArrays]) -> tuple[NDArray[np.int32], ...]:
    numbers = []
    base = 0
    for segment in segments:
        if segment.live_mask is None:
            new = np.arange(base, base + segment.document_count, dtype=np.int32)
        else:
            new = np.cumsum(segment.live_mask, dtype=np.int32) + np.int32(base - 1)
            new[segment.deleted] = GONE
        numbers.append(new)
        base += segment.live_count
    return tuple(numbers)


def _live(segment: SegmentArrays, array: NDArray[Any]) -> NDArray[Any]:
    return array if segment.live_mask is None else array[segment.live_mask]


def _merge_ids(
    segments: Sequence[SegmentArrays],
    numbers: Sequence[NDArray[np.int32]],
    writer: ArrayFileWriter,
) -> None:
    ids: list[bytes] = []
    documents: list[int] = []
    for segment, new in zip(segments, numbers, strict=True):
        values = segment.ids.values
        for key, document in zip(
            values.bytes_between(0, len(values)), new[segment.ids.document].tolist(), strict=True
        ):
            if document != GONE:
                ids.append(key)
                documents.append(document)
    order = sorted(range(len(ids)), key=ids.__getitem__)
    sorted_documents = np.array(documents, np.int32)[np.array(order, np.int64)]
    write_keys(writer, [ids[place] for place in order], sorted_documents)


def _merge_column(
    segments: Sequence[SegmentArrays], name: str, multiple: bool, writer: ArrayFileWriter
) -> None:
    columns = [segment.columns[name] for segment in segments]
    values, renumbered = merged_values([column.values for column in columns])
    ordinals, counts = [], []
    for segment, column, new in zip(segments, columns, renumbered, strict=True):
        entries = new[column.ordinals]
        if column.starts is not None:
            per_document = np.diff(column.starts)
            if segment.live_mask is not None:
                entries = entries[np.repeat(segment.live_mask, per_document)]
                per_document = per_document[segment.live_mask]
            counts.append(per_document)
        elif segment.live_mask is not None:
            entries = entries[segment.live_mask]
        ordinals.append(entries)
    starts = np.concatenate([[0], np.cumsum(np.concatenate(counts))]) if multiple else None
    write_column(writer, name, values, np.concatenate(ordinals), starts)


def _merge_stretches(segments: Sequence[SegmentArrays], writer: ArrayFileWriter) -> None:
    tokens = []
    for segment in segments:
        found = segment.stretches.tokens
        if segment.live_mask is not None:
            found = found[np.repeat(segment.live_mask, segment.stretches.counts)]
        tokens.append(found)
    counts = [_live(segment, segment.stretches.counts) for segment in segments]
    write_stretches(writer, np.concatenate(tokens), np.concatenate(counts))


def _merge_field(
    segments: Sequence[SegmentArrays],
    numbers: Sequence[NDArray[np.int32]],
    name: str,
    writer: ArrayFileWriter,
) -> bool:
    """Write a field; False when no live document has a term in it."""
    fields = [segment.fields.get(name) for segment in segments]
    lengths = np.concatenate(
        [
            np.zeros(segment.live_count, np.int32)
            if field is None
            else _live(segment, field.lengths).astype(np.int32)
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
    postings = sum(_count_live(source) for source in sources)
    field_writer = FieldWriter(writer, name, lengths, postings=postings, tokens=tokens)
    kept: list[bytes] = []
    for start, stop in _chunks(sources, len(terms)):
        counts, documents, frequencies, positions = _interleave(
            [_part(source, start, stop) for source in sources], stop - start
        )
        found = np.flatnonzero(counts)
        field_writer.append(counts[found], documents, frequencies, positions)
        kept.extend(terms[start + place] for place in found.tolist())
    field_writer.finish(kept)
    return True


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


def _count_live(source: _Source) -> int:
    if source.live is None:
        return source.field.posting_count
    total = 0
    for start, stop in _chunks([source], int(source.terms[-1]) + 1 if len(source.terms) else 0):
        first, last = np.searchsorted(source.terms, (start, stop)).tolist()
        total += int(np.count_nonzero(source.live[source.field.documents_between(first, last)]))
    return total


def _part(source: _Source, start: int, stop: int) -> _Part:
    first, last = np.searchsorted(source.terms, (start, stop)).tolist()
    field = source.field
    terms = source.terms[first:last] - start
    counts = field.document_frequencies[first:last]
    tokens = field.collection_frequencies[first:last]
    documents = field.documents_between(first, last)
    frequencies = field.frequencies_between(first, last)
    positions = field.positions_between(first, last)
    if source.live is not None and len(documents):
        keep = source.live[documents]
        positions = positions[np.repeat(keep, frequencies)]
        starts = np.cumsum(counts) - counts
        tokens = np.add.reduceat(np.where(keep, frequencies, 0), starts, dtype=np.int64)
        counts = np.add.reduceat(keep, starts, dtype=np.int64)
        documents, frequencies = documents[keep], frequencies[keep]
    return _Part(terms, counts, tokens, source.documents[documents], frequencies, positions)


def _interleave(
    parts: Sequence[_Part], term_count: int
) -> tuple[
    NDArray[np.int64], NDArray[np.int32], NDArray[np.unsignedinteger], NDArray[np.unsignedinteger]
]:
    """Counts [term], documents and frequencies [posting] and positions [token] of all parts, term
    after term, and within a term part after part."""
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
    for part in parts:
        columns = [(documents, part.documents), (frequencies, part.frequencies)]
        postings_of.fill(columns, part.terms, part.counts)
        positions_of.fill([(positions, part.positions)], part.terms, part.tokens)
    return counts, documents, frequencies, positions


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
