"""`from` and `to` counted from now, as `published:[now-7d TO now]` in a query is."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.parameters import ListParameters
from api.requests import filters_of
from archive import Article, Original
from index import Published
from tests.api.checks import assert_problem
from tests.api.conftest import catch_up, services_of
from tests.api.sample_articles import published

NOW = datetime(2024, 9, 30, 16, 5, 4, 3, tzinfo=UTC)
AGES = {"new": timedelta(), "recent": timedelta(days=3), "old": timedelta(days=30)}
PATHS = ("/v1/search", "/v1/documents")


def put_young(app: Flask, **ages: timedelta) -> None:
    """Articles published so long ago, indexed."""
    for name, age in ages.items():
        at = (datetime.now(UTC) - age).replace(tzinfo=None)
        article = Article(title=f"A {name} story", body="Text.", published=published(at))
        original = Original(content=name.encode(), media_type="text/plain")
        services_of(app).store.put(article, original, id=name)
    catch_up(app)


@pytest.fixture
def young(app: Flask, client: FlaskClient) -> FlaskClient:
    """A reader of the samples, which are years old, and of articles of these days."""
    put_young(app, **AGES)
    return client


def found(client: FlaskClient, path: str = "/v1/search", **parameters: Any) -> list[str]:
    answer = client.get(path, query_string=parameters).json
    return sorted(each["id"] for each in answer.get("hits", answer.get("documents")))


def meant(**parameters: str) -> Published:
    """The span of time that the parameters mean at NOW."""
    return filters_of(ListParameters().load(parameters), NOW).published


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"from": "now-7d"}, ["new", "recent"]),
        ({"from": "NOW-2d/d"}, ["new"]),
        ({"from": "now-60d", "to": "now-7d"}, ["old"]),
        ({"from": "2025", "to": "now"}, ["new", "old", "recent"]),
        ({"to": "now-60d", "source": "AFP"}, ["demands-withdrawal"]),
    ],
)
def test_dates_are_counted_from_now(
    young: FlaskClient, path: str, span: dict[str, str], expected: list[str]
) -> None:
    assert found(young, path, **span) == expected


def test_a_span_is_what_the_query_language_takes_it_for(young: FlaskClient) -> None:
    for first, last in (("now-7d", "now"), ("now-4d/d", "now-1d/d"), ("now-1M/M", "today")):
        asked = {"q": f"published:[{first} TO {last}]", "facets": ""}
        assert found(young, **{"from": first, "to": last}) == found(young, **asked)


@pytest.mark.parametrize("text", ["now-7x", "now-", "nowadays", "now-9999y", "tomorrow", "7d"])
def test_what_cannot_be_read_is_told_in_the_query_languages_words(
    reader: FlaskClient, text: str
) -> None:
    query = assert_problem(reader.get(f"/v1/search?q=published:[{text} TO *]"), "invalid-query")
    for path in PATHS:
        problem = assert_problem(reader.get(f"{path}?from={text}"), "invalid-parameters")
        assert problem["errors"] == {"from": [query["detail"]]}


def test_rounded_dates_are_days_of_the_time_zone() -> None:
    seoul = meant(**{"from": "today", "to": "now/d", "timezone": "Asia/Seoul"})
    begin = datetime(2024, 9, 30, 15, tzinfo=UTC)
    assert seoul == Published(begin, begin + timedelta(days=1))
    assert meant(**{"from": "now-1h", "timezone": "Asia/Seoul"}).start == NOW - timedelta(hours=1)
    mixed = meant(**{"from": "2024-09-30", "to": "now", "timezone": "Asia/Seoul"})
    assert mixed == Published(begin - timedelta(days=1), NOW + timedelta(microseconds=1))


def test_a_span_that_holds_nothing_now_is_refused(reader: FlaskClient) -> None:
    spans = (
        {"from": "now", "to": "now-1d"},
        {"from": "now+1d", "to": "now"},
        {"from": "now-1d", "to": "2024"},
    )
    for path in (*PATHS, "/v1/export", "/v1/facets/source", "/v1/documents/protests/similar"):
        for span in spans:
            response = reader.get(path, query_string=span)
            assert_problem(response, "invalid-parameters", "from: ", "`to`")


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_counts_from_now_is_never_one_from_before(
    young: FlaskClient, path: str
) -> None:
    first = young.get(f"{path}?from=now-7d")
    again = young.get(f"{path}?from=now-7d", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    century = young.get(f"{path}?from=now-100y/y")
    again = young.get(f"{path}?from=now-100y/y", headers={"If-None-Match": century.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", PATHS)
def test_a_walk_counts_from_the_moment_when_it_began(
    app: Flask, young: FlaskClient, path: str
) -> None:
    asked = {"from": "now-7d", "to": "now", "sort": "newest", "page_size": "1"}
    first = young.get(path, query_string=asked).json
    put_young(app, later=timedelta(seconds=-60))
    second = young.get(path, query_string=asked | {"cursor": first["next_cursor"]}).json
    assert (first["total"], second["total"]) == (2, 2)
    assert second["next_cursor"] is None


def test_links_to_other_pages_keep_the_date_as_it_was_written(young: FlaskClient) -> None:
    links = young.get("/v1/search?from=now-7d&page_size=1").headers["Link"]
    assert "/v1/search?from=now-7d&page_size=1&page=2" in links


def test_a_cursor_is_of_its_own_dates_only(young: FlaskClient) -> None:
    first = young.get("/v1/documents?from=now-7d&page_size=1").json
    other = {"from": "now-8d", "page_size": "1", "cursor": first["next_cursor"]}
    assert_problem(young.get("/v1/documents", query_string=other), "invalid-parameters", "cursor")


def test_the_search_page_takes_them_and_shows_which_bars_they_let_through(
    young: FlaskClient, app: Flask
) -> None:
    page = FlaskClient(app, app.response_class).get(
        "/?from=now-7d&to=now&interval=day", headers={"Accept": "text/html"}
    )
    assert page.status_code == 200
    assert 'value="now-7d"' in page.text
    shown = r'class="bar( chosen)?" data-first="([0-9-]+)" data-last="([0-9-]+)"'
    bars = [(bool(chosen), *days) for chosen, *days in re.findall(shown, page.text)]
    assert {name: is_chosen(bars, age) for name, age in AGES.items()} == {
        "new": True,
        "recent": True,
        "old": False,
    }


def is_chosen(bars: list[tuple[bool, str, str]], age: timedelta) -> bool:
    """Whether the bar of articles of this age is drawn as one that is let through."""
    day = str((datetime.now(UTC) - age).date())
    (chosen,) = [chosen for chosen, first, last in bars if first <= day <= last]
    return chosen
