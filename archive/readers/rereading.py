"""The same document again, from nothing but its original and how that was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import orjson

from archive.article import Original
from archive.errors import UnreadableInput
from archive.readers.encoding import decode_as
from archive.readers.feeds import stated_of
from archive.readers.fields import FieldNames
from archive.readers.formats import Format
from archive.readers.json_lines import json_value
from archive.readers.raw import RawDocument, RawKind, RecordForm, Stated
from archive.readers.records import all_stated
from archive.readers.tables import record_of

_RECORDS_ENCODING = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How an original was read: what its bytes do not tell themselves.

    `stated` is what the operator said of a page, and the crawl that it comes from; a record's own
    word is in its bytes, and its `form` says how they are read and what the operator said.
    """

    kind: RawKind
    encoding: str = _RECORDS_ENCODING
    stated: Stated = field(default_factory=Stated)
    form: RecordForm | None = None


def reading_of(document: RawDocument) -> Reading:
    """How a document was read."""
    if document.form:
        return Reading(kind=document.kind, form=document.form)
    return Reading(kind=document.kind, encoding=document.encoding, stated=document.stated)


def reading_to_json(reading: Reading) -> str:
    """Canonical JSON: equal readings give equal texts. Empty fields are left out, so that a field
    that is added later leaves those of what is stored as they are."""
    return orjson.dumps(_filled(reading), option=orjson.OPT_SORT_KEYS).decode()


def reading_from_json(text: str) -> Reading:
    """The reading that `reading_to_json` wrote; raises ValueError or KeyError for other JSON."""
    values = orjson.loads(text)
    form = values.get("form")
    return Reading(
        kind=RawKind(values["kind"]),
        encoding=values.get("encoding", _RECORDS_ENCODING),
        stated=_stated(values.get("stated", {})),
        form=form
        and RecordForm(
            format=Format(form["format"]),
            origin=form["origin"],
            operator=_stated(form.get("operator", {})),
            fields=form.get("fields", {}),
            around=form.get("around", {}),
        ),
    )


def reread(original: Original, reading: Reading, *, location: str = "") -> RawDocument:
    """The document that was read, again; its `location` is the original's name if none is given.

    Raises UnreadableInput where the original was not read so.
    """
    form = reading.form
    text, stated = "", reading.stated
    location = location or original.name or ""
    try:
        if form:
            said = _said(original, form)
            if said is None:
                raise ValueError("it has neither text nor title")
            stated = all_stated(said, form)
        else:
            text = decode_as(original.content, reading.encoding)
    except (ValueError, LookupError) as error:
        raise UnreadableInput(f"{location} cannot be read as it was before: {error}.") from error
    return RawDocument(
        original=original,
        kind=reading.kind,
        text=text,
        encoding=reading.encoding,
        location=location,
        stated=stated,
        form=form,
    )


def _said(original: Original, form: RecordForm) -> Stated | None:
    """What a record states itself."""
    if form.format is Format.FEED:
        return stated_of(original.content, original.media_type, form.around)
    if form.format is Format.CSV:
        record: Any = record_of(original.content, form.around)
    else:
        record = json_value(original.content)
    if not isinstance(record, Mapping):
        raise ValueError("it is no record")
    return FieldNames(form.fields).stated(record, form.origin)


def _filled(value: Any) -> dict[str, Any]:
    """The fields of a reading, or of a value in it, that hold anything."""
    held = ((item.name, getattr(value, item.name)) for item in fields(value))
    return {
        name: _filled(inner) if isinstance(inner, Stated | RecordForm) else inner
        for name, inner in held
        if inner and inner != Stated()
    }


def _stated(values: Mapping[str, Any]) -> Stated:
    lists = {name: tuple(values[name]) for name in ("agencies", "authors") if name in values}
    return Stated(**{**values, **lists})
