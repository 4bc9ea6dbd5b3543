"""`/`, `/docs`, `/openapi.json` and what problem types lead to."""

from hashlib import sha256
from typing import Any

import orjson
from flask import Blueprint, Response, request, url_for

from api.documentation import group_operations, prose, schema_tables, type_text
from api.json_provider import json_response
from api.openapi import TITLE
from api.page_assets import send_asset
from api.page_rendering import page_blueprint, prepare_templates, render_page, wants_page
from api.page_search import search_page
from api.problems import KINDS, NOT_FOUND, Problem
from api.version import RELEASE


def make_pages(document: dict[str, Any]) -> Blueprint:
    """The pages of an application whose OpenAPI document this is."""
    pages = page_blueprint("pages", __name__)
    pages.record_once(prepare_templates)
    pages.add_app_template_filter(prose)
    pages.add_app_template_filter(type_text)
    content = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    def openapi() -> Response:
        return _revalidated(Response(content, content_type="application/json"))

    def docs() -> Response:
        return _revalidated(
            render_page(
                "docs.html",
                body_class="docs",
                info=document["info"],
                groups=group_operations(document),
                schemas=schema_tables(document),
                problems=KINDS.values(),
            )
        )

    pages.add_url_rule("/openapi.json", view_func=openapi)
    pages.add_url_rule("/docs", view_func=docs)
    pages.add_url_rule("/", view_func=start)
    pages.add_url_rule("/problems/<name>", view_func=explain_problem)
    pages.add_url_rule("/static/<version>/<path:filename>", "static", send_asset)
    return pages


def start() -> Response:
    """Where to begin: the search page for people, links for programs."""
    return search_page() if wants_page() else _links()


def _links() -> Response:
    root = request.root_path
    response = _revalidated(
        json_response(
            {
                "name": TITLE,
                "release": RELEASE,
                "links": {
                    "search": f"{root}/v1/search",
                    "documents": f"{root}/v1/documents",
                    "docs": f"{root}/docs",
                    "openapi": f"{root}/openapi.json",
                    "ready": f"{root}/readyz",
                },
            }
        )
    )
    response.vary.add("Accept")
    return response


def explain_problem(name: str) -> Response:
    """Lead from a problem's type to its explanation."""
    if name not in KINDS:
        raise Problem(NOT_FOUND, f"There is no kind of problem named {name!r}; /docs lists them.")
    return Response(
        status=302, headers={"Location": url_for("pages.docs", _anchor=f"problem-{name}")}
    )


def _revalidated(response: Response) -> Response:
    response.set_etag(sha256(response.get_data()).hexdigest()[:24])
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
