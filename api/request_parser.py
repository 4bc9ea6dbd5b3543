"""Reading parameters and bodies with marshmallow; what is wrong with them is a Problem."""

import re
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

import orjson
from flask import Request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser, is_json_request
from webargs.multidictproxy import MultiDictProxy
from werkzeug.exceptions import RequestEntityTooLarge

from api import problems
from api.problems import Problem
from api.services import services
from api.strict import flat_messages

_HIGH_BYTE = re.compile(rb"%[89A-Fa-f]")


class RequestParser(FlaskParser):
    """webargs' parser for Flask, refusing what it would pass over."""

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The address's parameters; a repeated one only where a list is expected."""
        proxy = MultiDictProxy(req.args, schema)
        repeated = [
            name
            for name, values in req.args.lists()
            if len(values) > 1 and name in _names(schema) - proxy.multiple_keys
        ]
        if repeated:
            raise ValidationError({name: ["Is given more than once."] for name in repeated})
        if not req.query_string.isascii() or _HIGH_BYTE.search(req.query_string):
            _check_utf8(req.query_string)
        return proxy

    def _raw_load_json(self, req: Request) -> Any:
        if not is_json_request(req):
            raise Problem(
                problems.UNSUPPORTED_MEDIA_TYPE,
                f"The body came as {req.content_type or 'no media type'!r}; "
                "send it with the header Content-Type: application/json.",
                headers=[("Accept-Post" if req.method == "POST" else "Accept", "application/json")],
            )
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

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, **_: Any
    ) -> NoReturn:
        """Answer 422 with each message at its parameter or member."""
        assert isinstance(error.messages, dict)  # webargs puts them under their location
        ((location, messages),) = error.messages.items()
        errors: dict[str, list[str]] = {}
        for path, message in flat_messages(messages):
            name = path.partition(".")[0] if location == "query" else path
            errors.setdefault(name, []).append(message)
        kind = problems.INVALID_PARAMETERS if location == "query" else problems.INVALID_ARTICLE
        detail = " ".join(
            f"{name}: {message}" if name else message
            for name, found in errors.items()
            for message in found
        )
        raise Problem(kind, detail, errors=errors) from error


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


def _names(schema: Schema) -> set[str]:
    return {field.data_key or name for name, field in schema.fields.items()}


def _check_utf8(query_string: bytes) -> None:
    try:
        unquote_to_bytes(query_string).decode()
    except UnicodeDecodeError as error:
        raise Problem(
            problems.MALFORMED_REQUEST, "The address's parameters are not valid UTF-8."
        ) from error
