"""Cursors: what is written is read, nothing else is; a walk gives each article once."""

from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.cursors import MAX_LENGTH, Place, read_cursor, write_cursor
from api.problems import Problem
from archive import Article, Original
from index import Cursor
from tests.api.checks import assert_problem
from tests.api.conftest import catch_up, services_of
from tests.api.sample_articles import ARTICLES

KEY = "0123456789abcdef0123456789abcdef"
BEGAN = datetime(2024, 10, 28, 9, 30, 15, 123456, tzinfo=UTC)
KEYS = st.none() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False)


@given(key=KEYS, id=st.text("abcXYZ019._~-", min_size=1), relaxed=st.booleans())
def test_what_is_written_is_read(key: float | int | None, id: str, relaxed: bool) -> None:
    place = Place(hit=Cursor(key, id), began=BEGAN, relaxed=relaxed)
    text = write_cursor(place, asked="a search", key=KEY)
    assert read_cursor(text, asked="a search", key=KEY) == place
    assert type(read_cursor(text, asked="a search", key=KEY).hit.key) is type(key)
    assert text.replace("-", "").replace("_", "").isalnum()  # fits into an address as it is


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        read_cursor(text, asked="a search", key=KEY)


def test_each_character_of_a_cursor_counts() -> None:
    text = write_cursor(Place(hit=Cursor(1.5, "x"), began=BEGAN), asked="a", key=KEY)
    for position, character in enumerate(text):
        other = "A" if character != "A" else "B"
        with pytest.raises(Problem):
            read_cursor(text[:position] + other + text[position + 1 :], asked="a", key=KEY)
    for forged in (text + "A", text + "=", text[:-1], f" {text}", text * 50):
        with pytest.raises(Problem):
            read_cursor(forged, asked="a", key=KEY)
    assert len(text) < MAX_LENGTH


def test_a_cursor_is_of_one_search_and_one_archive() -> None:
    text = write_cursor(Place(hit=Cursor(1.5, "x"), began=BEGAN), asked="a", key=KEY)
    for asked, key in (("b", KEY), ("a", KEY[::-1]), ("", KEY)):
        with pytest.raises(Problem) as caught:
            read_cursor(text, asked=asked, key=key)
        assert "first page" in caught.value.detail


def walk(client: FlaskClient, path: str = "/v1/search", **parameters: Any) -> list[list[str]]:
    """The ids of each page, from the first to the last."""
    pages: list[list[str]] = []
    cursor: dict[str, Any] = {}
    while True:
        answer = client.get(path, query_string={**parameters, **cursor}).json
        pages.append([hit["id"] for hit in answer.get("hits", answer.get("documents"))])
        if answer["next_cursor"] is None:
            return pages
        cursor = {"cursor": answer["next_cursor"]}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("q", ["", "troops", "seoul OR moscow OR yonhap"])
def test_a_walk_by_cursor_is_the_walk_by_page(
    reader: FlaskClient, q: str, sort: str, size: int
) -> None:
    whole = reader.get("/v1/search", query_string={"q": q, "sort": sort, "page_size": 100}).json
    every = [hit["id"] for hit in whole["hits"]]
    pages = walk(reader, q=q, sort=sort, page_size=size)
    assert list(chain(*pages)) == every
    assert all(len(page) == size for page in pages[:-1])
    assert 0 < len(pages[-1]) <= size  # the last page is known to be the last


def test_documents_are_walked_by_cursor_too(reader: FlaskClient) -> None:
    pages = walk(reader, "/v1/documents", page_size=2, sort="oldest")
    listed = reader.get("/v1/documents?sort=oldest").json["documents"]
    assert list(chain(*pages)) == [document["id"] for document in listed]


def test_from_a_cursor_on_the_total_is_that_of_the_whole_search(reader: FlaskClient) -> None:
    first = reader.get("/v1/search?page_size=2&facets=source").json
    second = reader.get(
        "/v1/search", query_string={"page_size": 3, "cursor": first["next_cursor"]}
    ).json  # the size of the page and what is shown of it may change on the way
    assert (second["total"], second["page"], second["pages"]) == (5, None, 2)
    assert len(second["hits"]) == 3
    assert second["next_cursor"] is None


