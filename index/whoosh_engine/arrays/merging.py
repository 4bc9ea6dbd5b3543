"""Several segments become one: arrays are copied, texts are neither analysed nor compressed again.

Documents keep their order, segment after segment; deleted ones are left out. Memory is bounded by
the term dictionaries and by CHUNK_TOKENS of `arrays.field_merging`.
"""

from collections.abc import Sequence
from typing import Any, BinaryIO, Final

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
from index.whoosh_engine.arrays.field_merging import merge_field
from index.whoosh_engine.arrays.layout import COLUMNS, INSTANTS, TEXT_FIELDS
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.stored import StoredWriter
from index.whoosh_engine.arrays.stored_merging import merge_stored
from index.whoosh_engine.arrays.stretches import write_stretches

GONE: Final = -1
"""What a deleted document's number becomes."""


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
        name for name in TEXT_FIELDS if merge_field(segments, numbers, name, writer)
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
