"""`GET /v1/facets/{field}`: the values of one facet, and a search among them."""

from time import perf_counter
from typing import Any

from flask import Response

from api import examples, problems
from api.answers import facet_answer, query_answer
from api.blueprint import Answer, operation
from api.caching import not_modified, tagged
from api.choices import FACETS
from api.json_provider import json_response
from api.parameters import FacetValuesParameters
from api.problems import Problem
from api.requests import facet_request
from api.search import NOT_MODIFIED, READ_HEADERS, SEARCH_PROBLEMS, blueprint, search_tag
from api.search_schemas import FacetValuesAnswer
from api.searching import find, understand
from api.server_timing import lap
from index import FIELDS, Analyzer


@operation(
    blueprint,
    "GET",
    "/v1/facets/<field>",
    parameters=FacetValuesParameters,
    path_parameters={"field": f"The facet: one of {', '.join(f'`{name}`' for name in FACETS)}."},
    answers={
        200: Answer(
            description="The values, over all articles that match.",
            schema=FacetValuesAnswer,
            example=examples.FACET_VALUES,
            headers={"ETag": READ_HEADERS["ETag"]},
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=SEARCH_PROBLEMS,
)
def list_facet_values(parameters: dict[str, Any], field: str) -> Response:
    """Look among the values of a facet.

    The same counts as a search with the same query and filters shows, for one field alone and as
    many as wanted; `prefix` looks inside the values, for a box that completes them. A filter of the
    field itself does not narrow them.
    """
    _check(field, parameters["prefix"])
    question = understand(parameters)
    tag = search_tag(question, parameters)
    if response := not_modified(tag, weak=True):
        return response
    lap("parse")
    started = perf_counter()
    request = facet_request(parameters, question.node, field, began=question.began)
    found = find(question, request, parameters)
    lap("search")
    answer = {
        "query": query_answer(found, parameters["q"]),
        "field": field,
        "total": found.result.total,
        "took_ms": round((perf_counter() - started) * 1000, 3),
        **facet_answer(found.result.facets[field]),
    }
    return tagged(json_response(answer), tag, weak=True)


def _check(field: str, prefix: str) -> None:
    if field not in FACETS:
        message = f"Is no facet; it must be one of {', '.join(FACETS)}."
        raise Problem(problems.INVALID_PARAMETERS, f"field: {message}", errors={"field": [message]})
    if prefix and FIELDS[field].analyzer is Analyzer.DATE:
        message = f"Looks among words, and {field} has dates; narrow it with `from` and `to`."
        raise Problem(
            problems.INVALID_PARAMETERS, f"prefix: {message}", errors={"prefix": [message]}
        )
