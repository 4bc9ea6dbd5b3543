"""What is asked of an index, in values that know no engine and no query syntax.

Nodes carry the user's words as typed; an engine analyses them with `index.analysis`, the same
way the field was analysed. A node's `field` is None where the user named none: every field with
Role.SEARCH is then searched, each with its boost.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class All:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """Articles with this word. Analysis may split it (`north-korean`): then it is a phrase.

    `exact` wants the word as it is spelt, but for capitals: no other form of it, each accent.
    """

    text: str
    field: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles with these words in this order; `slop` is how many other words may stand between."""

    text: str
    field: str | None = None
    slop: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a word that begins so (folded, not stemmed)."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Articles with a word of this pattern (folded, not stemmed): `*` is any characters, also
    none, `?` is one."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Articles with a word (folded, not stemmed) that at most `distance` edits turn into this one:
    a letter more, less or other, or two neighbours swapped (optimal string alignment)."""

    text: str
    field: str | None = None
    distance: int = 1


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


@dataclass(frozen=True, slots=True)
class Boosted:
    """What the child matches, worth `factor` times as much."""

    child: "Node"
    factor: float


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What any child matches, worth what the best of them says; the first is what was typed."""

    children: tuple["Node", ...]


Node = (
    All
    | Word
    | Phrase
    | Prefix
    | Wildcard
    | Fuzzy
    | Published
    | And
    | Or
    | Not
    | Boosted
    | Synonyms
)


class Operator(StrEnum):
    """What stands between two words where nothing is written."""

    AND = "and"
    OR = "or"


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


MOST_SHOWN = 100_000
"""Characters of a field that snippets are chosen from, and that a search marks: a few times the
longest article, so that no single text can hold a server up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnippetRequest:
    """At most `count` snippets a hit, each of about `size` characters; 0 turns them off. They are
    made of the `fields` named, all with Role.SNIPPET (see `index.snippets`)."""

    DEFAULT_FIELDS: ClassVar[tuple[str, ...]] = ("description", "body")  # a hit shows its title

    count: int = 3
    size: int = 200
    highlight: Highlight = Highlight.HTML
    fields: tuple[str, ...] = DEFAULT_FIELDS


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the order of hits: that of a hit with this sort key and id.

    `key` is the score where the order is by relevance; else when it was published, in microseconds
    since 1970-01-01T00:00:00Z, None without a date.
    """

    key: float | int | None
    id: str


@dataclass(frozen=True, slots=True)
class Recency:
    """A boost for what is recent: the score counts in full for an article published at `now` or
    later. Up to three quarters of it fade with age, by half in each `half_life`; an article without
    a date counts as the oldest (see `index.ranking`)."""

    half_life: timedelta
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search: hits `offset` to `offset + limit` and the facets named, over all that match.

    With `after`, hits are counted from the first that follows this place in the order, whether the
    hit that stood there is still there or not; total and facets stay those of the whole search.
    `facet_prefix` leaves only the values with a word that begins so (folded) in the facets, a
    histogram aside; `zone` is whose days the histogram counts. `explain` asks why each hit scores
    what it does.
    """

    DEFAULT_FACETS: ClassVar[tuple[str, ...]] = ("source", "agency", "language", "published")

    query: Node = All()
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = DEFAULT_FACETS
    facet_size: int = 10
    facet_prefix: str = ""
    interval: Interval = Interval.AUTO
    zone: tzinfo = UTC
    after: Cursor | None = None
    recency: Recency | None = None
    explain: bool = False
    snippets: SnippetRequest = SnippetRequest()
