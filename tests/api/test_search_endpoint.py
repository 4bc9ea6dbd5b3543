"""`GET /v1/search`: parameters in, the documented answer out."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.choices import HIT_MEMBERS, MAX_PAGE
from archive import Article, Original
from tests.api.checks import assert_problem
from tests.api.conftest import catch_up, services_of
from tests.api.sample_articles import ARTICLES


def search(client: FlaskClient, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/search", query_string=parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json
    return answer


def ids(answer: dict[str, Any]) -> set[str]:
    return {hit["id"] for hit in answer["hits"]}


def put(app: Flask, id: str, article: Article) -> None:
    original = Original(content=article.body.encode(), media_type="text/plain")
    services_of(app).store.put(article, original, id=id)
    catch_up(app)


def test_a_search_answers_with_the_documented_members(reader: FlaskClient) -> None:
    answer = search(reader, q="seoul ambassador")
    assert list(answer) == [
        "query",
        "total",
        "page",
        "page_size",
        "pages",
        "next_cursor",
        "took_ms",
        "hits",
        "facets",
    ]
    assert answer["query"]["text"] == "seoul ambassador"
    assert answer["query"]["corrected"] is None
    assert answer["query"]["relaxed"] is False
    assert answer["next_cursor"] is None
    assert isinstance(answer["took_ms"], float)
    assert ids(answer) == {"demands-withdrawal", "protests"} - (
        {"protests"} if answer["total"] == 1 else set()
    )


def test_a_hit_has_every_documented_member(reader: FlaskClient) -> None:
    (hit,) = search(reader, q='"alleged deployment"')["hits"]
    assert list(hit) == [name for name in HIT_MEMBERS if name != "explanation"]
    assert hit["score"] > 0
    assert hit["published"] == {
        "at": "2024-10-21T16:49:00+05:30",
        "precision": "minute",
        "timezone": "+05:30",
        "method": "text:byline",
        "confidence": "high",
        "evidence": "Published 2024-10-21 16:49:00",
    }
    assert hit["source"] == "Hindustan Times"
    assert hit["source_kind"] == "outlet"
    assert hit["agencies"] == ["AP", "Reuters"]
    assert hit["authors"] == ["HT News Desk"]
    assert hit["url"] == ARTICLES["protests"].url
    assert hit["links"] == {"self": "/v1/documents/protests"}


def test_without_a_query_every_article_is_found(reader: FlaskClient) -> None:
    assert search(reader)["total"] == len(ARTICLES)
    assert search(reader, q="  ")["total"] == len(ARTICLES)


def test_nothing_found_is_an_empty_list(reader: FlaskClient) -> None:
    answer = search(reader, q="unheardof")
    assert (answer["total"], answer["pages"], answer["hits"]) == (0, 0, [])


def test_values_of_one_filter_are_alternatives_and_filters_narrow_each_other(
    reader: FlaskClient,
) -> None:
    both = search(reader, source=["AFP", "Hindustan Times"])
    assert ids(both) == {"demands-withdrawal", "protests"}
    one = search(reader, source=["AFP", "Hindustan Times"], agency="Reuters")
    assert ids(one) == {"protests"}
    assert ids(search(reader, author="HT News Desk", language="en")) == {"protests"}


def test_a_selected_bucket_says_so_and_its_filter_leaves_its_own_counts_alone(
    reader: FlaskClient,
) -> None:
    facets = search(reader, source="AFP")["facets"]
    sources = {bucket["value"]: bucket for bucket in facets["source"]["buckets"]}
    assert sources["AFP"] == {"value": "AFP", "count": 1, "selected": True}
    assert sources["Hindustan Times"]["selected"] is False
    assert facets["source"]["missing"] == 1


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"from": "2024-11"}, {"urges-response"}),
        ({"to": "2024-10-21"}, {"halt-support", "protests", "demands-withdrawal"}),
        ({"from": "2024-10-24", "to": "2024-10-24"}, {"wont-sit-idle"}),
        ({"from": "2024-10-21T14:00:00Z", "to": "2024-10-21T14:03:00Z"}, {"halt-support"}),
        ({"from": "2025"}, set()),
    ],
)
def test_from_and_to_are_inclusive_at_any_precision(
    reader: FlaskClient, span: dict[str, str], expected: set[str]
) -> None:
    assert ids(search(reader, **span)) == expected


def test_sorted_by_time_the_newest_or_the_oldest_comes_first(reader: FlaskClient) -> None:
    newest = [hit["id"] for hit in search(reader, sort="newest")["hits"]]
    assert newest[0] == "urges-response"
    assert [hit["id"] for hit in search(reader, sort="oldest")["hits"]] == newest[::-1]


def test_pages_follow_each_other_and_link_to_each_other(reader: FlaskClient) -> None:
    seen: list[str] = []
    for page in (1, 2, 3):
        answer = search(reader, q="korea*", sort="oldest", page=page, page_size=2)
        assert (answer["page"], answer["page_size"], answer["pages"]) == (page, 2, 3)
        seen += [hit["id"] for hit in answer["hits"]]
    assert len(seen) == len(set(seen)) == 5
    response = reader.get("/v1/search?q=korea%2A&page=2&page_size=2")
    assert response.headers["Link"] == (
        '</v1/search?q=korea%2A&page_size=2&page=1>; rel="first", '
        '</v1/search?q=korea%2A&page_size=2&page=3>; rel="last", '
        '</v1/search?q=korea%2A&page_size=2&page=1>; rel="prev", '
        '</v1/search?q=korea%2A&page_size=2&page=3>; rel="next"'
    )


def test_a_link_leads_to_the_page_that_it_names(reader: FlaskClient) -> None:
    query = {"source": ["AFP", "Hindustan Times"], "page_size": 1}
    link = reader.get("/v1/search", query_string=query).headers["Link"]
    target = link.partition('rel="next"')[0].rpartition("<")[2].partition(">")[0]
    assert reader.get(target).json["page"] == 2


def test_behind_a_proxys_prefix_links_begin_with_it(reader: FlaskClient) -> None:
    mounted = {"SCRIPT_NAME": "/archive"}
    response = reader.get("/v1/search?page_size=1", environ_overrides=mounted)
    assert response.json["hits"][0]["links"]["self"].startswith("/archive/v1/documents/")
    assert response.headers["Link"].startswith("</archive/v1/search?page_size=1&page=1>")


@pytest.mark.parametrize("page", [4, 10_000, MAX_PAGE])
def test_a_page_past_the_end_is_empty_with_the_true_total(reader: FlaskClient, page: int) -> None:
    answer = search(reader, page=page, page_size=2)
    assert (answer["hits"], answer["total"], answer["pages"]) == ([], 5, 3)


def test_facets_can_be_chosen_and_turned_off(reader: FlaskClient) -> None:
    assert set(search(reader)["facets"]) == {"source", "agency", "language", "published"}
    assert set(search(reader, facets="author,source")["facets"]) == {"author", "source"}
    assert set(search(reader, facets=["author", "source"])["facets"]) == {"author", "source"}
    assert search(reader, facets="")["facets"] == {}


def test_a_facet_shows_as_many_buckets_as_asked_and_sums_the_rest(reader: FlaskClient) -> None:
    facet = search(reader, facets="agency", facet_size=1)["facets"]["agency"]
    assert facet["buckets"] == [{"value": "Yonhap", "count": 2, "selected": False}]
    assert facet["other"] == 4


def test_the_histogram_says_its_interval(reader: FlaskClient) -> None:
    facet = search(reader, facets="published", interval="month")["facets"]["published"]
    assert facet["interval"] == "month"
    counts = {bucket["value"]: bucket["count"] for bucket in facet["buckets"]}
    assert counts["2024-10"] == 4
    assert counts["2024-11"] == 1
    assert facet["missing"] == 0


def test_snippets_come_as_html_as_offsets_or_plain(reader: FlaskClient) -> None:
    (html,) = search(reader, q="delegation", snippets=1)["hits"][0]["snippets"]
    assert "<mark>delegation</mark>" in html["html"]
    assert set(html) == {"field", "html"}
    (offsets,) = search(reader, q="delegation", snippets=1, highlight="offsets")["hits"][0][
        "snippets"
    ]
    ((start, end),) = offsets["marks"]
    assert offsets["text"][start:end] == "delegation"
    body = ARTICLES["urges-response"].body
    assert body[offsets["start"] :].startswith(offsets["text"])
    (plain,) = search(reader, q="delegation", snippets=1, highlight="none")["hits"][0]["snippets"]
    assert plain == {"field": "body", "text": offsets["text"]}


def test_no_snippets_can_be_asked_for(reader: FlaskClient) -> None:
    hits = search(reader, q="seoul", snippets=0)["hits"]
    assert hits
    assert all(hit["snippets"] == [] for hit in hits)


def test_a_hit_shows_only_the_members_asked_for_and_its_id(reader: FlaskClient) -> None:
    hits = search(reader, q="seoul", fields="title,published")["hits"]
    assert hits
    assert all(set(hit) == {"id", "title", "published"} for hit in hits)


def test_scripts_in_an_article_are_escaped_in_snippets(app: Flask, client: FlaskClient) -> None:
    script = "<script>alert('owned')</script>"
    put(app, "script", Article(title=f"Owned {script}", body=f"Look: {script} & more owned."))
    (hit,) = search(client, q="owned", snippets=5)["hits"]
    shown = "".join(snippet["html"] for snippet in hit["snippets"])
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert hit["title"] == f"Owned {script}"  # JSON, for the page to escape


def test_any_script_of_the_world_is_found_and_answered(app: Flask, client: FlaskClient) -> None:
    article = Article(title="서울 Σεούλ São Paulo 🕊", body="Мир, السلام, 和平 and 🕊.")
    put(app, "world", article)
    (hit,) = search(client, q="Σεούλ", snippets=1)["hits"]
    assert hit["title"] == article.title
    response = client.get("/v1/search", query_string={"q": "Σεούλ"})
    assert article.title.encode() in response.data  # UTF-8, not escapes


def test_a_query_that_breaks_a_rule_points_at_the_character(reader: FlaskClient) -> None:
    problem = assert_problem(reader.get("/v1/search?q=seoul+nosuch:x"), "invalid-query")
    assert problem["position"] == 6
    assert problem["length"] > 0
    assert problem["errors"]["q"] == [problem["detail"]]


@pytest.mark.parametrize("query", ['"unclosed', "(seoul", "a OR", ":", "\0", "a" * 100_000])
def test_queries_of_no_use_are_refused_not_guessed(reader: FlaskClient, query: str) -> None:
    assert_problem(reader.get("/v1/search", query_string={"q": query}), "invalid-query")


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"page": "0"}, "page"),
        ({"page": "-1"}, "page"),
        ({"page": "1.5"}, "page"),
        ({"page": "one"}, "page"),
        ({"page": "9" * 5000}, "page"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "101"}, "page_size"),
        ({"page_size": "1000000000"}, "page_size"),
        ({"page_size": ""}, "page_size"),
        ({"sort": "best"}, "sort"),
        ({"facets": "source,colour"}, "facets"),
        ({"facet_size": "0"}, "facet_size"),
        ({"interval": "hour"}, "interval"),
        ({"snippets": "11"}, "snippets"),
        ({"snippet_size": "5"}, "snippet_size"),
        ({"highlight": "bold"}, "highlight"),
        ({"fields": "body"}, "fields"),
        ({"from": "tomorrow"}, "from"),
        ({"to": "2024-13"}, "to"),
        ({"from": "2024-02-30"}, "from"),
        ({"from": ""}, "from"),
        ({"from": "2024-11", "to": "2024-10"}, "from"),
        ({"source": " "}, "source"),
        ({"source": "x" * 501}, "source"),
        ({"source": [str(number) for number in range(101)]}, "source"),
    ],
)
def test_a_parameter_out_of_range_is_named(
    reader: FlaskClient, parameters: dict[str, Any], name: str
) -> None:
    problem = assert_problem(
        reader.get("/v1/search", query_string=parameters), "invalid-parameters", f"{name}: "
    )
    assert list(problem["errors"]) == [name]


@pytest.mark.parametrize(
    ("unknown", "near"),
    [
        ("pagesize", "page_size"),
        ("limit", "page_size"),
        ("query", "q"),
        ("agencies", "agency"),
        ("Sort", "sort"),
        ("facet", "facets"),
        ("fron", "from"),
        ("langauge", "language"),
        ("date_from", "from"),
        ("end-date", "to"),
    ],
)
def test_an_unknown_parameter_is_refused_with_the_nearest_known_one(
    reader: FlaskClient, unknown: str, near: str
) -> None:
    problem = assert_problem(reader.get(f"/v1/search?{unknown}=1"), "invalid-parameters")
    assert f"did you mean `{near}`?" in problem["errors"][unknown][0]


@pytest.mark.parametrize("unknown", ["colour", "foo", "name", "x", "no", "utm_medium", "ü" * 99])
def test_where_no_known_parameter_is_like_it_all_are_named(
    reader: FlaskClient, unknown: str
) -> None:
    response = reader.get("/v1/search", query_string={unknown: "1"})
    (message,) = assert_problem(response, "invalid-parameters")["errors"][unknown]
    assert "did you mean" not in message
    assert message.startswith("Unknown. Known are agency, author, ")


def test_a_parameter_given_twice_is_refused_unless_it_is_a_list(reader: FlaskClient) -> None:
    problem = assert_problem(reader.get("/v1/search?page=1&page=2"), "invalid-parameters")
    assert problem["errors"] == {"page": ["Is given more than once."]}


def test_bytes_that_are_not_utf8_are_not_taken_for_text(reader: FlaskClient) -> None:
    assert_problem(reader.get("/v1/search?q=%ff"), "malformed-request", "UTF-8")
    assert reader.get("/v1/search?q=%EF%BF%BDseoul").status_code == 200


def test_without_an_index_a_search_is_an_outage_not_empty(empty_app: Flask) -> None:
    response = empty_app.test_client().get("/v1/search?q=seoul")
    assert_problem(response, "unavailable")
    assert int(response.headers["Retry-After"]) > 0
