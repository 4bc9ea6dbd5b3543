"""`GET /v1/documents/{id}/similar`: more like this."""

from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import Any

from flask import Response

from api import examples, problems
from api.answers import similar_answer
from api.blueprint import Answer, operation
from api.caching import not_modified, tagged, view_tag
from api.cursors import Place
from api.documents import ID, NOT_MODIFIED, READ_PROBLEMS, blueprint
from api.json_provider import json_response
from api.paging import began_of, linked, page_of, place_of
from api.parameters import SimilarParameters
from api.problems import Problem
from api.requests import clock_of, list_request
from api.search import READ_HEADERS
from api.search_schemas import SimilarAnswer
from api.services import services, this_request
from archive import Article
from index import Filters, SearchResult, Sort, document_of, similar_query

DEEPEST = 1_000
"""So many articles can be reached by pages; the rest by cursor, whose every page costs the same."""


@operation(
    blueprint,
    "GET",
    "/v1/documents/<id>/similar",
    parameters=SimilarParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="A page of similar articles; an empty list where none is like it.",
            schema=SimilarAnswer,
            example=examples.SIMILAR,
            headers=READ_HEADERS,
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=READ_PROBLEMS,
)
def list_similar(parameters: dict[str, Any], id: str) -> Response:
    """List articles like this one.

    Those with the words that say most about it: often in it, and in few others. Where it has
    several, they share two of them at least (in archives of up to 10,000 articles). The closest
    come first, and the article itself is not among them. Filters narrow as in a search.
    """
    version = services().store.get(id)
    place = place_of(parameters)
    began = began_of(place)
    clock = clock_of(parameters, began)
    tag = view_tag(services().engine.commit_id(), str(version.revision), clock)
    if response := not_modified(tag, weak=True):
        return response
    assert version.article is not None  # get() raises for an article that was deleted
    started = perf_counter()
    found = _find(id, version.article, parameters, began, place)
    page = page_of(found, parameters, began=began)
    answer = similar_answer(
        page,
        members=parameters["members"],
        took_ms=(perf_counter() - started) * 1000,
        root=this_request().root_path,
    )
    return tagged(linked(json_response(answer), page), tag, weak=True)


def _find(
    id: str, article: Article, parameters: dict[str, Any], began: datetime, place: Place | None
) -> SearchResult:
    """The page's articles, which the one that they are like is taken out of. Its place among them
    is not known, so that pages are counted from the first."""
    engine = services().engine
    query = similar_query(article, engine)
    if query is None:
        return SearchResult(total=0)
    request = list_request(parameters, node=query, sort=Sort.RELEVANCE, began=began, place=place)
    if place is None:
        _check_depth(request.offset + request.limit)
    request = replace(request, offset=0, limit=request.offset + request.limit + 1)
    result = engine.search(request)
    others = tuple(hit for hit in result.hits if hit.id != id)
    itself = len(others) < len(result.hits) or _passes(article, request.filters)
    first = 0 if place else (parameters["page"] - 1) * parameters["page_size"]
    return replace(result, hits=others[first:], total=max(0, result.total - itself))


def _check_depth(last: int) -> None:
    if last > DEEPEST:
        message = f"Leads beyond the {DEEPEST:,} articles that pages reach; go on with `cursor`."
        raise Problem(problems.INVALID_PARAMETERS, f"page: {message}", errors={"page": [message]})


def _passes(article: Article, filters: Filters) -> bool:
    """Whether the filters let the article through."""
    shown = document_of(article)
    values = {
        "source": [shown["source"]],
        "language": [shown["language"]],
        "agency": shown["agencies"],
        "author": shown["authors"],
    }
    published = article.published and article.published.utc
    start, end = filters.published.start, filters.published.end
    if (start or end) and published is None:
        return False
    return (
        all(set(accepted) & set(values[name]) for name, accepted in filters.values.items())
        and not (start and published and published < start)
        and not (end and published and published >= end)
    )
