"""Parameters that several endpoints share, in groups."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from api.asked_filters import asked_filters
from api.choices import (
    FILTERS,
    MAX_FACET_SIZE,
    MAX_PAGE,
    MAX_PAGE_SIZE,
    MAX_SNIPPET_SIZE,
    MAX_SNIPPETS,
    MIN_SNIPPET_SIZE,
    SNIPPET_FIELDS,
    MarkTag,
)
from api.parameter_fields import CommaList, FilterValues, Switch, WholeNumber, one_of
from api.strict import StrictSchema
from api.time_fields import DateBound, HalfLife, TimeZone
from archive import tidy_language
from index import Highlight, Interval, Operator, SnippetRequest, Sort


class QueryParameters(StrictSchema):
    """What is looked for; a class of its own so that it is documented first."""

    q = fields.String(
        load_default="",
        metadata={
            "description": 'The query. Words are ANDed; `"a phrase"`, `"a phrase"~3`, `OR`, '
            "`-not`, `pre*`, `w?ld`, `fuzzy~`, `=exact`, `boosted^2`, `field:word`, parentheses "
            "and `published:[2024-10 TO now]` are understood. Empty: every article.",
            "examples": ['"north korean" troops -drill'],
        },
    )
    operator = one_of(
        Operator,
        default=Operator.AND,
        description="What stands between two words where the query says nothing: `and`, all of "
        "them must be there; `or`, any will do. An `and` search that finds nothing is asked again "
        "with `or`, and `query.relaxed` says so.",
    )
    exact = Switch(
        description="Find words only as they are spelt in the query, each accent included, though "
        "in capitals or not. `=word` in the query does so for one word."
    )


class FilterParameters(StrictSchema):
    """What narrows a search or a list."""

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
            "or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now "
            "as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out.",
            "examples": ["2024-10"],
        },
    )
    to = DateBound(
        load_default=None,
        metadata={
            "type": "string",
            "description": "Only articles published then or earlier, in the same forms and "
            "inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today.",
            "examples": ["2024-10-21"],
        },
    )
    timezone = TimeZone(
        load_default=UTC,
        metadata={
            "type": "string",
            "description": "Whose days are meant: the IANA name of the time zone in which `from` "
            "and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC "
            "without it; dates in the query itself are in UTC always.",
            "examples": ["Asia/Seoul"],
        },
    )

    @post_load
    def add_filters(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What the index is asked to narrow by, as `filters`: remembered with the parameters.

        Refuses a span of time that ends before it begins, whatever the time;
        `requests.filters_of` refuses one that does so now.
        """
        data["language"] = tuple(dict.fromkeys(map(tidy_language, data["language"])))
        data["filters"] = asked_filters(
            {name: data[name] for name in FILTERS if data[name]},
            first=data["from_"],
            last=data["to"],
            zone=data["timezone"],
        )
        return data


class PageParameters(StrictSchema):
    """Which of all that match are answered: by the number of a page, or from a cursor on."""

    page = WholeNumber(
        minimum=1,
        maximum=MAX_PAGE,
        default=1,
        description="Which page, from 1. A page past the end is empty, with the true total.",
    )
    page_size = WholeNumber(
        minimum=1, maximum=MAX_PAGE_SIZE, default=10, description="How many a page holds."
    )
    cursor = fields.String(
        load_default=None,
        metadata={
            "description": "`next_cursor` of the page before, in place of `page`: this page begins "
            "after its last article, whatever was added or deleted since, as deep as you like. "
            "Query, filters and order must be the same."
        },
    )

    @validates_schema(pass_original=True)
    def check_place(self, data: dict[str, Any], original: dict[str, Any], **_: Any) -> None:
        """Refuse two places at once."""
        if data.get("cursor") is not None and "page" in original:
            raise ValidationError(
                "Says already where the page begins; leave `page` or `cursor` out.", "cursor"
            )


class MemberParameters(StrictSchema):
    """What of each article is shown. A subclass has the fields `fields` and `exclude`."""

    @post_load
    def add_members(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What is shown of each, as `members`: None for all."""
        data["members"] = _members(data["fields_"], data["exclude_"], self.fields["fields_"])
        return data


_ASKED = (*FILTERS, "from_", "to", "timezone", "operator", "exact", "sort", "boost_recent")


class ArticleParameters(MemberParameters, FilterParameters, PageParameters):
    """A page of articles."""

    @post_load
    def add_asked(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """All that decides which articles come in which order, but for the query, as `asked`."""
        data["asked"] = repr([data.get(name) for name in _ASKED])
        return data


def _members(
    wanted: Sequence[str] | None, excluded: Sequence[str], known: fields.Field[Any]
) -> tuple[str, ...] | None:
    if wanted is None and not excluded:
        return None
    every = known.choices if isinstance(known, CommaList) else ()
    return tuple(
        name for name in every if (wanted is None or name in wanted) and name not in excluded
    )


def members_field(members: tuple[str, ...], what: str, example: list[str]) -> CommaList:
    """Which members to answer."""
    return CommaList(
        members,
        data_key="fields",
        load_default=None,
        metadata={
            "description": f"Which members of {what} to answer, separated by commas; `id` always "
            "comes. Without it: all of them.",
            "examples": [example],
        },
    )


def excluded_field(members: tuple[str, ...], example: list[str]) -> CommaList:
    """Which members to leave out."""
    return CommaList(
        tuple(name for name in members if name != "id"),
        data_key="exclude",
        load_default=(),
        metadata={
            "description": "Which members to leave out, separated by commas.",
            "examples": [example],
        },
    )


class RankingParameters(StrictSchema):
    """The order of hits."""

    sort = one_of(
        Sort,
        default=Sort.RELEVANCE,
        description="The order of hits. Articles without a date come last in both orders of time.",
    )
    boost_recent = HalfLife(
        load_default=None,
        metadata={
            "type": "string",
            "description": "Let recent articles score more: a half-life, such as `12h`, `30d` or "
            "`8w`. Age takes up to three quarters of a score: half of that at this age, half of "
            "the rest at twice this age, and so on, to the minute; all of it where there is no "
            "date. Only where the order is by relevance.",
            "examples": ["30d"],
        },
    )

    @validates_schema
    def check_order(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a boost that nothing would come of."""
        if data.get("boost_recent") and data.get("sort") is not Sort.RELEVANCE:
            raise ValidationError("Needs `sort=relevance`; leave one of them out.", "boost_recent")


class FacetParameters(StrictSchema):
    """How values are counted."""

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


class SnippetParameters(StrictSchema):
    """How passages that show why an article matched are made."""

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
    snippet_fields = CommaList(
        SNIPPET_FIELDS,
        load_default=SnippetRequest.DEFAULT_FIELDS,
        metadata={
            "description": "Which fields snippets are made of, separated by commas.",
            "examples": [["title", "body"]],
        },
    )
    highlight = one_of(
        Highlight,
        default=Highlight.HTML,
        description="How snippets show the matches: `html` (escaped text with `<mark>`), `offsets` "
        "(plain text, and the matches as pairs of Unicode code points) or `none` (plain text).",
    )
    highlight_tag = one_of(
        MarkTag,
        default=MarkTag.MARK,
        description="The HTML element around each match, with `highlight=html`.",
    )
