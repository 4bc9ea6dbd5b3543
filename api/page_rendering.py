"""Answering with a page: its headers, its place in caches, and its errors."""

from collections.abc import Iterable
from typing import Any, cast

import orjson
from flask import Blueprint, Flask, Response, render_template
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from api.caching import tagged
from api.errors import respond_to_exception, respond_to_http_exception
from api.page_assets import asset, early_script, inline_sources, stylesheet
from api.page_languages import language_attributes, language_name
from api.page_translation import add_translation
from api.page_values import day_and_time, number, web_address
from api.services import this_request

PAGE_POLICY = (
    f"default-src 'none'; script-src 'self' {inline_sources('theme.js')}; "
    f"style-src {inline_sources('*.css')}; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing of a page comes from elsewhere, and nothing in it runs that is not a file of api/static:
those that stand in the page itself are named by their hashes."""

Headers = Iterable[tuple[str, str]]


def render_page(
    template: str,
    *,
    status: int = 200,
    headers: Headers = (),
    tag: str | None = None,
    **context: Any,
) -> Response:
    """The page that the template makes of the context; `tag` is its ETag, a weak one."""
    page = Response(
        render_template(template, **context), status, content_type="text/html; charset=utf-8"
    )
    if tag is not None:
        tagged(page, tag, weak=True)
    return as_page(page, headers)


def as_page(response: Response, headers: Headers = ()) -> Response:
    """The response with what every page says of itself; also for a 304 to one."""
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers.extend(list(headers))
    response.headers.setdefault("Cache-Control", "no-cache")
    response.vary.update(("Accept", "Accept-Language"))
    return response


def page_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint of pages: what goes wrong in them is shown as a page too."""
    blueprint = Blueprint(name, import_name, template_folder="templates")
    blueprint.register_error_handler(Exception, respond_with_page)
    return blueprint


def wants_page() -> bool:
    """Whether who asks would rather have a page than JSON, as a browser says."""
    kinds = ("application/json", "text/html")
    return this_request().accept_mimetypes.best_match(kinds) == "text/html"


def problem_of(error: Exception) -> tuple[dict[str, Any], AnyResponse]:
    """What the API answers to an error: the problem's members, and the response that it would
    send."""
    if isinstance(error, HTTPException):
        response = respond_to_http_exception(error)
    else:
        response = respond_to_exception(error)
    problem: dict[str, Any] = orjson.loads(response.get_data() or b"{}")
    return problem, response


def respond_with_page(error: Exception) -> AnyResponse:
    """The problem that the API answers with, as a page for whoever wants pages."""
    problem, response = problem_of(error)
    if response.status_code < 400 or not wants_page():
        return response
    return problem_page("error.html", problem, response)


def respond_not_found(error: HTTPException) -> AnyResponse:
    """What is not there, as a page for whoever wants pages and is not in the API."""
    if this_request().path.startswith("/v1/"):
        return respond_to_http_exception(error)
    return respond_with_page(error)


def problem_page(
    template: str, problem: dict[str, Any], response: AnyResponse, **context: Any
) -> Response:
    """A page about a problem, with the status and the headers that the API gives it."""
    own = ("Content-Type", "Content-Length")
    headers = [each for each in response.headers if each[0] not in own]
    return render_page(
        template, status=response.status_code, headers=headers, problem=problem, **context
    )


def prepare_templates(state: BlueprintSetupState) -> None:
    """Give the application's templates what they use everywhere."""
    app = cast(Flask, state.app)
    add_translation(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, early_script=early_script, stylesheet=stylesheet)
    app.jinja_env.filters.update(
        day_and_time=day_and_time,
        language_attributes=language_attributes,
        language_name=language_name,
        number=number,
        web_address=web_address,
    )