def test_pages_of_a_walk_link_to_the_next(reader: FlaskClient) -> None:
    first = reader.get("/v1/search?q=troops&page_size=1").json
    address = f"/v1/search?q=troops&page_size=1&cursor={first['next_cursor']}"
    response = reader.get(address)
    assert response.headers["Link"] == (
        '</v1/search?q=troops&page_size=1&page=1>; rel="first", '
        f'</v1/search?q=troops&page_size=1&cursor={response.json["next_cursor"]}>; rel="next"'
    )


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_walk_goes_on_where_it_was_while_articles_come_and_go(
    app: Flask, client: FlaskClient, sort: str
) -> None:
    order = [hit["id"] for hit in client.get(f"/v1/search?sort={sort}").json["hits"]]
    first = client.get(f"/v1/search?sort={sort}&page_size=2").json
    store = services_of(app).store
    store.delete(order[1])  # the very place where the walk stands
    store.put(
        Article(title="New", body="Undated.", language="en"),
        Original(content=b"x", media_type="text/plain"),
        id="new",
    )
    catch_up(app)
    query = {"sort": sort, "page_size": 2, "cursor": first["next_cursor"]}
    second = client.get("/v1/search", query_string=query).json
    assert [hit["id"] for hit in second["hits"]] == order[2:4]
    query["cursor"] = second["next_cursor"]
    third = client.get("/v1/search", query_string=query).json
    assert [hit["id"] for hit in third["hits"]] == [order[4], "new"]  # without a date: last
    assert (third["total"], third["next_cursor"]) == (len(ARTICLES), None)


@pytest.mark.parametrize(
    "change",
    [{"q": "seoul"}, {"sort": "newest"}, {"source": "AFP"}, {"from": "2024"}, {"exact": "true"}],
)
def test_a_cursor_of_another_search_is_refused(reader: FlaskClient, change: dict[str, str]) -> None:
    cursor = reader.get("/v1/search?q=troops&page_size=1").json["next_cursor"]
    query = {"q": "troops", "cursor": cursor, **change}
    problem = assert_problem(reader.get("/v1/search", query_string=query), "invalid-parameters")
    assert list(problem["errors"]) == ["cursor"]


def test_a_cursor_of_a_search_is_none_of_the_list_of_documents(reader: FlaskClient) -> None:
    cursor = reader.get("/v1/search?sort=newest&page_size=1").json["next_cursor"]
    response = reader.get(f"/v1/documents?cursor={cursor}")
    assert_problem(response, "invalid-parameters", "next_cursor")


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "0", "\0", "é", "../../etc", "A" * 5000])
def test_a_forged_cursor_is_refused_with_what_to_do(reader: FlaskClient, cursor: str) -> None:
    for path in ("/v1/search", "/v1/documents", "/v1/documents/protests/similar"):
        response = reader.get(path, query_string={"cursor": cursor})
        assert_problem(response, "invalid-parameters", "cursor: ", "`next_cursor`", "first page")


def test_a_page_and_a_cursor_are_one_place_too_many(reader: FlaskClient) -> None:
    cursor = reader.get("/v1/search?page_size=1").json["next_cursor"]
    response = reader.get(f"/v1/search?page_size=1&page=1&cursor={cursor}")
    problem = assert_problem(response, "invalid-parameters", "leave `page` or `cursor` out")
    assert list(problem["errors"]) == ["cursor"]


def test_a_relaxed_walk_stays_relaxed(app: Flask, client: FlaskClient) -> None:
    query = {"q": "troops delegation withdraw ambassador", "page_size": "1", "sort": "newest"}
    first = client.get("/v1/search", query_string=query).json
    assert first["query"]["relaxed"]
    every = walk(client, **query)
    article = Article(title="All", body="Troops, a delegation, withdraw, an ambassador.")
    services_of(app).store.put(article, Original(content=b"x", media_type="a/b"), id="all")
    catch_up(app)
    assert not client.get("/v1/search", query_string=query).json["query"]["relaxed"]
    second = client.get("/v1/search", query_string={**query, "cursor": first["next_cursor"]}).json
    assert second["query"]["relaxed"]
    assert [hit["id"] for hit in second["hits"]] == every[1]
