"""The same document again, from its original and how that was read."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import (
    Original,
    RawDocument,
    ReadOptions,
    UnreadableInput,
    operator_states,
    read_input,
    reading_from_json,
    reading_of,
    reading_to_json,
    reread,
)

PAGE = "<html><head><meta charset='{}'></head><body><p>Żółw — 'naive'</p></body></html>"
RECORD = {
    "headline": "Ferry",
    "content": "It will <b>close</b>.\n\nSoon.",
    "pub_date": "2024-10-24",
}
RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc='http://purl.org/dc/elements/1.1/' xsi:unneeded="x"><channel some="thing">
<title>The Ferry Times</title><language>en-gb</language>
<item><title>One &amp; only</title><dc:creator>Ana</dc:creator><guid>7</guid>
<content:encoded><![CDATA[<p>It will close.</p>]]></content:encoded>
<description>Short</description></item>
<item><title>Two</title><link>https://a.example/2</link>
<pubDate>Thu, 24 Oct 2024 09:32:00 GMT</pubDate>
<description>It will open.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Fähre</title>
<entry><title>Eins</title><updated>2024-10-24T09:32:00Z</updated><content type="html">&lt;p&gt;Text
&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://a.example/"><title>Old</title></channel>
<item rdf:about="https://a.example/1"><title>Three</title>
<description>It stays.</description></item>
</rdf:RDF>"""
WARC_HEADERS = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\n\r\n"


def warc(body: bytes) -> bytes:
    payload = WARC_HEADERS.encode() + body
    return (
        (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x?utm_id=y\r\n"
            "WARC-Date: 2024-10-24T00:00:00Z\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(payload)}\r\n\r\n"
        ).encode()
        + payload
        + b"\r\n\r\n"
    )


def read(content: bytes, name: str, options: ReadOptions | None = None) -> list[RawDocument]:
    found = list(read_input(io.BytesIO(content), name=name, options=options))
    assert all(isinstance(one, RawDocument) for one in found), found
    return [one for one in found if isinstance(one, RawDocument)]


def assert_reads_again(document: RawDocument) -> None:
    text = reading_to_json(reading_of(document))
    assert reading_to_json(reading_from_json(text)) == text
    assert (
        reread(document.original, reading_from_json(text), location=document.location) == document
    )


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.txt", "Żółw — the ferry closes.".encode(), 1),
        ("a.txt", "\ufeffThe ferry closes – naïve.".encode(), 1),
        ("a.txt", "\ufeffThe ferry closes – naïve.".encode("utf-16"), 1),
        ("a.txt", "The ferry closes, it is said.\nAgain.".encode("utf-16-be"), 1),
        ("a.txt", "The ferry \x93closes\x94, na\xefve.".encode("latin-1"), 1),
        ("a.txt", "The ferry closes na\xc3\xafve \xff, naïve.".encode("latin-1"), 1),
        ("a.txt", "渡し船は閉鎖される。".encode("iso2022_jp"), 1),
        ("a.html", PAGE.format("iso-8859-2").replace("—", "").encode("iso-8859-2"), 1),
        ("a.html", PAGE.format("utf-8").encode(), 1),
        ("a.warc", warc("<html><body><p>Żółw</p></body></html>".encode("iso-8859-2")) * 2, 2),
        ("a.jsonl", "\n".join([json.dumps(RECORD)] * 2).encode(), 2),
        ("a.jsonl", json.dumps(RECORD).encode("utf-16"), 1),
        ("a.json", json.dumps({"articles": [RECORD, {"title": "NaN", "text": None}]}).encode(), 2),
        ("a.json", b'{"title": "Not a number", "score": NaN, "body": "It is."}', 1),
        (
            "feed.json",
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "One",'
            b' "content_html": "<p>Text</p>", "date_published": "2024-10-24"}]}',
            1,
        ),
        ("a.csv", b'\n\ntitle,body\nOne,"It will\nclose, ""soon"""\nTwo,NaN\n', 2),
        ("a.csv", "Titel;title;body\nx;Fähre;schließt\n".encode("cp1252"), 1),
        ("a.tsv", b'title\tbody\nOne "and\tonly\nTwo\tIt will close.', 2),
        ("a.rss", RSS.encode(), 2),
        ("a.atom", ATOM.encode(), 1),
        ("a.rdf", RDF.encode(), 1),
    ],
)
@pytest.mark.parametrize("is_stated", [False, True])
def test_every_document_is_read_again_as_it_was(
    name: str, content: bytes, count: int, is_stated: bool
) -> None:
    options = None
    if is_stated:
        options = ReadOptions(
            stated=operator_states(
                origin="command line", source="The Ferry", agencies=("AP",), timezone="Asia/Seoul"
            ),
            fields={"description": "headline"},
        )
        if name.endswith(("csv", "tsv")):  # which refuse fields that they have not
            options = ReadOptions(stated=options.stated, fields={"description": "title"})

    documents = read(content, name, options)

    assert len(documents) == count
    for document in documents:
        assert_reads_again(document)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_every_record_of_any_table_is_read_again(
    rows: list[tuple[str, str, str]], delimiter: str, end: str
) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, lineterminator=end)
    writer.writerow(("title", "body", "source"))
    writer.writerows(rows)
    for document in read_input(io.BytesIO(table.getvalue().encode()), name="a.csv"):
        if isinstance(document, RawDocument):
            assert_reads_again(document)


@given(
    record=st.dictionaries(
        st.sampled_from(["title", "body", "url", "author", "published", "x"]),
        st.one_of(st.text(), st.integers(), st.lists(st.text()), st.none()),
    )
)
def test_every_json_record_is_read_again(record: dict[str, object]) -> None:
    for document in read_input(io.BytesIO(json.dumps(record).encode() + b"\n"), name="a.jsonl"):
        if isinstance(document, RawDocument):
            assert_reads_again(document)


def test_a_reading_takes_little_room() -> None:
    (text,) = read(b"The ferry closes.", "a.txt")
    (page,) = read(b"<html><body><p>The ferry closes.</p></body></html>", "a.html")
    record = read(json.dumps(RECORD).encode(), "a.jsonl")[0]
    item = read(RSS.encode(), "a.rss")[0]

    sizes = [len(reading_to_json(reading_of(one))) for one in (text, page, record, item)]

    assert sizes[:3] <= [40, 40, 90]
    assert sizes[3] < 400
    assert "unneeded" not in reading_to_json(reading_of(item))
    assert RECORD["content"] not in reading_to_json(reading_of(record))


def test_an_original_that_was_read_otherwise_is_refused(tmp_path: Path) -> None:
    (table,) = read(b"title,body\nOne,Two\n", "a.csv")
    for content in (b"", b"\xff\xfe", b"title\n", b"a\nb\nc\nd"):
        with pytest.raises(UnreadableInput, match="as it was before"):
            reread(Original(content=content, media_type="text/csv"), reading_of(table))
