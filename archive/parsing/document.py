"""A document in any of the readers' formats -> Article."""

from dataclasses import replace
from datetime import datetime

from archive.article import Article
from archive.parsing.html import parse_html
from archive.parsing.records import apply_stated, parse_record
from archive.parsing.text import parse_text
from archive.readers.raw import RawDocument, RawKind


def parse(document: RawDocument, *, now: datetime | None = None) -> Article:
    """The article in a document.

    What its record or the operator states wins over what is found in its text. `now` bounds the
    publication date (aware; the current time by default).

    Raises UnreadableInput when there is no article in it, with the reason.
    """
    stated = document.stated
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
