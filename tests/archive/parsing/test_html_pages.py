"""Articles out of HTML: the pages are made up, each after the habits of another kind of outlet."""

import json
from datetime import UTC, datetime

import pytest

from archive import AgencyRole, Article, SourceKind, UnreadableInput
from archive.parsing import parse_html

NOW = datetime(2025, 6, 1, tzinfo=UTC)
PARAGRAPHS = (
    "The city council voted on Tuesday to close the old harbour bridge to lorries from the spring, "
    "after engineers said that its main cables had lost a tenth of their strength.",
    "Drivers will have to use the northern crossing, which adds about twenty minutes to the "
    "journey, according to the transport department.",
    "A new bridge is planned for the end of the decade, but the money for it has not been found.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Harbour bridge closes to lorries",
    "datePublished": "2025-03-04T09:30:00+01:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Max Roe"}],
    "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
    "description": "Engineers found weak cables.",
}


def page(head: str = "", body: str = BODY, lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Harbour bridge closes to lorries - '
        f"Harbour Gazette</title>{head}</head><body><nav><a href=/>Home</a><a href=/s>Sport</a>"
        f"</nav><main><article><h1>Harbour bridge closes to lorries</h1>{body}</article></main>"
        "<footer><p>Copyright 2025 Harbour Gazette</p></footer></body></html>"
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def read(text: str, **options: str) -> Article:
    return parse_html(text, now=NOW, **options)


def test_a_page_becomes_an_article_without_its_menus() -> None:
    article = read(page(linked(ARTICLE)))

    assert article.title == "Harbour bridge closes to lorries"
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert article.authors == ("Jane Doe", "Max Roe")
    assert article.source is not None
    assert (article.source.name, article.source.kind) == ("Harbour Gazette", SourceKind.OUTLET)
    assert article.description == "Engineers found weak cables."
    assert article.language == "en"
    assert article.published is not None
    assert article.published.at == "2025-03-04T09:30:00+01:00"
    assert article.published.method == "html:json-ld"


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "WebSite", "name": "Harbour Gazette"}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Article", "NewsArticle"], "author": "Jane Doe and Max Roe"},
    ],
)
def test_json_ld_is_read_in_every_shape(data: object) -> None:
    assert read(page(linked(data))).authors == ("Jane Doe", "Max Roe")


def test_broken_json_ld_still_tells_its_date() -> None:
    broken = '{"@type": "NewsArticle", "datePublished": "2025-03-04", "headline": "A "b" c",,,'

    published = read(page(f'<script type="application/ld+json">{broken}</script>')).published

    assert published is not None
    assert published.at == "2025-03-04"


def test_the_address_is_the_canonical_one() -> None:
    head = (
        '<link rel="canonical" href="/bridge"><base href="https://gazette.example/news/">'
        '<meta property="og:url" content="https://gazette.example/other">'
    )

    assert read(page(head)).url == "https://gazette.example/bridge"


def test_an_address_that_is_none_is_left_out() -> None:
    assert read(page('<link rel="canonical" href="javascript:void(0)">')).url is None


def test_the_headline_is_read_without_the_outlets_name() -> None:
    article = read(page('<meta property="og:site_name" content="Harbour Gazette">'))

    assert article.title == "Harbour bridge closes to lorries"


def test_links_to_other_articles_and_newsletters_are_no_body() -> None:
    noise = (
        "<p><a href=/x>Read more: Ferry prices rise again</a></p>"
        "<p>Sign up for our newsletter and never miss a story.</p>"
    )
    inside = f"<p>{PARAGRAPHS[0]}</p>{noise}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"

    assert read(page(body=inside)).body == "\n\n".join(PARAGRAPHS)


def test_an_agency_that_is_named_as_the_author_is_credited() -> None:
    article = read(page(linked({**ARTICLE, "author": {"@type": "Person", "name": "Reuters"}})))

    assert article.authors == ()
    assert [(one.name, one.role) for one in article.agencies] == [("Reuters", AgencyRole.CREDITED)]


def test_the_language_is_the_bodys_whatever_the_template_says() -> None:
    assert read(page(lang="de")).language == "en"


def test_a_page_that_scripts_fill_is_read_from_its_json_ld() -> None:
    data = linked({**ARTICLE, "articleBody": "\n".join(PARAGRAPHS)})

    assert read(page(data, body="<div id=app></div>")).body == "\n\n".join(PARAGRAPHS)


def test_what_a_page_escapes_stays_text() -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    text = page(
        body=f"<script>alert(2)</script>{BODY}<p>They wrote {evil} on the door, he said.</p>"
    )

    article = read(text)

    assert "<script>alert(1)</script> on the door" in article.body
    assert "alert(2)" not in article.body


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "hello", "<html></html>", "<p></p>", "\x00\x00", "<a " * 1000, "<!-- a -->"],
)
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput, match="holds no article"):
        read(text)


def test_a_page_nested_beyond_reason_is_read() -> None:
    deep = "<div>" * 100_000 + BODY + "</div>" * 100_000

    assert PARAGRAPHS[1] in read(f"<html><body><h1>A bridge</h1>{deep}</body></html>").body


def test_a_tag_of_a_hundred_thousand_attributes_does_not_hang() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))

    assert read(page(body=f"<p {attributes}>{PARAGRAPHS[0]}</p>{BODY}")).body


def test_a_page_of_more_elements_than_any_article_has_is_read_as_text() -> None:
    article = read(page(body=BODY + "<br>" * 60_000))

    assert tuple(article.body.split("\n\n")) == PARAGRAPHS


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{"[" * 50_000}</script>',
        f'<script type="application/ld+json">{{"datePublished":"{chr(92) * 50_000}</script>',
        f'<script type="application/ld+json">{{{"," + " " * 50_000}}}</script>',
        f"<title>{'a | ' * 20_000}</title>",
        f'<meta name="date" content="{"1" * 50_000}">',
        '<meta property="og:title" content="\x00\ud800">',
    ],
)
def test_statements_that_make_no_sense_are_passed_over(head: str) -> None:
    assert PARAGRAPHS[0] in read(page(head)).body


def test_writing_from_right_to_left_is_kept() -> None:
    hebrew = "מועצת העיר החליטה ביום שלישי לסגור את הגשר הישן בנמל למשאיות החל מהאביב הקרוב."
    body = "".join(f"<p dir=rtl>{hebrew} {number}.</p>" for number in range(1, 5))

    article = read(page(body=body, lang="he"))

    assert hebrew in article.body
    assert article.language == "he"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.nation.com.pk/21-Oct-2024/harbour", "The Nation (Pakistan)"),
        ("https://www.thenation.com/article/harbour", "The Nation"),
        ("https://apnews.com/article/harbour", "AP"),
    ],
)
def test_a_known_host_tells_outlets_of_one_name_apart(url: str, name: str) -> None:
    head = f'<meta property="og:site_name" content="The Nation"><link rel="canonical" href="{url}">'
    source = read(page(head)).source
    assert source is not None
    assert source.name == name
