"""What the search page advises where nothing was found, and how it shows a passage."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive import Article, Original
from tests.api.conftest import catch_up, services_of

PERSON = {"Accept": "text/html"}
FEWER = "Fewer words"


def page(client: FlaskClient, **parameters: str) -> str:
    return client.get("/", query_string=parameters, headers=PERSON).text


@pytest.mark.parametrize(
    "query",
    [
        "zzzz",
        "title:zzzz",
        "zzzz -troops",
        "zzzz^2",
        '"zzzz"',
        "zzzz OR yyyy",
        "zzzz*",
        "zzzz yyyy",  # any of them would do, too
        "published:1999",
        "zzzz published:2024",
    ],
)
def test_fewer_words_are_no_advice_where_one_is_enough(reader: FlaskClient, query: str) -> None:
    text = page(reader, q=query)
    assert "What may help" in text
    assert FEWER not in text


@pytest.mark.parametrize(
    "query",
    ["zzzz AND troops", '"troops zzzz"', "+zzzz +troops", "yyyy OR (zzzz AND troops)"],
)
def test_fewer_words_are_advised_where_all_must_be_there(reader: FlaskClient, query: str) -> None:
    assert FEWER in page(reader, q=query)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Zebras were seen", "<mark>Zebras</mark> were seen</p>"),
        ("Zebras were seen\n\n", "<mark>Zebras</mark> were seen</p>"),
        ("Zebras were seen.", "<mark>Zebras</mark> were seen.</p>"),
        ("Zebras, " + "very " * 100 + "many", "very …</p>"),
    ],
)
def test_dots_say_that_a_text_goes_on_and_not_that_it_ends(
    app: Flask, client: FlaskClient, body: str, shown: str
) -> None:
    original = Original(content=body.encode(), media_type="text/plain")
    services_of(app).store.put(Article(title="A zoo", body=body), original, id="zoo")
    catch_up(app)
    assert shown in page(client, q="zebras")


def test_a_whole_standfirst_has_no_dots_however_long(app: Flask, client: FlaskClient) -> None:
    standfirst = "Zebras were seen " + "by very many people " * 7 + "in town"
    article = Article(title="A zoo", description=standfirst, body="Text.")
    original = Original(content=b"zoo", media_type="text/plain")
    services_of(app).store.put(article, original, id="zoo")
    catch_up(app)
    assert "in town</p>" in page(client, q="zebras")
