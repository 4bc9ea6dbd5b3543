"""The pages that explain the API."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient


class Page(HTMLParser):
    """A page's links, anchors and resources."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.resources: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value:
                (self.resources if tag == "link" else self.links).append(value)
            elif name in {"src", "action"} and value:
                self.resources.append(value)
            assert not name.startswith("on")


def read(reader: FlaskClient, path: str) -> Page:
    response = reader.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_needs_no_script_and_no_other_server(reader: FlaskClient, path: str) -> None:
    page = read(reader, path)
    assert not page.tags & {"script", "iframe", "style"}
    for address in page.resources:
        assert address.startswith("/")
        with reader.get(address) as response:
            assert response.status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_every_link_of_a_page_leads_somewhere(reader: FlaskClient, path: str) -> None:
    page = read(reader, path)
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        else:
            assert reader.get(link).status_code == 200


def test_the_page_shows_every_operation_parameter_and_member(reader: FlaskClient) -> None:
    text = reader.get("/docs").text
    document = reader.get("/openapi.json").json
    for path, methods in document["paths"].items():
        assert f"<code>{path}</code>" in text
        for method, operation in methods.items():
            if method != "parameters":
                for parameter in operation["parameters"]:
                    assert f"<code>{parameter['name']}</code>" in text
    for schema in document["components"]["schemas"].values():
        for member in schema["properties"]:
            assert f"<code>{member}</code>" in text
    assert not re.search(r">None<|\{\{|\*\*|`", re.sub(r"(?s)<pre>.*?</pre>", "", text))


def test_a_program_is_given_links_a_person_a_page(reader: FlaskClient) -> None:
    for accept in ("*/*", "application/json"):
        response = reader.get("/", headers={"Accept": accept})
        assert response.headers["Vary"] == "Accept"
        for link in response.json["links"].values():
            assert reader.get(link).status_code == 200


def test_a_person_may_search_from_the_start_page(reader: FlaskClient) -> None:
    page = read(reader, "/")
    assert "/v1/search" in page.resources
