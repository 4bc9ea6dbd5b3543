"""Merging what is stored: compressed parts are copied as they are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.stored import SAMPLES, Compressor, Dictionary, StoredWriter

KEPT_DICTIONARIES: Final = 16  # of the most used ones; what was stored with others is done again
_COPIED_AT_ONCE: Final = 4096  # documents


def merge_stored(segments: Sequence[SegmentArrays], writer: StoredWriter) -> None:
    """Store the live documents of all segments, in their order."""
    used: Counter[Dictionary] = Counter()
    for segment in segments:
        counts = np.bincount(segment.stored.which, minlength=len(segment.stored.dictionaries))
        for dictionary, count in zip(segment.stored.dictionaries, counts.tolist(), strict=True):
            used[dictionary] += count
    chosen = _chosen(segments, used)
    numbers = {dictionary: writer.number_of(dictionary) for dictionary in chosen}
    compressor = Compressor(chosen[0])
    for segment in segments:
        stored = segment.stored
        renumbered = np.array(
            [numbers.get(dictionary, -1) for dictionary in stored.dictionaries], np.int16
        )
        which = renumbered[stored.which]
        for start, stop in _runs(segment, which):
            if which[start] >= 0:
                data, lengths = stored.compressed(start, stop)
                writer.add_compressed(data, lengths, which[start:stop].astype(np.uint8))
                continue
            for document in range(start, stop):
                parts = compressor.compress(stored.record(document), stored.body_bytes(document))
                writer.add(parts, numbers[chosen[0]])


def _chosen(segments: Sequence[SegmentArrays], used: Counter[Dictionary]) -> list[Dictionary]:
    """The dictionaries to go on with, the most used first; without one where there is enough to
    learn from, one is made, and what was stored without is stored with it."""
    nothing = Dictionary()
    known = [dictionary for dictionary, count in used.most_common() if dictionary != nothing]
    if known:
        return known[:KEPT_DICTIONARIES]
    if sum(segment.live_count for segment in segments) < SAMPLES:
        return [nothing]
    samples = list(islice(_texts(segments), SAMPLES))
    return [Dictionary.of_samples([record for record, _ in samples], [body for _, body in samples])]


def _texts(segments: Sequence[SegmentArrays]) -> Iterator[tuple[bytes, bytes]]:
    for segment in segments:
        for document in range(segment.document_count):
            if segment.is_live(document):
                yield segment.record(document), segment.stored.body_bytes(document)


def _runs(segment: SegmentArrays, which: NDArray[np.int16]) -> Iterator[tuple[int, int]]:
    """Ranges of neighbours that are live and all to be copied, or all to be stored anew."""
    copied = which >= 0
    breaks = np.flatnonzero(np.diff(copied)) + 1
    if segment.live_mask is not None:
        breaks = np.union1d(breaks, np.flatnonzero(np.diff(segment.live_mask)) + 1)
    edges = [0, *breaks.tolist(), segment.document_count]
    for start, stop in pairwise(edges):
        if stop > start and segment.is_live(start):
            for first in range(start, stop, _COPIED_AT_ONCE):
                yield first, min(first + _COPIED_AT_ONCE, stop)
