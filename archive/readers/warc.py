"""WARC files, as Common Crawl's CC-NEWS has them (ISO 28500): pages as a crawler got them."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import Any

from archive.readers.faults import Unreadable
from archive.readers.options import ReadOptions, merge
from archive.readers.pages import html_document
from archive.readers.raw import RawDocument, Stated
from archive.readers.records import too_large
from archive.readers.streams import Input, printable

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_LONGEST_LINE = 256 * 1024  # bytes of a header; the rest counts as another
_LARGEST_HEADERS = 8 * 2**20  # bytes of one record's


def read_warc(source: Input, options: ReadOptions) -> Iterator[RawDocument | Unreadable]:
    """A document for each HTML page that a server gave with status 200.

    Its address is stated; when it was fetched is kept beside, and never its date. Other responses
    are passed over, requests and metadata are not mentioned.
    """
    from warcio.archiveiterator import WARCIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    records = WARCIterator(source.stream)
    records.INC_RECORD = ""  # it would print bytes of the file; they are reported below
    headers = _Headers(records)
    number = 0
    while True:
        headers.begin_record()
        try:
            record = next(records, None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError) as error:
            reason = f"cannot be read on after record {number}: {printable(str(error))[:200]}"
            yield Unreadable(source.location, f"{source.location} {reason}.")
            return
        if record is None:
            break
        number += 1
        if record.rec_type == "response":
            try:
                document = _response(record, number, source, options)
            except (ValueError, OSError, EOFError, zlib.error) as error:
                location = f"{source.location} record {number}"
                document = Unreadable(location, f"{location} is damaged ({error}).")
            yield document
    if records.err_count:
        yield Unreadable(
            source.location,
            f"{source.location} has bytes between its records that belong to none (damaged).",
        )


class _Headers:
    """Keeps the headers of damaged and hostile files from taking all time and memory.

    warcio joins the pieces of a line, which takes quadratic time, whatever its length; and it fails
    on a response that names no address, which is no page then.
    """

    def __init__(self, records: Any) -> None:
        self._left = 0
        self._readline = records.reader.readline
        self._load = records.loader.load_http_headers
        records.reader.readline = self._read_line
        records.loader.load_http_headers = self._load_of_address

    def begin_record(self) -> None:
        """The next record may have as many headers as any."""
        self._left = _LARGEST_HEADERS

    def _read_line(self, length: int | None = None) -> bytes:
        line: bytes = self._readline(min(length or _LONGEST_LINE, _LONGEST_LINE))
        self._left -= len(line)
        if self._left < 0:
            raise ValueError(f"its headers have more than {_LARGEST_HEADERS:,} bytes")
        return line

    def _load_of_address(self, kind: str, url: str | None, stream: Any, length: int | None) -> Any:
        return self._load(kind, url, stream, length) if url else None


def _response(
    record: Any, number: int, source: Input, options: ReadOptions
) -> RawDocument | Unreadable:
    url = printable(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    location = f"{source.location} record {number} ({url})"
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        status = headers.get_statuscode() if headers else "no HTTP"
        reason = f"{location} is no page: its status is {printable(status or 'none')}."
        return Unreadable(location, reason, passed_over=True)
    media_type, charset = _content_type(headers.get_header("Content-Type") or "")
    if media_type not in _PAGES:
        reason = f"{location} is no HTML page but {printable(media_type) or 'of no type'}."
        return Unreadable(location, reason, passed_over=True)
    packing = (headers.get_header("Content-Encoding") or "").strip().lower()
    if packing not in _ENCODINGS:
        return Unreadable(
            location, f"{location} is compressed as {printable(packing)!r}, which is not read."
        )
    limit = source.limits.document_bytes
    content = _payload(record, limit)
    if len(content) > limit:
        return too_large(location, limit)
    if record.raw_stream.read(1) == b"" and record.raw_stream.limit > 0:
        fault = source.stream.fault or "ends in the middle (cut off)"
        return Unreadable(location, f"{location} {fault}; it is not imported.")
    if not content:
        return Unreadable(location, f"{location} is empty.")
    document = html_document(content, name=None, location=location, charset=charset)
    if isinstance(document, Unreadable):
        return document
    stated = Stated(
        url=url or None, fetched=record.rec_headers.get_header("WARC-Date"), origin="warc"
    )
    return replace(document, stated=merge(options.stated, stated))


def _payload(record: Any, limit: int) -> bytes:
    """What the server sent, without chunks and compression; at most a byte more than the limit."""
    stream = record.content_stream()
    parts: list[bytes] = []
    missing = limit + 1
    while missing > 0 and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _content_type(header: str) -> tuple[str, str | None]:
    """A header's media type in lower case, and its charset."""
    message = Message()
    message["content-type"] = header.replace("\n", " ").replace("\r", " ")
    return header.partition(";")[0].strip().lower(), message.get_content_charset()
