"""What stands behind gunicorn beside the archive's own API: an empty route, and any peer behind a
plain one, which answers in the API's shape without its validation, headers and links.
`bench.http_apps:empty` and `bench.http_apps:peer` (BENCH_PEER, BENCH_FOLDER)."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request

from bench.peers import make_peer
from bench.peers.base import FACET_SIZE, SNIPPET_SIZE
from bench.queries import BenchQuery, Operator, QueryClass


def path_of(query: BenchQuery) -> str:
    """The query as a request to `/v1/search`."""
    parameters: list[tuple[str, Any]] = [("q", query.text)]
    if query.source is not None:
        parameters.append(("source", query.source))
    if query.agency is not None:
        parameters.append(("agency", query.agency))
    if query.since is not None and query.until is not None:
        last = query.until - timedelta(days=1)  # both stand at midnight; `to` is inclusive
        parameters += [("from", f"{query.since:%Y-%m-%d}"), ("to", f"{last:%Y-%m-%d}")]
    parameters += [
        ("facets", ",".join(query.facets)),
        ("facet_size", FACET_SIZE),
        ("interval", "month"),
        ("snippets", 1),
        ("snippet_size", SNIPPET_SIZE),
    ]
    return "/v1/search?" + urlencode(parameters)


def query_of(arguments: Any) -> BenchQuery:
    """The query of a request that `path_of` made; no more is checked than that needs."""
    text: str = arguments["q"]
    operator = Operator.AND
    if text.startswith('"'):
        operator, words = Operator.PHRASE, text.strip('"').split(" ")
    elif " OR " in text:
        operator, words = Operator.OR, text.split(" OR ")
    else:
        words = text.rstrip("*").split(" ")
    first, second = arguments["facets"].split(",")
    since, until = arguments.get("from"), arguments.get("to")
    return BenchQuery(
        kind=QueryClass.AND,
        words=tuple(words),
        operator=operator,
        prefix=text.endswith("*"),
        source=arguments.get("source"),
        agency=arguments.get("agency"),
        since=datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None,
        until=datetime.fromisoformat(until).replace(tzinfo=UTC) + timedelta(days=1)
        if until
        else None,
        facets=(first, second),
    )


def _empty() -> Flask:
    app = Flask(__name__, static_folder=None)

    @app.get("/v1/search")
    def search() -> Response:
        return Response(b"{}", mimetype="application/json")

    return app


def _peer() -> Flask:
    app = Flask(__name__, static_folder=None)
    engine = make_peer(os.environ["BENCH_PEER"], Path(os.environ["BENCH_FOLDER"]))
    engine.open()

    @app.get("/v1/search")
    def search() -> Response:
        return Response(engine.search(query_of(request.args)), mimetype="application/json")

    return app


def __getattr__(name: str) -> Flask:
    """`empty` and `peer`, made when a worker asks for them: after the fork."""
    if name == "empty":
        return _empty()
    if name == "peer":
        return _peer()
    raise AttributeError(name)
