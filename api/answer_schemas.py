"""The shapes of articles in an answer and of a page of them, for the documentation.

`answers` builds them; the tests hold every real answer against its schema.
"""

from typing import Any

from marshmallow import Schema, fields

from archive import Confidence, Precision, SourceKind


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
    similar = fields.String(metadata={"description": "Articles like it."})
    citation = fields.String(metadata={"description": "How to cite it."})


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


def marks_field(text: str, description: str) -> fields.List[Any]:
    """Stretches of the member `text`."""
    return fields.List(
        fields.List(
            fields.Integer(
                strict=True, metadata={"description": f"A position in `{text}`, in code points."}
            ),
            metadata={"description": "Start and end of one, the end exclusive."},
        ),
        metadata={"description": description},
    )


class SnippetAnswer(Schema):
    """A passage that shows why an article matched. `highlight` decides which members it has:
    `html`; or `text`, `start` and `marks` (offsets); or `text` alone (none)."""

    field = string("The field it is from.")
    html = fields.String(
        metadata={
            "description": "Escaped text, each match in a `<mark>` (`highlight_tag`): safe to show."
        }
    )
    text = fields.String(metadata={"description": "Plain text."})
    start = fields.Integer(
        strict=True,
        metadata={"description": "Where in the field it begins, in Unicode code points."},
    )
    marks = marks_field("text", "The matches, from left to right.")


class PageAnswer(Schema):
    """Where in all that match this page is."""

    total = integer("How many articles match; exact.")
    page = fields.Integer(
        required=True,
        strict=True,
        allow_none=True,
        metadata={"description": "This page, from 1; null from a cursor on."},
    )
    page_size = integer("How many a page holds.")
    pages = integer("How many pages there are; 0 where nothing matches.")
    next_cursor = string(
        "Send it as `cursor` for the page after this one; null where this is the last.",
        allow_none=True,
    )
    took_ms = fields.Float(
        required=True, metadata={"description": "How long it took to find, in milliseconds."}
    )


class ListAnswer(PageAnswer):
    """A page of documents."""

    documents = fields.List(
        fields.Nested(Summary, metadata={"description": "A document."}),
        required=True,
        metadata={"description": "The documents of this page."},
    )
