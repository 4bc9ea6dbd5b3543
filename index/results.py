"""What an engine answers, in values that know no engine."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from index.query import Cursor


class Mark(NamedTuple):
    """A match, as the half-open range `[start, end)` of characters in the text it belongs to."""

    start: int
    end: int


class Snippet(NamedTuple):
    """A passage of a field. `text` is plain; `marks` are offsets in it; `start` is where it stands
    in the whole field."""

    field: str
    text: str
    start: int
    marks: tuple[Mark, ...] = ()


class Share(NamedTuple):
    """A part of a hit's score: `text` is the clause of the query as it was typed, `field` where it
    matched (None for what belongs to no field), `found` the words there that it stood for, and
    `kind` what it is: `word`, `phrase`, `prefix`, `wildcard`, `fuzzy`, `synonym`, `recency` ..."""

    kind: str
    text: str
    field: str | None
    found: tuple[str, ...]
    score: float


class Hit(NamedTuple):
    """One article that matched. `json` is its document (see `index.documents`), as it will be sent;
    `score` is 0 where the order is not by relevance and nothing was scored. `cursor` is its place
    in the order. `shares`, where they were asked for, sum to the score."""

    id: str
    score: float
    json: bytes
    cursor: Cursor
    snippets: tuple[Snippet, ...] = ()
    shares: tuple[Share, ...] | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The document, read from its JSON."""
        read: dict[str, Any] = orjson.loads(self.json)
        return read


class Bucket(NamedTuple):
    """A facet's value, how many matching articles have it, and whether a filter selects it."""

    value: str
    count: int  # type: ignore[assignment]  # nobody counts in it, as in other tuples
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A field's values with exact counts: descending count then ascending value, a histogram in
    order of time.

    A field's own filter does not narrow its own counts (multi-select). `missing` counts the
    articles without a value, `other` sums the counts of the buckets left out. `interval` is set
    for a histogram only, and says which one `auto` came to.
    """

    buckets: tuple[Bucket, ...]
    missing: int = 0
    other: int = 0
    interval: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The hits asked for, and the exact number of all that match.

    `cut` are the prefixes, wildcards and fuzzy words of the query, as typed, that stand for more
    words of the index than were looked for: only the commonest were.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, Facet] = field(default_factory=dict)
    cut: tuple[str, ...] = ()


class WordCount(NamedTuple):
    """A word as articles spell it (casefolded), or a facet's value, and about how many of them have
    it."""

    word: str
    count: int  # type: ignore[assignment]  # nobody counts in it, as in other tuples
