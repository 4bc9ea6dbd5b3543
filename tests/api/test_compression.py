"""Compression: to who takes it, of what gains by it, with tags and lengths that stay true."""

import gzip
import json
import zlib
from collections.abc import Callable

import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.compression import SMALLEST, choose_coding
from archive import Article, Original
from tests.api.conftest import Headers, services_of

LONG = "/v1/search?q=troops"
DECODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "zstd": lambda content: zstandard.ZstdDecompressor().decompressobj().decompress(content),
}


def get(client: FlaskClient, path: str, accept: str, **headers: str) -> TestResponse:
    response = client.get(path, headers={"Accept-Encoding": accept, **headers})
    response.get_data()
    response.close()  # read whole, as a server does
    return response


@pytest.fixture
def reader(reader: FlaskClient) -> FlaskClient:
    """Somebody who only reads, and who reads compressed answers as they come."""
    return FlaskClient(reader.application, TestResponse)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return FlaskClient(app, TestResponse)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", None),
        ("identity", None),
        ("br", None),
        ("deflate, compress", None),
        ("gzip", "gzip"),
        ("GZip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd, gzip", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.0, identity", None),
        ("zstd;q=0, gzip;q=0.001", "gzip"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("identity;q=0.5, gzip;q=0.4", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0", None),
        ("gzip;q=nonsense", None),
        (", ,;;q=1,", None),
    ],
)
def test_the_coding_is_the_one_that_the_client_likes_best(
    accepted: str, chosen: str | None
) -> None:
    coding = choose_coding(accepted)
    assert (coding and coding.name) == chosen


@pytest.mark.parametrize("coding", DECODE)
@pytest.mark.parametrize("path", [LONG, "/v1/documents", "/openapi.json", "/docs"])
def test_an_answer_is_the_same_compressed(reader: FlaskClient, path: str, coding: str) -> None:
    plain, coded = reader.get(path), get(reader, path, coding)
    assert coded.headers["Content-Encoding"] == coding
    assert coded.headers["Content-Length"] == str(len(coded.data))
    assert len(coded.data) < len(plain.data)
    assert coded.content_type == plain.content_type
    assert _without_time(DECODE[coding](coded.data)) == _without_time(plain.data)


def _without_time(content: bytes) -> object:
    if not content.startswith(b"{"):
        return content
    return {name: value for name, value in json.loads(content).items() if name != "took_ms"}


@pytest.mark.parametrize("accept", ["", "gzip", "br"])
@pytest.mark.parametrize("path", [LONG, "/healthz", "/v1/export?q=troops", "/v1/search?nosuch=1"])
def test_caches_are_told_what_an_answer_depends_on(
    reader: FlaskClient, path: str, accept: str
) -> None:
    assert "Accept-Encoding" in get(reader, path, accept).headers["Vary"]


def test_a_client_that_does_not_ask_gets_the_answer_as_it_is(reader: FlaskClient) -> None:
    response = reader.get(LONG)
    assert "Content-Encoding" not in response.headers
    assert len(response.data) > SMALLEST
    assert response.json["total"]


def test_a_short_answer_is_left_as_it_is(reader: FlaskClient) -> None:
    response = get(reader, "/healthz", "gzip")
    assert "Content-Encoding" not in response.headers
    assert response.json


def test_a_long_problem_is_compressed_too(reader: FlaskClient) -> None:
    response = get(reader, "/v1/search?" + "&".join(f"nosuch{n}=1" for n in range(100)), "gzip")
    assert (response.status_code, response.headers["Content-Encoding"]) == (422, "gzip")
    reader_sees = json.loads(gzip.decompress(response.data))
    assert reader_sees["status"] == 422


@pytest.mark.parametrize("coding", DECODE)
def test_compressed_bytes_have_a_tag_of_their_own(reader: FlaskClient, coding: str) -> None:
    path = "/openapi.json"
    plain, coded = reader.get(path).headers["ETag"], get(reader, path, coding).headers["ETag"]
    assert coded == f'{plain[:-1]}-{coding}"'
    for tag in (plain, coded):
        again = get(reader, path, coding, **{"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert "Content-Encoding" not in again.headers
        assert "Accept-Encoding" in again.headers["Vary"]
    assert get(reader, path, coding, **{"If-None-Match": '"other-gzip"'}).status_code == 200


def test_an_answer_that_only_means_the_same_keeps_its_tag(reader: FlaskClient) -> None:
    tag = reader.get(LONG).headers["ETag"]
    assert tag.startswith("W/")
    assert get(reader, LONG, "gzip").headers["ETag"] == tag
    assert get(reader, LONG, "gzip", **{"If-None-Match": tag}).status_code == 304


@pytest.fixture
def long_article(app: Flask) -> str:
    article = Article(title="Long", body="All is said twice.\n\n" * 200)
    original = Original(content=b"Long", media_type="text/plain")
    services_of(app).store.put(article, original, id="long")
    return "/v1/documents/long"


def test_what_was_read_compressed_can_be_written_back(
    client: FlaskClient, key: Headers, long_article: str
) -> None:
    tag = get(client, long_article, "gzip").headers["ETag"]
    assert tag.endswith('-gzip"')
    change = {"title": "Long", "body": "Said once."}
    unlocked = client.put(long_article, json=change, headers={**key, "If-Match": tag})
    assert unlocked.status_code == 200
    again = client.put(long_article, json=change, headers={**key, "If-Match": tag})
    assert again.status_code == 412


def test_head_says_what_get_would(client: FlaskClient, long_article: str) -> None:
    headers = {"Accept-Encoding": "gzip"}
    head, got = (
        client.head(long_article, headers=headers),
        client.get(long_article, headers=headers),
    )
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Encoding", "Content-Type", "Vary", "Cache-Control"):
        assert head.headers[name] == got.headers[name]
    assert "Content-Length" not in head.headers  # found only by compressing


@pytest.mark.parametrize("coding", DECODE)
@pytest.mark.parametrize("format", ["jsonl", "csv", "atom"])
def test_an_export_is_compressed_as_it_is_made(
    reader: FlaskClient, coding: str, format: str
) -> None:
    path = f"/v1/export?q=troops&format={format}"
    coded = get(reader, path, coding)
    assert coded.headers["Content-Encoding"] == coding
    assert "Content-Length" not in coded.headers
    plain = get(reader, path, "identity").data
    if format != "atom":  # a feed says when it was made
        assert DECODE[coding](coded.data) == plain


@pytest.mark.parametrize("coding", DECODE)
def test_each_piece_of_a_stream_can_be_read_when_it_was_sent(
    app: Flask, client: FlaskClient, coding: str
) -> None:
    pieces = [f"piece {number}\n".encode() * 100 for number in range(3)]
    app.add_url_rule(
        "/pieces", view_func=lambda: app.response_class(iter(pieces), content_type="text/plain")
    )
    response = client.get("/pieces", headers={"Accept-Encoding": coding}, buffered=False)
    read = (
        zlib.decompressobj(31).decompress
        if coding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress
    )
    sent = iter(response.response)
    for piece in pieces:
        assert read(next(sent)) == piece


def test_a_stream_that_is_given_up_is_closed(app: Flask, client: FlaskClient) -> None:
    places = services_of(app).exports
    free = places._value
    response = client.get("/v1/export", headers={"Accept-Encoding": "gzip"}, buffered=False)
    response.close()
    assert places._value == free


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", "no-store, no-transform"),
        ("Content-Encoding", "br"),
        ("Content-Type", "image/png"),
        ("Content-Type", "application/zip"),
    ],
)
def test_what_must_not_or_need_not_be_compressed_is_not(
    app: Flask, client: FlaskClient, name: str, value: str
) -> None:
    def view() -> object:
        response = app.response_class(b"a" * 2 * SMALLEST, content_type="text/plain")
        response.headers[name] = value
        return response

    app.add_url_rule("/view", view_func=view)
    response = get(client, "/view", "gzip")
    assert response.data == b"a" * 2 * SMALLEST
    assert response.headers.get("Content-Encoding") != "gzip"
