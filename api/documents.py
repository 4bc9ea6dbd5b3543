"""Reading documents: a list, one of them, what came, and its versions."""

from hashlib import sha256
from time import perf_counter
from typing import Any

from flask import Response, request

from api import examples, problems
from api.answer_schemas import ListAnswer
from api.answers import document_answer, highlights_answer, list_answer, versions_answer
from api.blueprint import Answer, Blueprint, operation
from api.caching import document_tag, not_modified, tagged, view_tag
from api.difference_answers import difference_answer
from api.difference_schemas import DifferenceAnswer, DifferenceParameters
from api.document_schemas import DocumentAnswer, VersionsAnswer
from api.json_provider import json_response
from api.paging import began_of, linked, page_of, place_of
from api.parameters import (
    DocumentParameters,
    ListParameters,
    NoParameters,
    VersionParameters,
)
from api.raw import raw_response
from api.readable_versions import (
    numbered,
    readable_original,
    readable_version,
    readable_versions,
)
from api.requests import clock_of, list_request
from api.search import READ_HEADERS
from api.services import services, this_request
from archive import compare_articles
from index import Highlight, Sort, parse_query

blueprint = Blueprint("documents", __name__, description="Articles, one by one.")

ID = {"id": "The article's id, as a hit or the answer of a write names it."}
NOT_MODIFIED = Answer(description="The answer is still the one that the client has.")
READ_PROBLEMS = (
    problems.ARTICLE_NOT_FOUND,
    problems.ARTICLE_DELETED,
    problems.MALFORMED_REQUEST,
    problems.INVALID_PARAMETERS,
    problems.UNAVAILABLE,
)


@operation(
    blueprint,
    "GET",
    "/v1/documents",
    parameters=ListParameters,
    answers={
        200: Answer(
            description="A page of documents.",
            schema=ListAnswer,
            example=examples.LIST,
            headers=READ_HEADERS,
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=READ_PROBLEMS[2:],
)
def list_documents(parameters: dict[str, Any]) -> Response:
    """List documents.

    The articles that searches know, by their publication date; a change appears a moment after it
    is stored.
    """
    engine, place = services().engine, place_of(parameters)
    began = began_of(place)
    tag = view_tag(engine.commit_id(), clock_of(parameters, began))
    if response := not_modified(tag, weak=True):
        return response
    started = perf_counter()
    request = list_request(parameters, sort=Sort(parameters["sort"]), began=began, place=place)
    page = page_of(engine.search(request), parameters, began=began)
    answer = list_answer(
        page,
        members=parameters["members"],
        took_ms=(perf_counter() - started) * 1000,
        root=this_request().root_path,
    )
    return tagged(linked(json_response(answer), page), tag, weak=True)


@operation(
    blueprint,
    "GET",
    "/v1/documents/<id>",
    parameters=DocumentParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="The document.",
            schema=DocumentAnswer,
            example=examples.DOCUMENT,
            headers={
                "ETag": "Of this version; send it as `If-None-Match` for a 304, or as `If-Match` "
                "with a write that must not undo another's."
            },
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=(problems.INVALID_QUERY, *READ_PROBLEMS),
)
def get_document(parameters: dict[str, Any], id: str) -> Response:
    """Read one document.

    It comes from the archive itself, so what was stored is there at once. With `q` its matches are
    marked under `highlights`.
    """
    version, article = readable_version(id, parameters["version"])
    text = parameters["q"]
    rules = services().synonyms
    node = None if text is None else rules.expand(parse_query(text))
    tag = (
        view_tag(str(version.revision), version.content_hash, rules.fingerprint)
        if request.args
        else document_tag(version)
    )
    if response := not_modified(tag):
        return response
    highlights = (
        None
        if node is None
        else highlights_answer(article, node, Highlight(parameters["highlight"]))
    )
    answer = document_answer(version, article, highlights=highlights, root=request.root_path)
    return tagged(json_response(answer), tag)


@operation(
    blueprint,
    "GET",
    "/v1/documents/<id>/raw",
    parameters=VersionParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="The bytes as they came, with the media type they came as. They are for "
            "saving: a browser neither shows nor runs them.",
            media_type="*/*",
            headers={"ETag": "Of these bytes.", "Content-Disposition": "A name to save it by."},
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=READ_PROBLEMS,
)
def get_original(parameters: dict[str, Any], id: str) -> Response:
    """Read an article as it came.

    Byte for byte what was imported or sent, before anything was cleaned.
    """
    original = readable_original(id, parameters["version"])
    tag = sha256(original.content).hexdigest()
    return not_modified(tag) or tagged(raw_response(original, id), tag)


@operation(
    blueprint,
    "GET",
    "/v1/documents/<id>/versions",
    parameters=NoParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="The versions, the oldest first.",
            schema=VersionsAnswer,
            example=examples.VERSIONS,
            headers={"ETag": "Changes with each new version."},
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=READ_PROBLEMS,
)
def list_versions(parameters: dict[str, Any], id: str) -> Response:
    """List a document's versions.

    Nothing is overwritten: each change, a deletion too, is a version. Those of a deleted article
    are kept; they, and all that is made of them, are shown with a key that has the `write` scope.
    """
    versions = readable_versions(id)
    tag = view_tag(str(versions[-1].revision))
    return not_modified(tag) or tagged(
        json_response(versions_answer(versions, request.root_path)), tag
    )


@operation(
    blueprint,
    "GET",
    "/v1/documents/<id>/versions/diff",
    parameters=DifferenceParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="What changed.",
            schema=DifferenceAnswer,
            example=examples.DIFFERENCE,
            headers={"ETag": "Of these two versions' difference."},
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=READ_PROBLEMS,
)
def compare_versions(parameters: dict[str, Any], id: str) -> Response:
    """Read what changed between two versions of a document.

    The last change, unless other versions are named: fields that changed with both values, the body
    by paragraphs, and within those by words. The first version is compared with nothing; a deletion
    takes everything away.
    """
    versions = readable_versions(id)
    after = numbered(versions, parameters["to"] or versions[-1].number)
    number = parameters["from"] or after.number - 1
    before = numbered(versions, number) if number else None
    html = parameters["html"]
    tag = view_tag(str(before.revision if before else 0), str(after.revision))
    if response := not_modified(tag):
        return response
    difference = compare_articles(before.article if before else None, after.article)
    answer = difference_answer(before, after, difference, html=html, root=request.root_path)
    return tagged(json_response(answer), tag)
