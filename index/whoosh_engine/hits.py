"""Hits from an index's stored parts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import orjson

from index.matches import Clauses, QueryClauses
from index.query import Cursor, SearchRequest, SnippetRequest
from index.results import Hit
from index.snippets import Areas, choose_snippets
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.arrays.stretches import boundary
from index.whoosh_engine.evaluation import Ranked
from index.whoosh_engine.windows import Windows, best_windows


class _Stored:
    """A stored article, read as far as snippets need it."""

    def __init__(self, ranked: Ranked) -> None:
        self._ranked = ranked
        self.record = ranked.segment.record(ranked.document)
        self._document: dict[str, Any] | None = None
        self._body: str | None = None

    def _read(self) -> dict[str, Any]:
        if self._document is None:
            self._document = orjson.loads(self.record)
        return self._document

    @property
    def title(self) -> str:
        return str(self._read()["title"])

    @property
    def description(self) -> str | None:
        found: str | None = self._read()["description"]
        return found

    @property
    def body(self) -> str:
        if self._body is None:
            self._body = self._ranked.segment.body(self._ranked.document)
        return self._body


def make_hits(found: Sequence[Ranked], request: SearchRequest) -> tuple[Hit, ...]:
    """The hits with their snippets, in the order given."""
    clauses, wanted = QueryClauses(request.query), request.snippets
    windows = _windows(found, clauses[BODY_FIELD], wanted)
    # One kind of work after the other for all hits: decompressing is hard on the processor's
    # caches, and choosing snippets takes half as long again when it has to fill them each time.
    stored = [_Stored(ranked) for ranked in found]
    areas = [own and _areas(one.body, own) for one, own in zip(stored, windows, strict=True)]
    snippets = [
        choose_snippets(one, clauses, wanted, own) for one, own in zip(stored, areas, strict=True)
    ]
    return tuple(
        [
            Hit(
                id=ranked.id,
                score=ranked.score,
                json=one.record,
                cursor=Cursor(ranked.score, ranked.id),
                snippets=own,
            )
            for ranked, one, own in zip(found, stored, snippets, strict=True)
        ]
    )


def _areas(body: str, windows: Windows) -> Areas:
    return [(boundary(body, first), boundary(body, last)) for first, last in windows]


def _windows(
    found: Sequence[Ranked], clauses: Clauses, wanted: SnippetRequest
) -> list[Windows | None]:
    """Each hit's windows, looked up for all hits of a segment at once."""
    windows: list[Windows | None] = [None] * len(found)
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
