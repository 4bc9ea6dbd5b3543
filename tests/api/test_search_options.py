"""What a search can be asked beside words and filters."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive import Article, Original
from tests.api.checks import assert_problem
from tests.api.conftest import catch_up, services_of
from tests.api.sample_articles import ARTICLES, published


def search(client: FlaskClient, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/search", query_string=parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


def put(app: Flask, **articles: Article) -> None:
    for name, article in articles.items():
        original = Original(content=article.body.encode(), media_type="text/plain")
        services_of(app).store.put(article, original, id=name)
    catch_up(app)


def having(*words: str) -> set[str]:
    """The samples that have one of these words, or a longer form of one."""
    return {
        name
        for name, article in ARTICLES.items()
        if any(
            word in f"{article.title} {article.description} {article.body}".casefold()
            for word in words
        )
    }


def test_or_finds_articles_with_any_of_the_words(reader: FlaskClient) -> None:
    answer = search(reader, q="delegation artillery ambassador", operator="or")
    assert set(ids(answer)) == having("delegation", "artillery", "ambassador")
    assert not answer["query"]["relaxed"]


def test_all_words_that_no_article_has_are_relaxed_to_any(reader: FlaskClient) -> None:
    answer = search(reader, q="delegation ambassador", facets="agency")
    assert answer["query"]["relaxed"]
    assert answer["query"]["parsed"] == "delegation OR ambassador"
    assert set(ids(answer)) == having("delegation", "ambassador")
    assert answer["total"] == len(having("delegation", "ambassador"))
    either = search(reader, q="delegation OR ambassador", facets="agency")
    assert answer["facets"] == either["facets"]
    assert ids(answer) == ids(either)


def test_what_is_relaxed_keeps_its_filters(reader: FlaskClient) -> None:
    answer = search(reader, q="delegation ambassador", source="AFP")
    assert (answer["query"]["relaxed"], ids(answer)) == (True, ["demands-withdrawal"])


@pytest.mark.parametrize(
    ("narrowing", "expected"),
    [
        ("source:AFP", {"demands-withdrawal"}),
        ("published:2024-11", {"urges-response"}),
        ("-ukrainian", {"halt-support", "demands-withdrawal", "protests"}),
    ],
)
def test_dates_names_and_what_must_not_be_there_are_not_relaxed(
    reader: FlaskClient, narrowing: str, expected: set[str]
) -> None:
    answer = search(reader, q=f"delegation ambassador {narrowing}")
    assert answer["query"]["relaxed"]
    assert set(ids(answer)) == expected


@pytest.mark.parametrize(
    "query", ["unheardof", '"delegation ambassador"', "delegation AND ambassador", "title:yonhap"]
)
def test_nothing_is_relaxed_where_that_would_be_the_same_search(
    reader: FlaskClient, query: str
) -> None:
    answer = search(reader, q=query)
    assert (answer["total"], answer["query"]["relaxed"]) == (0, False)


def test_a_search_that_finds_nothing_either_way_is_as_it_was_asked(reader: FlaskClient) -> None:
    query = search(reader, q="unheardof neverheard")["query"]
    assert (query["relaxed"], query["parsed"]) == (False, "unheardof neverheard")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ambasador", "ambassador"), ("nort korean trops", "north korean troops")],
)
def test_a_misspelt_query_is_offered_in_a_better_spelling(
    reader: FlaskClient, typed: str, meant: str
) -> None:
    answer = search(reader, q=typed)
    assert answer["query"]["text"] == typed
    assert answer["query"]["corrected"] == meant
    assert meant not in answer["query"]["parsed"]  # it is offered, not searched for
    asked_as_typed = 0 if answer["query"]["relaxed"] else answer["total"]
    assert search(reader, q=meant)["total"] > asked_as_typed


@pytest.mark.parametrize(
    "query", ["troops", "north korean troops", "unheardof", "", "*", "-troops"]
)
def test_nothing_is_offered_that_finds_no_more(reader: FlaskClient, query: str) -> None:
    assert search(reader, q=query)["query"]["corrected"] is None


def test_a_better_spelling_keeps_what_it_is_searched_with(reader: FlaskClient) -> None:
    query = search(reader, q="delgation", source="Hindustan Times")["query"]
    assert query["corrected"] is None  # nothing of theirs has it
    assert search(reader, q="delgation")["query"]["corrected"] == "delegation"


def test_an_exact_search_finds_no_other_form_of_a_word(app: Flask, client: FlaskClient) -> None:
    put(
        app,
        one=Article(title="One", body="A marcher met the café owner.", language="en"),
        two=Article(title="Two", body="Marchers met cafe owners.", language="en"),
    )
    assert set(ids(search(client, q="marcher cafe"))) == {"one", "two"}
    assert ids(search(client, q="marchers", exact="true")) == ["two"]
    assert ids(search(client, q="MARCHER café", exact="true")) == ["one"]
    assert search(client, q="marchers", exact="true")["query"]["parsed"] == "=marchers"


def test_snippets_are_made_of_the_fields_asked_for(reader: FlaskClient) -> None:
    (hit,) = search(reader, q='"alleged deployment" summoned', snippet_fields="title")["hits"]
    assert {snippet["field"] for snippet in hit["snippets"]} == {"title"}


@pytest.mark.parametrize("tag", ["mark", "em", "strong", "b"])
def test_a_match_is_in_the_element_asked_for(reader: FlaskClient, tag: str) -> None:
    (hit,) = search(reader, q="delegation", highlight_tag=tag, snippets=1)["hits"]
    assert f"<{tag}>delegation</{tag}>" in hit["snippets"][0]["html"]


@pytest.mark.parametrize("tag", ["script", "a href=x", "mark onclick", "<b>", ""])
def test_no_element_that_does_anything_can_be_asked_for(reader: FlaskClient, tag: str) -> None:
    response = reader.get("/v1/search", query_string={"q": "x", "highlight_tag": tag})
    assert list(assert_problem(response, "invalid-parameters")["errors"]) == ["highlight_tag"]


def test_members_can_be_left_out(reader: FlaskClient) -> None:
    (hit,) = search(reader, q="delegation", exclude="snippets,published,links")["hits"]
    assert not {"snippets", "published", "links"} & set(hit)
    assert {"id", "score", "title", "agencies"} <= set(hit)
    (hit,) = search(reader, q="delegation", fields="title,score", exclude="score")["hits"]
    assert set(hit) == {"id", "title"}
    document = reader.get("/v1/documents?exclude=title,url&page_size=1").json["documents"][0]
    assert not {"title", "url"} & set(document)


def test_the_id_cannot_be_left_out(reader: FlaskClient) -> None:
    assert_problem(reader.get("/v1/search?exclude=id"), "invalid-parameters", "exclude: ")


def test_an_explanation_sums_to_the_score_and_reads_as_sentences(reader: FlaskClient) -> None:
    hits = search(reader, q="troops ambassador", operator="or", explain="true")["hits"]
    assert hits
    for hit in hits:
        explanation = hit["explanation"]
        shares = explanation["shares"]
        assert explanation["score"] == hit["score"]
        assert sum(share["score"] for share in shares) == pytest.approx(hit["score"])
        assert [share["score"] for share in shares] == sorted(
            (share["score"] for share in shares), reverse=True
        )
        for share in shares:
            assert share["text"] in share["says"]
            assert f"{share['score']:.3f} of {hit['score']:.3f}" in share["says"]
    assert "explanation" not in search(reader, q="troops")["hits"][0]


def test_an_explanation_says_what_age_takes(reader: FlaskClient) -> None:
    query = {"q": "delegation", "explain": "true", "boost_recent": "30d"}
    (hit,) = search(reader, **query)["hits"]
    shares = hit["explanation"]["shares"]
    assert sum(share["score"] for share in shares) == pytest.approx(hit["score"])
    assert (shares[-1]["kind"], shares[-1]["field"]) == ("recency", None)
    assert "its age takes" in shares[-1]["says"]


def test_an_explanation_can_be_all_that_is_shown(reader: FlaskClient) -> None:
    (hit,) = search(reader, q="delegation", explain="true", fields="explanation")["hits"]
    assert set(hit) == {"id", "explanation"}


def test_recent_articles_can_score_more(app: Flask, client: FlaskClient) -> None:
    today = datetime.now(UTC).replace(tzinfo=None)
    body = "Ferries run again."
    put(
        app,
        old=Article(title="Harbour", body=body, published=published(today - timedelta(days=3000))),
        new=Article(title="Harbour", body=f"{body} {'More ' * 30}", published=published(today)),
    )
    plain = search(client, q="harbour ferries")
    boosted = search(client, q="harbour ferries", boost_recent="30d")
    assert ids(plain) == ["old", "new"]
    assert ids(boosted) == ["new", "old"]
    assert boosted["total"] == plain["total"]


@pytest.mark.parametrize("half_life", ["", "30", "d", "0d", "-1d", "1.5d", "30m", "9" * 50 + "d"])
def test_a_half_life_is_a_number_and_a_unit(reader: FlaskClient, half_life: str) -> None:
    response = reader.get("/v1/search", query_string={"boost_recent": half_life})
    assert_problem(response, "invalid-parameters", "boost_recent: ", "30d")


def test_a_boost_that_nothing_comes_of_is_refused(reader: FlaskClient) -> None:
    response = reader.get("/v1/search?boost_recent=30d&sort=newest")
    assert_problem(response, "invalid-parameters", "boost_recent: ", "sort=relevance")


@pytest.mark.parametrize(
    ("zone", "span", "expected"),
    [
        # 2024-10-21 14:03 UTC, 11:19 UTC and 09:32 UTC; 2024-10-24 without a zone counts as UTC.
        ("UTC", {"from": "2024-10-21", "to": "2024-10-21"}, 3),
        ("Asia/Seoul", {"from": "2024-10-21", "to": "2024-10-21"}, 3),
        ("Pacific/Auckland", {"from": "2024-10-22", "to": "2024-10-22"}, 2),
        ("Pacific/Auckland", {"from": "2024-10-22T03:00", "to": "2024-10-22T04:00"}, 1),
        ("Pacific/Auckland", {"from": "2024-10-21T14:00:00Z", "to": "2024-10-21T15:00:00Z"}, 1),
        ("America/New_York", {"from": "2024-10-21T10:00", "to": "2024-10-21T10:30"}, 1),
        ("America/New_York", {"to": "2024-10-23"}, 4),
    ],
)
def test_days_are_those_of_the_time_zone(
    reader: FlaskClient, zone: str, span: dict[str, str], expected: int
) -> None:
    assert search(reader, timezone=zone, **span)["total"] == expected


def test_the_histogram_counts_days_of_the_time_zone(reader: FlaskClient) -> None:
    facet = search(
        reader, facets="published", interval="day", timezone="Pacific/Auckland", to="2024-10-23"
    )["facets"]["published"]
    counts = {bucket["value"]: bucket["count"] for bucket in facet["buckets"] if bucket["count"]}
    assert (counts["2024-10-21"], counts["2024-10-22"]) == (1, 2)


NO_ZONES = ["localtime", "posixrules", "Factory", "right/UTC", "posix/Asia/Seoul", "Europe"]


@pytest.mark.parametrize(
    "zone", ["Seoul", "asia/seoul", "", "+09:00", "../UTC", "\0", "Z" * 9000, *NO_ZONES]
)
def test_an_unknown_time_zone_is_refused(reader: FlaskClient, zone: str) -> None:
    response = reader.get("/v1/search", query_string={"timezone": zone})
    assert_problem(response, "invalid-parameters", "timezone: ", "IANA")


@pytest.mark.parametrize("sent", ["timezone=Etc/GMT+12", "from=2024-10-21T10:00:00+09:00"])
def test_a_plus_that_was_sent_as_it_is_gets_advice(reader: FlaskClient, sent: str) -> None:
    assert_problem(reader.get(f"/v1/search?{sent}"), "invalid-parameters", "%2B")
    assert reader.get(f"/v1/search?{sent.replace('+', '%2B')}").status_code == 200


def test_a_language_is_the_same_in_capitals(reader: FlaskClient) -> None:
    assert search(reader, language="EN")["total"] == search(reader, language="en")["total"] > 0


def test_dates_counted_from_now_are_never_answered_from_before(
    app: Flask, client: FlaskClient
) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    put(app, fresh=Article(title="Fresh", body="Text.", published=published(now)))
    response = client.get("/v1/search", query_string={"q": "published:[now-7d TO now]"})
    assert ids(response.json) == ["fresh"]
    again = client.get(
        "/v1/search",
        query_string={"q": "published:[now-7d TO now]"},
        headers={"If-None-Match": response.headers["ETag"]},
    )
    assert again.status_code == 200


def test_a_cut_off_expansion_is_told_of(reader: FlaskClient) -> None:
    assert search(reader, q="troo*")["query"]["cut"] == []
