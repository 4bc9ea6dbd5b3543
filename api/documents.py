"""Reading documents: a list, one of them, what came, and its versions."""

from collections.abc import Sequence
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
from api.paging import linked, page_of, place_of
from api.parameters import (
    DocumentParameters,
    ListParameters,
    NoParameters,
    VersionParameters,
)
from api.raw import raw_response
from api.requests import list_request
from api.search import READ_HEADERS
from api.services import services, this_request
from archive import Article, ArticleNotFound, Version, compare_articles
from index import Highlight, Sort, parse_query

blueprint = Blueprint("documents", __name__, description="Articles, one by one.")

ID = {"id": "The article's id, as a hit or the answer of a write names it."}
NOT_MODIFIED = Answer(description="The answer is still the one that the client has.")
READ_PROBLEMS = (
    problems.ARTICLE_NOT_FOUND,
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
    problem_kinds=READ_PROBLEMS[1:],
)
def list_documents(parameters: dict[str, Any]) -> Response:
    """List documents.

    The articles that searches know, by their publication date; a change appears a moment after it
    is stored.
    """
    engine, place = services().engine, place_of(parameters)
    tag = view_tag(engine.commit_id())
    if response := not_modified(tag, weak=True):
        return response
    started = perf_counter()
    request = list_request(parameters, sort=Sort(parameters["sort"]), place=place)
    page = page_of(engine.search(request), parameters)
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
    version, article = find_version(id, parameters["version"])
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
    original = services().store.original(id, parameters["version"])
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
    are still listed.
    """
    versions = services().store.versions(id)
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
    versions = services().store.versions(id)
    after = _numbered(versions, parameters["to"] or versions[-1].number)
    number = parameters["from"] or after.number - 1
    before = _numbered(versions, number) if number else None
    html = parameters["html"]
    tag = view_tag(str(before.revision if before else 0), str(after.revision))
    if response := not_modified(tag):
        return response
    difference = compare_articles(before.article if before else None, after.article)
    answer = difference_answer(before, after, difference, html=html, root=request.root_path)
    return tagged(json_response(answer), tag)


def find_version(id: str, number: int | None) -> tuple[Version, Article]:
    """A version of an article, the newest without a number; raises ArticleNotFound."""
    if number is None:
        version = services().store.get(id)
    else:
        version = _numbered(services().store.versions(id), number)
    if version.article is None:
        raise ArticleNotFound(f"Version {version.number} of {id!r} is its deletion.")
    return version, version.article


def _numbered(versions: Sequence[Version], number: int) -> Version:
    """One of an article's versions by its number; raises ArticleNotFound."""
    version = next((found for found in versions if found.number == number), None)
    if version is None:
        raise ArticleNotFound(
            f"The article {versions[0].id!r} has no version {number}; "
            f"/v1/documents/{versions[0].id}/versions lists them."
        )
    return version
