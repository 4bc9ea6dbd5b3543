"""The pages about one article, as HTTP answers; tests/pages opens them in a browser."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.page_rendering import PAGE_POLICY
from archive import Article, Original
from tests.api.conftest import Headers, catch_up, services_of
from tests.api.sample_articles import ARTICLES

SEARCH = {
    "q": "troops",
    "source": "Hindustan Times",
    "from": "2024-10",
    "to": "2024-11",
    "page": "2",
}


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser, as far as it reads pages."""
    return FlaskClient(app, app.response_class)


def put(app: Flask, article: Article, id: str, content: bytes | None = None) -> None:
    original = Original(
        content=article.body.encode() if content is None else content,
        media_type="text/plain; charset=utf-8",
    )
    services_of(app).store.put(article, original, id=id)


def corrected(app: Flask) -> Article:
    """A second version of an article, stored."""
    article = replace(
        ARTICLES["protests"],
        title="South Korea protests deployment of North Korean troops in Russia",
        body="Seoul demanded that the soldiers withdraw at once.\n\nMoscow said no.",
        agencies=(),
    )
    put(app, article, "protests")
    return article


def links(response: TestResponse) -> list[str]:
    return [unescape(link) for link in re.findall(r'<a [^>]*?href="([^"]*)"', response.text)]


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_an_article_is_a_page_that_runs_nothing_of_another_site(visitor: FlaskClient) -> None:
    response = visitor.get("/documents/protests")

    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"] == PAGE_POLICY
    assert response.headers.get_all("Cache-Control") == ["no-cache"]
    assert "<title>South Korea protests alleged deployment" in response.text
    canonical = '<link rel="canonical" href="http://localhost/documents/protests">'
    assert canonical in visitor.get("/documents/protests?q=x&version=1").text
    assert not re.search(r"\son\w+=|style=", response.text)


def test_every_match_is_marked_and_numbered_in_reading_order(visitor: FlaskClient) -> None:
    text = visitor.get("/documents/protests?q=korean+troops+summoned").text

    marks = re.findall(r'<mark id="match-(\d+)">([^<]*)</mark>', text)
    assert marks[:2] == [("1", "Korean"), ("2", "troops")]
    assert [int(number) for number, _ in marks] == list(range(1, len(marks) + 1))
    assert {word for _, word in marks} == {"Korean", "troops", "summoned"}
    for number, _ in marks:
        assert f'href="#match-{number}"' in text


def test_without_a_query_nothing_is_marked(visitor: FlaskClient) -> None:
    for address in ("", "?q=", "?q=*"):
        text = visitor.get(f"/documents/protests{address}").text
        assert "<mark" not in text
        assert 'id="matches"' not in text


def test_a_query_that_cannot_be_understood_leaves_the_article_readable(
    visitor: FlaskClient,
) -> None:
    response = visitor.get("/documents/protests?q=%22troops")

    assert response.status_code == 200
    assert "The query cannot be understood" in response.text
    assert "<mark" not in response.text
    assert "Seoul demanded" in response.text


def test_the_way_back_leads_to_the_search_unchanged(visitor: FlaskClient) -> None:
    written = urlencode(SEARCH)
    article = visitor.get(f"/documents/protests?{written}")
    assert f"/?{written}" in links(article)

    (versions,) = (link for link in links(article) if "/versions" in link)
    page = visitor.get(versions)
    back = next(link for link in links(page) if link.startswith("/documents/protests?"))
    assert f"/?{written}" in links(visitor.get(back))
    (original,) = (link for link in links(article) if "/original" in link)
    assert f"/documents/protests?{written}" in links(visitor.get(original))


def test_similar_articles_stay_in_the_search(app: Flask, visitor: FlaskClient) -> None:
    found = [
        link
        for link in links(visitor.get("/documents/protests?q=troops&page=2"))
        if re.match(r"/documents/(?!protests)[\w-]+\?", link)
    ]

    assert found
    assert all(link.endswith("?q=troops&page=2") for link in found)
    services_of(app).engine.close()


def test_no_address_leads_to_another_site_on_the_way_back(visitor: FlaskClient) -> None:
    for evil in ("//evil.example", "https://evil.example/", "javascript:alert(1)"):
        for address in (
            f"/documents/protests?{urlencode({'q': evil, evil: evil})}",
            f"/documents/protests/versions?{urlencode({'search': evil})}",
            f"/documents/protests/original?{urlencode({'search': evil})}",
        ):
            found = links(visitor.get(address))
            assert found
            for link in found:
                assert not link.lower().startswith(("//", "javascript:", "https://evil"))


