"""Hits from an index's stored parts."""

from functools import cached_property
from typing import Any

import orjson

from index.query import SearchRequest
from index.results import Hit
from index.snippets import make_snippets
from index.whoosh_engine.evaluation import Ranked


class _Stored:
    """A stored article, read as far as snippets need it."""

    def __init__(self, ranked: Ranked, record: bytes) -> None:
        self._ranked = ranked
        self._record = record

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


def make_hit(ranked: Ranked, request: SearchRequest) -> Hit:
    """The hit, with its snippets."""
    record = ranked.segment.record(ranked.document)
    stored = _Stored(ranked, record)
    return Hit(
        id=ranked.id,
        score=ranked.score,
        json=record,
        snippets=make_snippets(stored, request.query, request.snippets),
    )
