"""What can be asked in an address: one schema for each endpoint."""

from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from api.parameter_fields import (
    CommaList,
    DateBound,
    FilterValues,
    WholeNumber,
    one_of,
)
from api.strict import StrictSchema
from index import (
    Filters,
    Highlight,
    Interval,
    Published,
    Role,
    SearchRequest,
    SnippetRequest,
    Sort,
    with_role,
)

MAX_PAGE = 1_000_000_000
MAX_PAGE_SIZE = 100
MAX_VERSION = 1_000_000_000
MAX_FACET_SIZE = 1_000
MAX_SNIPPETS = 10
MIN_SNIPPET_SIZE = 20
MAX_SNIPPET_SIZE = 2_000

FACETS = tuple(field.name for field in with_role(Role.FACET))
FILTERS = tuple(field.name for field in with_role(Role.FILTER))
HIT_MEMBERS = (
    "id",
    "score",
    "title",
    "description",
    "url",
    "language",
    "published",
    "source",
    "source_kind",
    "agencies",
    "authors",
    "snippets",
    "links",
)
DOCUMENT_MEMBERS = tuple(name for name in HIT_MEMBERS if name not in {"score", "snippets"})


class ListOrder(StrEnum):
    """The orders of a list, which has no relevance."""

    NEWEST = "newest"
    OLDEST = "oldest"


class MarkStyle(StrEnum):
    """How the matches in a whole document are shown."""

    HTML = "html"
    OFFSETS = "offsets"


class Refresh(StrEnum):
    """Whether a write waits until searches show it."""

    FALSE = "false"
    WAIT = "wait"


class NoParameters(StrictSchema):
    """An endpoint that takes none."""


class QueryParameter(StrictSchema):
    """What is looked for; a class of its own so that it is documented first."""

    q = fields.String(
        load_default="",
        metadata={
            "description": 'The query. Words are ANDed; `"a phrase"`, `OR`, `-not`, `pre*`, '
            "`field:word`, parentheses and `published:[2024-10 TO 2024-11]` are understood. "
            "Empty: every article.",
            "examples": ['"north korean" troops -drill'],
        },
    )


