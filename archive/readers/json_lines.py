"""JSON Lines: one record in each line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from archive.readers.encoding import decode
from archive.readers.faults import Unreadable
from archive.readers.formats import Format
from archive.readers.options import ReadOptions
from archive.readers.raw import RawDocument
from archive.readers.records import record_document, record_form, too_large
from archive.readers.streams import Input

MEDIA_TYPE = "application/json"


def read_json_lines(source: Input, options: ReadOptions) -> Iterator[RawDocument | Unreadable]:
    """A document for each line that holds an object; a line that does not is reported alone."""
    limit = source.limits.document_bytes
    number = 0
    while line := source.stream.readline(limit + 1):
        number += 1
        location = f"{source.location} line {number}"
        content = line.strip(b"\xef\xbb\xbf \t\r\n\0")
        if len(line) > limit and not line.endswith(b"\n"):
            source.stream.skip_line()
            yield too_large(location, limit)
        elif content:
            yield read_json_record(source, content, location, options)


def read_json_record(
    source: Input,
    content: bytes,
    location: str,
    options: ReadOptions,
    *,
    origin: str = "json",
    around: Mapping[str, str] | None = None,
) -> RawDocument | Unreadable:
    """The document of one JSON object; see RecordForm for `origin` and what is `around` it."""
    try:
        record = json_value(content)
    except ValueError as error:
        return Unreadable(location, f"{location} is not JSON: {error}.")
    if not isinstance(record, dict):
        kind = "an array" if isinstance(record, list) else "a single value"
        return Unreadable(location, f"{location} is {kind}, where an article is an object.")
    return record_document(
        source,
        record,
        content=content,
        media_type=MEDIA_TYPE,
        location=location,
        form=record_form(Format.JSON, options, origin=origin, around=around),
        options=options,
    )


def json_value(content: bytes) -> Any:
    """A JSON text's value. Of two equal keys the last counts, as everywhere.

    NaN and Infinity, which no JSON has but pandas and Python write, are None; half surrogate pairs
    are let through. Raises ValueError, also for what is nested too deeply.
    """
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        reason = str(error)
    decoded = decode(content)
    if decoded is None:
        raise ValueError("it has bytes that are no text")
    try:
        return json.loads(decoded.text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise ValueError(reason) from None
