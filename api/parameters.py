"""What can be asked in an address: one schema for each endpoint."""

from typing import Any

from marshmallow import fields, post_load, validate

from api.choices import (
    DOCUMENT_MEMBERS,
    EXPORT_MEMBERS,
    FACETS,
    HIT_MEMBERS,
    MAX_SUGGEST_LENGTH,
    MAX_SUGGESTIONS,
    SIMILAR_MEMBERS,
    CitationFormat,
    ExportFormat,
    ListOrder,
    MarkStyle,
    Refresh,
    SearchFormat,
)
from api.parameter_fields import (
    MAX_VALUE_LENGTH,
    CommaList,
    Switch,
    WholeNumber,
    one_of,
    version_number,
)
from api.parameter_groups import (
    ArticleParameters,
    FacetParameters,
    FilterParameters,
    MemberParameters,
    QueryParameters,
    RankingParameters,
    SnippetParameters,
    excluded_field,
    members_field,
)
from api.strict import StrictSchema
from index import SearchRequest, SnippetRequest


class NoParameters(StrictSchema):
    """An endpoint that takes none."""


class SearchParameters(
    SnippetParameters, FacetParameters, ArticleParameters, RankingParameters, QueryParameters
):
    """Everything that a search can be asked."""

    facets = CommaList(
        FACETS,
        load_default=SearchRequest.DEFAULT_FACETS,
        metadata={
            "description": "Which facets to count, separated by commas; empty for none.",
            "examples": [["source", "published"]],
        },
    )
    fields_ = members_field(HIT_MEMBERS, "a hit", ["title", "published", "links"])
    exclude_ = excluded_field(HIT_MEMBERS, ["description", "snippets"])
    explain = Switch(
        description="Tell of each hit which words matched in which field, and what each gave to "
        "the score, as `explanation`."
    )
    format = one_of(
        SearchFormat,
        default=SearchFormat.JSON,
        description="`atom` answers with the hits as an Atom feed (RFC 4287), so that a feed "
        "reader can follow a search; `sort=newest` is what it will want.",
    )

    @post_load
    def add_snippet_request(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The snippets to make, as `snippet_request`: none where hits do not show them."""
        wanted, excluded = data["fields_"], data["exclude_"]
        shown = (wanted is None or "snippets" in wanted) and "snippets" not in excluded
        data["snippet_request"] = SnippetRequest(
            count=data["snippets"] if shown else 0,
            size=data["snippet_size"],
            highlight=data["highlight"],
            fields=data["snippet_fields"],
        )
        return data


class FacetValuesParameters(FacetParameters, FilterParameters, QueryParameters):
    """Which values of a facet to count, and over which articles."""

    prefix = fields.String(
        load_default="",
        validate=validate.Length(max=MAX_VALUE_LENGTH),
        metadata={
            "description": "Only values with a word that begins so; capitals and accents do not "
            "matter.",
            "examples": ["hind"],
        },
    )


class ExportParameters(MemberParameters, FilterParameters, RankingParameters, QueryParameters):
    """Which articles to take along, and as what."""

    format = one_of(
        ExportFormat,
        default=ExportFormat.JSONL,
        description="`jsonl`: a JSON object a line, as `/v1/documents/{id}` answers it. `csv`: a "
        "table for spreadsheets (RFC 4180). `atom`: a feed (RFC 4287).",
    )
    bom = Switch(
        description="Begin a `csv` with the mark by which Excel knows that it is in UTF-8."
    )
    fields_ = members_field(EXPORT_MEMBERS, "an article", ["title", "published", "body"])
    exclude_ = excluded_field(EXPORT_MEMBERS, ["body"])


class SuggestParameters(StrictSchema):
    """What is being typed."""

    q = fields.String(
        load_default="",
        validate=validate.Length(max=MAX_SUGGEST_LENGTH),
        metadata={
            "description": "What stands in the search box so far; its last word may be unfinished.",
            "examples": ["north kor"],
        },
    )
    limit = WholeNumber(
        minimum=1, maximum=MAX_SUGGESTIONS, default=8, description="How many suggestions at most."
    )


class ListParameters(ArticleParameters):
    """How to page through the documents."""

    sort = one_of(ListOrder, default=ListOrder.NEWEST, description="The order, by publication.")
    fields_ = members_field(DOCUMENT_MEMBERS, "a document", ["title", "published"])
    exclude_ = excluded_field(DOCUMENT_MEMBERS, ["description"])


class SimilarParameters(ArticleParameters):
    """How to page through the articles that are like one."""

    fields_ = members_field(SIMILAR_MEMBERS, "a hit", ["title", "published", "links"])
    exclude_ = excluded_field(SIMILAR_MEMBERS, ["description"])


class CitationParameters(StrictSchema):
    """How to cite an article."""

    format = one_of(
        CitationFormat,
        default=CitationFormat.BIBTEX,
        description="`bibtex`, `ris`, or `csl-json` as Zotero, Pandoc and others read it.",
    )
    version = version_number("An earlier version, by its number; the newest without it.")


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
    version = version_number("An earlier version, by its number; the newest without it.")


class VersionParameters(StrictSchema):
    """Which version to read."""

    version = version_number("A version's number; the newest without it.")


class WriteParameters(StrictSchema):
    """How to answer a write."""

    refresh = one_of(
        Refresh,
        default=Refresh.FALSE,
        description="`wait`: answer when searches show the change. `false`: answer when it is "
        "stored, which is at once; searches show it a moment later.",
    )
