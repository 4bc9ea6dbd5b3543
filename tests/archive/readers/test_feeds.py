"""RSS, Atom, RDF and JSON Feed: every entry a document of its own."""

import json
from collections.abc import Callable

import pytest

from archive import (
    Limits,
    ReadOptions,
    operator_states,
    reading_from_json,
    reading_of,
    reading_to_json,
    reread,
)
from archive.parsing import parse
from tests.archive.readers.reading import read, reasons

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.org/rss.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Feed</title>
<link>https://example.org</link><language>en-GB</language>{items}</channel></rss>"""
ITEM = """<item><title>Ferry &amp;amp; harbour</title><link>https://example.org/1</link>
<pubDate>Mon, 21 Oct 2024 09:32:00 +0200</pubDate><dc:creator>Zoë Lee</dc:creator>
<description>In short.</description>
<content:encoded><![CDATA[<p>It will close. </item> At length.</p>]]></content:encoded></item>"""


def rss(items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(items=items, encoding=encoding).encode(encoding)


def test_an_entry_states_its_content_over_its_summary() -> None:
    for encoding in ("utf-8", "iso-8859-1", "utf-16"):
        documents, failures = read(rss(ITEM, encoding), "news.xml")
        assert not failures
        stated = documents[0].stated
        assert stated.title == "Ferry & harbour"
        assert stated.body == "<p>It will close. </item> At length.</p>"
        assert (stated.body_is_html, stated.description) == (True, "In short.")
        assert stated.published == "Mon, 21 Oct 2024 09:32:00 +0200"
        assert (stated.url, stated.authors) == ("https://example.org/1", ("Zoë Lee",))
        assert (stated.language, stated.origin) == ("en-GB", "feed")
        assert (stated.source, stated.feed) == (None, "The Feed")
        original = documents[0].original
        assert original.content.decode() == ITEM
        assert original.media_type == "application/rss+xml"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("AT&T & co", "AT&T & co"),
        ("Q&A: what next?", "Q&A: what next?"),
        ("AT&amp;T in a caf&eacute;&#8217;s", "AT&T in a café’s"),
        ("<![CDATA[R&D, fair & square]]>", "R&D, fair & square"),
    ],
)
def test_an_ampersand_that_nobody_escaped_is_one(written: str, title: str) -> None:
    documents, _ = read(rss(ITEM.replace("Ferry &amp;amp; harbour", written)), "news.xml")
    assert documents[0].stated.title == title


def test_atom_and_rdf_are_read_too() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>F</title>
        <entry><title>A</title><link href="https://example.de/1"/><summary>Kurz</summary>
        <published>2024-10-21T09:00:00Z</published><updated>2024-10-22T09:00:00Z</updated>
        <author><name>Bo</name></author></entry>
        <entry><title>B</title><updated>2024-10-22T09:00:00Z</updated></entry></feed>"""
    documents, failures = read(atom.encode(), "feed")
    assert not failures
    first, second = (document.stated for document in documents)
    assert (first.body, first.language, first.authors) == ("Kurz", "de", ("Bo",))
    assert (first.published, first.origin) == ("2024-10-21T09:00:00Z", "feed")
    assert (second.published, second.origin) == ("2024-10-22T09:00:00Z", "feed:updated")
    assert (first.feed, second.feed) == ("F", "F")
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>R</title><items/></channel><item><title>T</title><description>D</description>
        <dc:date>2024-10-21</dc:date></item></rdf:RDF>"""
    documents, failures = read(rdf.encode(), "feed")
    assert not failures
    assert (documents[0].stated.title, documents[0].stated.published) == ("T", "2024-10-21")


def test_a_json_feed_is_a_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "F",
        "items": [{"id": "1", "url": "https://example.org/1", "content_html": "<p>x</p>",
                   "date_published": "2024-10-21", "authors": [{"name": "Ada"}]}],
    }  # fmt: skip
    documents, failures = read(json.dumps(feed).encode(), "feed.json")
    assert not failures
    stated = documents[0].stated
    assert (stated.body, stated.body_is_html, stated.authors) == ("<p>x</p>", True, ("Ada",))
    assert (stated.published, stated.origin) == ("2024-10-21", "feed")
    assert documents[0].location == "feed.json item 1"
    assert (stated.source, stated.feed) == (None, "F")


