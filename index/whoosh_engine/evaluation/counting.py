"""Facets: counting the matches by value and by time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.facets import histogram, interval_for, value_facet
from index.query import SearchRequest
from index.results import Facet
from index.whoosh_engine.evaluation.document_sets import Documents
from index.whoosh_engine.evaluation.view import PUBLISHED, SegmentView, numbered

_EPOCH = date(1970, 1, 1)


class Found(NamedTuple):
    """What matches in a segment: before any filter, and after all of them."""

    segment: SegmentView
    unfiltered: Documents
    filtered: Documents


def count_facets(request: SearchRequest, found: Sequence[Found]) -> dict[str, Facet]:
    """The facets asked for. A field's own filter does not narrow its own counts."""
    facets = {}
    for name in request.facets:
        parts = [(part.segment, _counted(request, name, part)) for part in found]
        count = _count_times if name == PUBLISHED else _count_values
        facets[name] = count(request, name, parts)
    return facets


def _counted(request: SearchRequest, name: str, part: Found) -> Documents:
    if request.filters.values.get(name) or name == PUBLISHED:
        return part.segment.filtered(part.unfiltered, request.filters, but=name)
    return part.filtered


Parts = list[tuple[SegmentView, Documents]]


def _count_values(request: SearchRequest, name: str, parts: Parts) -> Facet:
    counts: Counter[str] = Counter()
    missing = 0
    for segment, documents in parts:
        numbers = _value_counts(segment, name, documents)
        missing += int(numbers[0])
        values = segment.values(name)
        (present,) = numbers[1:].nonzero()
        for ordinal, count in zip(present.tolist(), numbers[present + 1].tolist(), strict=True):
            counts[values[ordinal]] += count
    selected = request.filters.values.get(name, ())
    return value_facet(counts, missing=missing, size=request.facet_size, selected=selected)


def _value_counts(segment: SegmentView, name: str, documents: Documents) -> NDArray[np.int64]:
    """How many of the documents have each ordinal (0: no value): int64[ordinal]."""
    column = segment.arrays.columns[name]
    size = len(column.values) + 1
    if column.starts is None:
        return np.bincount(column.ordinals[documents], minlength=size)
    if len(documents) == segment.arrays.document_count:
        return np.bincount(column.ordinals, minlength=size)
    starts = column.starts[documents]
    lengths = column.starts[documents + 1] - starts
    # The entries of document after document: its start, counted on from there.
    before = np.cumsum(lengths) - lengths
    entries = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return np.bincount(column.ordinals[entries], minlength=size)


def _count_times(request: SearchRequest, name: str, parts: Parts) -> Facet:
    missing = 0
    counted: list[tuple[SegmentView, NDArray[np.intp], NDArray[np.int64]]] = []
    for segment, documents in parts:
        counts = np.bincount(
            segment.days.ordinals[documents], minlength=len(segment.days.values) + 1
        )
        missing += int(counts[0])
        (present,) = counts[1:].nonzero()
        if len(present):
            counted.append((segment, present, counts[present + 1]))
    if not counted:
        return histogram(
            None,
            {},
            missing=missing,
            interval=interval_for(_EPOCH, _EPOCH, request.interval),
            selected=request.filters.published,
        )
    first = min(int(segment.days.values[present[0]]) for segment, present, _ in counted)
    last = max(int(segment.days.values[present[-1]]) for segment, present, _ in counted)
    interval = interval_for(_day(first), _day(last), request.interval)
    start = int(numbered(np.array([first]), interval)[0])
    every: Counter[int] = Counter()
    for segment, present, counts in counted:
        buckets = segment.days.numbered(interval)[present] - start
        sums = np.bincount(buckets, weights=counts)
        (filled,) = sums.nonzero()
        every.update(
            dict(zip(filled.tolist(), sums[filled].astype(np.int64).tolist(), strict=True))
        )
    return histogram(
        _day(first),
        every,
        missing=missing,
        interval=interval,
        selected=request.filters.published,
    )


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)
