"""The pages that explain the API."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient


class Page(HTMLParser):
    """A page's links, anchors, resources, and the styles and scripts that stand in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.resources: list[str] = []
        self.tags: set[str] = set()
        self.inline: list[tuple[str, str]] = []
        self._is_inline = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value:
                own = tag == "link" and not value.startswith("#")
                (self.resources if own else self.links).append(value)
            elif name in {"src", "action"} and value:
                self.resources.append(value)
            assert not name.startswith("on")
            assert name != "style"
        self._is_inline = tag == "style" or (tag == "script" and not attrs)

    def handle_data(self, data: str) -> None:
        if self._is_inline:
            self.inline.append((self.lasttag, data))
            self._is_inline = False


def read(reader: FlaskClient, path: str) -> Page:
    response = reader.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_needs_no_other_server(reader: FlaskClient, path: str) -> None:
    page = read(reader, path)
    assert "iframe" not in page.tags
    for address in page.resources:
        assert address.startswith("/")
        with reader.get(address) as response:
            assert response.status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_what_stands_in_a_page_is_named_in_its_policy(reader: FlaskClient, path: str) -> None:
    response = reader.get(path, headers={"Accept": "text/html"})
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in response.headers["Content-Security-Policy"].split(";")
    )
    inline = Page(response.text).inline
    assert {tag for tag, _ in inline} == {"style", "script"}
    for tag, text in inline:
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[f"{tag}-src"].split()
    assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_every_link_of_a_page_leads_somewhere(reader: FlaskClient, path: str) -> None:
    page = read(reader, path)
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        elif not link.startswith("https://"):
            assert reader.get(link, follow_redirects=True).status_code == 200


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
    assert not re.search(r">None<|\{\{|\*\*|`", re.sub(r"(?s)<pre[^>]*>.*?</pre>", "", text))


def test_a_program_is_given_links_a_person_a_page(reader: FlaskClient) -> None:
    for accept in ("*/*", "application/json"):
        response = reader.get("/", headers={"Accept": accept})
        assert "Accept" in response.vary
        assert response.json["links"]
        for link in response.json["links"].values():
            assert reader.get(link).status_code == 200


PERSON = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def browser_of(app: Flask) -> FlaskClient:
    """A client to which errors are pages too."""
    return FlaskClient(app, app.response_class)


def test_a_person_may_search_from_every_page(reader: FlaskClient) -> None:
    for path in ("/", "/docs"):
        assert "/" in read(reader, path).resources


def test_the_page_finds_what_the_api_finds(reader: FlaskClient) -> None:
    query = "?q=troops&source=AFP&source=Hindustan+Times&sort=oldest"
    page = reader.get(f"/{query}", headers=PERSON).text
    titles = [hit["title"] for hit in reader.get(f"/v1/search{query}").json["hits"]]
    assert len(titles) == 2
    plain = unescape(re.sub("<[^>]+>", "", page))
    places = [plain.index(title) for title in titles]
    assert places == sorted(places)


def test_what_a_form_leaves_empty_and_what_the_page_does_not_know_is_passed_over(
    reader: FlaskClient,
) -> None:
    plain = reader.get("/?q=troops", headers=PERSON)
    odd = reader.get(
        "/?q=troops&from=&to=+&sort=&source=&operator=and&page=1&utm_source=letter&cursor=x",
        headers=PERSON,
    )
    assert plain.status_code == odd.status_code == 200
    assert odd.text == plain.text


def test_the_form_loses_no_filter_that_no_control_shows(reader: FlaskClient) -> None:
    found = reader.get("/?q=troops&from=2024&sort=oldest&timezone=Asia/Seoul", headers=PERSON)
    assert re.findall(r'type="hidden".* name="(\w+)"', found.text) == ["timezone"]
    nothing = reader.get("/?q=zzzz&from=2024&sort=oldest&source=AFP", headers=PERSON).text
    assert re.findall(r'type="hidden".* name="(\w+)"', nothing) == ["from", "sort"]
    assert re.search(r'type="checkbox".* value="AFP" checked', nothing)


def test_dates_that_cannot_be_read_can_be_mended(reader: FlaskClient) -> None:
    page = browser_of(reader.application).get("/?q=troops&from=tomorrow&source=AFP", headers=PERSON)
    assert re.findall(r'type="hidden".* name="(\w+)"', page.text) == ["source"]
    assert re.search(r'<input name="from" form="search-form".* value="tomorrow"', page.text)


def test_a_page_is_checked_before_each_use_and_not_sent_again(reader: FlaskClient) -> None:
    first = reader.get("/?q=troops", headers=PERSON)
    assert first.headers["Cache-Control"] == "no-cache"
    again = reader.get("/?q=troops", headers=PERSON | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Accept-Language" in again.headers["Vary"]


def test_assets_are_kept_for_good_at_the_address_of_their_version(reader: FlaskClient) -> None:
    page = read(reader, "/")
    addresses = [address for address in page.resources if address.startswith("/static/")]
    assert addresses
    for address in addresses:
        with reader.get(address) as response:
            assert "immutable" in response.headers["Cache-Control"]
        with reader.get("/static/older/" + address.split("/", 3)[3]) as response:
            assert "immutable" not in response.headers.get("Cache-Control", "")
    assert reader.get("/static/older/../pages.py").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=troops+AND+(", 400),
        ("q=%ff", 400),
        ("from=bogus", 422),
        ("page=0", 422),
        ("q=a&q=b", 422),
        ("timezone=Mars", 422),
        ("from=2024&to=2023", 422),
    ],
)
def test_what_is_wrong_with_a_search_is_told_on_its_page(
    reader: FlaskClient, query: str, status: int
) -> None:
    response = browser_of(reader.application).get(f"/?{query}", headers=PERSON)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert 'id="problem"' in response.text


def test_an_outage_is_a_503_and_no_empty_result(empty_app: Flask) -> None:
    response = browser_of(empty_app).get("/?q=troops", headers=PERSON)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "The archive cannot answer now" in response.text


def test_an_error_on_a_page_stays_a_problem_for_programs(reader: FlaskClient) -> None:
    assert reader.get("/problems/none").content_type == "application/problem+json"
    page = browser_of(reader.application).get("/problems/none", headers=PERSON)
    assert page.status_code == 404
    assert page.content_type == "text/html; charset=utf-8"
