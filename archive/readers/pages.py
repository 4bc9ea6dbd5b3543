"""Files that are one article each: plain text and HTML pages."""

import codecs
import re
from collections.abc import Iterator

from archive.article import Original
from archive.readers.encoding import Decoded, decode
from archive.readers.faults import Unreadable
from archive.readers.raw import RawDocument, RawKind
from archive.readers.records import too_large
from archive.readers.streams import Input

NOT_TEXT = (
    "is not text but binary data (an image, an archive, a PDF, ...), or text in an encoding that "
    "is not known. Save its text as UTF-8."
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{1,40})",
    re.I,
)
_DECLARED_WITHIN = 4096  # bytes; the standard says 1,024, pages do not
# What pages declare and what browsers then read (https://encoding.spec.whatwg.org/#names-and-labels)
_READ_AS = {
    "iso8859-1": "windows-1252", "ascii": "windows-1252", "iso8859-9": "windows-1254",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip


def read_page(source: Input, kind: RawKind) -> Iterator[RawDocument | Unreadable]:
    """The one document of a text file or HTML page; none if its end is missing."""
    limit = source.limits.document_bytes
    content = source.stream.read(limit + 1)
    location = source.location
    if len(content) > limit:
        yield too_large(location, limit)
    elif source.stream.fault:
        yield Unreadable(location, f"{location} {source.stream.fault}; it is not imported.")
    elif kind is RawKind.HTML:
        yield html_document(content, name=source.name, location=location)
    else:
        yield _document(content, decode(content), "text/plain", kind, source.name, location)


def html_document(
    content: bytes, *, name: str | None, location: str, charset: str | None = None
) -> RawDocument | Unreadable:
    """The document of an HTML page; `charset` is what its server said."""
    decoded = decode_html(content, charset)
    return _document(content, decoded, "text/html", RawKind.HTML, name, location)


def decode_html(content: bytes, charset: str | None = None) -> Decoded | None:
    """The text of a page: as UTF-8 if it is, else as server or page declare, else by its letters.

    What is declared is often untrue, but text beyond ASCII is hardly ever UTF-8 by chance.
    """
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    labels = [charset or ""]
    if declared:
        labels.append((declared.group(1) or declared.group(2)).decode("ascii"))
    found = decode(content)
    if found is None or found.encoding.startswith(("utf", "iso-2022")):
        return found
    for label in labels:
        try:
            encoding = codecs.lookup(label.strip("'\" ")).name
            encoding = _READ_AS.get(encoding, encoding)
            return Decoded(content.decode(encoding), encoding)
        except (LookupError, ValueError):
            continue
    return found


def _document(
    content: bytes,
    decoded: Decoded | None,
    media_type: str,
    kind: RawKind,
    name: str | None,
    location: str,
) -> RawDocument | Unreadable:
    if decoded is None:
        return Unreadable(location, f"{location} {NOT_TEXT}")
    if not decoded.text.strip("\ufeff\x00 \t\r\n"):
        return Unreadable(location, f"{location} holds nothing but blank space.")
    return RawDocument(
        original=Original(
            content=content, media_type=f"{media_type}; charset={decoded.encoding}", name=name
        ),
        kind=kind,
        text=decoded.text,
        encoding=decoded.encoding,
        location=location,
    )
