"""`GET /v1/export`: every hit of a search, streamed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask import Response

from api import examples, problems
from api.blueprint import Answer, Body, operation
from api.caching import uncached
from api.choices import ExportFormat
from api.errors import RETRY_AFTER
from api.export_formats import (
    CONTENT_TYPES,
    EXTENSIONS,
    MEDIA_TYPES,
    WRITERS,
    ExportContext,
)
from api.parameters import ExportParameters
from api.problems import Problem
from api.requests import export_request
from api.search import SEARCH_PROBLEMS, blueprint
from api.searching import find, understand
from api.services import MOST_EXPORTS, services
from archive import Store, Version
from index import Engine, Hit, SearchRequest, SearchResult

HITS = 1_000
"""So many hits are asked for at a time."""
BATCH = 100
"""So many articles are read and sent at a time."""

EXPORT_PROBLEMS = (*SEARCH_PROBLEMS, problems.TOO_MANY_EXPORTS)
EXPORT = Answer(
    description="Every hit, in the order of the search. An export that breaks off without its last "
    "chunk is not complete.",
    media_type=MEDIA_TYPES[ExportFormat.JSONL],
    other_media_types=(MEDIA_TYPES[ExportFormat.CSV], MEDIA_TYPES[ExportFormat.ATOM]),
    headers={
        "Content-Disposition": "A name to save it by.",
        "Query-Relaxed": "`true` where no article has all the words, so that any of them was "
        "searched for.",
    },
)


@operation(
    blueprint,
    "GET",
    "/v1/export",
    parameters=ExportParameters,
    answers={200: EXPORT},
    problem_kinds=EXPORT_PROBLEMS,
)
def export(parameters: dict[str, Any]) -> Response:
    """Take every hit along.

    All that a search with the same query, filters and order finds, however many, with the whole
    text. It comes in pieces while it is made, so that articles that change meanwhile may be in it
    or not. Ordered by time, all others are in it once; ordered by relevance, a change elsewhere can
    move an article past the place that the export has reached.
    """
    return _export(parameters)


@operation(
    blueprint,
    "POST",
    "/v1/export",
    body=Body(
        schema=ExportParameters,
        description="The parameters of `GET /v1/export`, as a JSON object or as a form "
        "(`application/x-www-form-urlencoded`).",
        example=examples.EXPORT,
        parameters=True,
    ),
    answers={200: EXPORT},
    problem_kinds=(*EXPORT_PROBLEMS, problems.TOO_LARGE, problems.UNSUPPORTED_MEDIA_TYPE),
)
def export_by_post(parameters: dict[str, Any]) -> Response:
    """Take every hit of a long query along.

    The same as with GET, for queries that are too long for an address. It needs no key.
    """
    return _export(parameters)


def _export(parameters: dict[str, Any]) -> Response:
    engine, store = services().engine, services().store
    question = understand(parameters)
    request = export_request(parameters, question.node, began=question.began, limit=HITS)
    # Asked before anything is sent, so that an outage or a query too broad is answered as such.
    found = find(question, request, parameters)
    context = ExportContext.of_this_request(parameters, question.began)
    batches = _batches(store, walk(engine, found.request, found.result))
    form = parameters["format"]
    response = Response(WRITERS[form](batches, context), content_type=CONTENT_TYPES[form])
    if not services().exports.acquire(blocking=False):
        raise Problem(
            problems.TOO_MANY_EXPORTS,
            f"{MOST_EXPORTS} exports are under way in this process; try again when one is done.",
            headers=[("Retry-After", RETRY_AFTER)],
        )
    response.call_on_close(services().exports.release)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="export-{question.began:%Y-%m-%d}.{EXTENSIONS[form]}"'
    )
    if found.question.relaxed:
        response.headers["Query-Relaxed"] = "true"
    return uncached(response)


def walk(engine: Engine, request: SearchRequest, result: SearchResult) -> Iterator[tuple[Hit, ...]]:
    """The hits of a request, of which `result` has the first, and all that come after them."""
    while result.hits:
        yield result.hits
        if len(result.hits) < request.limit:
            return
        request = replace(request, offset=0, after=result.hits[-1].cursor)
        result = engine.search(request)


def _batches(store: Store, found: Iterable[Sequence[Hit]]) -> Iterator[list[Version]]:
    """The articles of the hits as they stand, in their order, some at a time; those that were
    deleted since they were found are left out."""
    for hits in found:
        for first in range(0, len(hits), BATCH):
            ids = [hit.id for hit in hits[first : first + BATCH]]
            versions = store.newest(ids)
            yield [versions[each] for each in ids if each in versions]
