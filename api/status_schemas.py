"""The shapes of what is answered about the server, and of errors."""

from typing import Any

from marshmallow import Schema, fields

from api.answer_schemas import integer, string


class HealthAnswer(Schema):
    """The process is alive."""

    status = string("Always `ok`.")


class PartCheck(Schema):
    """How one part of the service is doing."""

    status = string("`ok`, or `failing`.")
    detail = fields.String(metadata={"description": "What is wrong, where it fails."})
    revision = fields.Integer(
        strict=True,
        metadata={"description": "The revision reached: the archive's newest, or the index's."},
    )
    behind = fields.Integer(
        strict=True,
        metadata={"description": "How many revisions the index still has to follow."},
    )
    documents = fields.Integer(
        strict=True, metadata={"description": "How many articles the index holds."}
    )


def checks_field(**options: Any) -> fields.Dict:
    """Each part by its name."""
    return fields.Dict(
        keys=fields.String(),
        values=fields.Nested(PartCheck, metadata={"description": "How that part is doing."}),
        metadata={"description": "The parts: `store` and `index`."},
        **options,
    )


class ReadyAnswer(Schema):
    """Articles can be read and searched."""

    status = string("Always `ready`.")
    checks = checks_field(required=True)


class ProblemDetails(Schema):
    """An error, as RFC 9457 describes it."""

    type = string(
        "The kind of problem: a stable URI relative to the server, which leads to an explanation; "
        "`about:blank` where the status says it all."
    )
    title = string("What this kind means, short.")
    status = integer("The HTTP status again.")
    detail = string("What is wrong this time, and what to do about it.")
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(
            fields.String(metadata={"description": "One thing that is wrong."}),
            metadata={"description": "All that is wrong with it."},
        ),
        metadata={"description": "What is wrong, by parameter or by the member's path."},
    )
    position = fields.Integer(
        strict=True,
        metadata={"description": "The character at which it went wrong, counted from 0."},
    )
    length = fields.Integer(
        strict=True, metadata={"description": "How many characters it is about."}
    )
    request_id = fields.String(
        metadata={"description": "Where to look in the server's log; only on a 500."}
    )
    id = fields.String(metadata={"description": "The article that was stored nevertheless."})
    revision = fields.Integer(
        strict=True,
        metadata={"description": "The revision at which the change was stored nevertheless."},
    )
    checks = checks_field()
