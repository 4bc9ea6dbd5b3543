"""Imports that were asked for: listed, looked at, cancelled."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import orjson
from flask import Response, request

from api import examples, problems
from api.blueprint import Answer, operation
from api.caching import uncached
from api.import_answers import page_numbers, summary_answer
from api.import_parameters import ErrorsFormat, ImportErrorsParameters, ImportListParameters
from api.import_requests import IMPORT_PROBLEMS, SCOPE, answer_import, blueprint, uploads
from api.import_schemas import ImportAnswer, ImportErrorsAnswer, ImportListAnswer
from api.json_provider import json_response
from api.paging import Page, linked
from api.parameters import NoParameters
from api.services import services
from archive import MOST_FAILURES, ImportFailure

_BATCH = 1_000

ID = {"id": "The import's id, as the answer that queued it names it."}
KNOWN_IMPORT_PROBLEMS = (*IMPORT_PROBLEMS, problems.IMPORT_NOT_FOUND)


@operation(
    blueprint,
    "GET",
    "/v1/imports",
    scope=SCOPE,
    parameters=ImportListParameters,
    answers={
        200: Answer(
            description="A page of imports.", schema=ImportListAnswer, example=examples.IMPORTS
        )
    },
    problem_kinds=IMPORT_PROBLEMS,
)
def list_imports(parameters: dict[str, Any]) -> Response:
    """List imports.

    The newest first: those that wait, the one that runs, and those that ended in the last 30 days.
    """
    imports = services().store.imports
    page, size, state = parameters["page"], parameters["page_size"], parameters["state"]
    total = imports.count(state)
    tasks = imports.list(offset=(page - 1) * size, limit=size, state=state)
    answer = page_numbers(total, page, size) | {
        "imports": [summary_answer(task, request.root_path) for task in tasks]
    }
    return _page(answer)


@operation(
    blueprint,
    "GET",
    "/v1/imports/<id>",
    scope=SCOPE,
    parameters=NoParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="The import as it stands.", schema=ImportAnswer, example=examples.IMPORT
        )
    },
    problem_kinds=KNOWN_IMPORT_PROBLEMS,
)
def get_import(parameters: dict[str, Any], id: str) -> Response:
    """Read how an import stands.

    Its counts move on with each batch that is stored, and are exact: a document is counted in the
    same transaction as it is stored in.
    """
    return answer_import(services().store.imports.get(id))


@operation(
    blueprint,
    "GET",
    "/v1/imports/<id>/errors",
    scope=SCOPE,
    parameters=ImportErrorsParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description=f"A page of the errors, or all of them a line each; of more than "
            f"{MOST_FAILURES:,} the first are kept.",
            schema=ImportErrorsAnswer,
            example=examples.IMPORT_ERRORS,
            other_media_types=("application/x-ndjson",),
        )
    },
    problem_kinds=KNOWN_IMPORT_PROBLEMS,
)
def list_import_errors(parameters: dict[str, Any], id: str) -> Response:
    """List what an import could not take.

    Each with the file, the line or record, and the reason.
    """
    imports = services().store.imports
    task = imports.get(id)
    if parameters["format"] is ErrorsFormat.JSONL:
        lines = (orjson.dumps(asdict(each)) + b"\n" for each in _failures(task.id))
        return uncached(Response(lines, content_type="application/x-ndjson"))
    page, size = parameters["page"], parameters["page_size"]
    failures = imports.failures(task.id, offset=(page - 1) * size, limit=size)
    answer = page_numbers(min(task.failed, MOST_FAILURES), page, size) | {
        "errors": list(map(asdict, failures))
    }
    return _page(answer)


@operation(
    blueprint,
    "DELETE",
    "/v1/imports/<id>",
    scope=SCOPE,
    parameters=NoParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="It is cancelled.", schema=ImportAnswer, example=examples.CANCELLED_IMPORT
        ),
        202: Answer(
            description="It will be as soon as the batch that it is at is through.",
            schema=ImportAnswer,
            example=examples.IMPORT,
        ),
    },
    problem_kinds=(*KNOWN_IMPORT_PROBLEMS, problems.IMPORT_FINISHED),
)
def cancel_import(parameters: dict[str, Any], id: str) -> Response:
    """Cancel an import.

    What it has stored stays. Asked again, the answer is the same.
    """
    task = services().store.imports.cancel(id)
    if task.state.is_finished:
        uploads().remove(task.id)
    return answer_import(task, 200 if task.state.is_finished else 202)


def _failures(id: str) -> Iterator[ImportFailure]:
    """All that are kept, some at a time: an import may have many."""
    imports = services().store.imports
    return (
        failure
        for offset in range(0, MOST_FAILURES, _BATCH)
        for failure in imports.failures(id, offset=offset, limit=_BATCH)
    )


def _page(answer: dict[str, Any]) -> Response:
    page = Page(
        hits=(),
        total=answer["total"],
        number=answer["page"],
        size=answer["page_size"],
        next_cursor=None,
    )
    return uncached(linked(json_response(answer), page))
