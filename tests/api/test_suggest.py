"""`GET /v1/suggest`: what a search box offers."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.checks import assert_problem


def suggestions(client: FlaskClient, q: str, **parameters: Any) -> list[dict[str, Any]]:
    response = client.get("/v1/suggest", query_string={"q": q, **parameters})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json["suggestions"]
    return found


def test_a_word_is_completed(reader: FlaskClient) -> None:
    words = [each["text"] for each in suggestions(reader, "ambas") if each["kind"] == "word"]
    assert words == ["ambassador"]


@pytest.mark.parametrize("typed", ["ambas", "north kor", "summoned amb", "hind", "seoul dem"])
def test_each_suggestion_finds_something(reader: FlaskClient, typed: str) -> None:
    found = suggestions(reader, typed)
    assert found
    for each in found:
        answer = reader.get("/v1/search", query_string={"q": each["text"]}).json
        assert answer["total"] > 0
        assert not answer["query"]["relaxed"]
        assert all(0 <= start < end <= len(each["label"]) for start, end in each["marks"])


def test_so_many_are_given_as_asked(reader: FlaskClient) -> None:
    assert len(suggestions(reader, "s", limit=1)) == 1
    assert len(suggestions(reader, "s", limit=50)) > 1
    for limit in ("0", "51", "x"):
        response = reader.get(f"/v1/suggest?q=s&limit={limit}")
        assert_problem(response, "invalid-parameters", "limit: ")


@pytest.mark.parametrize(
    "q", ["", " ", '"', "(", "a OR", "*", "title:", "\0", "\x1f", "🕊", "‮", "-", "x" * 500]
)
def test_whatever_stands_in_the_box_is_no_error(reader: FlaskClient, q: str) -> None:
    assert isinstance(suggestions(reader, q), list)


def test_a_text_too_long_for_a_box_is_refused(reader: FlaskClient) -> None:
    assert_problem(reader.get("/v1/suggest", query_string={"q": "x" * 501}), "invalid-parameters")
