"""Facets: counting the matches by value and by time."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.facet_words import has_word_beginning
from index.facets import histogram, interval_for, value_facet
from index.query import Filters, Interval, SearchRequest
from index.results import Facet
from index.whoosh_engine.evaluation.days import Days
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import Matches
from index.whoosh_engine.evaluation.segment_view import PUBLISHED
from index.whoosh_engine.evaluation.view import ALWAYS, CommitView

_EPOCH = date(1970, 1, 1)

_Key = TypeVar("_Key", str, int)


def count_facets(
    request: SearchRequest, view: CommitView, unfiltered: Matches, filtered: Matches
) -> dict[str, Facet]:
    """The facets asked for, of what matches before any filter and after all of them. A field's own
    filter does not narrow its own counts."""
    facets = {}
    for name in request.facets:
        counted = filtered
        if _is_filtered(request.filters, name):
            counted = view.passing(unfiltered, request.filters, but=name)
        count = _count_times if name == PUBLISHED else _count_values
        facets[name] = count(request, name, view, counted.documents)
    return facets


def _is_filtered(filters: Filters, name: str) -> bool:
    if name == PUBLISHED:
        return filters.published != ALWAYS
    return bool(filters.values.get(name))


def _count_values(
    request: SearchRequest, name: str, view: CommitView, documents: Documents
) -> Facet:
    parts: list[dict[str, int]] = []
    missing = 0
    prefix = request.facet_prefix.strip()
    selected = request.filters.values.get(name, ())
    if prefix:
        selected = tuple(value for value in selected if has_word_beginning(value, prefix))
    for segment, local in view.parts(documents):
        numbers = segment.value_counts(name, local)
        missing += int(numbers[0])
        values = segment.values(name)
        if prefix:
            wanted = np.array(segment.values_beginning(name, prefix), np.intp)
            present = wanted.compress(numbers[1:].take(wanted) > 0)
        else:
            (present,) = numbers[1:].nonzero()
        found = zip(present.tolist(), numbers[1:].take(present).tolist(), strict=True)
        parts.append({values[ordinal]: count for ordinal, count in found})
    return value_facet(
        _added_up(parts), missing=missing, size=request.facet_size, selected=selected
    )


def _count_times(request: SearchRequest, _: str, view: CommitView, documents: Documents) -> Facet:
    missing = 0
    counted: list[tuple[Days, NDArray[np.int64]]] = []
    for segment, local in view.parts(documents):
        days = segment.days(request.zone)
        counts = days.counts(local)
        missing += int(counts[0])
        if counts[0] < len(local):
            counted.append((days, counts[1:]))
    interval = request.interval
    if interval is Interval.AUTO:
        interval = _auto(counted)
    return histogram(
        _added_up([days.bucket_counts(interval, counts) for days, counts in counted]),
        missing=missing,
        interval=interval,
        selected=request.filters.published,
        zone=request.zone,
    )


def _added_up(parts: list[dict[_Key, int]]) -> Mapping[_Key, int]:
    """What the segments counted, together."""
    if len(parts) == 1:
        return parts[0]
    counts: Counter[_Key] = Counter()
    for part in parts:
        counts.update(part)
    return counts


def _auto(counted: list[tuple[Days, NDArray[np.int64]]]) -> Interval:
    """What `auto` comes to for these days."""
    found = [days.values.compress(counts > 0) for days, counts in counted]
    found = [days for days in found if len(days)]
    first = min((int(days[0]) for days in found), default=0)
    last = max((int(days[-1]) for days in found), default=0)
    return interval_for(_day(first), _day(last), Interval.AUTO)


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)