class FilterParameters(StrictSchema):
    """What narrows a search or a list, and the page of it."""

    source = FilterValues(
        description="Only articles of this outlet. Repeat it for several: any of them.",
        example="Hindustan Times",
    )
    agency = FilterValues(
        description="Only articles that credit or cite this wire agency. Repeatable.",
        example="Yonhap",
    )
    language = FilterValues(
        description="Only articles in this language, a BCP 47 tag. Repeatable.", example="en"
    )
    author = FilterValues(
        description="Only articles by this author. Repeatable.", example="HT News Desk"
    )
    from_ = DateBound(
        data_key="from",
        load_default=None,
        metadata={
            "type": "string",
            "description": "Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` "
            "or RFC 3339, inclusive, in UTC where no offset is written. Articles without a date "
            "are left out.",
            "examples": ["2024-10"],
        },
    )
    to = DateBound(
        load_default=None,
        metadata={
            "type": "string",
            "description": "Only articles published then or earlier, in the same forms and "
            "inclusive: `2024-10` takes the whole of October in.",
            "examples": ["2024-10-21"],
        },
    )
    page = WholeNumber(
        minimum=1,
        maximum=MAX_PAGE,
        default=1,
        description="Which page, from 1. A page past the end is empty, with the true total.",
    )
    page_size = WholeNumber(
        minimum=1, maximum=MAX_PAGE_SIZE, default=10, description="How many a page holds."
    )

    @validates_schema
    def check_span(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a span of time that ends before it begins."""
        start, end = data.get("from_"), data.get("to")
        if start and end and end[1] is not None and start[0] >= end[1]:
            raise ValidationError("Is later than `to`, so nothing could match.", "from")

    @post_load
    def add_filters(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What the index is asked to narrow by, as `filters`: remembered with the parameters."""
        start, end = data["from_"], data["to"]
        data["filters"] = Filters(
            values={name: data[name] for name in FILTERS if data[name]},
            published=Published(start and start[0], end and end[1]),
        )
        return data


class SearchParameters(FilterParameters, QueryParameter):
    """Everything that a search can be asked."""

    sort = one_of(
        Sort,
        default=Sort.RELEVANCE,
        description="The order of hits. Articles without a date come last in both orders of time.",
    )
    facets = CommaList(
        FACETS,
        load_default=SearchRequest.DEFAULT_FACETS,
        metadata={
            "description": "Which facets to count, separated by commas; empty for none.",
            "examples": [["source", "published"]],
        },
    )
    facet_size = WholeNumber(
        minimum=1,
        maximum=MAX_FACET_SIZE,
        default=10,
        description="How many buckets a facet shows; the rest is summed as `other`.",
    )
    interval = one_of(
        Interval,
        default=Interval.AUTO,
        description="How wide the buckets of the `published` facet are; weeks begin on Monday.",
    )
    snippets = WholeNumber(
        minimum=0,
        maximum=MAX_SNIPPETS,
        default=SnippetRequest().count,
        description="How many snippets a hit shows at most; 0 for none.",
    )
    snippet_size = WholeNumber(
        minimum=MIN_SNIPPET_SIZE,
        maximum=MAX_SNIPPET_SIZE,
        default=SnippetRequest().size,
        description="About how many characters long a snippet is.",
    )
    highlight = one_of(
        Highlight,
        default=Highlight.HTML,
        description="How snippets show the matches: `html` (escaped text with `<mark>`), `offsets` "
        "(plain text, and the matches as pairs of Unicode code points) or `none` (plain text).",
    )
    fields_ = CommaList(
        HIT_MEMBERS,
        data_key="fields",
        load_default=None,
        metadata={
            "description": "Which members of a hit to answer, separated by commas; `id` always "
            "comes. Without it: all of them.",
            "examples": [["title", "published", "links"]],
        },
    )

    @post_load
    def add_snippet_request(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The snippets to make, as `snippet_request`: none where hits do not show them."""
        members = data["fields_"]
        shown = members is None or "snippets" in members
        data["snippet_request"] = SnippetRequest(
            count=data["snippets"] if shown else 0,
            size=data["snippet_size"],
            highlight=data["highlight"],
        )
        return data


class ListParameters(FilterParameters):
    """How to page through the documents."""

    sort = one_of(ListOrder, default=ListOrder.NEWEST, description="The order, by publication.")
    fields_ = CommaList(
        DOCUMENT_MEMBERS,
        data_key="fields",
        load_default=None,
        metadata={
            "description": "Which members to answer, separated by commas; `id` always comes.",
            "examples": [["title", "published"]],
        },
    )


class DocumentParameters(StrictSchema):
    """How to show one document."""

    q = fields.String(
        load_default=None,
        metadata={
            "description": "A query whose matches are marked in the whole title, description and "
            "body, under `highlights`.",
            "examples": ["troops"],
        },
    )
    highlight = one_of(
        MarkStyle,
        default=MarkStyle.HTML,
        description="How `highlights` shows them, as in a search.",
    )
    version = WholeNumber(
        minimum=1,
        maximum=MAX_VERSION,
        description="An earlier version, by its number; the newest without it.",
    )


class VersionParameters(StrictSchema):
    """Which version to read."""

    version = WholeNumber(
        minimum=1,
        maximum=MAX_VERSION,
        description="A version's number; the newest without it.",
    )


class WriteParameters(StrictSchema):
    """How to answer a write."""

    refresh = one_of(
        Refresh,
        default=Refresh.FALSE,
        description="`wait`: answer when searches show the change. `false`: answer when it is "
        "stored, which is at once; searches show it a moment later.",
    )
