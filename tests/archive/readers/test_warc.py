"""WARC files as crawlers write them."""

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import Article, Limits, Settings, import_paths, open_store
from tests.archive.readers.reading import read, reasons

TEXTS = {
    "ferry": "The ferry line to the islands will close in autumn, its owner said on Monday.",
    "bridge": "Die Brücke über den Fluss bleibt bis März gesperrt, teilte die Stadt am Freitag.",
    "harvest": "Growers in the valley expect the smallest harvest in ten years after the frost.",
}


def address(name: str) -> str:
    return f"https://news.example.org/2024/10/{name}.html"


def page(name: str, charset: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{TEXTS[name]} This is paragraph {n} of it.</p>" for n in range(8))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>The {name}</title>'
        f'<link rel="canonical" href="{address(name)}">'
        '<meta property="article:published_time" content="2024-10-21T09:32:00+00:00"></head>'
        f"<body><article><h1>The {name} of the year</h1>{paragraphs}</article></body></html>"
    ).encode(charset)


def response(
    writer: WARCWriter,
    url: str,
    payload: bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: tuple[tuple[str, str], ...] = (),
) -> None:
    http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(payload),
        length=len(payload),
        http_headers=http,
        warc_headers_dict={"WARC-Date": "2024-11-02T03:04:05Z"},
    )
    writer.write_record(record)
    record.raw_stream.close()  # warcio leaves its temporary file open


def crawl(*, packed: bool) -> bytes:
    content = io.BytesIO()
    writer = WARCWriter(content, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "a test"}))
    response(writer, address("ferry"), page("ferry"))
    response(writer, "https://news.example.org/a.png", b"\x89PNG", kind="image/png")
    response(writer, "https://news.example.org/gone", b"<p>gone", status="404 Not Found")
    chunked = b"".join(
        b"%x\r\n%s\r\n" % (len(part), part)
        for part in (page("bridge", "iso-8859-1")[:500], page("bridge", "iso-8859-1")[500:], b"")
    )
    response(writer, address("bridge"), chunked, kind="text/html; charset=ISO-8859-1",
             headers=(("Transfer-Encoding", "chunked"),))  # fmt: skip
    response(writer, address("harvest"), gzip.compress(page("harvest")),
             headers=(("Content-Encoding", "gzip"),))  # fmt: skip
    return content.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_and_the_rest_passed_over(packed: bool) -> None:
    documents, others = read(crawl(packed=packed), "a.warc.gz" if packed else "a.warc")
    assert [document.original.content for document in documents] == [
        page("ferry"),
        page("bridge", "iso-8859-1"),
        page("harvest"),
    ]
    assert documents[1].encoding == "windows-1252"
    assert "Brücke" in documents[1].text
    stated = documents[0].stated
    assert (stated.url, stated.origin) == (address("ferry"), "warc")
    assert (stated.fetched, stated.published) == ("2024-11-02T03:04:05Z", None)
    assert address("ferry") in documents[0].location
    assert [other.passed_over for other in others] == [True, True]
    assert "image/png" in reasons(others)
    assert "404" in reasons(others)


def articles(folder: Path, data: Path) -> dict[str, Article | None]:
    store = open_store(Settings(data=data))
    try:
        report = import_paths(store, [folder], settings=Settings(data=data))
        assert not report.failed
        return {change.id: change.article for change in store.changes_since(0)}
    finally:
        store.close()


def test_a_crawl_imports_to_the_same_articles_as_its_pages(tmp_path: Path) -> None:
    pages, warcs = tmp_path / "pages", tmp_path / "warcs"
    pages.mkdir()
    warcs.mkdir()
    for name in TEXTS:
        (pages / f"{name}.html").write_bytes(
            page(name, "iso-8859-1" if name == "bridge" else "utf-8")
        )
    (warcs / "CC-NEWS-1.warc.gz").write_bytes(crawl(packed=True))
    found = articles(pages, tmp_path / "a")
    assert len(found) == 3
    assert found == articles(warcs, tmp_path / "b")


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl_that_is_cut_off_gives_what_came_before(packed: bool) -> None:
    content = crawl(packed=packed)
    documents, others = read(content[:-100], "a.warc")
    assert [document.original.content for document in documents] == [
        page("ferry"),
        page("bridge", "iso-8859-1"),
    ]
    assert "cut off" in reasons(others)


def test_a_page_beyond_the_limit_and_nonsense_are_told() -> None:
    documents, others = read(crawl(packed=False), "a.warc", limits=Limits(document_bytes=200))
    assert documents == []
    assert "200 bytes" in reasons(others)
    documents, others = read(b"WARC/1.0\r\nnonsense\r\n\r\n", "a.warc")
    assert documents == []
    documents, others = read(crawl(packed=False) + b"garbage " * 100, "a.warc")
    assert len(documents) == 3
    assert "cannot be read on" in reasons(others)
    whole = crawl(packed=False)
    end = whole.index(b"\r\n\r\nWARC/1.0", whole.index(b"</html>"))
    documents, others = read(whole[:end] + b"junk" + whole[end:], "a.warc")
    assert len(documents) == 3
    assert "belong to none" in reasons(others)


def test_a_packing_that_is_not_read_is_named() -> None:
    content = io.BytesIO()
    response(WARCWriter(content, gzip=False), address("ferry"), b"\x0b\x02\x80",
             headers=(("Content-Encoding", "br"),))  # fmt: skip
    documents, others = read(content.getvalue(), "a.warc")
    assert (documents, "'br'" in reasons(others)) == ([], True)


def test_a_record_without_an_address_is_passed_over_and_the_rest_read() -> None:
    lost = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nlost\r\n\r\n"
    documents, others = read(lost + crawl(packed=False), "crawl.warc")

    assert len(documents) == len(read(crawl(packed=False), "crawl.warc")[0])
    assert "record 1 () is no page" in reasons(others)


@pytest.mark.parametrize("line", [b"\0" * 2**20, b"X-Name: value\r\n" * 70_000])
def test_headers_without_end_are_given_up(line: bytes) -> None:
    documents, others = read(crawl(packed=False) + b"WARC/1.0\r\n" + line * 20, "crawl.warc")

    assert documents
    assert "cannot be read on after record" in reasons(others)
    assert "its headers have more than" in reasons(others)
