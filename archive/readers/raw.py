"""What every reader yields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.article import Original
from archive.readers.formats import Format


class RawKind(StrEnum):
    """What a document is, and so which parser reads it."""

    TEXT = "text"
    HTML = "html"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a record or the operator says of an article, and its page need not.

    Everything is as it was written: `published` in any format, `source` perhaps a domain. `body` is
    plain text, or HTML where `body_is_html`. `timezone` is an IANA name or an offset, for dates
    that name no zone. `fetched` is when a crawler got the page (ISO 8601): published no later, and
    never its date. `feed` is the title of the feed that it stands in, which is its outlet's name
    where nothing tells better. `origin` tells who says so ("json", "csv", "feed", "archive.toml",
    "command line"); it becomes the publication date's method.
    """

    title: str | None = None
    body: str | None = None
    body_is_html: bool = False
    description: str | None = None
    url: str | None = None
    published: str | None = None
    source: str | None = None
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str | None = None
    timezone: str | None = None
    fetched: str | None = None
    feed: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """What has to be known of a record's bytes to read them again.

    `format` is JSON, CSV or FEED, `origin` what its statements name as theirs. `operator` is what
    the operator stated, `fields` the names of fields that were given. `around` is what the file
    tells and the record does not: how a table is written, what encloses a feed's entries, and its
    `title`.
    """

    format: Format
    origin: str
    operator: Stated = field(default_factory=Stated)
    fields: Mapping[str, str] = field(default_factory=dict)
    around: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """One document before parsing.

    `text` is the original's content decoded with `encoding`, otherwise unchanged; it is empty for a
    record, whose content is in `stated`. `location` says where the document came from, for messages
    and reports: "folder/a.zip!b.html", "feed.xml item 3", "x.csv line 17". `form` is a record's.
    """

    original: Original
    kind: RawKind = RawKind.TEXT
    text: str
    encoding: str
    location: str
    stated: Stated = field(default_factory=Stated)
    form: RecordForm | None = None
