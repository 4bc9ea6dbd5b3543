"""`GET /v1/export`: every hit, whole, in each format, safe to open."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from api import export as export_module
from api.choices import EXPORT_MEMBERS
from api.export_formats import safe_cell
from api.services import MOST_EXPORTS
from archive import Article, Original
from tests.api.checks import assert_problem
from tests.api.conftest import catch_up, services_of
from tests.api.sample_articles import ARTICLES, outlet

ATOM = "{http://www.w3.org/2005/Atom}"


def export(client: FlaskClient, **parameters: Any) -> TestResponse:
    response = client.get("/v1/export", query_string=parameters)
    assert response.status_code == 200, response.text
    return response


def lines(response: TestResponse) -> list[dict[str, Any]]:
    assert response.content_type == "application/x-ndjson"
    return [orjson.loads(line) for line in response.data.splitlines()]


def rows(response: TestResponse) -> list[dict[str, str]]:
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports that ask for two hits and read one article at a time."""
    monkeypatch.setattr(export_module, "HITS", 2)
    monkeypatch.setattr(export_module, "BATCH", 1)


def test_a_line_is_a_whole_article(reader: FlaskClient) -> None:
    (article,) = lines(export(reader, q='"alleged deployment"'))
    document = reader.get("/v1/documents/protests").json
    for name in EXPORT_MEMBERS:
        if name != "links":
            assert article[name] == document[name]
    assert article["links"]["self"] == "http://localhost/v1/documents/protests"
    assert article["body"] == ARTICLES["protests"].body


@pytest.mark.usefixtures("one_at_a_time")
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": "troops"},
        {"q": "seoul", "operator": "or"},
        {"q": "delegation ambassador"},  # relaxed
        {"agency": ["AFP", "Yonhap"]},
        {"from": "2024-10-22"},
        {"q": "published:2024-10", "language": "en"},
        {"q": "unheardof"},
    ],
)
def test_an_export_has_what_the_search_finds_in_its_order(
    reader: FlaskClient, query: dict[str, Any], sort: str
) -> None:
    query = {**query, "sort": sort}
    found = [hit["id"] for hit in reader.get("/v1/search", query_string=query).json["hits"]]
    assert [article["id"] for article in lines(export(reader, **query))] == found
    assert [row["id"] for row in rows(export(reader, **query, format="csv"))] == found
    feed = ElementTree.fromstring(export(reader, **query, format="atom").data)
    assert len(feed.findall(f"{ATOM}entry")) == len(found)


def test_an_export_says_that_the_search_was_relaxed(reader: FlaskClient) -> None:
    assert export(reader, q="delegation ambassador").headers["Query-Relaxed"] == "true"
    assert "Query-Relaxed" not in export(reader, q="delegation").headers


def test_members_can_be_chosen(reader: FlaskClient) -> None:
    (article,) = lines(export(reader, q="delegation", fields="title,published"))
    assert set(article) == {"id", "title", "published"}
    (row,) = rows(export(reader, q="delegation", fields="title,agencies", format="csv"))
    assert list(row) == ["id", "title", "agencies"]
    assert "body" not in lines(export(reader, q="delegation", exclude="body"))[0]


def test_a_table_has_a_header_even_where_nothing_is_found(reader: FlaskClient) -> None:
    response = export(reader, q="unheardof", format="csv")
    assert response.data.decode() == ",".join(EXPORT_MEMBERS) + "\r\n"


def test_a_cell_holds_several_values(reader: FlaskClient) -> None:
    (row,) = rows(export(reader, q='"alleged deployment"', format="csv"))
    assert row["agencies"] == "AP; Reuters"
    assert row["published"] == "2024-10-21T16:49:00+05:30"
    assert row["links"] == "http://localhost/v1/documents/protests"


def test_a_table_can_begin_with_the_mark_that_excel_wants(reader: FlaskClient) -> None:
    marked = export(reader, q="delegation", format="csv", bom="true").data
    assert marked == b"\xef\xbb\xbf" + export(reader, q="delegation", format="csv").data


