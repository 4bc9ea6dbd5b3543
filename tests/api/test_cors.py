"""Reading from other origins, where the settings allow it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive import Settings
from tests.api.conftest import MakeApp

READER = "https://reader.example"
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture
def open_to_one(make_app: MakeApp, tmp_path: Path) -> FlaskClient:
    return make_app(Settings(data=tmp_path, cors_origins=(READER + "/",))).test_client()


@pytest.fixture
def open_to_all(make_app: MakeApp, tmp_path: Path) -> FlaskClient:
    return make_app(Settings(data=tmp_path, cors_origins=("*",))).test_client()


def test_without_the_setting_no_origin_may_read(reader: FlaskClient) -> None:
    assert ALLOW not in reader.get("/v1/search", headers={"Origin": READER}).headers


def test_an_origin_in_the_settings_may_read(open_to_one: FlaskClient) -> None:
    response = open_to_one.get("/healthz", headers={"Origin": READER})
    assert response.headers[ALLOW] == READER
    assert response.headers["Vary"] == "Origin, Accept-Encoding"
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Link", "Retry-After", "Server-Timing"} <= set(exposed)


def test_a_page_sees_the_times_of_what_it_may_read(
    open_to_one: FlaskClient, open_to_all: FlaskClient
) -> None:
    name = "Timing-Allow-Origin"
    assert open_to_one.get("/healthz", headers={"Origin": READER}).headers[name] == READER
    assert open_to_all.get("/healthz", headers={"Origin": READER}).headers[name] == "*"
    evil = {"Origin": "https://evil.example"}
    assert name not in open_to_one.get("/healthz", headers=evil).headers


def test_an_error_can_be_read_too(open_to_one: FlaskClient) -> None:
    response = open_to_one.get("/v1/search?nosuch=1", headers={"Origin": READER})
    assert (response.status_code, response.headers[ALLOW]) == (422, READER)


@pytest.mark.parametrize("origin", ["https://evil.example", READER + ".evil.example", "null"])
def test_another_origin_may_not(open_to_one: FlaskClient, origin: str) -> None:
    response = open_to_one.get("/healthz", headers={"Origin": origin})
    assert ALLOW not in response.headers
    assert response.headers["Vary"] == "Origin, Accept-Encoding"


def test_a_star_lets_every_origin_read(open_to_all: FlaskClient) -> None:
    response = open_to_all.get("/healthz", headers={"Origin": READER})
    assert response.headers[ALLOW] == "*"


def test_a_preflight_for_reading_is_answered(open_to_one: FlaskClient) -> None:
    asked = {"Origin": READER, "Access-Control-Request-Method": "GET"}
    response = open_to_one.options("/v1/documents", headers=asked)
    assert response.status_code == 200
    assert response.headers[ALLOW] == READER
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response.headers["Access-Control-Max-Age"] == "86400"


@pytest.mark.parametrize("path", ["/v1/search", "/v1/export"])
def test_a_search_may_be_posted_by_a_page(open_to_one: FlaskClient, path: str) -> None:
    asked = {"Origin": READER, "Access-Control-Request-Method": "POST"}
    preflight = open_to_one.options(path, headers=asked)
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST"
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    response = open_to_one.post(path, json={"page": 0}, headers={"Origin": READER})
    assert (response.status_code, response.headers[ALLOW]) == (422, READER)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_no_page_may_write(open_to_all: FlaskClient, method: str) -> None:
    asked = {"Origin": READER, "Access-Control-Request-Method": method}
    assert ALLOW not in open_to_all.options("/v1/documents/x", headers=asked).headers
    response = open_to_all.open("/v1/documents/x", method=method, headers={"Origin": READER})
    assert ALLOW not in response.headers
