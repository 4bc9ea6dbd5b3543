"""The operator's pages: who may see them, and what they say."""

import re
from datetime import timedelta
from html import unescape
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import archive.sessions
from api.operator_session import COOKIE
from archive import ImportFailure, ImportRequest, ImportState, UploadedFile
from archive.import_state import ImportAdvance
from archive.import_tasks import advance_import, new_import_id
from index import follower_lock
from tests.api.conftest import services_of
from tests.api.test_article_pages import links

PAGES = ["/admin", f"/admin/imports/{'0' * 32}"]
HOME = {"Origin": "http://localhost"}


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser, as far as it reads pages and keeps cookies."""
    return FlaskClient(app, app.response_class, use_cookies=True)


@pytest.fixture
def admin(app: Flask) -> str:
    """A key that opens the operator's page."""
    return services_of(app).store.keys.create("desk", ("admin",))


@pytest.fixture
def operator(visitor: FlaskClient, admin: str) -> FlaskClient:
    """Somebody who has logged in."""
    assert log_in(visitor, admin).status_code == 303
    return visitor


def log_in(visitor: FlaskClient, key: str, **options: object) -> TestResponse:
    return visitor.post("/admin/login", data={"key": key}, **{"headers": HOME, **options})


def words(page: TestResponse) -> str:
    """What a page says, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def cookie_of(response: TestResponse) -> SimpleCookie:
    return SimpleCookie("".join(response.headers.get_all("Set-Cookie")))


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_it_without_logging_in(visitor: FlaskClient, admin: str, page: str) -> None:
    for headers in ({}, {"Authorization": f"Bearer {admin}"}, {"Cookie": f"{COOKIE}={admin}"}):
        response = visitor.get(page, headers=headers)
        assert response.status_code == 303
        assert response.headers["Location"] == "/admin/login"
        assert response.data == b""
    assert visitor.get(page, query_string={"key": admin}).status_code == 303


def test_a_key_opens_it(visitor: FlaskClient, admin: str) -> None:
    response = log_in(visitor, f" {admin} ")

    assert (response.status_code, response.headers["Location"]) == (303, "/admin")
    page = visitor.get("/admin")
    assert page.status_code == 200
    assert "Logged in with the key desk" in page.text
    assert visitor.get("/admin/login").headers["Location"] == "/admin"


def test_the_cookie_is_no_key_and_kept_from_scripts_and_other_sites(
    visitor: FlaskClient, admin: str
) -> None:
    response = log_in(visitor, admin)
    cookie = cookie_of(response)[COOKIE]

    assert admin not in response.headers["Set-Cookie"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/admin"
    assert not cookie["secure"]
    secure = log_in(visitor, admin, base_url="https://localhost", headers={})
    assert cookie_of(secure)[COOKIE]["secure"]
    bearer = {"Authorization": f"Bearer {cookie.value}"}
    assert (
        visitor.post("/v1/documents", json={"title": "T", "body": "B"}, headers=bearer).status_code
        == 401
    )


@pytest.mark.parametrize("key", ["", "aa_guess", "é", "\0", "x" * 100_000])
def test_another_key_does_not_open_it(visitor: FlaskClient, admin: str, key: str) -> None:
    response = log_in(visitor, key)

    assert response.status_code == 403
    assert "No key of this archive is this one" in response.text
    assert "Set-Cookie" not in response.headers
    assert visitor.post("/admin/login", data={}, headers=HOME).status_code == 403
    assert visitor.get("/admin").status_code == 303


def test_a_key_without_the_scope_is_told_so(app: Flask, visitor: FlaskClient) -> None:
    writer = services_of(app).store.keys.create("newsroom", ("write",))

    response = log_in(visitor, writer)

    assert response.status_code == 403
    assert "The key newsroom is right, but it lacks the scope admin." in response.text
    assert writer not in response.text
    assert "Set-Cookie" not in response.headers


def test_an_admin_key_does_not_write(visitor: FlaskClient, admin: str) -> None:
    response = visitor.post(
        "/v1/documents",
        json={"title": "T", "body": "B"},
        headers={"Authorization": f"Bearer {admin}"},
    )
    assert response.status_code == 403
    assert response.json["type"] == "/problems/scope-missing"


def test_logging_out_ends_the_session_for_good(operator: FlaskClient) -> None:
    stolen = operator.get_cookie(COOKIE, path="/admin")
    assert stolen is not None

    response = operator.post("/admin/logout", headers=HOME)

    assert response.headers["Location"] == "/admin/login"
    assert operator.get_cookie(COOKIE, path="/admin") is None
    operator.set_cookie(COOKIE, stolen.value, path="/admin")
    assert operator.get("/admin").status_code == 303


def test_revoking_the_key_ends_the_session(app: Flask, operator: FlaskClient) -> None:
    services_of(app).store.keys.revoke("desk")

    assert operator.get("/admin").status_code == 303


def test_a_session_ends_by_itself(
    visitor: FlaskClient, admin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.sessions, "SESSION_LIFETIME", timedelta())
    log_in(visitor, admin)

    assert visitor.get("/admin").status_code == 303


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_site_does_nothing(
    operator: FlaskClient, admin: str, headers: dict[str, str]
) -> None:
    response = operator.post("/admin/logout", headers=headers)
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers
    assert operator.get("/admin").status_code == 200

    response = log_in(operator, admin, headers=headers)
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_its_own_forms_and_programs_may(
    visitor: FlaskClient, admin: str, headers: dict[str, str]
) -> None:
    assert log_in(visitor, admin, headers=headers).status_code == 303


def test_reading_changes_nothing(operator: FlaskClient) -> None:
    assert operator.get("/admin/logout").status_code == 405
    for address in ("/admin", "/admin/login", *links(operator.get("/admin"))):
        if address.startswith("/admin"):
            operator.get(address)
    assert operator.get("/admin").status_code == 200


@pytest.mark.parametrize("page", ["/admin/login", *PAGES])
def test_no_cache_keeps_it_and_nothing_compresses_it(operator: FlaskClient, page: str) -> None:
    response = operator.get(page, headers={"Accept-Encoding": "gzip"})

    assert response.headers.get_all("Cache-Control") == ["no-store, no-transform"]
    assert "Content-Encoding" not in response.headers
    assert "ETag" not in response.headers
    assert not re.search(r"\son\w+=|style=", response.text)
    assert response.text.count("<script>") <= 1  # a page has one of its own, a redirect none


def test_it_tells_what_is_in_the_archive(operator: FlaskClient) -> None:
    text = words(operator.get("/admin"))

    assert "Articles 5 " in text
    assert "Behind the archive 0 revisions" in text
    assert "Segments 1" in text
    assert "in the last 30 days (UTC): 5" in text
    for source in ("Hindustan Times", "AFP", "Press Association", "essanews.com", "none known"):
        assert f"{source} 1" in text
    assert "2024-10 4" in text
    assert "2024-11 1" in text
    assert "desk admin" in text


def test_a_source_and_a_month_narrow_what_is_counted(operator: FlaskClient) -> None:
    page = operator.get("/admin")
    month = next(link for link in links(page) if "from=2024-10&to=2024-10" in link)
    text = words(operator.get(month))
    assert "4 articles published in 2024-10" in text
    assert "2024-10-21 3" in text
    assert "2024-10-24 1" in text

    source = next(link for link in links(operator.get(month)) if "source=AFP" in link)
    page = operator.get(source)
    assert "1 article from AFP" in words(page)
    assert "/?source=AFP&from=2024-10&to=2024-10" in links(page)


def test_a_choice_may_count_from_now(operator: FlaskClient) -> None:
    assert "5 articles" in words(operator.get("/admin?from=now-100y&to=now"))
    assert "0 articles" in words(operator.get("/admin?from=now-1h"))


def test_a_choice_that_cannot_be_understood_shows_everything(operator: FlaskClient) -> None:
    for choice in (
        "from=tomorrow",
        "from=2025&to=2024",
        "from=now&to=now-1d",
        f"source={'x' * 5_000}",
    ):
        page = operator.get(f"/admin?{choice}")
        assert page.status_code == 200
        assert "cannot be understood" in page.text
        assert "5 articles" in page.text


def test_it_tells_how_the_index_stands(app: Flask, operator: FlaskClient) -> None:
    services_of(app).store.delete("protests")

    text = words(operator.get("/admin"))
    assert "Behind the archive 1 revision " in text
    assert "No follower runs." in text
    with follower_lock(services_of(app).settings):
        text = words(operator.get("/admin"))
    assert "Follower runs" in text
    assert "No follower runs." not in text


def test_it_can_be_seen_while_there_is_no_index(empty_app: Flask) -> None:
    key = services_of(empty_app).store.keys.create("desk", ("admin",))
    visitor = FlaskClient(empty_app, empty_app.response_class, use_cookies=True)
    log_in(visitor, key)

    page = visitor.get("/admin")

    assert page.status_code == 200
    assert "There is no index to search yet." in page.text
    assert "The archive is empty." in page.text
    assert "There is none. POST /v1/imports" in page.text


def imported(app: Flask, name: str, failures: int) -> str:
    """An import that is done, with so many failures."""
    store = services_of(app).store
    file = UploadedFile(name=name, media_type=None, bytes=100, sha256="0" * 64)
    task = store.imports.create(new_import_id(), ImportRequest(files=(file,), by="newsroom"))
    store.imports.begin(task.id, again=False)
    advance = ImportAdvance(
        documents=failures + 3,
        added=2,
        updated=1,
        unchanged=0,
        passed_over=0,
        failures=tuple(
            ImportFailure(number=number, location=f"{name} line {number}", reason=f"Bad <{number}>")
            for number in range(1, failures + 1)
        ),
        bytes_read=100,
        seconds=1.0,
        revision=1,
    )
    with store.writing() as writer:
        advance_import(writer.connection, task.id, advance)
    store.imports.finish(task.id, ImportState.DONE)
    return task.id


def test_it_lists_imports_and_leads_to_what_failed(app: Flask, operator: FlaskClient) -> None:
    task = imported(app, "<b>a.jsonl", failures=150)

    page = operator.get("/admin")
    assert "&lt;b&gt;a.jsonl" in page.text
    assert f"/admin/imports/{task}#failures" in links(page)

    first = operator.get(f"/admin/imports/{task}")
    assert "Bad &lt;1&gt;" in first.text
    assert "Bad &lt;101&gt;" not in first.text
    assert "<b>a.jsonl" not in first.text
    (later,) = (link for link in links(first) if "page=2" in link)
    assert "Bad &lt;150&gt;" in operator.get(later).text
    for odd in ("0", "-1", "x", "99999999999999999999"):
        assert operator.get(f"/admin/imports/{task}?page={odd}").status_code == 200


def test_an_import_that_never_was_is_a_404(operator: FlaskClient) -> None:
    response = operator.get("/admin/imports/nosuch")

    assert response.status_code == 404
    assert "There is no such import" in response.text