def unhurried(app: Flask) -> FlaskClient:
    """A client that reads an answer as it comes, and not at once to check it."""
    return FlaskClient(app, app.response_class)


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "=cmd|'/c'!A1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(app: Flask, client: FlaskClient, text: str) -> None:
    article = Article(
        title=text, body=text, description=text, authors=(text,), source=outlet(text), url=text
    )
    services_of(app).store.put(article, Original(content=b"x", media_type="a/b"), id="evil")
    catch_up(app)
    found = {row["id"]: row for row in rows(export(client, format="csv"))}
    for name in ("title", "body", "description", "authors", "source", "source_evidence", "url"):
        cell = found["evil"][name]
        assert cell.lstrip()[:1] not in {"=", "+", "-", "@", "＝"}
        assert cell[:1] not in {"\t", "\r", "\n"}
        if name in {"title", "body"}:
            assert cell == f"'{text}"


@given(st.text())
def test_a_safe_cell_keeps_its_text(text: str) -> None:
    assert safe_cell(text) in {text, f"'{text}"}
    assert not safe_cell(text).lstrip().startswith(("=", "+", "-", "@"))


def test_a_table_survives_quotes_commas_and_line_breaks(app: Flask, client: FlaskClient) -> None:
    body = 'He said "no", twice.\r\n\r\nThen,\rnothing;\nat all.'
    article = Article(title='"Quoted", and more', body=body)
    services_of(app).store.put(article, Original(content=b"x", media_type="a/b"), id="quoted")
    catch_up(app)
    found = {row["id"]: row for row in rows(export(client, format="csv"))}
    assert (found["quoted"]["title"], found["quoted"]["body"]) == (article.title, body)


def test_an_export_is_named_by_its_day_and_kind(reader: FlaskClient) -> None:
    header = export(reader, format="csv").headers["Content-Disposition"]
    assert header.startswith('attachment; filename="export-')
    assert header.endswith('.csv"')
    assert export(reader).headers["Cache-Control"] == "no-store"


def test_head_asks_for_an_export_without_its_body(reader: FlaskClient) -> None:
    response = reader.head("/v1/export?format=csv")
    assert (response.status_code, response.data) == (200, b"")
    assert response.mimetype == "text/csv"


def test_a_client_that_goes_away_stops_the_export(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_module, "HITS", 1)
    asked: list[int] = []
    engine = services_of(app).engine
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda request: asked.append(1) or search(request))
    response = unhurried(app).get("/v1/export")
    assert next(response.iter_encoded())
    response.close()
    assert len(asked) == 1


def test_exports_leave_room_for_searches(app: Flask) -> None:
    client = unhurried(app)
    waiting = [client.get("/v1/export") for _ in range(MOST_EXPORTS)]
    refused = client.get("/v1/export")
    assert_problem(refused, "too-many-exports")
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/v1/search").status_code == 200
    waiting[0].close()  # its reader went away, or has all of it
    with client.get("/v1/export") as response:
        assert response.status_code == 200
    with client.head("/v1/export") as response:
        assert response.status_code == 200
    assert client.get("/v1/export").status_code == 200


@pytest.mark.usefixtures("one_at_a_time")
def test_articles_that_go_and_come_meanwhile_disturb_nobody(
    app: Flask, client: FlaskClient
) -> None:
    order = [hit["id"] for hit in client.get("/v1/search?sort=newest").json["hits"]]
    response = unhurried(app).get("/v1/export?sort=newest")
    stream = response.iter_encoded()
    sent = [next(stream)]
    store = services_of(app).store
    store.delete(order[1])
    store.delete(order[3])
    article = Article(title="New", body="Undated.")
    store.put(article, Original(content=b"x", media_type="a/b"), id="new")
    catch_up(app)
    sent += stream
    found = [orjson.loads(line)["id"] for line in b"".join(sent).splitlines()]
    assert found == [order[0], order[2], order[4], "new"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"format": "xlsx"}, "format"),
        ({"page": "2"}, "page"),
        ({"facets": "source"}, "facets"),
        ({"fields": "snippets"}, "fields"),
        ({"bom": "maybe"}, "bom"),
    ],
)
def test_what_an_export_cannot_do_is_refused(
    reader: FlaskClient, query: dict[str, str], name: str
) -> None:
    response = reader.get("/v1/export", query_string=query)
    assert list(assert_problem(response, "invalid-parameters")["errors"]) == [name]


def test_a_query_that_breaks_a_rule_is_no_export(reader: FlaskClient) -> None:
    assert_problem(reader.get('/v1/export?q="'), "invalid-query")


def test_without_an_index_an_export_is_an_outage(empty_app: Flask) -> None:
    assert_problem(empty_app.test_client().get("/v1/export"), "unavailable")
