"""ETags: 304 while nothing changed, a fresh answer as soon as it did."""

from datetime import datetime, timedelta, tzinfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import searching
from tests.api.conftest import Headers, catch_up

READS = [
    "/v1/search?q=troops",
    "/v1/search?q=troops&format=atom",
    "/v1/facets/agency?q=troops",
    "/v1/suggest?q=troo",
    "/v1/documents",
    "/v1/documents/protests/similar",
    "/v1/documents/protests/citation",
    "/v1/documents/protests",
    "/v1/documents/protests?q=troops",
    "/v1/documents/protests/raw",
    "/v1/documents/protests/versions",
    "/v1/documents/protests/versions/diff",
    "/openapi.json",
    "/docs",
    "/",
]


@pytest.mark.parametrize("path", READS)
def test_an_unchanged_answer_is_a_304(reader: FlaskClient, path: str) -> None:
    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", READS[:12])
def test_a_change_is_seen_by_a_client_that_has_an_answer(
    app: Flask, client: FlaskClient, key: Headers, path: str
) -> None:
    tag = client.get(path).headers["ETag"]
    article = {"title": "Protests again", "body": "Troops."}
    assert client.put("/v1/documents/protests", json=article, headers=key).status_code == 200
    catch_up(app)
    again = client.get(path, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_another_question_has_another_tag(reader: FlaskClient) -> None:
    tags = {
        reader.get(path).headers["ETag"]
        for path in (
            "/v1/search?q=troops",
            "/v1/search?q=troop",
            "/v1/search?q=troops&page=2",
            "/v1/documents/protests",
            "/v1/documents/protests?q=troops",
            "/v1/documents/protests?q=troops&highlight=offsets",
        )
    }
    assert len(tags) == 6


def test_the_order_of_parameters_does_not_matter(reader: FlaskClient) -> None:
    one = reader.get("/v1/search?q=troops&page=1").headers["ETag"]
    assert reader.get("/v1/search?page=1&q=troops").headers["ETag"] == one


def test_what_counts_from_the_present_is_no_answer_of_the_past(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ["/v1/search?q=published:today", "/v1/search?q=troops&boost_recent=30d"]
    monkeypatch.setattr(searching, "datetime", Clock)
    tags = [reader.get(path).headers["ETag"] for path in paths]
    monkeypatch.setattr(Clock, "minutes", 1)
    later = [reader.get(path).headers["ETag"] for path in paths]
    assert (later[0] == tags[0], later[1] == tags[1]) == (True, False)
    monkeypatch.setattr(Clock, "minutes", 24 * 60)
    tomorrow = [reader.get(path).headers["ETag"] for path in paths]
    assert not set(tomorrow) & {*tags, *later}


class Clock(datetime):
    """Noon of a day in 2024, and so many minutes."""

    minutes = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(2024, 10, 21, 12, tzinfo=tz) + timedelta(minutes=cls.minutes)


def test_a_bad_query_is_refused_whatever_the_client_has(reader: FlaskClient) -> None:
    assert reader.get('/v1/search?q="', headers={"If-None-Match": "*"}).status_code == 400


@pytest.mark.parametrize("path", READS)
def test_head_answers_as_get_without_the_body(reader: FlaskClient, path: str) -> None:
    head, get = reader.head(path), reader.get(path)
    assert (head.status_code, head.data) == (200, b"")
    names = set(get.headers.keys())
    assert set(head.headers.keys()) == names
    assert get.headers["Content-Length"] == str(len(get.data))
    # What differs from one time to the next: how long `took_ms` is, and what it was.
    for name in names - {"Content-Length", "Server-Timing"}:
        assert head.headers[name] == get.headers[name]
