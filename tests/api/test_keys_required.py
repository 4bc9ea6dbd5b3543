"""Who may write."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.checks import assert_problem
from tests.api.conftest import Headers, services_of

ARTICLE = {"title": "T", "body": "B"}
WRITES = [("POST", "/v1/documents"), ("PUT", "/v1/documents/x"), ("DELETE", "/v1/documents/x")]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_while_there_is_no_key_a_write_is_told_how_to_make_one(
    reader: FlaskClient, method: str, path: str
) -> None:
    for headers in ({}, {"Authorization": "Bearer aa_guess"}):
        response = reader.open(path, method=method, json=ARTICLE, headers=headers)
        assert_problem(response, "no-keys", "flask archive key create NAME")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_write_without_a_key_is_refused(
    client: FlaskClient, key: Headers, method: str, path: str
) -> None:
    response = client.open(path, method=method, json=ARTICLE)
    assert_problem(response, "key-required", "Authorization: Bearer")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="archive"'


@pytest.mark.parametrize("keys", [0, 1])
def test_what_needs_a_key_is_not_called_writing_where_it_is_reading(
    app: Flask, client: FlaskClient, keys: int
) -> None:
    if keys:
        services_of(app).store.keys.create("newsroom")
    response = client.get("/v1/imports")
    problem = assert_problem(response, "key-required" if keys else "no-keys", "This needs")
    assert "writ" not in problem["detail"].lower()


@pytest.mark.parametrize(
    "authorization", ["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "aa_token", "Bearer\x00", "ü"]
)
def test_another_scheme_is_no_key(client: FlaskClient, key: Headers, authorization: str) -> None:
    headers = {"Authorization": authorization}
    response = client.post("/v1/documents", json=ARTICLE, headers=headers)
    assert response.status_code == 401


def test_a_wrong_key_is_refused(client: FlaskClient, key: Headers) -> None:
    wrong = {"Authorization": key["Authorization"][:-1]}
    response = client.post("/v1/documents", json=ARTICLE, headers=wrong)
    assert_problem(response, "key-unknown")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


def test_a_revoked_key_is_refused(app: Flask, client: FlaskClient, key: Headers) -> None:
    keys = services_of(app).store.keys
    keys.create("another")
    keys.revoke("newsroom")
    assert_problem(client.post("/v1/documents", json=ARTICLE, headers=key), "key-unknown")


def test_a_key_for_reading_cannot_write(app: Flask, client: FlaskClient) -> None:
    token = services_of(app).store.keys.create("reader", scopes=["read"])
    headers = {"Authorization": f"Bearer {token}"}
    response = client.post("/v1/documents", json=ARTICLE, headers=headers)
    assert_problem(response, "scope-missing", "reader", "write")
    assert 'error="insufficient_scope"' in response.headers["WWW-Authenticate"]


def test_the_key_is_asked_for_before_the_body_is_looked_at(
    client: FlaskClient, key: Headers
) -> None:
    assert_problem(client.post("/v1/documents?nosuch=1", data=b"{"), "key-required")


def test_the_scheme_is_written_in_any_case(client: FlaskClient, key: Headers) -> None:
    headers = {"Authorization": key["Authorization"].replace("Bearer", "bearer")}
    assert client.post("/v1/documents", json=ARTICLE, headers=headers).status_code == 201


def test_reading_needs_no_key(client: FlaskClient, key: Headers) -> None:
    assert client.get("/v1/search").status_code == 200
