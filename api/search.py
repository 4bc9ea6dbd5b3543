"""`GET /v1/search`, and the same by POST for what is too long for an address."""

from time import perf_counter
from typing import Any

from flask import Response

from api import examples, problems
from api.answers import search_answer
from api.blueprint import Answer, Blueprint, Body, operation
from api.caching import not_modified, tagged, uncached, view_tag
from api.choices import SearchFormat
from api.cursors import Place
from api.feeds import MEDIA_TYPE as ATOM
from api.feeds import search_feed
from api.json_provider import json_response
from api.paging import Page, linked, page_of, place_of
from api.parameters import SearchParameters
from api.requests import clock_of, search_request
from api.search_schemas import SearchAnswer
from api.searching import Found, Question, find_and_correct, understand
from api.server_timing import lap
from api.services import services, this_request

blueprint = Blueprint("search", __name__, description="Finding articles.")

SERVER_TIMING = {
    "Server-Timing": "Where the time went, in milliseconds: `parse` (the request and its query), "
    "`search` (with facets and snippets), `correct` (a better spelling), `write`, `compress`; "
    "`total`."
}
READ_HEADERS = {
    "ETag": "Changes when the answer does; send it back as `If-None-Match` for a 304.",
    "Link": "The `first`, `prev`, `next` and `last` pages (RFC 8288), where there are several; "
    "from a cursor on, `first` and `next`.",
}
FOUND = Answer(
    description="What was found. Nothing found is an empty list, not an error. With `format=atom`, "
    "a feed.",
    schema=SearchAnswer,
    example=examples.SEARCH,
    headers=READ_HEADERS | SERVER_TIMING,
    other_media_types=(ATOM,),
)
NOT_MODIFIED = Answer(description="The answer is still the one that the client has.")
SEARCH_PROBLEMS = (
    problems.INVALID_QUERY,
    problems.MALFORMED_REQUEST,
    problems.INVALID_PARAMETERS,
    problems.UNAVAILABLE,
)


@operation(
    blueprint,
    "GET",
    "/v1/search",
    parameters=SearchParameters,
    answers={200: FOUND, 304: NOT_MODIFIED},
    problem_kinds=SEARCH_PROBLEMS,
)
def search(parameters: dict[str, Any]) -> Response:
    """Find articles.

    Words are looked for in title, description and body, and all of them must be there. Filters
    narrow without scoring: several values of one parameter mean any of them, several parameters
    mean all of them. Counts are exact; a facet's own filter does not narrow its own counts.
    """
    place = place_of(parameters)
    question = understand(parameters, place)
    lap("parse")
    tag = search_tag(question, parameters)
    if response := not_modified(tag, weak=True):
        return response
    page, response = _answer(parameters, question, place)
    return tagged(linked(response, page), tag, weak=True)


@operation(
    blueprint,
    "POST",
    "/v1/search",
    body=Body(
        schema=SearchParameters,
        description="The parameters of `GET /v1/search`, as a JSON object or as a form "
        "(`application/x-www-form-urlencoded`). One that is null counts as left out.",
        example={"q": "troops OR weapons", "source": ["AFP", "Reuters"], "page_size": 20},
        parameters=True,
    ),
    answers={200: FOUND},
    problem_kinds=(*SEARCH_PROBLEMS, problems.TOO_LARGE, problems.UNSUPPORTED_MEDIA_TYPE),
)
def search_by_post(parameters: dict[str, Any]) -> Response:
    """Find articles with a query of any length.

    The same search as with GET, for queries that are too long for an address. It changes nothing
    and needs no key. Go on with `next_cursor`, since no address can name the other pages.
    """
    place = place_of(parameters)
    question = understand(parameters, place)
    lap("parse")
    _, response = _answer(parameters, question, place)
    return uncached(response)


def search_tag(question: Question, parameters: dict[str, Any]) -> str:
    """The tag of an answer to the question. What comes from the clock is in it: relative dates,
    as they were parsed, and what the parameters take from it."""
    return view_tag(
        services().engine.commit_id(),
        question.parsed,
        question.synonyms.fingerprint,
        clock_of(parameters, question.began),
    )


def _answer(
    parameters: dict[str, Any], question: Question, place: Place | None
) -> tuple[Page, Response]:
    started = perf_counter()
    request = search_request(parameters, question.node, began=question.began, place=place)
    found = find_and_correct(question, request, parameters)
    page = page_of(found.result, parameters, began=question.began, relaxed=found.question.relaxed)
    if parameters["format"] is SearchFormat.ATOM:
        response = search_feed(found, page, parameters)
    else:
        response = _json(found, page, parameters, started)
    lap("write")
    return page, response


def _json(found: Found, page: Page, parameters: dict[str, Any], started: float) -> Response:
    took_ms = (perf_counter() - started) * 1000
    root = this_request().root_path
    return json_response(search_answer(found, page, parameters, took_ms=took_ms, root=root))
