"""The OpenAPI document: made by flask-smorest from the endpoints' own schemas."""

from dataclasses import dataclass
from typing import Any

import flask_smorest
from flask import Flask
from marshmallow import Schema

from api.article_schema import StatedAgency, StatedDate
from api.blueprint import AS_FORM
from api.errors import respond_to_http_exception
from api.request_parser import FORM
from api.status_schemas import ProblemDetails
from api.strict import StrictSchema
from api.version import RELEASE

TITLE = "Article Archive"

DESCRIPTION = """\
A searchable archive of news articles. Reading needs no key. Every answer is JSON in UTF-8; every
error is a problem details document (RFC 9457) that says what to do next.

**Dates** keep the precision and the zone that the article gives: `2024-10-24` is a day without a
time, `2024-11-27T12:04:00` a local time without a zone. They are ordered as UTC.

**Paging**: `page` jumps to any page; `cursor` goes on after the last article of the page before,
however deep and whatever changes meanwhile.

**Caching**: reads carry an `ETag`. Send it back as `If-None-Match` to get `304` while nothing
changed.

**Offsets** in snippets count Unicode code points, as Python does; JavaScript strings count UTF-16
units (use `Array.from(text)`).
"""

KEY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key with the `write` scope: `flask archive key create NAME` makes one and "
    "shows it once. Send it as `Authorization: Bearer <key>`. Without it, what is kept of a "
    "deleted article is a 410. Other scopes, by `--scope`: `admin` opens the operator's page, "
    "`/admin`; `read` allows nothing yet, since reading needs no key. None takes in another.",
}


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api with our errors; its own documentation pages stay off."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    ERROR_SCHEMA = ProblemDetails

    def handle_http_exception(self, error: Any) -> Any:
        """Answer with a problem in place of flask-smorest's own form."""
        return respond_to_http_exception(error)


def make_api(app: Flask) -> Api:
    """The documented API of the application, without endpoints yet."""
    api = Api(
        app,
        spec_kwargs={
            "title": TITLE,
            "version": RELEASE,
            "openapi_version": "3.1.0",
            "info": {
                "description": DESCRIPTION,
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "servers": [{"url": "/", "description": "This server."}],
        },
    )
    api.spec.components.security_scheme("key", KEY_SCHEME)
    # Named by TextOrObject's own documentation, which flask-smorest does not look into.
    for schema in (StatedDate, StatedAgency):
        api.spec.components.schema(schema.__name__, schema=schema)
    return api


def openapi_document(api: Api) -> dict[str, Any]:
    """The finished document: what flask-smorest made, and what it cannot know."""
    document: dict[str, Any] = api.spec.to_dict()
    schemas = document["components"]["schemas"]
    del schemas["PaginationMetadata"]  # flask-smorest's own, which no endpoint uses
    for key, name in api.ma_plugin.converter.refs.items():
        if name in schemas:
            _describe(schemas[name], key[0])
    for methods in document["paths"].values():
        for method, operation in methods.items():
            if method != "parameters":
                _complete(method, operation)
    return document


def _describe(described: dict[str, Any], schema: type[Schema]) -> None:
    """A schema's docstring is its description. Answers may gain members in a later release, so only
    what clients send is closed."""
    described["description"] = " ".join((schema.__doc__ or "").split())
    if not issubclass(schema, StrictSchema):
        described.pop("additionalProperties", None)


def _complete(method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        schema = parameter["schema"]
        if "default" in schema and schema["default"] is None:  # left out is not the same as null
            del schema["default"]
            if isinstance(schema["type"], list):
                (schema["type"],) = set(schema["type"]) - {"null"}
            if "enum" in schema:
                schema["enum"] = [value for value in schema["enum"] if value is not None]
    parameters += [
        {
            "in": "header",
            "name": condition.name,
            "required": False,
            "description": condition.description,
            "schema": {"type": "string"},
        }
        for condition in _CONDITIONS
        if method in condition.methods and condition.status in operation["responses"]
    ]
    if operation.pop(AS_FORM, False):
        content = operation["requestBody"]["content"]
        content[FORM] = {"schema": content["application/json"]["schema"]}
    operation["responses"] = dict(sorted(operation["responses"].items()))


@dataclass(frozen=True, slots=True)
class _Condition:
    """A header of the methods that can answer `status`: conditional (RFC 9110, section 13), or
    the one that makes repeating safe."""

    name: str
    methods: tuple[str, ...]
    status: str
    description: str


_CONDITIONS = (
    _Condition(
        "If-None-Match",
        ("get",),
        "304",
        "The ETag of an earlier answer: 304 if it is still the same.",
    ),
    _Condition(
        "If-Match",
        ("put", "delete"),
        "412",
        "The ETag of the document as it was read: 412 if it changed since.",
    ),
    _Condition("If-None-Match", ("put",), "412", "`*`: 412 if the article exists already."),
    _Condition(
        "Idempotency-Key",
        ("post",),
        "202",
        "A text of the client's own choice, up to 255 characters: a request that is sent again "
        "with it, because its answer was lost, starts nothing new.",
    ),
)
