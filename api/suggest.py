"""`GET /v1/suggest`: what a search box offers while somebody types."""

from time import perf_counter
from typing import Any

from flask import Response

from api import examples
from api.blueprint import Answer, operation
from api.caching import not_modified, tagged, view_tag
from api.json_provider import json_response
from api.parameters import SuggestParameters
from api.search import NOT_MODIFIED, READ_HEADERS, SEARCH_PROBLEMS, blueprint
from api.search_schemas import SuggestAnswer
from api.server_timing import lap
from api.services import services
from index import Suggestion, suggest


@operation(
    blueprint,
    "GET",
    "/v1/suggest",
    parameters=SuggestParameters,
    answers={
        200: Answer(
            description="The suggestions, the likeliest first; an empty list where there is none.",
            schema=SuggestAnswer,
            example=examples.SUGGEST,
            headers={"ETag": READ_HEADERS["ETag"]},
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=SEARCH_PROBLEMS[1:],
)
def suggest_queries(parameters: dict[str, Any]) -> Response:
    """Complete what is being typed.

    The last word is completed by words of the articles that have the words before it, or put right
    where none begins so; outlets, agencies, authors and titles with all the words come too. Each
    suggestion is a whole query that finds something.
    """
    engine = services().engine
    tag = view_tag(engine.commit_id())
    if response := not_modified(tag, weak=True):
        return response
    lap("parse")
    started = perf_counter()
    found = suggest(parameters["q"], engine, parameters["limit"])
    lap("search")
    answer = {
        "q": parameters["q"],
        "took_ms": round((perf_counter() - started) * 1000, 3),
        "suggestions": list(map(_suggestion, found)),
    }
    return tagged(json_response(answer), tag, weak=True)


def _suggestion(found: Suggestion) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "text": found.text,
        "label": found.label,
        "count": found.count,
        "marks": [[mark.start, mark.end] for mark in found.marks],
    }
