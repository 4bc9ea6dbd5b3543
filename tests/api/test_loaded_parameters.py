"""Parameters are the same whether loaded or remembered, and nothing wrong is ever remembered."""

import pytest
from flask.testing import FlaskClient
from marshmallow import ValidationError

from api.loaded_parameters import LONGEST_REMEMBERED, load_parameters
from api.parameters import NoParameters, SearchParameters
from index import Sort
from tests.api.checks import assert_problem

SCHEMA = SearchParameters()


def test_what_is_remembered_is_what_was_loaded() -> None:
    first = load_parameters(SCHEMA, b"q=troops&sort=newest&source=AFP")
    again = load_parameters(SCHEMA, b"q=troops&sort=newest&source=AFP")
    assert first == again
    assert (again["q"], again["sort"], again["source"]) == ("troops", Sort.NEWEST, ("AFP",))


def test_each_query_is_its_own_though_all_else_is_the_same() -> None:
    texts = [
        load_parameters(SCHEMA, query_string)["q"]
        for query_string in (
            b"q=troops&page=2",
            b"q=north+korea&page=2",
            b"q=%22north%20korea%22&page=2",
            b"q=%E2%80%9Cn%E2%80%9D%26m&page=2",
            b"q=&page=2",
            b"page=2",
        )
    ]
    assert texts == ["troops", "north korea", '"north korea"', "“n”&m", "", ""]


def test_changing_what_was_loaded_changes_nothing_that_is_remembered() -> None:
    load_parameters(SCHEMA, b"page=3")["page"] = 4
    assert load_parameters(SCHEMA, b"page=3")["page"] == 3


def test_a_query_under_an_escaped_name_is_a_query() -> None:
    assert load_parameters(SCHEMA, b"%71=troops")["q"] == "troops"


@pytest.mark.parametrize("query_string", [b"q=a&q=b", b"q=a&%71=b", b"%71=a&q=b", b"q&q=b"])
def test_a_second_query_is_refused_every_time(query_string: bytes) -> None:
    for _ in range(2):
        with pytest.raises(ValidationError) as caught:
            load_parameters(SCHEMA, query_string)
        assert caught.value.messages == {"q": ["Is given more than once."]}


def test_schemas_are_remembered_apart() -> None:
    load_parameters(SCHEMA, b"q=troops")
    with pytest.raises(ValidationError):
        load_parameters(NoParameters(), b"q=troops")


def test_a_long_text_is_loaded_without_being_remembered() -> None:
    sources = "&".join(f"source=Outlet+{number}" for number in range(LONGEST_REMEMBERED // 10))
    loaded = load_parameters(SCHEMA, f"{sources}&q=troops".encode())
    assert (loaded["q"], len(loaded["source"])) == ("troops", LONGEST_REMEMBERED // 10)


@pytest.mark.parametrize("query_string", ["q=%FF", "source=%FF", "q=%C3&source=%A9", "q=\xff"])
def test_parameters_that_are_not_utf_8_are_malformed(
    reader: FlaskClient, query_string: str
) -> None:
    environ = {"QUERY_STRING": query_string}
    response = reader.get("/v1/search", environ_overrides=environ)
    assert_problem(response, "malformed-request", "UTF-8")


def test_a_link_keeps_what_the_client_wrote_but_for_the_page(reader: FlaskClient) -> None:
    response = reader.get("/v1/search?p%61ge=2&q=korea*&page_size=2&source=")
    assert_problem(response, "invalid-parameters")
    environ = {"QUERY_STRING": "p%61ge=2&q=korea*&page_size=2&interval=month&fields=id,title"}
    response = reader.get("/v1/search", environ_overrides=environ)
    kept = "q=korea*&page_size=2&interval=month&fields=id,title"
    assert f'</v1/search?{kept}&page=3>; rel="next"' in response.headers["Link"]


def test_a_link_escapes_what_an_address_must_not_hold(reader: FlaskClient) -> None:
    environ = {"QUERY_STRING": 'q=korea*+OR+"a>b"&page_size=1'}
    link = reader.get("/v1/search", environ_overrides=environ).headers["Link"]
    assert link.startswith("</v1/search?q=korea*+OR+%22a%3Eb%22&page_size=1&page=1>; ")
