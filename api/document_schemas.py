"""The shapes of what is answered about one document."""

from marshmallow import Schema, fields

from api.answer_schemas import (
    Links,
    SnippetAnswer,
    authors_field,
    integer,
    published_field,
    source_kind_field,
    string,
)
from archive import AgencyRole, Outcome


class AgencyAnswer(Schema):
    """A wire agency in the article."""

    name = string("Its name.")
    role = fields.Enum(
        AgencyRole,
        by_value=fields.String,
        required=True,
        metadata={
            "description": "`credited`: the article came from it. `cited`: it is only quoted."
        },
    )
    evidence = string("The words that show it.")


class DocumentAnswer(Schema):
    """An article, cleaned. What is not known is null or empty, never guessed."""

    id = string("The article's id.")
    version = integer("Which version of the article this is, from 1.")
    revision = integer("The archive's change counter when this version was stored.")
    stored_at = string("When this version was stored: RFC 3339, UTC.")
    content_hash = string("SHA-256 of what the article says, in hex; equal articles have the same.")
    title = string("The headline.")
    description = string("The standfirst.", allow_none=True)
    body = string("The text: plain, paragraphs separated by an empty line.")
    url = string("Its address on the web.", allow_none=True)
    language = string("The language, a BCP 47 tag.", allow_none=True)
    published = published_field()
    source = string("Who published it, null where not known.", allow_none=True)
    source_kind = source_kind_field()
    source_evidence = string("The words that gave the source away.", allow_none=True)
    agencies = fields.List(
        fields.Nested(AgencyAnswer, metadata={"description": "An agency."}),
        required=True,
        metadata={"description": "The wire agencies that it credits or cites."},
    )
    authors = authors_field()
    links = fields.Nested(Links, required=True, metadata={"description": "Where more of it is."})
    highlights = fields.List(
        fields.Nested(SnippetAnswer, metadata={"description": "A field, whole."}),
        metadata={
            "description": "With `q`: title, description and body, whole, each match marked."
        },
    )


class VersionLinks(Schema):
    """Where this version is; empty for a deletion."""

    self = fields.String(metadata={"description": "The document as it was."})
    raw = fields.String(metadata={"description": "The bytes as they came then."})


class VersionAnswer(Schema):
    """One stored state of an article."""

    version = integer("Its number within the article, from 1.")
    revision = integer("The archive's change counter when it was stored.")
    stored_at = string("When it was stored: RFC 3339, UTC.")
    change = string("`put`, or `delete` where the article was deleted.")
    title = string("The headline; null for a deletion.", allow_none=True)
    content_hash = string("SHA-256 of what the article says, in hex.")
    links = fields.Nested(
        VersionLinks, required=True, metadata={"description": "Where this version is."}
    )


class VersionsAnswer(Schema):
    """Every version of an article."""

    id = string("The article's id.")
    versions = fields.List(
        fields.Nested(VersionAnswer, metadata={"description": "A version."}),
        required=True,
        metadata={"description": "The oldest first."},
    )


class PutAnswer(Schema):
    """What came of storing an article."""

    id = string("The article's id.")
    outcome = fields.Enum(
        Outcome,
        by_value=fields.String,
        required=True,
        metadata={"description": "`added`, `updated`, or `unchanged`: it says what it said."},
    )
    version = integer("The number of the newest version.")
    revision = integer("The revision at which that was stored.")
    links = fields.Nested(Links, required=True, metadata={"description": "Where to read it."})
