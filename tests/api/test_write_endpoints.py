"""POST, PUT and DELETE over HTTP."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive import Settings
from tests.api.checks import assert_problem
from tests.api.conftest import Headers, MakeApp, catch_up, services_of

ARTICLE = {"title": "Harbour reopens", "body": "The harbour reopened on Monday."}
JSON = {"Content-Type": "application/json"}


def test_a_posted_article_is_stored_under_an_id_and_can_be_read_at_once(
    client: FlaskClient, key: Headers
) -> None:
    response = client.post("/v1/documents", json=ARTICLE, headers=key)
    assert response.status_code == 201
    assert response.json["outcome"] == "added"
    assert response.json["version"] == 1
    assert response.headers["Location"] == response.json["links"]["self"]
    document = client.get(response.headers["Location"]).json
    assert (document["title"], document["body"]) == (ARTICLE["title"], ARTICLE["body"])
    assert document["revision"] == response.json["revision"]


def test_the_same_again_changes_nothing_and_another_text_is_a_new_version(
    client: FlaskClient, key: Headers
) -> None:
    article = ARTICLE | {"url": "https://news.example/harbour"}
    first = client.post("/v1/documents", json=article, headers=key).json
    again = client.post("/v1/documents", json=article, headers=key)
    assert (again.status_code, again.json["outcome"]) == (200, "unchanged")
    assert again.json["revision"] == first["revision"]
    changed = client.post("/v1/documents", json=article | {"body": "It closed."}, headers=key)
    assert (changed.status_code, changed.json["outcome"]) == (200, "updated")
    assert (changed.json["id"], changed.json["version"]) == (first["id"], 2)


def test_the_original_is_the_request_as_it_was_sent(client: FlaskClient, key: Headers) -> None:
    sent = b'{ "body":"Text with \\u00e9",\n "title" : "T" }'
    response = client.post("/v1/documents", data=sent, headers=key | JSON)
    raw = client.get(response.json["links"]["raw"])
    assert raw.data == sent
    assert raw.content_type == "application/json"


def test_every_member_of_an_article_is_kept(client: FlaskClient, key: Headers) -> None:
    article: dict[str, Any] = ARTICLE | {
        "description": "Ferries run again.",
        "url": "https://news.example/harbour",
        "published": {"at": "2024-10-28T09:30:00+01:00", "timezone": "CET", "precision": "minute"},
        "source": "Example Post",
        "source_kind": "outlet",
        "source_evidence": "© Example Post",
        "agencies": ["Reuters", {"name": "AFP", "role": "cited", "evidence": "(AFP)"}],
        "authors": ["Ada", "Grace"],
        "language": "pt-br",
    }
    location = client.post("/v1/documents", json=article, headers=key).headers["Location"]
    document = client.get(location).json
    assert document["published"] == {
        "at": "2024-10-28T09:30:00+01:00",
        "precision": "minute",
        "timezone": "CET",
        "method": "json",
        "confidence": "high",
        "evidence": "2024-10-28T09:30:00+01:00",
    }
    assert document["agencies"] == [
        {"name": "Reuters", "role": "credited", "evidence": ""},
        {"name": "AFP", "role": "cited", "evidence": "(AFP)"},
    ]
    assert document["language"] == "pt-BR"
    same = set(article) - {"published", "agencies", "language"}
    assert {name: document[name] for name in same} == {name: article[name] for name in same}


@pytest.mark.parametrize("id", ["protests", "urges-response", "wont-sit-idle"])
def test_a_document_can_be_sent_back_as_it_was_read(
    client: FlaskClient, key: Headers, id: str
) -> None:
    document = client.get(f"/v1/documents/{id}").json
    own = {"id", "version", "revision", "stored_at", "content_hash", "links"}
    article = {name: value for name, value in document.items() if name not in own}
    response = client.put("/v1/documents/copy", json=article, headers=key)
    assert response.status_code == 201, response.text
    copy = client.get("/v1/documents/copy").json
    assert copy["content_hash"] == document["content_hash"]


def test_what_the_archive_sets_is_refused_by_name(client: FlaskClient, key: Headers) -> None:
    response = client.post("/v1/documents", json=ARTICLE | {"id": "x", "revision": 1}, headers=key)
    problem = assert_problem(response, "invalid-article")
    assert set(problem["errors"]) == {"id", "revision"}
    assert problem["errors"]["id"] == ["Is set by the archive; leave it out."]


def test_put_stores_under_the_clients_own_id(client: FlaskClient, key: Headers) -> None:
    first = client.put("/v1/documents/my.id-1", json=ARTICLE, headers=key)
    assert (first.status_code, first.json["id"]) == (201, "my.id-1")
    assert client.put("/v1/documents/my.id-1", json=ARTICLE, headers=key).status_code == 200


@pytest.mark.parametrize("id", ["-x", "a b", "ü", "x" * 129, "%00"])
def test_put_refuses_what_cannot_be_an_id(client: FlaskClient, key: Headers, id: str) -> None:
    response = client.put(f"/v1/documents/{id}", json=ARTICLE, headers=key)
    assert "id" in assert_problem(response, "invalid-parameters")["errors"]


def test_a_deleted_article_is_gone_for_readers_and_searches(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    response = client.delete("/v1/documents/protests", headers=key)
    assert (response.status_code, response.data) == (204, b"")
    catch_up(app)
    assert_problem(client.get("/v1/documents/protests"), "article-deleted")
    assert client.get("/v1/search?q=protests").json["total"] == 0
    assert_problem(client.delete("/v1/documents/protests", headers=key), "article-not-found")


def test_if_match_lets_only_the_reader_of_the_newest_version_write(
    client: FlaskClient, key: Headers
) -> None:
    tag = client.get("/v1/documents/protests").headers["ETag"]
    mine = key | {"If-Match": tag}
    assert client.put("/v1/documents/protests", json=ARTICLE, headers=mine).status_code == 200
    late = client.put("/v1/documents/protests", json=ARTICLE | {"title": "Late"}, headers=mine)
    assert_problem(late, "precondition-failed", "version 2")
    assert_problem(client.delete("/v1/documents/protests", headers=mine), "precondition-failed")
    assert client.get("/v1/documents/protests").json["title"] == ARTICLE["title"]
    newest = key | {"If-Match": client.get("/v1/documents/protests").headers["ETag"]}
    assert client.delete("/v1/documents/protests", headers=newest).status_code == 204
    gone = client.put("/v1/documents/protests", json=ARTICLE, headers=newest)
    assert_problem(gone, "precondition-failed")


def test_of_many_writers_with_the_same_etag_one_wins(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    mine = key | {"If-Match": client.get("/v1/documents/protests").headers["ETag"]}
    start = Barrier(8)

    def write(number: int) -> int:
        article = ARTICLE | {"title": f"Writer {number}"}
        start.wait()
        response = app.test_client().put("/v1/documents/protests", json=article, headers=mine)
        return response.status_code

    with ThreadPoolExecutor(8) as writers:
        statuses = sorted(writers.map(write, range(8)))
    assert statuses == [200, *[412] * 7]
    assert client.get("/v1/documents/protests").json["version"] == 2


def test_if_none_match_with_a_star_only_creates(client: FlaskClient, key: Headers) -> None:
    fresh = key | {"If-None-Match": "*"}
    assert client.put("/v1/documents/new", json=ARTICLE, headers=fresh).status_code == 201
    other = ARTICLE | {"title": "Other"}
    response = client.put("/v1/documents/new", json=other, headers=fresh)
    assert_problem(response, "precondition-failed")
    assert client.get("/v1/documents/new").json["version"] == 1


def test_refresh_wait_says_when_the_index_does_not_follow(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    response = client.put("/v1/documents/new?refresh=wait", json=ARTICLE, headers=key)
    problem = assert_problem(response, "not-searchable-yet")
    assert problem["id"] == "new"
    assert problem["revision"] == services_of(app).store.revision()
    assert client.get("/v1/documents/new").status_code == 200
    catch_up(app)
    again = client.put("/v1/documents/new?refresh=wait", json=ARTICLE, headers=key)
    assert (again.status_code, again.json["outcome"]) == (200, "unchanged")


def test_refresh_takes_wait_or_false(client: FlaskClient, key: Headers) -> None:
    response = client.post("/v1/documents?refresh=true", json=ARTICLE, headers=key)
    assert_problem(response, "invalid-parameters", "refresh", "wait")
    assert client.post("/v1/documents?refresh=false", json=ARTICLE, headers=key).status_code == 201


@pytest.mark.parametrize(
    ("body", "position"),
    [(b"", 0), (b'{"title": }', 10), (b'{"title": "T"', 13), (b"\xff", 0), (b"NaN", 0)],
)
def test_a_body_that_is_not_json_is_a_400_with_its_place(
    client: FlaskClient, key: Headers, body: bytes, position: int
) -> None:
    problem = assert_problem(
        client.post("/v1/documents", data=body, headers=key | JSON), "malformed-request"
    )
    assert abs(problem["position"] - position) <= 1


def test_json_nested_without_end_is_refused(client: FlaskClient, key: Headers) -> None:
    response = client.post("/v1/documents", data=b"[" * 100_000, headers=key | JSON)
    assert_problem(response, "malformed-request")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_media_type_is_refused(
    client: FlaskClient, key: Headers, content_type: str
) -> None:
    response = client.post(
        "/v1/documents", data=json.dumps(ARTICLE), headers=key | {"Content-Type": content_type}
    )
    assert_problem(response, "unsupported-media-type", "application/json")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title": ""}, "title"),
        ({"title": " \n"}, "title"),
        ({"title": None}, "title"),
        ({"title": 5}, "title"),
        ({"title": "x" * 2001}, "title"),
        ({"body": "with \0"}, "body"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "/harbour"}, "url"),
        ({"published": "last week"}, "published"),
        ({"published": 20241028}, "published"),
        ({"published": {"timezone": "CET"}}, "published.at"),
        ({"published": {"at": "2024", "when": 1}}, "published.when"),
        ({"source_kind": "outlet"}, "source"),
        ({"source": "X", "source_kind": "blog"}, "source_kind"),
        ({"agencies": "AP"}, "agencies"),
        ({"agencies": [None]}, "agencies.0"),
        ({"agencies": ["AP", {"name": "X", "role": "quoted"}]}, "agencies.1.role"),
        ({"authors": ["A"] * 201}, "authors"),
        ({"authors": [""]}, "authors.0"),
        ({"language": "english language"}, "language"),
        ({"content": "x"}, "content"),
    ],
)
def test_a_member_that_cannot_be_accepted_is_named_by_its_path(
    client: FlaskClient, key: Headers, change: dict[str, Any], path: str
) -> None:
    response = client.post("/v1/documents", json=ARTICLE | change, headers=key)
    problem = assert_problem(response, "invalid-article", path)
    assert list(problem["errors"]) == [path]


@pytest.mark.parametrize("body", [b"[]", b"5", b'"text"', b"null"])
def test_an_article_is_an_object(client: FlaskClient, key: Headers, body: bytes) -> None:
    response = client.post("/v1/documents", data=body, headers=key | JSON)
    assert_problem(response, "invalid-article")


def test_half_a_surrogate_pair_is_no_text(client: FlaskClient, key: Headers) -> None:
    body = b'{"title": "Half \\ud83d", "body": "x"}'
    response = client.post("/v1/documents", data=body, headers=key | JSON)
    assert_problem(response, "invalid-article", "surrogate")


@pytest.fixture
def small(make_app: MakeApp, tmp_path: Path) -> tuple[FlaskClient, Headers]:
    """An archive that takes 200 bytes at most, and who may write to it."""
    app = make_app(Settings(data=tmp_path / "small", max_article_bytes=200))
    token = services_of(app).store.keys.create("newsroom")
    return app.test_client(), JSON | {"Authorization": f"Bearer {token}"}


def article_of(size: int) -> bytes:
    return b'{"title": "T", "body": "B"}'.ljust(size)


@pytest.mark.parametrize("size", [201, 202, 100_000])
@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_over_the_limit_is_a_413(
    small: tuple[FlaskClient, Headers], size: int, chunked: bool
) -> None:
    client, headers = small
    response = post(client, headers, article_of(size), chunked)
    assert_problem(response, "too-large", "200 bytes", "ARCHIVE_MAX_ARTICLE_BYTES")


@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_at_the_limit_is_accepted(small: tuple[FlaskClient, Headers], chunked: bool) -> None:
    client, headers = small
    response = post(client, headers, article_of(200), chunked)
    assert response.status_code == 201
    assert client.get(response.json["links"]["raw"]).data == article_of(200)


def post(client: FlaskClient, headers: Headers, body: bytes, chunked: bool) -> TestResponse:
    """Send the body as gunicorn hands it on: with its length, or as chunks that end themselves."""
    chunks = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"} if chunked else {}
    return client.post(
        "/v1/documents",
        input_stream=BytesIO(body),
        headers=headers,
        environ_overrides={"wsgi.input_terminated": True} | chunks,
    )


def test_a_body_that_breaks_off_is_not_stored(client: FlaskClient, key: Headers) -> None:
    response = client.post(
        "/v1/documents",
        input_stream=BytesIO(article_of(100)),
        headers=key | JSON,
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": "150"},
    )
    assert_problem(response, "malformed-request", "100 of 150 bytes")


def test_white_space_and_line_ends_are_tidied(client: FlaskClient, key: Headers) -> None:
    article = {"title": " Harbour \n reopens ", "body": "\r\nOne.\r\n\r\nTwo.\r\n"}
    location = client.post("/v1/documents", json=article, headers=key).headers["Location"]
    document = client.get(location).json
    assert (document["title"], document["body"]) == ("Harbour reopens", "One.\n\nTwo.")


def test_a_list_of_articles_is_sent_elsewhere(client: FlaskClient, key: Headers) -> None:
    response = client.post("/v1/documents", json=[{"title": "T", "body": "B"}], headers=key)
    assert_problem(response, "invalid-article", "/v1/imports takes many")
