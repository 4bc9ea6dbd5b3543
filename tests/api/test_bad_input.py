"""Whatever is asked: a right answer, or a problem that says what to do. Never a 500."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.api.checks import assert_problem

READS = (
    "/v1/search",
    "/v1/facets/source",
    "/v1/export",
    "/v1/suggest",
    "/v1/documents/protests",
)
"""Everything that takes a `q`."""

QUERIES = {
    "10,000 characters of one word": "x" * 10_000,
    "10,000 characters of words": "troops " * 1_428,
    "10,001 characters": "x" * 10_001,
    "100,000 characters": "troops " * 14_000,
    "1,000 clauses": " ".join(f"word{number}" for number in range(1_000)),
    "1,000 alternatives": " OR ".join(f"w{number}" for number in range(1_000)),
    "1,001 clauses": " ".join(f"word{number}" for number in range(1_001)),
    "1,000 prefixes": " OR ".join(f"{letter}*" for letter in "abcdefghij" * 100),
    "1,000 negations": " ".join(f"-w{number}" for number in range(1_000)),
    "everything": "*",
    "everything but nothing": "-*",
    "a letter's prefix": "a*",
    "a wildcard": "*a*",
    "only wildcards": "?? **",
    "fuzzy": "trops~2",
    "too fuzzy": "trops~99",
    "negated alone": "NOT seoul",
    "only stop words": "the of and",
    "a stop word": "the",
    "only punctuation": "... !!! ---",
    "a dash": "-",
    "a backslash": "\\",
    "an open quotation": '"seoul',
    "an open parenthesis": "(seoul",
    "parentheses that cross": '(seoul "troops) in"',
    "parentheses in parentheses": "(" * 5_000 + "seoul" + ")" * 5_000,
    "an operator alone": "AND",
    "operators": "AND OR NOT",
    "a field without a word": "title:",
    "an unknown field": "colour:red",
    "an empty group": "()",
    "a boost of nothing": "^2",
    "a huge boost": "seoul^99999999999999999999",
    "a negative boost": "seoul^-1",
    "a slop": '"seoul troops"~999999999999',
    "a range that ends before it begins": "published:[2025 TO 2024]",
    "a range without an end": "published:[2024 TO",
    "no date": "published:yesterweek",
    "a date beyond the calendar": "published:now+99999y",
    "a date before the calendar": "published:[now-999999999d TO *]",
    "a null": "seoul\0troops",
    "nulls": "\0\0",
    "control characters": "\x01\x02\x1b[31m\x7f",
    "a line break": "seoul\r\nX-Evil: yes",
    "a tab": "seoul\ttroops",
    "right to left": "السلام עליכם",
    "overrides": "‮seoul‬ \u200f\u202e",
    "emoji": "🕊 🇰🇷 👩‍👩‍👧‍👦",
    "combining marks": "e" + "\u0301" * 500,
    "full width": "ｓｅｏｕｌ　ＡＮＤ　ｔｒｏｏｐｓ",
    "Hangul": "서울은",
    "Han": "北朝鮮",
    "one character": "鮮",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "HTML": "<script>alert(1)</script>",
    "SQL": "'; DROP TABLE articles; --",
    "a format": "%s%n{0}{{7*7}}${jndi:ldap://x}",
    "a path": "../../../../etc/passwd",
}


def is_answered(response: TestResponse) -> None:
    """A right answer, or a problem with something to do about it."""
    assert response.status_code in {200, 400, 422}, response.text[:500]
    if response.status_code != 200:
        problem: dict[str, Any] = response.json
        assert problem["type"].startswith("/problems/")
        assert len(problem["detail"]) > 20
        assert problem["errors"]
    for name, value in response.headers:
        assert re.fullmatch(r"[\x20-\x7e]*", value), f"{name}: {value!r}"


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("name", QUERIES)
def test_any_query_is_answered_or_refused(reader: FlaskClient, path: str, name: str) -> None:
    is_answered(reader.get(path, query_string={"q": QUERIES[name]}))


@pytest.mark.parametrize("options", [{"operator": "or"}, {"exact": "true"}, {"explain": "true"}])
@pytest.mark.parametrize("name", QUERIES)
def test_options_change_nothing_about_that(
    reader: FlaskClient, options: dict[str, str], name: str
) -> None:
    is_answered(reader.get("/v1/search", query_string={"q": QUERIES[name], **options}))
    is_answered(reader.post("/v1/search", json={"q": QUERIES[name], **options}))


@pytest.mark.parametrize(
    "name",
    [
        "everything",
        "a letter's prefix",
        "negated alone",
        "a stop word",
        "right to left",
        "Hangul",
        "10,000 characters of one word",
        "1,000 clauses",
        "1,000 alternatives",
    ],
)
def test_what_is_unusual_but_right_is_answered(reader: FlaskClient, name: str) -> None:
    response = reader.get("/v1/search", query_string={"q": QUERIES[name]})
    assert response.status_code == 200, response.text


def test_what_is_not_there_is_everything_else(reader: FlaskClient) -> None:
    total = reader.get("/v1/search").json["total"]
    having = reader.get("/v1/search?q=seoul").json["total"]
    assert reader.get("/v1/search?q=NOT+seoul").json["total"] == total - having
    assert reader.get("/v1/search?q=*").json["total"] == total


NUMBERS = ["0", "-1", "1.5", "1e3", "NaN", "", " ", "٣", "0x10", "1_000", "9" * 400, "\0", "🕊"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["page", "page_size", "facet_size", "snippet_size"])
def test_a_number_that_is_none_is_refused(reader: FlaskClient, name: str, number: str) -> None:
    response = reader.get("/v1/search", query_string={name: number})
    problem = assert_problem(response, "invalid-parameters", f"{name}: ", "whole number")
    assert list(problem["errors"]) == [name]


@pytest.mark.parametrize("page_size", ["0", "101", "1000000000"])
def test_a_page_has_at_most_a_hundred(reader: FlaskClient, page_size: str) -> None:
    for path in ("/v1/search", "/v1/documents", "/v1/documents/protests/similar"):
        response = reader.get(path, query_string={"page_size": page_size})
        assert_problem(response, "invalid-parameters", "from 1 to 100")


@pytest.mark.parametrize(
    "span",
    [
        {"from": "2025", "to": "2024"},
        {"from": "2024-10-22", "to": "2024-10-21T23:59:59Z"},
        {"from": "9999-12-31", "to": "0001"},
    ],
)
def test_a_span_that_holds_nothing_is_refused(reader: FlaskClient, span: dict[str, str]) -> None:
    for path in ("/v1/search", "/v1/documents", "/v1/export", "/v1/facets/source"):
        response = reader.get(path, query_string=span)
        assert_problem(response, "invalid-parameters", "from: ", "`to`")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.parametrize("bound", ["0001", "0001-01-01T00:00", "9999-12-31T23:59:59", "9999"])
def test_the_ends_of_the_calendar_are_answered_or_refused(
    reader: FlaskClient, bound: str, zone: str
) -> None:
    for name in ("from", "to"):
        is_answered(reader.get("/v1/search", query_string={name: bound, "timezone": zone}))


@pytest.mark.parametrize("facets", ["colour", "source,colour", "q", "title", "\0", "🕊"])
def test_an_unknown_facet_is_refused_with_those_there_are(reader: FlaskClient, facets: str) -> None:
    response = reader.get("/v1/search", query_string={"facets": facets})
    assert_problem(response, "invalid-parameters", "facets: ", "source")


ODD_VALUES = ["\0", "\x1b[0m", "\r\nX-Evil: yes", "🕊", "‮", "'\"<>", "%00", "\ufffe"]


@pytest.mark.parametrize("value", ODD_VALUES)
@pytest.mark.parametrize("name", ["source", "agency", "language", "author"])
def test_a_filter_by_anything_finds_what_has_it(reader: FlaskClient, name: str, value: str) -> None:
    response = reader.get("/v1/search", query_string={name: value, "page_size": 1, "page": 2})
    is_answered(response)
    assert response.json["total"] == 0
    export = reader.get("/v1/export", query_string={name: value, "format": "atom"})
    is_answered(export)


@pytest.mark.parametrize("value", ODD_VALUES)
def test_links_and_headers_are_made_of_nothing_but_ascii(reader: FlaskClient, value: str) -> None:
    query = {"q": f"seoul OR troops OR “{value.replace(chr(0), '')} x”", "page_size": 1}
    response = reader.get("/v1/search", query_string=query)
    is_answered(response)
    assert "X-Evil" not in response.headers


@pytest.mark.parametrize("id", ["%00", "%0d%0aX-Evil:%20yes", "🕊", "..", "x" * 5000, "%ff"])
def test_an_odd_id_is_of_no_article(reader: FlaskClient, id: str) -> None:
    for path in ("", "/similar", "/citation", "/versions", "/versions/diff", "/raw"):
        response = reader.get(f"/v1/documents/{id}{path}")
        assert response.status_code in {400, 404}
        assert "X-Evil" not in response.headers


@pytest.mark.parametrize("header", ["If-None-Match", "Accept", "Origin", "Accept-Encoding"])
@pytest.mark.parametrize("value", ['"', "*", "W/", "\x7f", "é", ", ,", "x" * 5000, '"a", W/"b'])
def test_an_odd_header_is_no_mistake_of_the_servers(
    reader: FlaskClient, header: str, value: str
) -> None:
    response = reader.get("/v1/search", headers={header: value})
    assert response.status_code in {200, 304}


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=30), operator=st.sampled_from(["and", "or"]), exact=st.booleans())
@example(text="&&", operator="and", exact=False)
@example(text="!a", operator="or", exact=True)
def test_any_text_is_a_query_or_a_problem(
    reader: FlaskClient, text: str, operator: str, exact: bool
) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return  # no UTF-8 and so no address
    query = {"q": text, "operator": operator, "exact": str(exact).lower()}
    is_answered(reader.get("/v1/search", query_string=query))


SYNTAX = st.lists(
    st.sampled_from(
        ["seoul", "troops", '"', "(", ")", "AND", "OR", "NOT", "-", "+", "*", "~", "^", ":", "=",
         "title:", "published:", "[", "]", "{", "}", "TO", "2024", "now", "\\", "?", " ", "1"]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=SYNTAX)
def test_any_pieces_of_syntax_are_a_query_or_a_problem(
    reader: FlaskClient, pieces: list[str]
) -> None:
    is_answered(reader.get("/v1/search", query_string={"q": "".join(pieces)}))
    is_answered(reader.get("/v1/suggest", query_string={"q": " ".join(pieces)}))