def test_it_says_how_date_and_source_were_found(visitor: FlaskClient) -> None:
    text = text_of(visitor.get("/documents/protests").text)

    assert "in the byline" in text
    assert "Published 2024-10-21 16:49:00" in text
    assert "Confidence: high" in text
    assert "© Hindustan Times" in text
    assert "AP: the article quotes it (cited)" in text
    assert "in place of the outlet" in text_of(visitor.get("/documents/demands-withdrawal").text)
    assert "none was guessed" in text_of(visitor.get("/documents/wont-sit-idle").text)


def test_a_time_without_a_zone_is_told_to_count_as_utc(visitor: FlaskClient) -> None:
    assert "counts as UTC" in visitor.get("/documents/urges-response").text
    assert "counts as UTC" not in visitor.get("/documents/halt-support").text


def test_references_are_those_of_the_api(visitor: FlaskClient) -> None:
    page = visitor.get("/documents/protests").text

    for name in ("bibtex", "ris", "csl-json"):
        citation = visitor.get("/v1/documents/protests/citation", query_string={"format": name})
        shown = re.search(rf'<pre id="cite-{name}"[^>]*>(.*?)</pre>', page, re.DOTALL)
        assert shown is not None
        assert unescape(shown[1]) == citation.text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("ko", 'lang="ko" dir="ltr"'),
        ("ar", 'lang="ar" dir="rtl"'),
        ("fa-AF", 'lang="fa-AF" dir="rtl"'),
        (None, 'dir="auto"'),
    ],
)
def test_the_text_is_read_in_its_own_language_and_direction(
    app: Flask, visitor: FlaskClient, language: str | None, attributes: str
) -> None:
    put(app, Article(title="T", body="B", description="D", language=language), "other")

    text = visitor.get("/documents/other").text

    for element in ("<h1 ", '<div class="body" ', '<div class="standfirst" '):
        assert f"{element}{attributes}>" in text
    assert '<html lang="en"' in text


def test_only_a_web_address_is_a_link(app: Flask, visitor: FlaskClient) -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "ftp://example.com/x"):
        put(app, Article(title="T", body="B", url=url), "other")
        response = visitor.get("/documents/other")
        assert url not in links(response)
        assert url in response.text
    put(app, Article(title="T", body="B", url="https://example.com/a?b=1&c=2"), "other")
    response = visitor.get("/documents/other")
    assert "https://example.com/a?b=1&c=2" in links(response)
    assert 'rel="noopener noreferrer nofollow"' in response.text


def test_nothing_of_an_article_is_markup(app: Flask, visitor: FlaskClient) -> None:
    evil = "\"'><script>alert(1)</script></title>{{ 7 * 7 }}<b>troops</b>"
    article = replace(
        ARTICLES["protests"],
        title=evil,
        body=evil,
        description=evil,
        authors=(evil,),
        language="en",
    )
    put(app, article, "evil")
    put(app, replace(article, title=f"{evil} again", body=f"{evil} again"), "evil")

    for address in ("", "/versions", "/original", f"?{urlencode({'q': evil})}", "?q=troops"):
        text = visitor.get(f"/documents/evil{address}").text
        assert "alert(1)" in text
        assert text.count("<script>") == 1  # the page's own
        assert not re.search(r"<b>|</title>.*</title>", text, re.DOTALL)


def test_old_versions_say_so_and_lead_to_the_newest(app: Flask, visitor: FlaskClient) -> None:
    corrected(app)

    old = visitor.get("/documents/protests?version=1&q=troops")
    assert "This is version 1 of 2." in text_of(old.text)
    assert "North Korean <mark" in old.text
    assert "/documents/protests?q=troops" in links(old)
    assert "alleged" not in visitor.get("/documents/protests").text.partition("Similar")[0]


def test_the_last_change_is_shown_unless_others_are_named(app: Flask, visitor: FlaskClient) -> None:
    corrected(app)
    put(app, replace(corrected(app), title="A third title"), "protests")

    last = visitor.get("/documents/protests/versions").text
    assert "From version 2 to version 3" in last
    assert "Moscow said no." in last
    assert "Nothing that is shown changed" not in last
    first = text_of(visitor.get("/documents/protests/versions?from=1&to=2").text)
    assert "[removed: alleged end of removed]" in first
    assert "[added: Moscow said no. end of added]" in first
    assert "[removed: AP (cited): “(AP)” end of removed]" in first
    back = text_of(visitor.get("/documents/protests/versions?from=2&to=1").text)
    assert "[added: alleged end of added]" in back
    assert "one and the same" in visitor.get("/documents/protests/versions?from=2&to=2").text
    assert "Version 1, the first" in visitor.get("/documents/protests/versions?to=1").text


def test_what_did_not_change_is_folded(app: Flask, visitor: FlaskClient) -> None:
    paragraphs = [f"Paragraph {number} of it." for number in range(12)]
    article = Article(title="T", body="\n\n".join(paragraphs))
    put(app, article, "long")
    put(app, replace(article, body=article.body.replace("6 of it", "6 of them")), "long")

    text = visitor.get("/documents/long/versions").text

    assert re.findall(r"(\d+) paragraphs that did not change", text) == ["5", "4"]
    assert all(f"Paragraph {number} " in text_of(text) for number in range(12))