def of_rss(own: str) -> bytes:
    source = f'<source url="https://example.org">{own}</source>' if own else ""
    return rss(f"<item><title>A</title><link>https://example.org/1</link>{source}</item>")


def of_atom(own: str) -> bytes:
    source = f"<source><title>{own}</title></source>" if own else ""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Feed</title><entry><title>A</title>'
        f'<link href="https://example.org/1"/>{source}</entry></feed>'
    ).encode()


def of_json(own: str) -> bytes:
    item = {"id": "1", "url": "https://example.org/1", "title": "A", "content_text": "x"}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The\0 Feed\ud800",
        "items": [item | ({"source": own} if own else {})],
    }
    return json.dumps(feed).encode()


@pytest.mark.parametrize("write", [of_rss, of_atom, of_json])
def test_the_feeds_title_is_the_source_where_nothing_else_says_one(
    write: Callable[[str], bytes],
) -> None:
    def source(own: str, options: ReadOptions | None = None) -> str | None:
        documents, failures = read(write(own), "feed", options=options)
        assert not failures
        again = reread(
            documents[0].original, reading_from_json(reading_to_json(reading_of(documents[0])))
        )
        assert again.stated == documents[0].stated
        found = parse(documents[0]).source
        return found.name if found else None

    by_operator = ReadOptions(stated=operator_states(origin="command line", source="Ours"))
    assert (source("") or "").startswith("The Feed")
    assert source("Harbour Post") == "Harbour Post"
    assert source("Harbour Post", by_operator) == source("", by_operator) == "Ours"


def test_a_known_outlets_address_tells_better_than_the_feeds_title() -> None:
    item = "<item><title>A</title><link>https://www.theguardian.com/world/1</link></item>"
    documents, _ = read(rss(item), "news.xml")
    source = parse(documents[0]).source
    assert source is not None
    assert source.name == "The Guardian"
    assert source.evidence == "https://www.theguardian.com/world/1"


def test_a_broken_entry_costs_only_itself() -> None:
    content = rss(f"{ITEM}<item><title>never closed{ITEM}<item/><item><title>a & b</title></item>")
    documents, failures = read(content, "news.rss")
    assert [document.stated.title for document in documents] == ["Ferry & harbour"] * 2 + ["a & b"]
    assert [failure.location for failure in failures] == ["news.rss item 2", "news.rss item 4"]
    cut = rss(ITEM * 3)[:-100]
    documents, failures = read(cut, "news.rss")
    assert (len(documents), len(failures)) == (2, 1)
    assert "cut off" in reasons(failures)


def test_entities_that_grow_are_refused_at_once() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;'
    documents, failures = read(bomb.encode(), "news.xml")
    assert documents == []
    assert "entities" in reasons(failures)


def test_a_feed_of_many_entries_and_one_that_is_too_large() -> None:
    content = rss("".join(ITEM.replace("org/1", f"org/{number}") for number in range(500)))
    documents, failures = read(content, "news.xml")
    assert (len({document.stated.url for document in documents}), failures) == (500, [])
    assert "(whole_bytes)" in reasons(read(content, "n.xml", limits=Limits(whole_bytes=9_000))[1])


def test_openings_without_ends_are_looked_at_once() -> None:
    documents, failures = read(rss("<item><![CDATA[" * 100_000), "news.xml")
    assert (documents, len(failures)) == ([], 1)


def test_other_xml_is_no_feed() -> None:
    content = b'<?xml version="1.0"?><catalogue><item>x</item></catalogue>'
    assert "no format" in reasons(read(content, "a.xml")[1])
    assert read(content, "a.svg", named=False)[1][0].passed_over
