"""What is asked of an index, in values that know no engine and no query syntax.

Nodes carry the user's words as typed; an engine analyses them with `index.analysis`, the same
way the field was analysed. A node's `field` is None where the user named none: every field with
Role.SEARCH is then searched, each with its boost.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class All:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """Articles with this word. Analysis may split it (`north-korean`): then it is a phrase."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles with these words in this order; `slop` is how many other words may stand between."""

    text: str
    field: str | None = None
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a word that begins so (folded, not stemmed)."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published in `[start, end)`; None is open. An article without a date never is."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class And:
    """Articles that match each child."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that match at least one child."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not match the child; it adds nothing to a score."""

    child: "Node"


Node = All | Word | Phrase | Prefix | Published | And | Or | Not


class Sort(StrEnum):
    """The order of hits; equal hits follow each other by ascending article id.

    Articles without a date come last in both orders of time.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Interval(StrEnum):
    """How wide a bucket of the published histogram is; weeks begin on Monday (ISO 8601)."""

    AUTO = "auto"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Highlight(StrEnum):
    """How a snippet shows what matched."""

    HTML = "html"
    OFFSETS = "offsets"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search without scoring: OR inside a field, AND across fields.

    `values` maps a field with Role.FILTER to the accepted values, whole and compared exactly.
    """

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    published: Published = Published()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnippetRequest:
    """At most `count` snippets a hit, each of about `size` characters; 0 turns them off."""

    count: int = 3
    size: int = 200
    highlight: Highlight = Highlight.HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search: hits `offset` to `offset + limit` and the facets named, over all that match."""

    DEFAULT_FACETS: ClassVar[tuple[str, ...]] = ("source", "agency", "language", "published")

    query: Node = All()
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = DEFAULT_FACETS
    facet_size: int = 10
    interval: Interval = Interval.AUTO
    snippets: SnippetRequest = SnippetRequest()
