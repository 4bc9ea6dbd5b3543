"""`/v1/documents/{id}/similar`: more like this."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive import Article, Original
from tests.api.checks import assert_problem
from tests.api.conftest import catch_up, services_of
from tests.api.sample_articles import ARTICLES, outlet


def similar(client: FlaskClient, id: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(f"/v1/documents/{id}/similar", query_string=parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


@pytest.fixture
def harbours(app: Flask) -> Flask:
    """The samples, and six articles about a harbour."""
    for number in range(6):
        article = Article(
            title=f"Harbour ferries {'return ' * number}",
            body=f"The harbour reopened for ferries. {'Quay and crane. ' * number}",
            source=outlet(["Post", "Courier"][number % 2]),
            language="en",
        )
        original = Original(content=b"x", media_type="a/b")
        services_of(app).store.put(article, original, id=f"harbour-{number}")
    catch_up(app)
    return app


def test_an_article_is_not_like_itself(harbours: Flask) -> None:
    client = harbours.test_client()
    answer = similar(client, "harbour-3")
    others = {f"harbour-{number}" for number in range(6)} - {"harbour-3"}
    assert set(ids(answer)[:5]) == others
    assert "harbour-3" not in ids(answer)
    assert answer["total"] == len(ids(answer))


@pytest.mark.parametrize("id", [f"harbour-{number}" for number in range(6)])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_and_cursors_give_each_article_once(harbours: Flask, id: str, size: int) -> None:
    client = harbours.test_client()
    every = ids(similar(client, id))
    paged: list[str] = []
    for page in range(1, similar(client, id, page_size=size)["pages"] + 1):
        paged += ids(similar(client, id, page_size=size, page=page))
    assert paged == every
    walked, cursor = [], None
    while True:
        answer = similar(client, id, page_size=size, **({"cursor": cursor} if cursor else {}))
        walked += ids(answer)
        assert answer["total"] == len(every)
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert walked == every


def test_filters_narrow_what_is_similar(harbours: Flask) -> None:
    client = harbours.test_client()
    same = similar(client, "harbour-2", source="Post")
    assert set(ids(same)) == {"harbour-0", "harbour-4"}
    assert same["total"] == 2
    other = similar(client, "harbour-2", source="Courier")
    assert set(ids(other)) == {"harbour-1", "harbour-3", "harbour-5"}
    assert other["total"] == 3
    assert similar(client, "harbour-2", **{"from": "2024"})["total"] <= len(ARTICLES)


def test_members_can_be_chosen(harbours: Flask) -> None:
    hits = similar(harbours.test_client(), "harbour-1", fields="title")["hits"]
    assert hits
    assert all(set(hit) == {"id", "title"} for hit in hits)


def test_an_article_like_no_other_has_an_empty_list(app: Flask, client: FlaskClient) -> None:
    article = Article(title="Zyzzyva", body="Quincunx.")
    services_of(app).store.put(article, Original(content=b"x", media_type="a/b"), id="odd")
    assert similar(client, "odd")["total"] == 0  # not even in the index yet
    catch_up(app)
    answer = similar(client, "odd")
    assert (answer["total"], answer["hits"], answer["next_cursor"]) == (0, [], None)


def test_pages_reach_so_deep_and_cursors_deeper(reader: FlaskClient) -> None:
    response = reader.get("/v1/documents/protests/similar?page=101&page_size=10")
    assert_problem(response, "invalid-parameters", "page: ", "`cursor`")
    assert similar(reader, "protests", page=100, page_size=10)["hits"] == []


def test_nothing_is_like_an_article_that_is_not_there(reader: FlaskClient) -> None:
    assert_problem(reader.get("/v1/documents/nosuch/similar"), "article-not-found")
    assert_problem(reader.get("/v1/documents/protests/similar?q=x"), "invalid-parameters")
