"""`/healthz` and `/readyz`, for whatever watches over the server."""

from typing import Any

from flask import Response

from api import examples, problems
from api.blueprint import Answer, Blueprint, operation
from api.errors import RETRY_AFTER
from api.json_provider import json_response
from api.problems import Problem
from api.services import services
from api.status_schemas import HealthAnswer, ReadyAnswer
from archive import Outage

blueprint = Blueprint("health", __name__, description="For operators: is it alive, is it ready.")


@operation(
    blueprint,
    "GET",
    "/healthz",
    answers={
        200: Answer(
            description="The process answers.", schema=HealthAnswer, example={"status": "ok"}
        )
    },
)
def healthz() -> Response:
    """Say whether the process is alive.

    It looks at nothing else: a database that is away is no reason to restart the server.
    """
    return _uncached(json_response({"status": "ok"}))


@operation(
    blueprint,
    "GET",
    "/readyz",
    answers={
        200: Answer(
            description="Articles can be read and searched.",
            schema=ReadyAnswer,
            example=examples.READY,
        )
    },
    problem_kinds=(problems.UNAVAILABLE,),
)
def readyz() -> Response:
    """Say whether articles can be read and searched.

    It reads from the database and from the index. An index that is some revisions behind is ready:
    it catches up by itself, and `behind` says how far it is.
    """
    checks: dict[str, dict[str, Any]] = {}
    revision = _check_store(checks)
    _check_index(checks, revision)
    failing = [name for name, check in checks.items() if check["status"] != "ok"]
    if failing:
        raise Problem(
            problems.UNAVAILABLE,
            " ".join(f"{name}: {checks[name]['detail']}" for name in failing),
            headers=[("Retry-After", RETRY_AFTER)],
            checks=checks,
        )
    return _uncached(json_response({"status": "ready", "checks": checks}))


def _check_store(checks: dict[str, dict[str, Any]]) -> int | None:
    try:
        revision = services().store.revision()
    except Outage as error:
        checks["store"] = {"status": "failing", "detail": str(error)}
        return None
    checks["store"] = {"status": "ok", "revision": revision}
    return revision


def _check_index(checks: dict[str, dict[str, Any]], archived: int | None) -> None:
    try:
        status = services().engine.status()
    except Outage as error:
        checks["index"] = {"status": "failing", "detail": str(error)}
        return
    if not status.ready:
        checks["index"] = {
            "status": "failing",
            "detail": "There is no index to search yet. The follower makes it; it runs with the "
            "server, or by hand as `flask index rebuild`.",
        }
        return
    checks["index"] = {
        "status": "ok",
        "revision": status.revision,
        "behind": max(0, (archived or 0) - status.revision),
        "documents": status.documents,
    }


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
