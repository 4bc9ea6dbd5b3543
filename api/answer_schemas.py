"""The shapes of a search's and a list's answers, for the documentation.

`answers` builds them; the tests hold every real answer against its schema.
"""

from typing import Any

from marshmallow import Schema, fields

from archive import Confidence, Precision, SourceKind
from index import Interval


def string(description: str, **options: Any) -> fields.String:
    """A string that is always there."""
    return fields.String(required=True, metadata={"description": description}, **options)


def integer(description: str) -> fields.Integer:
    """A whole number that is always there."""
    return fields.Integer(required=True, strict=True, metadata={"description": description})


class Links(Schema):
    """Where more of it is."""

    self = string("The document.")
    raw = fields.String(metadata={"description": "The article as it came, byte for byte."})
    versions = fields.String(metadata={"description": "Every version of it."})


class PublishedDate(Schema):
    """When the outlet says it published, and how that was found."""

    at = string(
        "ISO 8601, no finer than `precision`; without an offset where the article names no zone "
        "(it is then ordered as UTC)."
    )
    precision = fields.Enum(
        Precision,
        by_value=fields.String,
        required=True,
        metadata={"description": "The smallest unit of time that the outlet named."},
    )
    timezone = string("The zone's name as the outlet writes it.", allow_none=True)
    method = string("Where the date was found: `text:byline`, `json` ...")
    confidence = fields.Enum(
        Confidence,
        by_value=fields.String,
        required=True,
        metadata={"description": "How sure the parser, or the client that stated it, is."},
    )
    evidence = string("The words that the date was read from.")


def published_field() -> fields.Nested:
    """The publication date, null where it is not known."""
    return fields.Nested(
        PublishedDate,
        allow_none=True,
        metadata={"description": "When it was published; null where the article does not say."},
    )


def source_kind_field() -> fields.Enum[SourceKind]:
    """What the source is."""
    return fields.Enum(
        SourceKind,
        by_value=fields.String,
        allow_none=True,
        metadata={
            "description": "`outlet`, or `agency` where a wire agency stands in for an unknown "
            "outlet; null without a source."
        },
    )


def authors_field() -> fields.List[str]:
    """The byline."""
    return fields.List(
        fields.String(metadata={"description": "A name."}),
        metadata={"description": "Who wrote it, in the order of the byline."},
    )


class Summary(Schema):
    """A document in a list. All members are there unless `fields` asked for fewer."""

    id = string("The article's id.")
    title = fields.String(metadata={"description": "The headline."})
    description = fields.String(
        allow_none=True, metadata={"description": "The standfirst, null where there is none."}
    )
    url = fields.String(allow_none=True, metadata={"description": "Its address on the web."})
    language = fields.String(
        allow_none=True, metadata={"description": "The language, a BCP 47 tag."}
    )
    published = published_field()
    source = fields.String(
        allow_none=True, metadata={"description": "Who published it, null where not known."}
    )
    source_kind = source_kind_field()
    agencies = fields.List(
        fields.String(metadata={"description": "A name."}),
        metadata={"description": "The wire agencies that it credits or cites."},
    )
    authors = authors_field()
    links = fields.Nested(Links, metadata={"description": "Where more of it is."})


class SnippetAnswer(Schema):
    """A passage that shows why an article matched. `highlight` decides which members it has:
    `html`; or `text`, `start` and `marks` (offsets); or `text` alone (none)."""

    field = string("The field it is from.")
    html = fields.String(
        metadata={"description": "Escaped text, each match inside `<mark>`: safe to show."}
    )
    text = fields.String(metadata={"description": "Plain text."})
    start = fields.Integer(
        strict=True,
        metadata={"description": "Where in the field it begins, in Unicode code points."},
    )
    marks = fields.List(
        fields.List(
            fields.Integer(
                strict=True, metadata={"description": "A position in `text`, in code points."}
            ),
            metadata={"description": "Start and end of one match, the end exclusive."},
        ),
        metadata={"description": "The matches, from left to right."},
    )


class HitAnswer(Summary):
    """One article that matched. All members are there unless `fields` asked for fewer."""

    score = fields.Float(
        metadata={"description": "BM25F; comparable within one answer. 0 where nothing is scored."}
    )
    snippets = fields.List(
        fields.Nested(SnippetAnswer, metadata={"description": "A passage."}),
        metadata={
            "description": "Passages that show why it matched, the best first: of the body, then "
            "of the description. Where no word is to be marked, how the text begins."
        },
    )


class QueryAnswer(Schema):
    """The query as it was understood."""

    text = string("The query as it was sent.")
    parsed = string("The query in its full form: every operator written out.")
    corrected = string(
        "A better spelling that was searched instead; null where not.", allow_none=True
    )
    relaxed = fields.Boolean(
        required=True,
        metadata={"description": "Whether fewer words than all were required to match."},
    )


class BucketAnswer(Schema):
    """A value and how many articles have it."""

    value = string("The value; for `published` the start of the span: `2024`, `2024-10`.")
    count = integer("How many of the articles that match have it; exact.")
    selected = fields.Boolean(
        required=True, metadata={"description": "Whether a filter of this search names it."}
    )


class FacetAnswer(Schema):
    """A field's values, with exact counts. Its own filter does not narrow its own counts."""

    buckets = fields.List(
        fields.Nested(BucketAnswer, metadata={"description": "A bucket."}),
        required=True,
        metadata={"description": "By falling count, then by value; `published` in order of time."},
    )
    missing = integer("How many matching articles have no value.")
    other = fields.Integer(
        strict=True,
        metadata={
            "description": "The counts left out by `facet_size`, summed; not in `published`."
        },
    )
    interval = fields.Enum(
        Interval,
        by_value=fields.String,
        metadata={"description": "How wide the buckets are; only in `published`."},
    )


class PageAnswer(Schema):
    """Where in all that match this page is."""

    total = integer("How many articles match; exact.")
    page = integer("This page, from 1.")
    page_size = integer("How many a page holds.")
    pages = integer("How many pages there are; 0 where nothing matches.")
    next_cursor = string("Always null in this release.", allow_none=True)
    took_ms = fields.Float(
        required=True, metadata={"description": "How long it took to find, in milliseconds."}
    )


class SearchAnswer(PageAnswer):
    """What a search found."""

    query = fields.Nested(
        QueryAnswer, required=True, metadata={"description": "The query as it was understood."}
    )
    hits = fields.List(
        fields.Nested(HitAnswer, metadata={"description": "A hit."}),
        required=True,
        metadata={"description": "The articles of this page, best first."},
    )
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(FacetAnswer, metadata={"description": "A facet."}),
        required=True,
        metadata={"description": "The facets that were asked for, by field."},
    )


class ListAnswer(PageAnswer):
    """A page of documents."""

    documents = fields.List(
        fields.Nested(Summary, metadata={"description": "A document."}),
        required=True,
        metadata={"description": "The documents of this page."},
    )
