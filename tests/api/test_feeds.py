"""A search as an Atom feed (RFC 4287)."""

from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive import Article, Original
from tests.api.conftest import catch_up, services_of

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def feed(client: FlaskClient, path: str = "/v1/search", **parameters: Any) -> ElementTree.Element:
    response = client.get(path, query_string={"format": "atom", **parameters})
    assert response.status_code == 200, response.text
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.data)


def text(element: ElementTree.Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found is not None, name
    return found


def links(element: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


@pytest.mark.parametrize("path", ["/v1/search", "/v1/export"])
def test_a_feed_has_what_the_rfc_wants(reader: FlaskClient, path: str) -> None:
    found = feed(reader, path, q="troops")
    assert found.tag == f"{ATOM}feed"
    assert text(found, "id").startswith("urn:uuid:")
    assert text(found, "title") == "Article Archive: troops"
    assert datetime.fromisoformat(text(found, "updated")).utcoffset() is not None
    assert found.find(f"{ATOM}author/{ATOM}name") is not None
    assert links(found)["self"].startswith(f"http://localhost{path}?")
    entries = found.findall(f"{ATOM}entry")
    assert len(entries) == 4 or len(entries) == 5
    for entry in entries:
        assert text(entry, "id").startswith("urn:uuid:")
        assert text(entry, "title")
        assert datetime.fromisoformat(text(entry, "updated")).utcoffset() is not None
        assert links(entry)["alternate"]
    assert len({text(entry, "id") for entry in entries}) == len(entries)


def test_an_entry_says_what_the_article_does(reader: FlaskClient) -> None:
    (entry,) = feed(reader, q="alleged summoned").findall(f"{ATOM}entry")
    assert text(entry, "published") == "2024-10-21T11:19:00.000Z"
    assert text(entry, "author/{http://www.w3.org/2005/Atom}name") == "HT News Desk"
    assert [c.attrib["term"] for c in entry.findall(f"{ATOM}category")] == ["AP", "Reuters"]
    assert links(entry) == {
        "alternate": "https://www.hindustantimes.example/world/troops",
        "via": "http://localhost/v1/documents/protests",
    }
    assert entry.attrib[f"{XML}lang"] == "en"
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.attrib["type"] == "html"
    assert summary.text == "The ambassador was <mark>summoned</mark>."


def test_the_ids_of_a_feed_stay_on_another_host_and_page(reader: FlaskClient) -> None:
    here = feed(reader, q="troops", page_size=2)
    there = reader.get(
        "/v1/search?format=atom&q=troops&page_size=2", base_url="https://mirror.example"
    )
    other = ElementTree.fromstring(there.data)
    names = [text(entry, "id") for entry in here.findall(f"{ATOM}entry")]
    assert names == [text(entry, "id") for entry in other.findall(f"{ATOM}entry")]
    second = feed(reader, q="troops", page_size=2, page=2)
    assert text(second, "id") == text(here, "id")
    assert not set(names) & {text(entry, "id") for entry in second.findall(f"{ATOM}entry")}


def test_a_feed_leads_to_its_next_page(reader: FlaskClient) -> None:
    first = feed(reader, sort="newest", page_size=2)
    address = links(first)["next"].removeprefix("http://localhost")
    second = ElementTree.fromstring(reader.get(address).data)
    assert len(second.findall(f"{ATOM}entry")) == 2
    assert links(second)["self"].endswith(address)
    assert {"first", "last", "next", "previous"} <= set(links(second))


def test_any_text_of_an_article_makes_a_feed_that_can_be_read(
    app: Flask, client: FlaskClient
) -> None:
    nasty = "<b>&\"'</b> ]]> \x01\x0b\x1f ￾￿ \U0001f54a ‮ \r\n"
    article = Article(
        title=f"Nasty {nasty}",
        body=f"Nasty {nasty}",
        url='javascript:alert("x")',
        authors=(nasty,),
        language='en" onclick="x',
    )
    services_of(app).store.put(article, Original(content=b"x", media_type="a/b"), id="nasty")
    catch_up(app)
    for path in ("/v1/search", "/v1/export"):
        (entry,) = feed(client, path, q="nasty").findall(f"{ATOM}entry")
        assert "<b>&\"'</b> ]]>" in text(entry, "title")
        assert links(entry) == {
            "alternate": "http://localhost/documents/nasty",
            "via": "http://localhost/v1/documents/nasty",
        }
        assert f"{XML}lang" not in entry.attrib
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.attrib["type"] == "text"
    assert content.text is not None
    assert content.text.startswith("Nasty <b>&")


def test_a_feed_of_nothing_is_a_feed(reader: FlaskClient) -> None:
    found = feed(reader, q="unheardof")
    assert found.findall(f"{ATOM}entry") == []
    assert text(found, "updated")


def test_a_feed_can_be_checked_for_news(reader: FlaskClient) -> None:
    first = reader.get("/v1/search?q=troops&format=atom")
    again = reader.get(
        "/v1/search?q=troops&format=atom", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
