"""One record of a file -> the document it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from archive.article import Original
from archive.readers.faults import Unreadable
from archive.readers.formats import Format
from archive.readers.options import ReadOptions, merge
from archive.readers.raw import RawDocument, RawKind, RecordForm, Stated
from archive.readers.streams import Input

_NAMED = 8  # of a record's fields in a message


def record_document(
    source: Input,
    record: Mapping[str, Any],
    *,
    content: bytes,
    media_type: str,
    location: str,
    form: RecordForm,
    options: ReadOptions,
) -> RawDocument | Unreadable:
    """The document of a record with named fields, `content` being the record as it came."""
    if len(content) > source.limits.document_bytes:
        return too_large(location, source.limits.document_bytes)
    stated = options.field_names.stated(record, form.origin)
    if stated is None:
        names = [repr(str(name)) for name in record][:_NAMED]
        has = f"its fields are {', '.join(names)}" if names else "it has no fields"
        return Unreadable(
            location,
            f"{location} has neither text nor title ({has}). If it has under another name, say so: "
            "--field body=NAME.",
        )
    has_text = stated.body or stated.description
    if not has_text and (unread := options.field_names.unread_text(record)):
        return Unreadable(
            location,
            f"{location} has a title but no text, and its field {unread!r}, which is not read, "
            f"looks like one. Say what it is: --field body={unread}.",
        )
    return stated_document(
        source,
        stated,
        content=content,
        media_type=media_type,
        location=location,
        form=form,
    )


def record_form(
    format: Format, options: ReadOptions, *, origin: str, around: Mapping[str, str] | None = None
) -> RecordForm:
    """How the records of a file are read; see RecordForm."""
    return RecordForm(
        format=format,
        origin=origin,
        operator=options.stated,
        fields=dict(options.fields),
        around=around or {},
    )


def stated_document(
    source: Input,
    stated: Stated,
    *,
    content: bytes,
    media_type: str,
    location: str,
    form: RecordForm,
) -> RawDocument:
    """The document of what a record states, and the operator of it."""
    return RawDocument(
        original=Original(content=content, media_type=media_type, name=source.name),
        kind=RawKind.RECORD,
        text="",
        encoding="utf-8",
        location=location,
        stated=all_stated(stated, form),
        form=form,
    )


def all_stated(said: Stated, form: RecordForm) -> Stated:
    """What a record says itself, with what the operator says of it and the feed around it."""
    return merge(form.operator, replace(said, feed=form.around.get("title")))


def too_large(location: str, limit: int) -> Unreadable:
    """For an article beyond the limit of one."""
    return Unreadable(
        location,
        f"{location} has more than the {limit:,} bytes allowed for one article. Split it, or raise "
        "ARCHIVE_MAX_ARTICLE_BYTES.",
    )
