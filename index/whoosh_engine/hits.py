"""Hits from an index's stored parts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import orjson

from index.analysis import language_of
from index.extracts import Areas
from index.field_clauses import QueryClauses
from index.query import Node, SearchRequest, SnippetRequest
from index.results import Hit, Share
from index.snippets import choose_snippets
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.arrays.stretches import boundary
from index.whoosh_engine.evaluation import Ranked
from index.whoosh_engine.shares import make_shares
from index.whoosh_engine.windows import Windows, best_windows

_NO_DESCRIPTION = b'"description":null'
"""Nothing else in a record's JSON can look so: in a text its quotation marks would be escaped."""


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
    def shares(self) -> tuple[Share, ...] | None:
        """Those of its score, where they were asked for."""
        parts = self._ranked.parts
        return None if parts is None else make_shares(parts, self._read(), self.body)

    @property
    def language(self) -> str | None:
        """As the index has it: a search that shows nothing else of the record need not read it."""
        column, document = self._ranked.segment.columns["language"], self._ranked.document
        ordinal = int(column.ordinals[document])
        return column.values.term(ordinal - 1) if ordinal else None

    @property
    def title(self) -> str:
        return str(self._read()["title"])

    @property
    def description(self) -> str | None:
        if _NO_DESCRIPTION in self.record:
            return None
        found: str | None = self._read()["description"]
        return found

    @property
    def body(self) -> str:
        if self._body is None:
            self._body = self._ranked.segment.body(self._ranked.document)
        return self._body


def make_hits(found: Sequence[Ranked], request: SearchRequest) -> tuple[Hit, ...]:
    """The hits with their snippets, in the order given."""
    wanted = request.snippets
    stored = [_Stored(ranked) for ranked in found]
    by_language = _ByLanguage(request.query)
    clauses = [by_language[one.language if wanted.count else None] for one in stored]
    windows = _windows(found, clauses, wanted)
    # One kind of work after the other for all hits: decompressing is hard on the processor's
    # caches, and choosing snippets takes half as long again when it has to fill them each time.
    areas = [own and _areas(one.body, own) for one, own in zip(stored, windows, strict=True)]
    snippets = choose_snippets(stored, clauses, wanted, areas)
    return tuple(
        [
            Hit(
                id=ranked.id,
                score=ranked.score,
                json=one.record,
                cursor=ranked.cursor,
                snippets=own,
                shares=one.shares,
            )
            for ranked, one, own in zip(found, stored, snippets, strict=True)
        ]
    )


class _ByLanguage(dict[str | None, QueryClauses]):
    """The clauses of a query in articles of each language; equal ones are the same object."""

    def __init__(self, node: Node) -> None:
        self._node = node
        super().__init__()

    def __missing__(self, tag: str | None) -> QueryClauses:
        language = language_of(tag)
        found = QueryClauses(self._node, language) if language == tag else self[language]
        self[tag] = found
        return found


def _areas(body: str, windows: Windows) -> Areas:
    return [(boundary(body, first), boundary(body, last)) for first, last in windows]


def _windows(
    found: Sequence[Ranked], clauses: Sequence[QueryClauses], wanted: SnippetRequest
) -> list[Windows | None]:
    """Each hit's windows, looked up at once for all hits of a segment that mean the same."""
    windows: list[Windows | None] = [None] * len(found)
    if not wanted.count or BODY_FIELD not in wanted.fields:
        return windows
    alike: dict[tuple[SegmentArrays, int], list[int]] = defaultdict(list)
    for place, (ranked, meant) in enumerate(zip(found, clauses, strict=True)):
        alike[ranked.segment, id(meant)].append(place)
    for (segment, _), places in alike.items():
        in_body = clauses[places[0]][BODY_FIELD]
        if in_body:
            documents = [found[place].document for place in places]
            own = best_windows(segment, documents, in_body, count=wanted.count, size=wanted.size)
            for place, one in zip(places, own, strict=True):
                windows[place] = one
    return windows
