"""What a file is: told by its content first, by its name second."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

import orjson

from archive.readers.encoding import decode


class Format(StrEnum):
    """The formats that are read; the values are what `--format` takes."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    FEED = "feed"
    WARC = "warc"
    GZIP = "gzip"
    ZSTD = "zstd"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZIP = "zip"
    TAR = "tar"

    @property
    def is_container(self) -> bool:
        """Whether it is around files, and not a file's own format."""
        return self in CONTAINERS


CONTAINERS = frozenset({Format.GZIP, Format.ZSTD, Format.BZIP2, Format.XZ, Format.ZIP, Format.TAR})
_MAGIC = (
    (b"\x1f\x8b", Format.GZIP),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    (b"BZh", Format.BZIP2),
    (b"\xfd7zXZ\x00", Format.XZ),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"WARC/", Format.WARC),
)
# Office documents and books are zips too, but not of articles: how they begin, 30 bytes in.
_OFFICE = (b"[Content_Types].xml", b"mimetype", b"META-INF/", b"_rels/")
_BY_NAME = {
    ".txt": Format.TEXT, ".text": Format.TEXT, ".asc": Format.TEXT, ".story": Format.TEXT,
    "": Format.TEXT,
    ".html": Format.HTML, ".htm": Format.HTML, ".xhtml": Format.HTML, ".shtml": Format.HTML,
    ".json": Format.JSON, ".jsonl": Format.JSON_LINES, ".ndjson": Format.JSON_LINES,
    ".csv": Format.CSV, ".tsv": Format.TSV, ".tab": Format.TSV,
}  # fmt: skip
_BEFORE_ROOT = re.compile(r"\s+|<\?[^>]{0,2000}>|<!--|<!doctype(?!\s+html)", re.I)
_ROOT = re.compile(r"<(?:!doctype\s+)?(?:[\w.-]{1,40}:)?([a-z][a-z0-9]{0,20})(?=[\s>/])", re.I)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_HTML_ROOTS = frozenset(
    "html head body div p article section main meta title link span table script style h1 h2 h3 "
    "header nav a ul ol br img center font base noscript b i em strong".split()
)


# What compressed files are called; ".tgz" hides a second suffix.
_PACKED = {
    ".gz": "", ".gzip": "", ".zst": "", ".zstd": "", ".bz2": "", ".xz": "",
    ".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar",
}  # fmt: skip
_BINARY_NAMES = frozenset({*_PACKED, ".zip", ".tar", ".warc", ".rss", ".atom", ".rdf", ".xml"})


def is_readable_name(name: str) -> bool:
    """Whether a name promises something that is read, so that its failing to be is a failure."""
    suffix = suffix_of(name)
    return suffix in _BINARY_NAMES or (suffix != "" and suffix in _BY_NAME)


def without_suffix(name: str) -> str:
    """What a compressed file's content is called."""
    suffix = suffix_of(name)
    return name[: -len(suffix)] + _PACKED[suffix] if suffix in _PACKED else name


def suffix_of(name: str) -> str:
    """The end of a file's name from its last dot on, in lower case; "" where nobody would call it
    one ("53068", "report no. 5", "2024.10.24")."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z][a-z0-9]{0,9}", suffix) else ""


def detect_format(head: bytes, name: str) -> Format | None:
    """What a file is, by its first bytes and its name; None for what no reader takes."""
    for magic, found in _MAGIC:
        if head.startswith(magic):
            is_office = found is Format.ZIP and head[30:].startswith(_OFFICE)
            return None if is_office else found
    if head[257:262] == b"ustar":
        return Format.TAR
    decoded = decode(head)
    if decoded is None:
        return None
    text = decoded.text.lstrip("\ufeff \t\r\n\0")
    named = _BY_NAME.get(suffix_of(name))
    if text.startswith(("{", "[")):
        return _json_format(text, named) or named
    if text.startswith("<"):
        return _markup_format(text, named)
    return named


def _json_format(text: str, named: Format | None) -> Format | None:
    if not re.match(r"\{\s*[\"}]|\[\s*[\[{\]]", text):
        return None
    if text.startswith("["):
        return Format.JSON_LINES if named is Format.JSON_LINES and text[1:2] == "{" else Format.JSON
    if named is Format.JSON_LINES:
        return named
    first, _, rest = text.partition("\n")
    if not rest.lstrip().startswith("{"):
        return Format.JSON
    try:
        orjson.loads(first)
    except orjson.JSONDecodeError:
        # Several lines that begin alike are lines; an object over many lines is indented.
        return Format.JSON_LINES if rest.startswith('{"') else Format.JSON
    return Format.JSON_LINES


def _markup_format(text: str, named: Format | None) -> Format | None:
    """HTML or a feed by its first element; other XML is nobody's, unless named a page."""
    start = 0
    while match := _BEFORE_ROOT.match(text, start):
        start = match.end()
        if match.group() == "<!--":
            start = _beyond(text, "-->", start)
        elif match.group().lower() == "<!doctype":
            has_subset = "[" in text[start : _beyond(text, ">", start)]
            start = _beyond(text, ">", _beyond(text, "]", start) if has_subset else start)
    root = _ROOT.match(text, start)
    name = root.group(1).lower() if root else ""
    if name in _FEED_ROOTS:
        return Format.FEED
    return Format.HTML if name in _HTML_ROOTS else named


def _beyond(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
