"""What is left of a deleted article: nothing for readers, everything for whoever may write."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.checks import assert_problem
from tests.api.conftest import Headers, catch_up, services_of

PATH = "/v1/documents/mine"
KEPT = (
    "?version=1",
    "/raw?version=1",
    "/versions",
    "/versions/diff",
    "/versions/diff?from=1&to=2",
    "/citation?version=1",
)
"""What can be read of an article after its deletion."""
GONE = ("", "?q=text", "/raw", "/similar", "/citation")
"""What only an article that is there has."""
NOWHERE = ("?version=9", "/raw?version=9", "/versions/diff?to=9", "/citation?version=9")
PAGES = ("/documents/mine?version=1", "/documents/mine/original?version=1")
SECRET = "Withdrawn"


@pytest.fixture
def deleted(app: Flask, client: FlaskClient, key: Headers) -> FlaskClient:
    """A reader of an archive from which an article of two versions was deleted; in the index, other
    articles were written with it."""
    for number in range(9):
        other = {"title": f"Other {number}", "body": "A text about something else."}
        client.put(f"/v1/documents/other-{number}", json=other, headers=key)
    for title in (f"{SECRET} for good reason", f"{SECRET}, again"):
        names = {"source": f"{SECRET} Times", "authors": [f"Ann {SECRET}"]}
        text = f"{SECRET} text."
        client.put(PATH, json={"title": title, "body": text, **names}, headers=key)
    catch_up(app)
    client.delete(PATH, headers=key)
    catch_up(app)
    return client


def key_with(app: Flask, *scopes: str) -> Headers:
    token = services_of(app).store.keys.create("-".join(("of", *scopes)), scopes)
    return {"Authorization": f"Bearer {token}"}


def assert_gone(response: TestResponse) -> None:
    assert_problem(response, "article-deleted", "'mine' was deleted")
    assert response.headers["Cache-Control"] == "no-store"
    assert SECRET not in response.text


@pytest.mark.parametrize("path", [*GONE, *KEPT, *NOWHERE])
def test_nothing_of_a_deleted_article_is_shown_to_readers(deleted: FlaskClient, path: str) -> None:
    assert_gone(deleted.get(PATH + path))


@pytest.mark.parametrize("path", KEPT)
def test_what_is_kept_of_it_is_shown_to_whoever_may_write(
    deleted: FlaskClient, key: Headers, path: str
) -> None:
    response = deleted.get(PATH + path, headers=key)
    assert response.status_code == 200
    assert SECRET in response.text


@pytest.mark.parametrize("path", GONE)
def test_the_article_itself_is_gone_for_writers_too(
    deleted: FlaskClient, key: Headers, path: str
) -> None:
    assert_gone(deleted.get(PATH + path, headers=key))


def test_writers_are_told_where_the_rest_of_it_is(deleted: FlaskClient, key: Headers) -> None:
    response = deleted.get(PATH, headers=key)
    assert_problem(response, "article-deleted", f"{PATH}/versions lists what is kept")


def test_a_key_that_may_not_write_shows_no_more_than_none(app: Flask, deleted: FlaskClient) -> None:
    for headers in (key_with(app, "read", "admin"), {"Authorization": "Bearer aa_mistyped"}):
        for path in KEPT:
            assert_gone(deleted.get(PATH + path, headers=headers))


def test_a_copy_that_a_reader_kept_is_not_confirmed(client: FlaskClient, key: Headers) -> None:
    client.put(PATH, json={"title": SECRET, "body": "Text."}, headers=key)
    paths = (*KEPT[:3], KEPT[-1])
    tags = [client.get(PATH + path).headers["ETag"] for path in paths]
    client.delete(PATH, headers=key)
    for path, tag in zip(paths, tags, strict=True):
        assert_gone(client.get(PATH + path, headers={"If-None-Match": tag}))


def test_a_deleted_article_can_be_restored_from_its_versions(
    deleted: FlaskClient, key: Headers
) -> None:
    original = deleted.get(f"{PATH}/raw?version=2", headers=key)
    restored = deleted.put(PATH, data=original.data, content_type="application/json", headers=key)
    assert (restored.status_code, restored.json["version"]) == (201, 4)
    assert deleted.get(PATH).json["title"] == f"{SECRET}, again"
    assert len(deleted.get(f"{PATH}/versions").json["versions"]) == 4
    assert deleted.get(f"{PATH}?version=1").status_code == 200
    assert_problem(deleted.get(f"{PATH}?version=3"), "article-deleted", "Version 3", "deletion")
    assert_problem(deleted.get(f"{PATH}/raw?version=3"), "article-deleted", "version 3")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/search?q=text&facets=source,author",
        "/v1/search?q=withdrwan",
        "/v1/export?q=text",
        "/v1/suggest?q=withd",
        "/v1/suggest?q=withdrwan",
        "/v1/facets/source?prefix=withd",
        "/v1/documents",
    ],
)
def test_searches_lists_exports_and_suggestions_do_not_know_it(
    deleted: FlaskClient, path: str
) -> None:
    response = deleted.get(path)
    assert response.status_code == 200
    assert SECRET.lower() not in response.text.lower()


@pytest.mark.parametrize("page", [*PAGES, "/documents/mine", "/documents/mine/versions"])
def test_the_pages_tell_readers_that_it_was_deleted_and_no_more(
    app: Flask, deleted: FlaskClient, page: str
) -> None:
    visitor = FlaskClient(app, app.response_class)
    response = visitor.get(page)
    assert response.status_code == 410
    assert "This article was deleted" in response.text
    assert SECRET not in response.text
    assert "version=" not in response.text


def test_the_pages_show_whoever_may_write_what_is_kept(
    app: Flask, deleted: FlaskClient, key: Headers
) -> None:
    visitor = FlaskClient(app, app.response_class)
    for page in PAGES:
        assert visitor.get(page, headers=key).status_code == 200
    assert "/documents/mine?version=1" in visitor.get("/documents/mine", headers=key).text
    compared = visitor.get("/documents/mine/versions", headers=key).text
    assert "deleted what version 2 was" in compared
