"""Reading documents over HTTP: lists, one, as it came, and versions."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.choices import DOCUMENT_MEMBERS
from archive import Article, Original
from tests.api.checks import assert_problem
from tests.api.conftest import Headers, services_of
from tests.api.sample_articles import ARTICLES


def put(app: Flask, id: str, article: Article, original: Original) -> None:
    services_of(app).store.put(article, original, id=id)


def test_a_document_shows_everything_that_is_known_of_the_article(reader: FlaskClient) -> None:
    document = reader.get("/v1/documents/protests").json
    article = ARTICLES["protests"]
    assert document["title"] == article.title
    assert document["body"] == article.body
    assert document["description"] == article.description
    assert document["url"] == article.url
    assert document["language"] == "en"
    assert document["published"]["at"] == "2024-10-21T16:49:00+05:30"
    assert document["published"]["timezone"] == "+05:30"
    assert document["source"] == "Hindustan Times"
    assert document["source_kind"] == "outlet"
    assert document["source_evidence"] == "© Hindustan Times"
    assert document["agencies"] == [
        {"name": "AP", "role": "cited", "evidence": "(AP)"},
        {"name": "Reuters", "role": "cited", "evidence": "(Reuters)"},
    ]
    assert document["authors"] == ["HT News Desk"]
    assert document["version"] == 1
    assert document["links"] == {
        "self": "/v1/documents/protests",
        "raw": "/v1/documents/protests/raw",
        "versions": "/v1/documents/protests/versions",
        "similar": "/v1/documents/protests/similar",
        "citation": "/v1/documents/protests/citation",
    }


def test_a_date_keeps_its_precision_and_its_lack_of_a_zone(reader: FlaskClient) -> None:
    day = reader.get("/v1/documents/wont-sit-idle").json["published"]
    assert (day["at"], day["precision"], day["timezone"]) == ("2024-10-24", "day", None)
    local = reader.get("/v1/documents/urges-response").json["published"]
    assert (local["at"], local["timezone"]) == ("2024-11-27T12:04:00", None)


def test_what_is_not_known_is_null_or_empty(app: Flask, client: FlaskClient) -> None:
    put(app, "bare", Article(title="Bare", body="Text."), Original(content=b"x", media_type="a/b"))
    document = client.get("/v1/documents/bare").json
    nulls = {name for name, value in document.items() if value is None}
    assert nulls == {
        "description",
        "url",
        "language",
        "published",
        "source",
        "source_kind",
        "source_evidence",
    }
    assert (document["agencies"], document["authors"]) == ([], [])


def test_matches_of_a_query_are_marked_in_the_whole_document(reader: FlaskClient) -> None:
    document = reader.get("/v1/documents/protests?q=summoned+OR+troops").json
    shown = {part["field"]: part["html"] for part in document["highlights"]}
    assert list(shown) == ["title", "description", "body"]
    assert "<mark>troops</mark>" in shown["title"]
    assert "<mark>summoned</mark>" in shown["description"]
    assert "<mark>troops</mark> withdraw at once." in shown["body"]
    assert document["body"] == ARTICLES["protests"].body  # untouched


def test_marks_can_be_asked_for_as_offsets(reader: FlaskClient) -> None:
    document = reader.get("/v1/documents/protests?q=troops&highlight=offsets").json
    assert {part["field"] for part in document["highlights"] if part["marks"]} >= {"body"}
    for part in document["highlights"]:
        assert part["start"] == 0
        assert part["text"] == document[part["field"]]
        for start, end in part["marks"]:
            assert part["text"][start:end].lower() == "troops"


def test_without_a_query_nothing_is_marked(reader: FlaskClient) -> None:
    assert "highlights" not in reader.get("/v1/documents/protests").json


def test_a_bad_query_for_marks_points_at_the_character(reader: FlaskClient) -> None:
    problem = assert_problem(reader.get('/v1/documents/protests?q=a+"b'), "invalid-query")
    assert problem["position"] == 2


@pytest.mark.parametrize("path", ["", "/raw", "/versions", "/versions/diff"])
@pytest.mark.parametrize("id", ["nosuch", "-", "..%2f..%2fetc", "a" * 500, "ü", "%00", "a b"])
def test_a_missing_document_is_a_404(reader: FlaskClient, id: str, path: str) -> None:
    response = reader.get(f"/v1/documents/{id}{path}")
    assert response.status_code == 404
    assert response.json["type"] in {"/problems/article-not-found", "/problems/not-found"}


def test_a_list_pages_through_every_document(reader: FlaskClient) -> None:
    first = reader.get("/v1/documents?page_size=3").json
    second = reader.get("/v1/documents?page_size=3&page=2").json
    assert (first["total"], first["pages"]) == (5, 2)
    listed = [document["id"] for page in (first, second) for document in page["documents"]]
    assert listed[0] == "urges-response"  # the newest
    assert set(listed) == set(ARTICLES)
    assert all(list(document) == list(DOCUMENT_MEMBERS) for document in first["documents"])


def test_a_list_is_filtered_and_ordered_as_a_search_is(reader: FlaskClient) -> None:
    listed = reader.get("/v1/documents?agency=Yonhap&sort=oldest&fields=title").json
    assert [document["id"] for document in listed["documents"]] == ["halt-support", "wont-sit-idle"]
    assert all(set(document) == {"id", "title"} for document in listed["documents"])


@pytest.mark.parametrize("unknown", ["q=x", "facets=source", "snippets=1", "sort=relevance"])
def test_a_list_does_not_take_what_only_a_search_can(reader: FlaskClient, unknown: str) -> None:
    assert_problem(reader.get(f"/v1/documents?{unknown}"), "invalid-parameters")


def test_the_original_is_the_bytes_as_they_came(reader: FlaskClient) -> None:
    response = reader.get("/v1/documents/protests/raw")
    article = ARTICLES["protests"]
    assert response.data == f"{article.title}\n\n{article.body}".encode()
    assert response.content_type == "text/plain"
    assert response.headers["Content-Disposition"] == 'attachment; filename="protests.txt"'


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml"])
def test_no_browser_runs_an_original(app: Flask, client: FlaskClient, media_type: str) -> None:
    page = b"<script>alert(1)</script>\xff"
    put(
        app,
        "page",
        Article(title="Page", body="Text."),
        Original(content=page, media_type=media_type, name='../x/bösé "n"\r\nSet-Cookie: a=b.html'),
    )
    response = client.get("/v1/documents/page/raw")
    assert response.data == page
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers
    assert "filename*=UTF-8''b%C3%B6s%C3%A9%20%22n%22" in response.headers["Content-Disposition"]


def test_every_version_is_listed_and_readable(client: FlaskClient, key: Headers) -> None:
    for body in ("First text.", "Second text."):
        client.put("/v1/documents/mine", json={"title": "Mine", "body": body}, headers=key)
    client.delete("/v1/documents/mine", headers=key)
    listed = client.get("/v1/documents/mine/versions", headers=key)
    versions: list[dict[str, Any]] = listed.json["versions"]
    assert [version["version"] for version in versions] == [1, 2, 3]
    assert [version["change"] for version in versions] == ["put", "put", "delete"]
    assert [version["title"] for version in versions] == ["Mine", "Mine", None]
    first = client.get(versions[0]["links"]["self"], headers=key)
    assert first.json["body"] == "First text."
    second = client.get(versions[1]["links"]["raw"], headers=key)
    assert json.loads(second.data)["body"] == "Second text."
    assert versions[2]["links"] == {}
    deletion = client.get("/v1/documents/mine?version=3", headers=key)
    assert_problem(deletion, "article-deleted", "deletion")
    none = client.get("/v1/documents/mine?version=4", headers=key)
    assert_problem(none, "article-not-found", "version 4")
    none = client.get("/v1/documents/mine/raw?version=4", headers=key)
    assert_problem(none, "article-not-found")


@pytest.mark.parametrize("version", ["0", "x", "99999999999999999999"])
def test_a_version_is_a_number(reader: FlaskClient, version: str) -> None:
    for path in ("", "/raw"):
        response = reader.get(f"/v1/documents/protests{path}?version={version}")
        assert_problem(response, "invalid-parameters", "version")


def test_an_endpoint_without_parameters_takes_none(reader: FlaskClient) -> None:
    problem = assert_problem(
        reader.get("/v1/documents/protests/versions?page=1"), "invalid-parameters"
    )
    assert problem["errors"] == {"page": ["Unknown; nothing can be given here."]}
