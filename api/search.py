"""`GET /v1/search`."""

from time import perf_counter
from typing import Any

from flask import Response

from api import examples, problems
from api.answer_schemas import SearchAnswer
from api.answers import search_answer
from api.blueprint import Answer, Blueprint, operation
from api.caching import not_modified, tagged, view_tag
from api.json_provider import json_response
from api.paging import link_header
from api.parameters import SearchParameters
from api.requests import search_request
from api.services import services, this_request
from index import parse_query

blueprint = Blueprint("search", __name__, description="Finding articles.")

READ_HEADERS = {
    "ETag": "Changes when the answer does; send it back as `If-None-Match` for a 304.",
    "Link": "The `first`, `prev`, `next` and `last` pages (RFC 8288), where there are several.",
}


@operation(
    blueprint,
    "GET",
    "/v1/search",
    parameters=SearchParameters,
    answers={
        200: Answer(
            description="What was found. Nothing found is an empty list, not an error.",
            schema=SearchAnswer,
            example=examples.SEARCH,
            headers=READ_HEADERS,
        ),
        304: Answer(description="The answer is still the one that the client has."),
    },
    problem_kinds=(
        problems.INVALID_QUERY,
        problems.MALFORMED_REQUEST,
        problems.INVALID_PARAMETERS,
        problems.UNAVAILABLE,
    ),
)
def search(parameters: dict[str, Any]) -> Response:
    """Find articles.

    Words are looked for in title, description and body, and all of them must be there. Filters
    narrow without scoring: several values of one parameter mean any of them, several parameters
    mean all of them. Counts are exact; a facet's own filter does not narrow its own counts.
    """
    request, engine = this_request(), services().engine
    node = parse_query(parameters["q"])
    tag = view_tag(engine.commit_id())
    if response := not_modified(tag, weak=True):
        return response
    started = perf_counter()
    result = engine.search(search_request(parameters, node))
    answer = search_answer(
        result,
        text=parameters["q"],
        node=node,
        page=parameters["page"],
        page_size=parameters["page_size"],
        highlight=parameters["highlight"],
        members=parameters["fields_"],
        took_ms=(perf_counter() - started) * 1000,
        root=request.root_path,
    )
    response = tagged(json_response(answer), tag, weak=True)
    if links := link_header(answer["page"], answer["pages"]):
        response.headers.add("Link", links)
    return response