def test_the_original_is_shown_as_text(app: Flask, visitor: FlaskClient) -> None:
    put(app, ARTICLES["protests"], "raw", "a <b>b</b> ü \0".encode("latin-1"))
    text = visitor.get("/documents/raw/original").text
    assert "a &lt;b&gt;b&lt;/b&gt; \ufffd \ufffd</pre>" in text

    for charset, shown in (("windows-1252", "ü"), ("nosuch", "\ufffd"), ("hex", "\ufffd")):
        original = Original(content=b"\xfc", media_type=f"text/html; charset={charset}", name="<i>")
        services_of(app).store.put(Article(title=charset, body="b"), original, id=charset)
        page = visitor.get(f"/documents/{charset}/original").text
        assert f"{shown}</pre>" in page
        assert "<i>" not in page


def test_what_never_was_is_a_404_that_helps(visitor: FlaskClient) -> None:
    for address in (
        "/documents/nosuch?q=troops",
        "/documents/no%00such?q=troops",
        "/documents/nosuch/versions?search=q%3Dtroops",
        "/documents/nosuch/original?search=q%3Dtroops",
        "/documents/protests?version=9&q=troops",
        "/documents/protests?version=x&q=troops",
        "/documents/protests/versions?from=9&search=q%3Dtroops",
        "/documents/protests/versions?to=-1&search=q%3Dtroops",
    ):
        response = visitor.get(address)
        assert response.status_code == 404, address
        assert response.content_type == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-store"
        assert "There is no such article" in response.text
        assert "/?q=troops" in links(response)


def test_what_was_deleted_is_a_410_that_leads_whoever_may_write_to_what_is_kept(
    app: Flask, visitor: FlaskClient, key: Headers
) -> None:
    corrected(app)
    services_of(app).store.delete("protests")
    catch_up(app)

    for address in ("?q=troops", "?version=3&q=troops", "/original?search=q%3Dtroops"):
        response = visitor.get(f"/documents/protests{address}", headers=key)
        assert response.status_code == 410
        assert response.headers["Cache-Control"] == "no-store"
        assert "This article was deleted" in response.text
        assert "/documents/protests?version=1&q=troops" in links(response)
    kept = visitor.get("/documents/protests?version=1&q=troops", headers=key)
    assert kept.status_code == 200
    assert "This article was deleted." in kept.text
    compared = visitor.get("/documents/protests/versions", headers=key)
    assert "deleted what version 2 was" in compared.text


@pytest.mark.parametrize("path", ["", "/versions", "/original"])
def test_a_page_that_a_browser_has_is_not_sent_again(
    app: Flask, visitor: FlaskClient, path: str
) -> None:
    first = visitor.get(f"/documents/protests{path}")
    again = {"If-None-Match": first.headers["ETag"]}

    same = visitor.get(f"/documents/protests{path}", headers=again)
    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["Content-Security-Policy"] == PAGE_POLICY
    other = visitor.get(f"/documents/protests{path}?search=q%3Dx", headers=again)
    assert other.status_code == 200
    corrected(app)
    assert visitor.get(f"/documents/protests{path}", headers=again).status_code == 200


def test_a_search_for_more_than_a_search_has_is_cut(visitor: FlaskClient) -> None:
    many = "&".join(f"source=s{number}" for number in range(2_000))

    assert visitor.get(f"/documents/protests?{many}").status_code == 200
    carried = urlencode({"search": many})
    assert visitor.get(f"/documents/protests/versions?{carried}").status_code == 200


def test_an_article_can_be_read_while_the_index_is_away(
    empty_app: Flask,
) -> None:
    put(empty_app, ARTICLES["protests"], "protests")

    response = FlaskClient(empty_app, empty_app.response_class).get("/documents/protests?q=troops")

    assert response.status_code == 200
    assert "The index does not answer now" in response.text
    assert "<mark" in response.text


def test_an_article_without_a_title_has_a_name_all_the_same(
    app: Flask, visitor: FlaskClient
) -> None:
    put(app, Article(title="", body="Only a body."), "untitled")

    for path in ("", "/versions", "/original"):
        text = visitor.get(f"/documents/untitled{path}").text
        assert "(no title)" in text.partition("<title>")[2].partition("</title>")[0]
        assert "(no title)" in text.partition("<h1")[2].partition("</h1>")[0]


def test_what_is_nowhere_is_a_page_for_people_and_a_problem_in_the_api(
    visitor: FlaskClient,
) -> None:
    wanted = {"/nowhere": "text/html", "/v1/nowhere": "application/problem+json"}
    for path, media_type in wanted.items():
        answer = visitor.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.mimetype) == (404, media_type)
        assert answer.headers["Cache-Control"] == "no-store"
