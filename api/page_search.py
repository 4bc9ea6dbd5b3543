"""The search page: the search of `GET /v1/search`, asked in the same process, as a page."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, url_for
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from api.caching import not_modified, view_tag
from api.loaded_parameters import load_parameters
from api.page_assets import fingerprint
from api.page_help import Help, help_for
from api.page_histogram import make_histogram
from api.page_rendering import as_page, problem_of, problem_page, render_page
from api.page_results import SearchView, make_view
from api.page_state import PageState
from api.page_translation import page_language
from api.paging import page_of
from api.parameters import SearchParameters
from api.request_parser import invalid_parameters
from api.requests import search_request
from api.search import search_tag
from api.searching import find_and_correct, understand
from api.time_fields import RelativeDate
from archive import Outage, UserError

FACETS = ("source", "agency", "author", "language", "published")
SNIPPETS = 2
"""So many passages show an article well, and leave room for the next one."""

_SCHEMA = SearchParameters()


def search_page() -> Response:
    """The page of this request's search; what goes wrong with it is told on the page, where it can
    be mended."""
    state = PageState()
    try:
        state = PageState.of_this_request()
        return _answer(state)
    except (HTTPException, UserError, Outage) as error:
        problem, response = problem_of(error)
        return problem_page("search.html", problem, response, **_surroundings(state))


def _answer(state: PageState) -> Response:
    parameters = _load(state)
    question = understand(parameters)
    tag = view_tag(search_tag(question, parameters), fingerprint(), page_language())
    if response := not_modified(tag, weak=True):
        return as_page(response)
    request = search_request(parameters, question.node, began=question.began, place=None)
    found = find_and_correct(question, request, parameters)
    page = page_of(found.result, parameters, began=question.began, relaxed=found.question.relaxed)
    start = url_for("pages.start")
    view: SearchView = make_view(found, page, state, start)
    advice: Help | None = None if page.total else help_for(found, question, state, start)
    chosen = _chosen_dates(parameters, state, question.began)
    histogram = make_histogram(found.result.facets["published"], state, start, chosen=chosen)
    return render_page(
        "search.html",
        tag=tag,
        view=view,
        help=advice,
        histogram=histogram,
        **_surroundings(state),
    )


def _chosen_dates(parameters: dict[str, Any], state: PageState, now: datetime) -> tuple[str, str]:
    """`from` and `to` as they are written, as days of the calendar where they count from now."""
    first, last, zone = parameters["from_"], parameters["to"], parameters["timezone"]
    return (
        first.days(zone, now)[0] if isinstance(first, RelativeDate) else state.first("from"),
        last.days(zone, now)[1] if isinstance(last, RelativeDate) else state.first("to"),
    )


def _load(state: PageState) -> dict[str, Any]:
    """What SearchParameters make of the state; raises a Problem."""
    asked = (*state.sorted().pairs, ("facets", ",".join(FACETS)), ("snippets", str(SNIPPETS)))
    try:
        return load_parameters(_SCHEMA, urlencode(asked).encode())
    except ValidationError as error:
        raise invalid_parameters(error) from error


def _surroundings(state: PageState) -> dict[str, Any]:
    """What the page shows whatever was found."""
    return {"body_class": "search", "state": state, "query": state.query}
