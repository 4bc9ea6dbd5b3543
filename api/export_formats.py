"""What hits are taken along as: JSON Lines, CSV or Atom, made batch by batch.

The writers outlive the request that asked for them and look at nothing but what they are given.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from api.answers import document_answer
from api.choices import EXPORT_MEMBERS, ExportFormat
from api.feeds import FEED_END, Home, entry, feed_start
from api.feeds import MEDIA_TYPE as ATOM
from archive import Version

MEDIA_TYPES = {
    ExportFormat.JSONL: "application/x-ndjson",
    ExportFormat.CSV: "text/csv",
    ExportFormat.ATOM: ATOM,
}
CONTENT_TYPES = {
    ExportFormat.JSONL: MEDIA_TYPES[ExportFormat.JSONL],  # JSON is in UTF-8 always
    ExportFormat.CSV: "text/csv; charset=utf-8; header=present",
    ExportFormat.ATOM: f"{ATOM}; charset=utf-8",
}
EXTENSIONS = {ExportFormat.JSONL: "jsonl", ExportFormat.CSV: "csv", ExportFormat.ATOM: "atom"}

_BOM = "\ufeff"
_BETWEEN_VALUES = "; "
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROL = ("\t", "\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContext:
    """What is known of the request: where links lead, the members wanted (None for all), whether
    CSV begins with a byte order mark, and how a feed begins."""

    home: Home
    members: Sequence[str] | None
    bom: bool
    feed_start: str

    @classmethod
    def of_this_request(cls, parameters: dict[str, Any], began: datetime) -> "ExportContext":
        """Of the request that is answered now, with ExportParameters."""
        home = Home.of_this_request()
        return cls(
            home=home,
            members=parameters["members"],
            bom=parameters["bom"],
            feed_start=feed_start(parameters["q"], home, updated=began),
        )

    @property
    def shown(self) -> tuple[str, ...]:
        """The members that are taken along; the id always is."""
        if self.members is None:
            return EXPORT_MEMBERS
        return tuple(name for name in EXPORT_MEMBERS if name == "id" or name in self.members)


Batches = Iterable[Sequence[Version]]


def write_jsonl(batches: Batches, context: ExportContext) -> Iterator[bytes]:
    """An article a line, as `/v1/documents/{id}` answers it but with whole addresses."""
    for batch in batches:
        yield b"".join(
            orjson.dumps(_shown(version, context), option=orjson.OPT_APPEND_NEWLINE)
            for version in batch
        )


def write_csv(batches: Batches, context: ExportContext) -> Iterator[bytes]:
    """A table by RFC 4180, with a header; several values of a cell have `; ` between them."""
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(_BOM if context.bom else "")
    rows.writerow(context.shown)
    for batch in batches:
        rows.writerows(
            [_cell(value) for value in _shown(version, context).values()] for version in batch
        )
        yield _taken(buffer)
    if rest := _taken(buffer):
        yield rest


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def write_atom(batches: Batches, context: ExportContext) -> Iterator[bytes]:
    """A feed with the whole text of every article."""
    yield context.feed_start.encode()
    for batch in batches:
        yield "".join(entry(version, context.home, whole=True) for version in batch).encode()
    yield FEED_END.encode()


WRITERS: dict[ExportFormat, Callable[[Batches, ExportContext], Iterator[bytes]]] = {
    ExportFormat.JSONL: write_jsonl,
    ExportFormat.CSV: write_csv,
    ExportFormat.ATOM: write_atom,
}


def _shown(version: Version, context: ExportContext) -> dict[str, Any]:
    assert version.article is not None  # a deletion is never found
    answer = document_answer(version, version.article, root=context.home.base)
    return {name: answer[name] for name in context.shown}


def _cell(value: Any) -> str | int:
    """A member's value in one cell, which no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, dict):  # a date, or links
        return safe_cell(value.get("at") or value["self"])
    names = [each["name"] if isinstance(each, dict) else each for each in value]
    return safe_cell(_BETWEEN_VALUES.join(names))


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet might run: OWASP's advice on CSV
    injection, and the full-width forms of the same characters, which some programs fold.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("a=b")
    ("'=HYPERLINK(1)", 'a=b')
    """
    dangerous = text.startswith(_CONTROL) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if dangerous else text
