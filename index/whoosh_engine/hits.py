"""Hits from an index's stored parts."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import orjson

from index.matches import clauses_in
from index.query import SearchRequest
from index.results import Hit
from index.snippets import Areas, make_snippets
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.arrays.stretches import boundary
from index.whoosh_engine.evaluation import Ranked
from index.whoosh_engine.windows import Windows, best_windows


class _Stored:
    """A stored article, read as far as snippets need it."""

    def __init__(self, ranked: Ranked, record: bytes, windows: Windows | None) -> None:
        self._ranked = ranked
        self._record = record
        self._windows = windows

    @cached_property
    def _document(self) -> dict[str, Any]:
        read: dict[str, Any] = orjson.loads(self._record)
        return read

    @property
    def title(self) -> str:
        return str(self._document["title"])

    @property
    def description(self) -> str | None:
        found: str | None = self._document["description"]
        return found

    @cached_property
    def body(self) -> str:
        return self._ranked.segment.body(self._ranked.document)

    @property
    def areas(self) -> Areas | None:
        """Where the body's best passages are, if the index knows."""
        if not self._windows:
            return self._windows
        body = self.body
        return [(boundary(body, first), boundary(body, last)) for first, last in self._windows]


def make_hits(found: Sequence[Ranked], request: SearchRequest) -> tuple[Hit, ...]:
    """The hits with their snippets, in the order given."""
    windows = _windows(found, request)
    return tuple(_hit(*pair, request) for pair in zip(found, windows, strict=True))


def _hit(ranked: Ranked, windows: Windows | None, request: SearchRequest) -> Hit:
    record = ranked.segment.record(ranked.document)
    stored = _Stored(ranked, record, windows)
    return Hit(
        id=ranked.id,
        score=ranked.score,
        json=record,
        snippets=make_snippets(stored, request.query, request.snippets, stored.areas),
    )


def _windows(found: Sequence[Ranked], request: SearchRequest) -> list[Windows | None]:
    """Each hit's windows, looked up for all hits of a segment at once."""
    windows: list[Windows | None] = [None] * len(found)
    clauses = clauses_in(request.query, BODY_FIELD)
    wanted = request.snippets
    if not clauses or not wanted.count:
        return windows
    segments: dict[SegmentArrays, list[int]] = defaultdict(list)
    for place, ranked in enumerate(found):
        segments[ranked.segment].append(place)
    for segment, places in segments.items():
        documents = [found[place].document for place in places]
        own = best_windows(segment, documents, clauses, count=wanted.count, size=wanted.size)
        for place, one in zip(places, own, strict=True):
            windows[place] = one
    return windows
