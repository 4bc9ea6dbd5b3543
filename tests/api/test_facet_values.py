"""`GET /v1/facets/{field}`: the counts of a search, and a search among the values."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.checks import assert_problem


def values(client: FlaskClient, field: str, **parameters: Any) -> dict[str, int]:
    answer = client.get(f"/v1/facets/{field}", query_string=parameters).json
    return {bucket["value"]: bucket["count"] for bucket in answer["buckets"]}


@pytest.mark.parametrize("field", ["source", "agency", "author", "language", "published"])
@pytest.mark.parametrize("query", [{}, {"q": "troops"}, {"q": "seoul", "source": "AFP"}])
def test_the_values_are_those_that_a_search_shows(
    reader: FlaskClient, field: str, query: dict[str, str]
) -> None:
    answer = reader.get(f"/v1/facets/{field}", query_string=query).json
    found = reader.get("/v1/search", query_string={**query, "facets": field}).json
    shown = {name: value for name, value in answer.items() if name in found["facets"][field]}
    assert shown == found["facets"][field]
    assert (answer["field"], answer["total"]) == (field, found["total"])
    assert answer["query"] == found["query"] | {"corrected": None}


def test_a_prefix_looks_at_each_word_of_a_value(reader: FlaskClient) -> None:
    assert values(reader, "source", prefix="hind") == {"Hindustan Times": 1}
    assert values(reader, "source", prefix="TIM") == {"Hindustan Times": 1}
    assert values(reader, "source", prefix="tán") == {}
    assert values(reader, "agency", prefix="a") == {"AFP": 1, "AP": 1, "Press Association": 1}


def test_a_prefix_counts_only_what_matches(reader: FlaskClient) -> None:
    assert values(reader, "agency", prefix="a", q="withdraw") == values(
        reader, "agency", q="withdraw", prefix="a", facet_size=1000
    )
    assert values(reader, "agency", prefix="y", q="delegation") == {}


def test_the_rest_of_the_values_is_summed(reader: FlaskClient) -> None:
    answer = reader.get("/v1/facets/agency?facet_size=1").json
    assert [bucket["value"] for bucket in answer["buckets"]] == ["Yonhap"]
    assert answer["other"] == 4


def test_a_facet_says_that_the_search_was_relaxed(reader: FlaskClient) -> None:
    answer = reader.get("/v1/facets/source?q=delegation+ambassador").json
    assert answer["query"]["relaxed"]
    assert answer["total"] > 0


def test_an_unknown_facet_is_refused_with_those_there_are(reader: FlaskClient) -> None:
    problem = assert_problem(reader.get("/v1/facets/colour"), "invalid-parameters", "source")
    assert list(problem["errors"]) == ["field"]


def test_dates_have_no_prefix(reader: FlaskClient) -> None:
    response = reader.get("/v1/facets/published?prefix=2024")
    assert_problem(response, "invalid-parameters", "prefix: ", "`from` and `to`")
    assert reader.get("/v1/facets/published?interval=month").json["interval"] == "month"


@pytest.mark.parametrize("prefix", ["\0", "\x1f", "🕊", "‮abc", "*", "(", '"', "-", "%"])
def test_any_prefix_is_answered(reader: FlaskClient, prefix: str) -> None:
    assert values(reader, "source", prefix=prefix) == {} or not prefix.isprintable()
