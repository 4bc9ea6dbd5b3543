"""JSON files that are not lines: an array of records, one record, or an object around an array."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archive.readers.faults import Unreadable
from archive.readers.fields import FieldNames
from archive.readers.json_lines import json_value, read_json_record
from archive.readers.options import ReadOptions
from archive.readers.raw import RawDocument
from archive.readers.records import too_large
from archive.readers.streams import ByteStream, Input

_STRUCTURE = re.compile(rb'["{}\[\]]')
_IN_STRING = re.compile(rb'\\.|"|\\\Z', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,\0]*")
_SCALAR = re.compile(rb'[^\s,\[\]{}"]+')
_DEEPEST = 3  # levels of objects around the array of records


def read_json(source: Input, options: ReadOptions) -> Iterator[RawDocument | Unreadable]:
    """The documents of one JSON text or several after one another.

    An array is streamed: one of its records is in memory at a time, and one that is damaged is
    reported alone. An object is read whole.
    """
    values = _Values(source.stream)
    number = 0
    while start := values.next_start():
        if start == b"[":
            values.enter()
            continue
        inside = values.depth > 0
        limit = source.limits.document_bytes if inside else source.limits.whole_bytes
        content = values.take(limit)
        if content is None:
            number += 1
            location = f"{source.location} record {number}"
            yield too_large(location, limit) if inside else _too_large_as_whole(source, limit)
        elif inside:
            number += 1
            yield read_json_record(source, content, f"{source.location} record {number}", options)
        else:
            for document in _read_object(source, content, number, options):
                number += 1
                yield document
    if values.depth and not source.stream.fault:
        yield Unreadable(source.location, f"{source.location} ends within its array (cut off).")


def _read_object(
    source: Input, content: bytes, before: int, options: ReadOptions
) -> Iterator[RawDocument | Unreadable]:
    """The documents of a whole object: itself, or the records of the array that it holds."""
    first = f"{source.location} record {before + 1}" if before else source.location
    try:
        value = json_value(content)
    except ValueError as error:
        yield Unreadable(first, f"{first} is not JSON: {error}.")
        return
    paths = []
    around = options.field_names.knows(value) if isinstance(value, dict) else frozenset()
    if isinstance(value, dict) and "body" not in around:
        paths = [path for path, inner in _arrays(value, ()) if _are_records(inner, around, options)]
    if len(paths) > 1:
        found = ", ".join(".".join(path) for path in paths)
        yield Unreadable(first, f"{first} has more than one list of articles ({found}).")
    elif paths:
        is_feed = "jsonfeed.org" in str(value.get("version", ""))[:80]
        origin = "feed" if is_feed else "json"
        title = _title(value) if is_feed else None
        array = content[_offset(content, paths[0]) :]
        elements = _Values(ByteStream(iter([array])))
        elements.next_start()
        elements.enter()
        number = before
        while elements.next_start() and elements.depth:
            number += 1
            location = f"{source.location} {'item' if is_feed else 'record'} {number}"
            record = elements.take(source.limits.document_bytes)
            if record is None:
                yield too_large(location, source.limits.document_bytes)
            else:
                yield read_json_record(
                    source,
                    record,
                    location,
                    options,
                    origin=origin,
                    around={"title": title} if title else None,
                )
    else:
        yield read_json_record(source, content, first, options)


def _title(feed: Mapping[str, Any]) -> str | None:
    stated = FieldNames().stated(feed, "")
    return stated.title if stated else None


def _too_large_as_whole(source: Input, limit: int) -> Unreadable:
    return Unreadable(
        source.location,
        f"{source.location} is one JSON object of more than {limit:,} bytes (whole_bytes), which "
        "is not streamed. Write its records as JSON Lines.",
    )


def _arrays(
    value: Mapping[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    for name, inner in value.items():
        if isinstance(inner, list):
            yield (*path, name), inner
        elif isinstance(inner, dict) and len(path) + 1 < _DEEPEST:
            yield from _arrays(inner, (*path, name))


def _are_records(values: list[Any], around: frozenset[str], options: ReadOptions) -> bool:
    """Whether a list holds articles: objects with a text, or with a title where what is `around`
    them has none (an article's authors, tags and pictures may have titles)."""
    first = next((value for value in values if value is not None), None)
    if not isinstance(first, dict):
        return False
    stated = options.field_names.stated(first, "")
    return stated is not None and (bool(stated.body) or "title" not in around)


def _offset(content: bytes, path: tuple[str, ...]) -> int:
    """Where in an object's text the value at a path begins."""
    at = content.index(b"{") + 1
    found: int | None = None
    for depth, name in enumerate(path):
        while found is None:
            at = _after(_BETWEEN, content, at)
            key_end = _string_end(content, at)
            key = json_value(content[at:key_end])
            value = _after(re.compile(rb"[\s:]*"), content, key_end)
            # Of two equal keys the last counts, but here the first is good enough to begin at.
            if key == name:
                found = value
            else:
                at = _value_end(content, value)
        if depth + 1 < len(path):
            at, found = found + 1, None
    assert found is not None, "the path was found in the parsed value"
    return found


def _after(pattern: re.Pattern[bytes], content: bytes, at: int) -> int:
    match = pattern.match(content, at)
    return match.end() if match else at


def _string_end(content: bytes, at: int) -> int:
    scan = _Scan()
    end = scan.advance(content, at)
    return end if end is not None else len(content)


def _value_end(content: bytes, at: int) -> int:
    if content[at : at + 1] in (b'"', b"{", b"["):
        return _string_end(content, at)
    return _after(_SCALAR, content, at)


class _Scan:
    """Finds where a string, object or array ends, in text that comes in pieces."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def advance(self, content: bytes, at: int) -> int | None:
        """Where the value ends, None if beyond this content."""
        if self._escaped:
            at, self._escaped = at + 1, False
        while match := (_IN_STRING if self._in_string else _STRUCTURE).search(content, at):
            at = match.end()
            sign = match.group()
            if sign == b'"':
                self._in_string = not self._in_string
            elif sign in (b"{", b"["):
                self._depth += 1
            elif sign in (b"}", b"]"):
                self._depth -= 1
            elif sign == b"\\":  # what it escapes comes with the next piece
                self._escaped = True
                return None
            if self._depth <= 0 and not self._in_string:
                return at
        return None


class _Values:
    """The values in a JSON text one after another, with arrays entered instead of taken."""

    def __init__(self, stream: ByteStream) -> None:
        self.depth = 0
        self._stream = stream
        self._buffer = b""
        self._at = 0

    def next_start(self) -> bytes:
        """The first byte of the next value, b"" at the end; arrays that end are left."""
        while True:
            self._at = _after(_BETWEEN, self._buffer, self._at)
            sign = self._buffer[self._at : self._at + 1]
            if sign == b"]":
                self.depth = max(0, self.depth - 1)
                self._at += 1
            elif sign in (b"}", b"\xef", b"\xbb", b"\xbf"):  # left over, or a byte order mark
                self._at += 1
            elif sign:
                return sign
            elif not self._refill():
                return b""

    def enter(self) -> None:
        """Go into the array that begins here."""
        self.depth += 1
        self._at += 1

    def take(self, limit: int) -> bytes | None:
        """The text of the value that begins here; None if it is longer than the limit."""
        scan = _Scan()
        is_scalar = self._buffer[self._at : self._at + 1] not in (b'"', b"{")
        parts: list[bytes] = []
        size = 0
        while True:
            end = (
                _after(_SCALAR, self._buffer, self._at)
                if is_scalar
                else scan.advance(self._buffer, self._at)
            )
            part = self._buffer[self._at : end]
            size += len(part)
            if size <= limit:
                parts.append(part)
            self._at = len(self._buffer) if end is None else end
            if (end is not None and not (is_scalar and end == len(self._buffer))) or (
                not self._refill()
            ):
                return b"".join(parts) if size <= limit else None

    def _refill(self) -> bool:
        """The next piece in place of what was used; False at the end."""
        self._buffer, self._at = self._stream.read_some(), 0
        return bool(self._buffer)
