"""What changed between two versions of a document, over HTTP."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.checks import assert_problem
from tests.api.conftest import Headers

PATH = "/v1/documents/mine/versions/diff"
FIRST = {
    "title": "Ferry to close",
    "body": "The ferry will close.\n\nNobody was told.",
    "agencies": ["AFP"],
    "authors": ["Jane Doe"],
}
SECOND = FIRST | {
    "title": "Ferry <b>to</b> close",
    "body": "The ferry will close in May.\n\nNobody was told.\n\nThe mayor & his wife are angry.",
    "source": "Island Post",
    "published": "2025-03-21",
    "authors": ["Jane Doe", "John Roe"],
}


@pytest.fixture
def written(client: FlaskClient, key: Headers) -> FlaskClient:
    for article in (FIRST, SECOND):
        client.put("/v1/documents/mine", json=article, headers=key)
    return client


def shown(parts: list[dict[str, Any]]) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[part["change"]].format(part["text"]) for part in parts)


def test_the_last_change_is_told_by_fields_paragraphs_and_words(written: FlaskClient) -> None:
    answer = written.get(PATH).json
    assert (answer["from"]["version"], answer["to"]["version"]) == (1, 2)
    assert answer["from"]["links"]["self"] == "/v1/documents/mine?version=1"
    assert answer["changed"]
    assert [(one["field"], one["change"]) for one in answer["fields"]] == [
        ("title", "changed"),
        ("published", "added"),
        ("source", "added"),
        ("authors", "changed"),
    ]
    title, date, source, authors = answer["fields"]
    assert shown(title["parts"]) == "Ferry[- to-][+ <b>to</b>+] close"
    assert (date["before"], date["after"]["at"]) == (None, "2025-03-21")
    assert source["after"]["name"] == "Island Post"
    assert (authors["removed"], authors["added"]) == ([], ["John Roe"])
    body = answer["body"]
    assert (body["words_added"], body["words_removed"]) == (8, 0)
    assert [(one["change"], one["before"], one["after"]) for one in body["paragraphs"]] == [
        ("changed", 1, 1),
        ("same", 2, 2),
        ("added", None, 3),
    ]
    assert shown(body["paragraphs"][0]["parts"]) == "The ferry will close[+ in May+]."
    assert "html" not in body


def test_texts_are_shown_as_html_where_nothing_of_theirs_is_an_element(
    written: FlaskClient,
) -> None:
    answer = written.get(f"{PATH}?html=true").json
    assert answer["fields"][0]["html"] == (
        "Ferry<del> to</del><ins> &lt;b&gt;to&lt;/b&gt;</ins> close"
    )
    assert answer["body"]["html"] == (
        "<p>The ferry will close<ins> in May</ins>.</p>\n"
        "<p>Nobody was told.</p>\n"
        "<p><ins>The mayor &amp; his wife are angry.</ins></p>"
    )


def test_any_two_versions_are_compared_in_any_direction(written: FlaskClient) -> None:
    back = written.get(f"{PATH}?from=2&to=1").json
    assert shown(back["body"]["paragraphs"][0]["parts"]) == "The ferry will close[- in May-]."
    assert back["fields"][2]["change"] == "removed"
    same = written.get(f"{PATH}?from=2&to=2").json
    assert (same["changed"], same["fields"], same["body"]["changed"]) == (False, [], False)


def test_the_first_version_is_compared_with_nothing(written: FlaskClient) -> None:
    answer = written.get(f"{PATH}?to=1").json
    assert answer["from"] is None
    assert {one["change"] for one in answer["fields"]} == {"added"}
    assert {one["change"] for one in answer["body"]["paragraphs"]} == {"added"}


def test_a_deletion_takes_everything_away(written: FlaskClient, key: Headers) -> None:
    written.delete("/v1/documents/mine", headers=key)
    answer = written.get(PATH, headers=key).json
    assert (answer["from"]["version"], answer["to"]["change"]) == (2, "delete")
    assert {one["change"] for one in answer["body"]["paragraphs"]} == {"removed"}


def test_versions_that_are_not_there_are_a_404(written: FlaskClient) -> None:
    for query in ("from=3", "to=3", "from=1&to=9"):
        assert_problem(written.get(f"{PATH}?{query}"), "article-not-found", "versions lists them")
    assert_problem(written.get("/v1/documents/other/versions/diff"), "article-not-found")


@pytest.mark.parametrize("query", ["from=0", "to=x", "from=-1", "html=maybe", "versions=1"])
def test_a_parameter_of_no_use_is_refused(written: FlaskClient, query: str) -> None:
    assert_problem(written.get(f"{PATH}?{query}"), "invalid-parameters")
