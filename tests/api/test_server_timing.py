"""Server-Timing: where the time of an answer went, measured, in every response."""

import pytest
from flask.testing import FlaskClient

SEARCHED = ["parse", "search", "write", "total"]


def times(header: str) -> dict[str, float]:
    """Milliseconds by name, in their order."""
    parts = [part.split(";dur=") for part in header.split(", ")]
    return {name: float(milliseconds) for name, milliseconds in parts}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/v1/search?q=the", SEARCHED),
        ("/v1/search?q=troosp", ["parse", "search", "correct", "write", "total"]),
        ("/v1/facets/source", ["parse", "search", "total"]),
        ("/v1/suggest?q=tro", ["parse", "search", "total"]),
        ("/healthz", ["total"]),
        ("/v1/search?nosuch=1", ["total"]),
        ("/nowhere", ["total"]),
    ],
)
def test_a_response_says_what_took_how_long(
    reader: FlaskClient, path: str, names: list[str]
) -> None:
    told = times(reader.get(path).headers["Server-Timing"])
    assert [name for name in told if name != "correct" or "correct" in names] == names


def test_the_parts_are_no_more_than_the_whole(reader: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    told = times(reader.get("/docs", headers=headers).headers["Server-Timing"])
    assert list(told) == ["compress", "total"]
    assert told["compress"] < told["total"]
    told = times(reader.get("/v1/search?q=troops").headers["Server-Timing"])
    total = told.pop("total")
    assert all(milliseconds >= 0 for milliseconds in told.values())
    assert sum(told.values()) <= total + 0.001 * len(told)  # each is rounded


def test_an_unchanged_answer_says_that_nothing_was_searched(reader: FlaskClient) -> None:
    tag = reader.get("/v1/search?q=troops").headers["ETag"]
    again = reader.get("/v1/search?q=troops", headers={"If-None-Match": tag})
    assert list(times(again.headers["Server-Timing"])) == ["parse", "total"]
