"""A request for an import that is sent again: Idempotency-Key."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.checks import assert_problem
from tests.api.conftest import Headers, services_of
from tests.api.import_steps import LINES, finish, send, uploads_of


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    return empty_app


def test_a_repeated_request_is_one_import(app: Flask, client: FlaskClient, key: Headers) -> None:
    repeat = {"headers": {"Idempotency-Key": '"8e03978e-40d5"'}, "query_string": {"source": "AP"}}
    first = send(client, key, **repeat)
    for _ in range(2):
        again = send(client, key, **repeat)
        assert again.status_code == 202
        assert again.json == first.json
        assert again.headers["Location"] == first.headers["Location"]
    bare = send(client, key, headers={"Idempotency-Key": "8e03978e-40d5"}, query_string="source=AP")
    assert bare.json["id"] == first.json["id"]
    assert len(uploads_of(app)) == 1
    finish(app, first.json["id"])
    ended = send(client, key, **repeat)
    assert ended.status_code == 200
    assert (ended.json["id"], ended.json["state"]) == (first.json["id"], "done")


def test_requests_that_come_at_the_same_time_become_one_import(app: Flask, key: Headers) -> None:
    repeat = {"headers": {"Idempotency-Key": "same time"}}
    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(send, app.test_client(), key, **repeat) for _ in range(4)]
    assert {each.result().status_code for each in sent} == {202}
    assert len({each.result().json["id"] for each in sent}) == 1
    assert len(uploads_of(app)) == 1


def test_a_form_is_the_same_whatever_its_boundary(client: FlaskClient, key: Headers) -> None:
    ids = set()
    for boundary in ("b", "another"):
        form = {"file": (io.BytesIO(LINES), "a.jsonl"), "source": "AP"}
        kind = f"multipart/form-data; boundary={boundary}"
        response = send(
            client, key, form, content_type=kind, headers={"Idempotency-Key": "the-form"}
        )
        ids.add(response.json["id"])
    assert len(ids) == 1


def test_a_key_does_not_stand_for_two_requests(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    again = {"headers": {"Idempotency-Key": "k"}}
    first = send(client, key, **again)
    for response in (
        send(client, key, LINES + b" ", **again),
        send(client, key, query_string={"source": "AP"}, **again),
        send(client, key, query_string={"name": "a.jsonl"}, **again),
    ):
        assert_problem(response, "idempotency-key-reused", first.json["id"])
    assert len(uploads_of(app)) == 1
    token = services_of(app).store.keys.create("agency desk")
    other = send(client, {"Authorization": f"Bearer {token}"}, LINES + b" ", **again)
    assert other.status_code == 202
    assert other.json["id"] != first.json["id"]


@pytest.mark.parametrize("text", ["", '""', "x" * 256, "schlüssel", "a\tb"])
def test_a_key_that_is_none_is_refused(client: FlaskClient, key: Headers, text: str) -> None:
    response = send(client, key, headers={"Idempotency-Key": text})
    assert_problem(response, "malformed-request", "Idempotency-Key")
