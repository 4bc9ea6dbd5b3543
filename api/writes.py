"""Changing documents: POST, PUT and DELETE, for holders of a key."""

from typing import Any

from flask import Response, request

from api import examples, problems
from api.answers import document_path, put_answer
from api.article_schema import StatedArticle
from api.blueprint import Answer, Blueprint, Body, operation
from api.caching import document_tag
from api.choices import Refresh
from api.document_schemas import PutAnswer
from api.documents import ID
from api.errors import RETRY_AFTER
from api.json_provider import json_response
from api.parameters import WriteParameters
from api.problems import Problem
from api.services import services
from archive import Article, ArticleNotFound, Deletion, Original, Outcome, Put, Version
from index import wait_for_revision

blueprint = Blueprint("writes", __name__, description="Changing articles; needs a key.")

ARTICLE = Body(
    schema=StatedArticle,
    description="The article. The bytes are kept as they come, for `/raw`.",
    example=examples.ARTICLE,
)
ADDED = Answer(
    description="It is stored, and was not there before.",
    schema=PutAnswer,
    example=examples.PUT,
    headers={"Location": "The document's address."},
)
THERE_ALREADY = Answer(
    description="It was there: `updated` to a new version, or `unchanged`.",
    schema=PutAnswer,
    example=examples.PUT | {"outcome": "updated", "version": 2},
    headers={"Location": "The document's address."},
)
KEY_PROBLEMS = (
    problems.KEY_REQUIRED,
    problems.KEY_UNKNOWN,
    problems.NO_KEYS,
    problems.SCOPE_MISSING,
)
BODY_PROBLEMS = (
    problems.MALFORMED_REQUEST,
    problems.TOO_LARGE,
    problems.UNSUPPORTED_MEDIA_TYPE,
    problems.INVALID_PARAMETERS,
    problems.INVALID_ARTICLE,
)
OUTAGES = (problems.UNAVAILABLE, problems.NOT_SEARCHABLE_YET)


@operation(
    blueprint,
    "POST",
    "/v1/documents",
    scope="write",
    parameters=WriteParameters,
    body=ARTICLE,
    answers={201: ADDED, 200: THERE_ALREADY},
    problem_kinds=(*KEY_PROBLEMS, *BODY_PROBLEMS, *OUTAGES),
)
def add_document(parameters: dict[str, Any], article: Article) -> Response:
    """Store an article.

    Its id comes from its `url`, or from title and body where it has none: sent again it is
    `unchanged`, and another text at the same address becomes the next version. When the answer
    comes, the article is on the disk.
    """
    put = services().store.put(article, _original())
    return _stored(put, parameters["refresh"])


@operation(
    blueprint,
    "PUT",
    "/v1/documents/<id>",
    scope="write",
    parameters=WriteParameters,
    body=ARTICLE,
    path_parameters={
        "id": "The id to store it under: up to 128 letters, digits and `._~-`, the first a letter "
        "or a digit. It may be the client's own."
    },
    answers={201: ADDED, 200: THERE_ALREADY},
    problem_kinds=(*KEY_PROBLEMS, *BODY_PROBLEMS, problems.PRECONDITION_FAILED, *OUTAGES),
)
def put_document(parameters: dict[str, Any], article: Article, id: str) -> Response:
    """Store an article under an id.

    `If-Match` with the ETag of the document makes it fail with 412 where somebody else changed the
    article since, `If-None-Match: *` where it exists.
    """
    store = services().store
    before = _expected(id)
    with store.writing() as writer:
        put = writer.put(article, _original(), id=id)
        if before is not None:
            unchanged = put.outcome is Outcome.UNCHANGED
            _check_follows(before, put.number if unchanged else put.number - 1)
        if "*" in request.if_none_match and put.outcome is not Outcome.ADDED:
            raise Problem(
                problems.PRECONDITION_FAILED, f"The article {id!r} exists; nothing was changed."
            )
    return _stored(put, parameters["refresh"])


@operation(
    blueprint,
    "DELETE",
    "/v1/documents/<id>",
    scope="write",
    parameters=WriteParameters,
    path_parameters=ID,
    answers={204: Answer(description="It is deleted. Its versions are kept.")},
    problem_kinds=(
        *KEY_PROBLEMS,
        problems.ARTICLE_NOT_FOUND,
        problems.PRECONDITION_FAILED,
        problems.INVALID_PARAMETERS,
        *OUTAGES,
    ),
)
def delete_document(parameters: dict[str, Any], id: str) -> Response:
    """Delete an article.

    It is not found any more, and its addresses answer 410. What it said stays on record under its
    versions, which are shown with a key that has the `write` scope; `PUT` restores it. `If-Match`
    works as with PUT.
    """
    before = _expected(id)
    with services().store.writing() as writer:
        deletion = writer.delete(id)
        if before is not None:
            _check_follows(before, deletion.number - 1)
    _wait(deletion, parameters["refresh"])
    return Response(status=204)


def _original() -> Original:
    return Original(content=request.get_data(), media_type="application/json")


def _expected(id: str) -> Version | None:
    """The version that `If-Match` names, if it is the newest; None without such a header."""
    if "If-Match" not in request.headers:
        return None
    try:
        newest = services().store.get(id)
    except ArticleNotFound as error:
        raise Problem(
            problems.PRECONDITION_FAILED, f"{error} If-Match expects one; nothing was changed."
        ) from error
    if not request.if_match.contains(document_tag(newest)):
        raise Problem(
            problems.PRECONDITION_FAILED,
            f"The article {id!r} has changed since: it is at version {newest.number}. Read it "
            "again, with its new ETag; nothing was changed.",
        )
    return newest


def _check_follows(expected: Version, number: int) -> None:
    """Inside the transaction: nobody came between the reading of the ETag and the writing."""
    if expected.number != number:
        raise Problem(
            problems.PRECONDITION_FAILED,
            f"The article {expected.id!r} changed just now; nothing was changed by this request.",
        )


def _stored(put: Put, refresh: Refresh) -> Response:
    _wait(put, refresh)
    added = put.outcome is Outcome.ADDED
    response = json_response(put_answer(put, request.root_path), 201 if added else 200)
    response.headers["Location"] = document_path(put.id, request.root_path)
    return response


def _wait(change: Put | Deletion, refresh: Refresh) -> None:
    if refresh is Refresh.FALSE:
        return
    timeout = services().settings.refresh_timeout
    if not wait_for_revision(services().engine, change.revision, timeout):
        raise Problem(
            problems.NOT_SEARCHABLE_YET,
            f"The change is stored at revision {change.revision}, but after {timeout:g} seconds "
            "searches do not show it yet. They will; there is no need to send it again.",
            headers=[("Retry-After", RETRY_AFTER)],
            id=change.id,
            revision=change.revision,
        )
