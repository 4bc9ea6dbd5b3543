"""`/healthz` and `/readyz`."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from archive import Settings
from tests.api.checks import assert_problem
from tests.api.conftest import Headers, MakeApp, catch_up
from tests.api.sample_articles import ARTICLES


def test_an_archive_that_can_be_searched_is_ready(reader: FlaskClient) -> None:
    response = reader.get("/readyz")
    assert response.headers["Cache-Control"] == "no-store"
    revision = len(ARTICLES)
    assert response.json == {
        "status": "ready",
        "checks": {
            "store": {"status": "ok", "revision": revision},
            "index": {"status": "ok", "revision": revision, "behind": 0, "documents": revision},
        },
    }


def test_an_index_that_is_behind_is_ready_and_says_how_far(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    client.put("/v1/documents/new", json={"title": "T", "body": "B"}, headers=key)
    assert client.get("/readyz").json["checks"]["index"]["behind"] == 1
    catch_up(app)
    assert client.get("/readyz").json["checks"]["index"]["behind"] == 0


def test_without_an_index_it_is_not_ready(empty_app: Flask) -> None:
    problem = assert_problem(empty_app.test_client().get("/readyz"), "unavailable", "index")
    assert problem["checks"]["store"]["status"] == "ok"
    assert problem["checks"]["index"]["status"] == "failing"


def test_an_empty_archive_with_an_index_is_ready(empty_app: Flask) -> None:
    catch_up(empty_app)
    assert empty_app.test_client().get("/readyz").status_code == 200


def test_without_its_database_it_is_alive_but_not_ready(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite3").write_bytes(b"This is not a database. " * 100)
    client = make_app(Settings(data=tmp_path)).test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    problem = assert_problem(client.get("/readyz"), "unavailable")
    assert problem["checks"]["store"]["status"] == "failing"
