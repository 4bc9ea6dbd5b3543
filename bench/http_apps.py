"""What stands behind gunicorn beside the archive: an empty route, and any peer with the archive's
own answer. `bench.http_apps:empty` and `bench.http_apps:peer` (BENCH_PEER, BENCH_FOLDER)."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Flask, Response, request

from bench.peers import Answer, AnswerHit, make_peer
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


def _json(value: Any) -> Response:
    return Response(orjson.dumps(value), mimetype="application/json")


def _answer(text: str, answer: Answer) -> dict[str, Any]:
    """The shape of the archive's own answer."""
    return {
        "query": {"text": text, "parsed": text, "corrected": None, "relaxed": False},
        "total": answer.total,
        "page": 1,
        "page_size": 10,
        "pages": -(-answer.total // 10),
        "next_cursor": None,
        "took_ms": 0.0,
        "hits": [_hit(hit) for hit in answer.hits],
        "facets": {
            name: {
                "buckets": [
                    {"value": value, "count": count, "selected": False}
                    for value, count in counts.items()
                ],
                "missing": 0,
                "other": 0,
            }
            for name, counts in answer.facets.items()
        },
    }


def _hit(hit: AnswerHit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "url": hit.url,
        "language": "en",
        "published": {
            "at": hit.published,
            "precision": "minute",
            "timezone": "UTC",
            "method": "json",
            "confidence": "high",
            "evidence": "",
        },
        "source": hit.source,
        "source_kind": "outlet",
        "agencies": hit.agencies,
        "authors": [],
        "snippets": [{"field": "body", "html": hit.snippet}],
        "links": {"self": f"/v1/documents/{hit.id}"},
    }


def _empty() -> Flask:
    app = Flask(__name__, static_folder=None)

    @app.get("/v1/search")
    def search() -> Response:
        return _json({})

    return app


def _peer() -> Flask:
    app = Flask(__name__, static_folder=None)
    engine = make_peer(os.environ["BENCH_PEER"], Path(os.environ["BENCH_FOLDER"]))
    engine.open()

    @app.get("/v1/search")
    def search() -> Response:
        return _json(_answer(request.args["q"], engine.search(query_of(request.args))))

    return app


def __getattr__(name: str) -> Flask:
    """`empty` and `peer`, made when a worker asks for them: after the fork."""
    if name == "empty":
        return _empty()
    if name == "peer":
        return _peer()
    raise AttributeError(name)
