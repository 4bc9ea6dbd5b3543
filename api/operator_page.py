"""`/admin`: what is in the archive, what came in and what did not, for whoever looks after it."""

from typing import Any

from flask import Response, request, url_for

from api.operator_session import SCOPE, log_in, log_out, operator, require_own_form
from api.operator_view import failures_of, import_row, look_over
from api.page_rendering import as_page, page_blueprint, render_page
from api.page_times import day_in_words, moment_in_words
from api.services import services
from archive import ImportNotFound, Key
from index import published_of

FAILURES_ON_A_PAGE = 100
_MOST_PAGES = 1_000

operator_pages = page_blueprint("operator_pages", __name__)
for _filter in (day_in_words, moment_in_words, published_of):
    operator_pages.add_app_template_filter(_filter)


@operator_pages.after_request
def keep_nothing(response: Response) -> Response:
    """Neither a browser nor a proxy keeps these pages; and none is compressed, which would tell
    whoever sees only its size a little of what is in it."""
    response.headers["Cache-Control"] = "no-store, no-transform"
    return response


@operator_pages.get("/admin")
def overview() -> Response:
    """The operator's page; who is not logged in is led to where one can."""
    key = operator()
    if key is None:
        return _redirect("operator_pages.login")
    return render_page("operator.html", key=key, overview=look_over())


@operator_pages.get("/admin/imports/<id>")
def import_details(id: str) -> Response:
    """One import, and everything that it could not take."""
    key = operator()
    if key is None:
        return _redirect("operator_pages.login")
    page = min(max(1, request.args.get("page", 1, type=int)), _MOST_PAGES)
    try:
        task = services().store.imports.get(id)
    except ImportNotFound as error:
        return render_page("operator_import.html", status=404, key=key, row=None, detail=str(error))
    return render_page(
        "operator_import.html",
        key=key,
        row=import_row(task),
        failures=failures_of(task, page=page, size=FAILURES_ON_A_PAGE),
        page=page,
        pages=-(-task.failed // FAILURES_ON_A_PAGE),
    )


@operator_pages.get("/admin/login")
def login() -> Response:
    """The form that takes a key."""
    if operator():
        return _redirect("operator_pages.overview")
    return _login_form()


@operator_pages.post("/admin/login")
def begin_session() -> Response:
    """Log in with the key that was posted."""
    require_own_form()
    key = services().store.keys.verify(request.form.get("key", "").strip())
    if key is None:
        return _login_form(status=403, is_unknown=True)
    if SCOPE not in key.scopes:
        return _login_form(status=403, lacking=key)
    return log_in(_redirect("operator_pages.overview"), key)


@operator_pages.post("/admin/logout")
def end_session() -> Response:
    """Log out."""
    require_own_form()
    return log_out(_redirect("operator_pages.login"))


def _login_form(
    *, status: int = 200, is_unknown: bool = False, lacking: Key | None = None
) -> Response:
    context: dict[str, Any] = {"is_unknown": is_unknown, "lacking": lacking}
    return render_page("operator_login.html", status=status, **context)


def _redirect(endpoint: str) -> Response:
    response = Response(status=303, headers={"Location": url_for(endpoint)})
    return as_page(response)
