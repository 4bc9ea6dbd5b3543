"""How originals were read whose versions are older than the noting of it (schema 0002).

The media type tells the format and the encoding. Of what the operator stated, the article's own
evidence keeps source and agencies. A language, a time zone and names of fields that were stated
then are lost; who needs them imports the files again.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from archive.article import Agency, Article, Original, Source
from archive.errors import UnreadableInput
from archive.readers import Format, RawKind, Reading, RecordForm, Stated
from archive.readers.fields import FieldNames
from archive.readers.tables import find_dialect

_PAGES = {"text/html": RawKind.HTML, "text/plain": RawKind.TEXT}
_RECORDS = {"application/json": (Format.JSON, "json"), "text/csv": (Format.CSV, "csv")}
_STATED_BY = ("archive.toml", "command line", "json", "csv", "feed")
_NAMESPACES = (
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)
# What encloses an entry that was kept without its feed.
_FEEDS = {
    "application/rss+xml": (
        f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"{_NAMESPACES}><channel>',
        "</channel></rss>",
    ),
    "application/atom+xml": (f'<feed xmlns="http://www.w3.org/2005/Atom"{_NAMESPACES}>', "</feed>"),
    "application/rdf+xml": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns="http://purl.org/rss/1.0/"{_NAMESPACES}>',
        "</rdf:RDF>",
    ),
}


def older_reading(article: Article, original: Original) -> Reading:
    """How the original of an article was read, by all that shows it now.

    A record's fields are found by their usual names. Raises UnreadableInput where nothing shows it.
    """
    header = Message()
    header["content-type"] = original.media_type
    media_type = header.get_content_type()
    source = _stated(article.source) if article.source else None
    stated = Stated(source=source, agencies=tuple(_agencies(article)), origin="archive.toml")
    if kind := _PAGES.get(media_type):
        return Reading(
            kind=kind,
            encoding=header.get_content_charset() or "utf-8",
            # A page of a crawl was kept without its address.
            stated=stated if original.name else replace(stated, url=article.url, origin="warc"),
        )
    if media_type in _RECORDS:
        format_, origin = _RECORDS[media_type]
        around = _table(original) if format_ is Format.CSV else {}
        form = RecordForm(format=format_, origin=origin, operator=stated, around=around)
        return Reading(kind=RawKind.RECORD, form=form)
    if media_type not in _FEEDS:
        raise UnreadableInput(f"Its original is of no type that is read ({media_type}).")
    start, end = _FEEDS[media_type]
    around = {"start": start, "end": end}
    form = RecordForm(format=Format.FEED, origin="feed", operator=stated, around=around)
    return Reading(kind=RawKind.RECORD, form=form)


def _table(original: Original) -> dict[str, str]:
    """How a table was written, found from its header and the one record."""
    dialect = find_dialect(original.content.decode("utf-8", "replace"), FieldNames())
    if dialect is None:
        return {"delimiter": ",", "quoting": "quotes"}
    quoting = "none" if dialect.quoting == csv.QUOTE_NONE else "quotes"
    return {"delimiter": dialect.delimiter, "quoting": quoting}


def _agencies(article: Article) -> Iterator[str]:
    for agency in article.agencies:
        if stated := _stated(agency):
            yield stated


def _stated(found: Source | Agency) -> str | None:
    """The name as it was stated, where the evidence is a statement ("archive.toml: AP")."""
    by, _, name = found.evidence.partition(": ")
    return name if by in _STATED_BY and name else None
