"""The shapes of imports in an answer, for the documentation; `import_answers` builds them."""

from marshmallow import Schema, fields

from api.answer_schemas import integer, string
from archive import MOST_FAILURES, ImportState


class ImportLinks(Schema):
    """Where an import is."""

    self = string("The import, as it stands whenever it is read.")
    errors = string("All its errors that are kept.")


class ImportedFile(Schema):
    """A file that was sent."""

    name = string("Its name, null where none came with it.", allow_none=True)
    media_type = string("The media type that it came as, null for none.", allow_none=True)
    bytes = integer("Its size as it came.")
    sha256 = string("The SHA-256 of what came, in hex.")


class ImportError(Schema):  # noqa: A001 - what it is
    """A document that could not be imported."""

    number = integer("Which document of the import it is, from 1.")
    location = string("Where it is: `dump.jsonl line 17`, `pages.zip!a/b.html`.")
    reason = string("Why it could not be imported, and what to do.")


class ImportSummary(Schema):
    """An import as it stands."""

    id = string("The import's id.")
    state = fields.Enum(
        ImportState,
        by_value=fields.String,
        required=True,
        metadata={
            "description": "`queued`, `running`; and for good: `done`, `failed` (as a whole: "
            "`detail` says why; or none of its documents could be imported), `cancelled`."
        },
    )
    cancelling = fields.Boolean(
        required=True,
        metadata={"description": "Whether it was asked to stop and is about to."},
    )
    files = fields.List(
        fields.Nested(ImportedFile, metadata={"description": "A file."}),
        required=True,
        metadata={"description": "What was sent."},
    )
    by = string("The name of the key that asked for it.", allow_none=True)
    created_at = string("When it was queued: RFC 3339, UTC.")
    started_at = string("When it began to run; null before.", allow_none=True)
    finished_at = string("When it ended; null before.", allow_none=True)
    documents = integer("How many documents were dealt with so far: the sum of the next five.")
    added = integer("How many articles are new.")
    updated = integer("How many became a new version of an article that was there.")
    unchanged = integer("How many were there already.")
    failed = integer("How many could not be imported.")
    passed_over = integer("How many files in archives no reader takes: pictures, scripts.")
    bytes = integer("The size of all that was sent.")
    bytes_read = integer("How much of it those documents take up.")
    rate = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "Documents in a second; null while nobody knows."},
    )
    seconds_left = fields.Float(
        required=True,
        allow_none=True,
        metadata={
            "description": "How long it will still take, by the bytes that are left; null where it "
            "does not run or nobody knows."
        },
    )
    revision = fields.Integer(
        required=True,
        strict=True,
        allow_none=True,
        metadata={
            "description": "The archive's revision after the last batch: a search whose index has "
            "reached it shows all that was imported so far."
        },
    )
    detail = string("Why it failed as a whole; null where it did not.", allow_none=True)
    links = fields.Nested(
        ImportLinks, required=True, metadata={"description": "Where to read more."}
    )


class ImportAnswer(ImportSummary):
    """An import as it stands, and the first of its errors."""

    errors = fields.List(
        fields.Nested(ImportError, metadata={"description": "A document's error."}),
        required=True,
        metadata={"description": "The first 100 errors, in the order of the documents."},
    )


class ImportListAnswer(Schema):
    """A page of imports."""

    total = integer("How many there are in all.")
    page = integer("Which page this is.")
    page_size = integer("How many a page holds.")
    pages = integer("How many pages there are.")
    imports = fields.List(
        fields.Nested(ImportSummary, metadata={"description": "An import."}),
        required=True,
        metadata={"description": "The newest first."},
    )


class ImportErrorsAnswer(Schema):
    """A page of an import's errors."""

    total = integer(
        f"How many are kept: the first {MOST_FAILURES:,}; the import's `failed` counts all."
    )
    page = integer("Which page this is.")
    page_size = integer("How many a page holds.")
    pages = integer("How many pages there are.")
    errors = fields.List(
        fields.Nested(ImportError, metadata={"description": "A document's error."}),
        required=True,
        metadata={"description": "In the order of the documents."},
    )
