"""A document in any of the readers' formats -> Article."""

from dataclasses import replace
from datetime import UTC, datetime

from archive.article import Article
from archive.parsing.html import parse_html
from archive.parsing.records import apply_stated, parse_record
from archive.parsing.text import parse_text
from archive.parsing.written import now_utc, read_date
from archive.readers.raw import RawDocument, RawKind


def parse(document: RawDocument, *, now: datetime | None = None) -> Article:
    """The article in a document.

    What its record or the operator states wins over what is found in its text. `now` bounds the
    publication date (aware; the current time by default), and so does the time at which a crawler
    fetched the page.

    Raises UnreadableInput when there is no article in it, with the reason.
    """
    stated = document.stated
    now = _latest(stated.fetched, now)
    name = document.original.name or document.location
    match document.kind:
        case RawKind.RECORD:
            return parse_record(stated, name=document.location, now=now)
        case RawKind.HTML:
            found = parse_html(
                document.text, name=name, url=stated.url, timezone=stated.timezone, now=now
            )
        case RawKind.TEXT:
            found = parse_text(document.text, name=name, now=now)
    return apply_stated(found, replace(stated, body=None), now=now)


def _latest(fetched: str | None, now: datetime | None) -> datetime | None:
    """The time that bounds the publication date: nothing is published after it was fetched."""
    crawled = read_date(fetched) if fetched else None
    if crawled is None:
        return now
    return min((crawled.utc or crawled.local).replace(tzinfo=UTC), now_utc(now).replace(tzinfo=UTC))
