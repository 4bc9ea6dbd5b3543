"""Reading parameters and bodies with marshmallow; what is wrong with them is a Problem."""

from typing import Any, NoReturn

import orjson
from flask import Request, request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import RequestEntityTooLarge

from api import problems
from api.loaded_parameters import given_in, load_given, load_parameters
from api.problems import Problem, ProblemKind
from api.services import services
from api.strict import flat_messages

FORM = "application/x-www-form-urlencoded"


class RequestParser(FlaskParser):
    """webargs' parser for Flask, refusing what it would pass over."""

    def parse(
        self,
        argmap: Any,
        req: Request | None = None,
        *,
        location: str | None = None,
        **options: Any,
    ) -> Any:
        """What the schema loads from the request; the address's parameters may be remembered.

        The location `posted` is the body with the parameters of an address in it.
        """
        if location not in {"query", "posted"}:
            return super().parse(argmap, req, location=location, **options)
        sent = req or request
        try:
            if location == "posted":
                return _load_posted(argmap, sent)
            return load_parameters(argmap, sent.query_string)
        except ValidationError as error:
            raise invalid_parameters(error) from error

    def _raw_load_json(self, req: Request) -> Any:
        if not is_json_request(req):
            raise unsupported_media_type(req, "application/json")
        return read_json(req)

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, **_: Any
    ) -> NoReturn:
        """Answer 422 with each message at its member."""
        assert isinstance(error.messages, dict)  # webargs puts them under their location
        (messages,) = error.messages.values()
        raise _invalid(problems.INVALID_ARTICLE, list(flat_messages(messages))) from error


def invalid_parameters(error: ValidationError) -> Problem:
    """Each message at its parameter: the place in a list of values says nothing to a client."""
    # Raised outside a schema, an error has its field's name beside its messages, not in them.
    by_field = (
        error.messages if isinstance(error.messages, dict) else {error.field_name: error.messages}
    )
    messages = flat_messages(by_field)
    found = [(path.partition(".")[0], message) for path, message in messages]
    return _invalid(problems.INVALID_PARAMETERS, found)


def _invalid(kind: ProblemKind, messages: list[tuple[str, str]]) -> Problem:
    errors: dict[str, list[str]] = {}
    for name, message in messages:
        errors.setdefault(name, []).append(message)
    detail = " ".join(
        f"{name}: {message}" if name else message
        for name, found in errors.items()
        for message in found
    )
    return Problem(kind, detail, errors=errors)


def _load_posted(schema: Schema, req: Request) -> dict[str, Any]:
    """The parameters in a body, which is a form or a JSON object."""
    if req.query_string:
        raise ValidationError("All parameters go into the body; leave the address without any.")
    if req.mimetype == FORM:
        return load_parameters(schema, read_body(req))
    if not is_json_request(req):
        raise unsupported_media_type(req, f"application/json, {FORM}")
    return load_given(schema, given_in(schema, read_json(req)))


def read_json(req: Request) -> Any:
    """What the body says; raises ValidationError for text that is none, and a Problem."""
    content = read_body(req)
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        if "low surrogate" in error.msg or "high surrogate" in error.msg:
            raise ValidationError(
                {"_schema": [f"Half a surrogate pair at character {error.pos} is no text."]}
            ) from error
        raise Problem(
            problems.MALFORMED_REQUEST,
            f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
            position=error.pos,
        ) from error


def unsupported_media_type(req: Request, supported: str) -> Problem:
    """A body of a kind that is not read here; `supported` are those that are."""
    return Problem(
        problems.UNSUPPORTED_MEDIA_TYPE,
        f"The body came as {req.content_type or 'no media type'!r}; "
        f"send it with the header Content-Type: {supported.replace(',', ' or')}.",
        headers=[("Accept-Post" if req.method == "POST" else "Accept", supported)],
    )


def read_body(req: Request) -> bytes:
    """The whole body; a Problem if it is larger than allowed or breaks off."""
    content = req.get_data(cache=True)
    if len(content) > services().settings.max_article_bytes:
        raise RequestEntityTooLarge
    if req.content_length is not None and len(content) < req.content_length:
        raise Problem(
            problems.MALFORMED_REQUEST,
            f"The body broke off after {len(content):,} of {req.content_length:,} bytes.",
        )
    return content
