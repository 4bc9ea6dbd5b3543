"""Whatever goes wrong is a problem details document."""

import logging
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from api.problems import KINDS
from archive import Settings
from tests.api.checks import assert_problem
from tests.api.conftest import MakeApp, services_of


@pytest.mark.parametrize("path", ["/nosuch", "/v1/search/", "//v1/search", "/v2/search", "/v1"])
def test_an_unknown_address_is_a_404_that_says_where_to_look(
    reader: FlaskClient, path: str
) -> None:
    assert_problem(reader.get(path), "not-found", "/openapi.json")


def test_a_method_that_is_not_possible_says_which_are(reader: FlaskClient) -> None:
    response = reader.patch("/v1/documents/protests")
    assert_problem(response, "method-not-allowed", "DELETE, GET, HEAD, OPTIONS, PUT")
    assert set(response.headers["Allow"].split(", ")) == {
        "DELETE",
        "GET",
        "HEAD",
        "OPTIONS",
        "PUT",
    }


def test_errors_of_the_api_are_problems_for_browsers_too(reader: FlaskClient) -> None:
    assert_problem(reader.get("/v1/nosuch", headers={"Accept": "text/html"}), "not-found")


def test_a_problem_is_never_kept_by_caches(reader: FlaskClient) -> None:
    assert reader.get("/nosuch").headers["Cache-Control"] == "no-store"


def test_a_mistake_of_the_servers_is_logged_under_the_id_that_it_answers(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble() -> None:
        raise ZeroDivisionError("secret detail")

    app.add_url_rule("/stumble", view_func=stumble)
    with caplog.at_level(logging.ERROR):
        response = app.test_client().get("/stumble?q=private")
    problem = assert_problem(response, "internal-error")
    assert "secret" not in response.text
    (record,) = caplog.records
    assert problem["request_id"] in record.getMessage()
    assert record.exc_info is not None
    assert "private" not in caplog.text.partition("Traceback")[0]


def test_an_error_after_the_view_is_a_problem_too(app: Flask) -> None:
    broken = [True]

    @app.after_request
    def stumble(response: Response) -> Response:
        if broken.pop():
            broken.append(False)
            raise ZeroDivisionError
        broken.append(False)
        return response

    assert_problem(app.test_client().get("/healthz"), "internal-error")


def test_a_database_that_is_no_database_is_an_outage(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite3").write_bytes(b"This is not a database. " * 100)
    app = make_app(Settings(data=tmp_path))
    response = app.test_client().get("/v1/documents/x")
    assert_problem(response, "unavailable")
    assert int(response.headers["Retry-After"]) > 0


def test_each_kind_of_problem_is_explained_where_its_type_leads(reader: FlaskClient) -> None:
    for kind in KINDS.values():
        response = reader.get(kind.uri, follow_redirects=False)
        assert response.headers["Location"] == f"/docs#problem-{kind.name}"
        assert f'id="problem-{kind.name}"' in reader.get("/docs").text
    assert_problem(reader.get("/problems/nosuch"), "not-found")


def test_too_long_a_header_or_odd_method_is_no_server_mistake(reader: FlaskClient) -> None:
    response = reader.open("/v1/search", method="BREW")
    assert_problem(response, "method-not-allowed")


def test_the_store_opens_again_after_an_outage(make_app: MakeApp, tmp_path: Path) -> None:
    database = tmp_path / "archive.sqlite3"
    database.write_bytes(b"This is not a database. " * 100)
    app = make_app(Settings(data=tmp_path))
    assert app.test_client().get("/v1/documents/x").status_code == 503
    database.unlink()
    assert app.test_client().get("/v1/documents/x").status_code == 404
    assert services_of(app).store.revision() == 0
