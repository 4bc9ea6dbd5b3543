"""flask-smorest with types: one declaration validates, documents and routes an endpoint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import flask_smorest
from flask import Response
from marshmallow import Schema

from api import problems
from api.authorization import requires_key
from api.problems import ProblemKind
from api.request_parser import RequestParser
from api.services import this_request
from api.status_schemas import ProblemDetails
from api.strict import StrictSchema

View = Callable[..., Response]

AS_FORM = "x-as-form"
"""Marks an operation, until its documentation is complete, whose body may be a form as well."""

_PARSER = RequestParser(unknown=None)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A blueprint whose endpoints are declared with `operation`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response as the documentation shows it: `headers` maps names to descriptions."""

    description: str
    schema: type[Schema] | None = None
    example: Any = None
    media_type: str = "application/json"
    other_media_types: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The answer as an OpenAPI response object."""
        document: dict[str, Any] = {
            "description": self.description,
            "headers": {
                name: {"description": text, "schema": {"type": "string"}}
                for name, text in self.headers.items()
            },
        }
        if self.schema is not None:
            document["content"] = {self.media_type: {"schema": self.schema}}
            if self.example is not None:
                document["content"][self.media_type]["example"] = self.example
        elif self.media_type != "application/json":
            document["content"] = {self.media_type: {"schema": {"type": "string"}}}
        for media_type in self.other_media_types:
            document["content"][media_type] = {"schema": {"type": "string"}}
        return document


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an endpoint takes as its body; `parameters` are those of an address, as a form too."""

    schema: type[StrictSchema]
    description: str
    example: Any
    parameters: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBody:
    """A body that a view reads itself, piece by piece: its media types and what is in each, as
    OpenAPI media type objects."""

    description: str
    content: Mapping[str, Mapping[str, Any]]

    def document(self) -> dict[str, Any]:
        """The body as an OpenAPI request body object."""
        return {
            "required": True,
            "description": self.description,
            "content": {name: dict(described) for name, described in self.content.items()},
        }


def operation(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    parameters: type[StrictSchema] | None = None,
    body: Body | RawBody | None = None,
    path_parameters: Mapping[str, str] | None = None,
    answers: Mapping[int, Answer],
    problem_kinds: Sequence[ProblemKind] = (),
    scope: str | None = None,
) -> Callable[[View], View]:
    """Route a view and document it; its docstring's first paragraph is the summary.

    The view gets the loaded parameters, then the loaded body, then the path's parts by name. It
    returns a Response of its own making: the answers' schemas document it, and the tests hold the
    real answers against them.
    """
    responses = {status: answer.document() for status, answer in answers.items()}
    responses |= _problem_responses(problem_kinds)
    documented: dict[str, Any] = {"responses": responses}
    if scope:
        documented["security"] = [{"key": []}]
    if isinstance(body, RawBody):
        documented["requestBody"] = body.document()
    elif body and body.parameters:
        documented[AS_FORM] = True

    def decorate(view: View) -> View:
        documentation = blueprint.doc(operationId=view.__name__, **documented)(view)
        inputs: list[tuple[StrictSchema, str]] = []
        if parameters:
            schema = parameters()
            inputs.append((schema, "query"))
            documentation = blueprint.arguments(schema, location="query")(documentation)
        if isinstance(body, Body):
            schema = body.schema()
            inputs.append((schema, "posted" if body.parameters else "json"))
            documentation = blueprint.arguments(
                schema, location="json", description=body.description, example=body.example
            )(documentation)
        answering = _reading(view, inputs)
        if scope:
            answering = requires_key(scope)(answering)
        # Only their documentation is taken from flask-smorest's decorators: what they and webargs
        # wrap around the view at every request costs as much as a small answer.
        answering._apidoc = documentation._apidoc  # type: ignore[attr-defined]
        blueprint.route(
            path,
            methods=[method],
            parameters=[
                {"in": "path", "name": name, "required": True, "description": text}
                for name, text in (path_parameters or {}).items()
            ],
        )(answering)
        return view

    return decorate


def _reading(view: View, inputs: Sequence[tuple[StrictSchema, str]]) -> View:
    """The view as it is routed: it gets what each schema loads from its place in the request."""

    @wraps(view)
    def answering(**path_parts: str) -> Response:
        request = this_request()
        loaded = [_PARSER.parse(schema, request, location=location) for schema, location in inputs]
        return view(*loaded, **path_parts)

    return answering


def _problem_responses(kinds: Sequence[ProblemKind]) -> dict[int, dict[str, Any]]:
    by_status: dict[int, list[ProblemKind]] = {}
    for kind in (*kinds, problems.INTERNAL_ERROR):
        by_status.setdefault(kind.status, []).append(kind)
    return {
        status: {
            "description": " ".join(
                f"**{kind.title}** (`{kind.uri}`): {kind.meaning}" for kind in found
            ),
            "content": {problems.MEDIA_TYPE: {"schema": ProblemDetails}},
        }
        for status, found in by_status.items()
    }
