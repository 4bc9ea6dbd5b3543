"""`/v1/documents/{id}/citation`: references that other programs read."""

import re
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive import Article, Original, Precision
from tests.api.checks import assert_problem
from tests.api.conftest import Headers, services_of
from tests.api.sample_articles import outlet, published

PERMALINK = "http://localhost/documents/protests?version=1"


def cite(client: FlaskClient, id: str, format: str, **parameters: Any) -> str:
    response = client.get(
        f"/v1/documents/{id}/citation", query_string={"format": format, **parameters}
    )
    assert response.status_code == 200, response.text
    return response.text


def put(app: Flask, article: Article) -> None:
    original = Original(content=b"x", media_type="a/b")
    services_of(app).store.put(article, original, id="it")


def ris_tags(text: str) -> list[tuple[str, str]]:
    assert text.endswith("ER  - \r\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text.split("\r\n")[:-1]]
    assert all(found), text
    return [(line[1], line[2]) for line in found if line]


def bibtex_fields(text: str) -> dict[str, str]:
    """The fields of one entry, read by counting braces as BibTeX does."""
    depth = 0
    for position, character in enumerate(text):
        escaped = position > 0 and text[position - 1] == "\\"
        depth += (character == "{" and not escaped) - (character == "}" and not escaped)
        assert depth >= 0
    assert depth == 0, text
    return dict(re.findall(r"^  (\w+) = (.*?),?$", text, re.MULTILINE))


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
def test_every_reference_has_the_permalink_and_the_hash(reader: FlaskClient, format: str) -> None:
    text = cite(reader, "protests", format)
    assert PERMALINK in text.replace("\\", "")
    assert reader.get("/v1/documents/protests").json["content_hash"] in text
    assert "https://www.hindustantimes.example/world/troops" in text
    assert reader.get(PERMALINK).status_code == 200


def test_bibtex(reader: FlaskClient) -> None:
    text = cite(reader, "protests", "bibtex")
    assert text.startswith("@article{protests,\n")
    fields = bibtex_fields(text)
    assert fields["title"] == (
        "{{South Korea protests alleged deployment of North Korean troops in Russia}}"
    )
    assert fields["author"] == "{{HT News Desk}}"
    assert fields["journal"] == "{Hindustan Times}"
    assert (fields["year"], fields["month"], fields["date"]) == ("{2024}", "oct", "{2024-10-21}")
    assert fields["urldate"] == f"{{{stored_on(reader, 'protests')}}}"


def test_ris(reader: FlaskClient) -> None:
    tags = ris_tags(cite(reader, "protests", "ris"))
    assert tags[0] == ("TY", "NEWS")
    values = dict(tags)
    assert values["AU"] == "HT News Desk"
    assert values["T2"] == "Hindustan Times"
    assert (values["PY"], values["DA"]) == ("2024", "2024/10/21")
    assert values["L2"] == PERMALINK


def test_csl_json(reader: FlaskClient) -> None:
    response = reader.get("/v1/documents/protests/citation?format=csl-json")
    assert response.mimetype == "application/vnd.citationstyles.csl+json"
    (item,) = response.json
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "HT News Desk"}]
    assert item["container-title"] == "Hindustan Times"
    assert item["issued"] == {"date-parts": [[2024, 10, 21]]}
    year, month, day = map(int, stored_on(reader, "protests").split("-"))
    assert item["accessed"] == {"date-parts": [[year, month, day]]}
    assert item["archive_location"] == PERMALINK


def stored_on(client: FlaskClient, id: str) -> str:
    stored: str = client.get(f"/v1/documents/{id}").json["stored_at"][:10]
    return stored


def test_a_date_is_as_exact_as_the_article_says(app: Flask, client: FlaskClient) -> None:
    day = published(ARRIVED, Precision.MONTH)
    put(app, Article(title="Dated", body="Text.", published=day))
    (item,) = client.get("/v1/documents/it/citation?format=csl-json").json
    assert item["issued"] == {"date-parts": [[2024, 10]]}
    assert dict(ris_tags(cite(client, "it", "ris")))["DA"] == "2024/10"
    assert bibtex_fields(cite(client, "it", "bibtex"))["date"] == "{2024-10}"


ARRIVED = datetime(2024, 10, 1)


def test_an_agency_that_an_article_came_from_stands_for_its_author(reader: FlaskClient) -> None:
    (item,) = reader.get("/v1/documents/demands-withdrawal/citation?format=csl-json").json
    assert item["author"] == [{"literal": "AFP"}]
    (item,) = reader.get("/v1/documents/wont-sit-idle/citation?format=csl-json").json
    assert "author" not in item  # Yonhap is only cited


NASTY = [
    "100 % of $5 & #1 under_score",
    "a {brace} } and { another",
    "back\\slash ~tilde ^caret",
    'line\nbreak\r\nER  - \r\nTY  - "x"',
    "\x00".replace("\x00", "\x01") + "control\tand\x1f more",
    "서울 “quoted” 🕊 ‮",
    "and and and",
]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_an_article_breaks_a_reference(
    app: Flask, client: FlaskClient, text: str
) -> None:
    put(
        app,
        Article(
            title=text,
            body="Text.",
            description=text,
            source=outlet(text),
            authors=(text, "Ada Example"),
            url=f"https://x.example/{text}",
        ),
    )
    fields = bibtex_fields(cite(client, "it", "bibtex"))
    assert set(fields) == {"title", "author", "journal", "url", "urldate", "note"}
    assert fields["author"].endswith(" and {Ada Example}}")
    tags = ris_tags(cite(client, "it", "ris"))
    assert [tag for tag, _ in tags].count("TY") == 1
    assert [tag for tag, _ in tags].count("AU") == 2
    (item,) = client.get("/v1/documents/it/citation?format=csl-json").json
    assert item["title"] == text


def test_bibtex_escapes_what_tex_takes_for_commands(app: Flask, client: FlaskClient) -> None:
    put(app, Article(title="5 % & $1 #2 a_b {c} ~ ^ \\d", body="Text."))
    assert bibtex_fields(cite(client, "it", "bibtex"))["title"] == (
        r"{{5 \% \& \$1 \#2 a\_b {\textbraceleft}c{\textbraceright} {\textasciitilde} "
        r"{\textasciicircum} {\textbackslash}d}}"
    )


def test_what_was_read_stays_cited_when_the_article_changes(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    first = cite(client, "protests", "bibtex")
    article = {"title": "Protests again", "body": "Troops."}
    assert client.put("/v1/documents/protests", json=article, headers=key).status_code == 200
    assert cite(client, "protests", "bibtex", version=1) == first
    assert "Protests again" in cite(client, "protests", "bibtex")


def test_a_reference_is_known_by_its_tag(reader: FlaskClient) -> None:
    path = "/v1/documents/protests/citation"
    first = reader.get(path)
    assert first.headers["Link"] == f'<{PERMALINK}>; rel="canonical"'
    tag = first.headers["ETag"]
    assert reader.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert reader.get(f"{path}?format=ris").headers["ETag"] != tag


def test_there_is_no_reference_to_what_is_not_there(reader: FlaskClient) -> None:
    assert_problem(reader.get("/v1/documents/nosuch/citation"), "article-not-found")
    response = reader.get("/v1/documents/protests/citation?format=mla")
    assert_problem(response, "invalid-parameters", "format: ")
