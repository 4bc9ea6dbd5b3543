"""`POST /v1/search` and `POST /v1/export`: the same, for what is too long for an address."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from index.parser import MAX_QUERY_LENGTH
from tests.api.checks import assert_problem

QUERY = {"q": "troops", "source": ["AFP", "Hindustan Times"], "sort": "oldest", "page_size": "3"}


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "took_ms"}


def test_a_form_and_json_say_what_an_address_does(reader: FlaskClient) -> None:
    expected = without_time(reader.get("/v1/search", query_string=QUERY).json)
    assert without_time(reader.post("/v1/search", data=QUERY).json) == expected
    assert without_time(reader.post("/v1/search", json=QUERY).json) == expected
    as_json = QUERY | {"page_size": 3, "page": 1, "explain": False, "to": None, "author": []}
    assert without_time(reader.post("/v1/search", json=as_json).json) == expected


def test_an_empty_list_of_names_is_none_of_them(reader: FlaskClient) -> None:
    answer = reader.post("/v1/search", json={"facets": [], "fields": ["title"]}).json
    assert answer["facets"] == {}
    assert set(answer["hits"][0]) == {"id", "title"}
    assert reader.post("/v1/search", json={"facets": ["source", "agency"]}).json["facets"]


def test_a_body_without_anything_asks_for_every_article(reader: FlaskClient) -> None:
    assert reader.post("/v1/search", json={}).json["total"] == 5
    assert reader.post("/v1/search", data={"q": ""}).json["total"] == 5


def test_the_longest_query_is_answered(reader: FlaskClient) -> None:
    query = f"{'troops ' * 900}{' ' * 3_692}OR seoul"
    assert len(query) == MAX_QUERY_LENGTH
    expected = reader.get("/v1/search?q=troops+OR+seoul").json["total"]
    for request in ({"data": {"q": query}}, {"json": {"q": query}}):
        answer = reader.post("/v1/search", **request).json
        assert answer["total"] == expected
        assert answer["query"]["text"] == query
    too_long = {"q": "x" * (MAX_QUERY_LENGTH + 1)}
    problem = assert_problem(reader.post("/v1/search", json=too_long), "invalid-query", "10,000")
    assert problem["position"] == MAX_QUERY_LENGTH


def test_a_posted_search_is_walked_by_cursor(reader: FlaskClient) -> None:
    first = reader.post("/v1/search", json={"q": "troops", "page_size": 2})
    assert "Link" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"
    query = {"q": "troops", "page_size": 2, "cursor": first.json["next_cursor"]}
    second = reader.post("/v1/search", json=query).json
    assert second == reader.get("/v1/search", query_string=query).json | {
        "took_ms": second["took_ms"]
    }


def test_an_export_can_be_posted(reader: FlaskClient) -> None:
    query = {"q": "troops", "format": "csv", "fields": ["title"]}
    posted = reader.post("/v1/export", json=query)
    assert posted.data == reader.get("/v1/export", query_string=query).data
    assert posted.mimetype == "text/csv"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"q": ["a", "b"]}, "q"),
        ({"q": {"a": 1}}, "q"),
        ({"source": [["a"]]}, "source"),
        ({"page": 1.5}, "page"),
        ({"page": True}, "page"),
        ({"explain": "perhaps"}, "explain"),
        ({"query": "x"}, "query"),
        ({"page": 0}, "page"),
        ({"page_size": 10**9}, "page_size"),
    ],
)
def test_what_is_wrong_in_a_body_is_named(
    reader: FlaskClient, body: dict[str, Any], name: str
) -> None:
    response = reader.post("/v1/search", json=body)
    assert list(assert_problem(response, "invalid-parameters")["errors"]) == [name]


@pytest.mark.parametrize("body", [[], "q", 1, True])
def test_a_body_is_an_object(reader: FlaskClient, body: Any) -> None:
    response = reader.post("/v1/search", json=body)
    assert_problem(response, "invalid-parameters", "object")


def test_a_body_that_is_no_json_is_malformed(reader: FlaskClient) -> None:
    response = reader.post("/v1/search", data="{", content_type="application/json")
    assert_problem(response, "malformed-request", "line 1")
    half = reader.post("/v1/search", data='{"q": "\\ud800"}', content_type="application/json")
    assert half.status_code == 422
    latin = reader.post(
        "/v1/search", data=b"q=\xff", content_type="application/x-www-form-urlencoded"
    )
    assert_problem(latin, "malformed-request", "UTF-8")


def test_another_kind_of_body_is_refused(reader: FlaskClient) -> None:
    response = reader.post("/v1/search", data="q=x", content_type="text/plain")
    assert_problem(response, "unsupported-media-type", "application/json")
    assert "application/x-www-form-urlencoded" in response.headers["Accept-Post"]


def test_parameters_are_in_one_place(reader: FlaskClient) -> None:
    response = reader.post("/v1/search?q=seoul", json={"q": "troops"})
    assert_problem(response, "invalid-parameters", "body")


def test_a_member_that_is_null_has_to_be_known_too(reader: FlaskClient) -> None:
    response = reader.post("/v1/search", json={"q": "troops", "nope": None})
    assert_problem(response, "invalid-parameters", "nope: Unknown")


def test_a_form_that_is_no_utf_8_is_told_of(reader: FlaskClient) -> None:
    form = "application/x-www-form-urlencoded"
    response = reader.post("/v1/search", data=b"q=%ff", content_type=form)
    assert_problem(response, "malformed-request", "parameters are not valid UTF-8")
