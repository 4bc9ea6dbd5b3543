"""Whatever there is to read -> the documents in it."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from archive.errors import UnreadableInput
from archive.readers.encoding import decode
from archive.readers.faults import BrokenInput, Unreadable
from archive.readers.feeds import read_feed
from archive.readers.files import open_file
from archive.readers.formats import (
    Format,
    detect_format,
    is_readable_name,
    without_suffix,
)
from archive.readers.json_lines import read_json_lines
from archive.readers.json_values import read_json
from archive.readers.limits import Budget, Limits
from archive.readers.options import ReadOptions, merge
from archive.readers.pages import NOT_TEXT, read_page
from archive.readers.raw import RawDocument, RawKind
from archive.readers.streams import HEAD, PIECE, ByteStream, Input, printable
from archive.readers.tables import looks_like_table, read_table
from archive.readers.tar_entries import tar_entries
from archive.readers.unpacking import COMPRESSIONS, unpack
from archive.readers.warc import read_warc
from archive.readers.zip_entries import zip_entries

_WHAT_IS_READ = (
    "text, HTML, JSON, JSON Lines, CSV, TSV, RSS, Atom, WARC, and gzip, zstd, bzip2, xz, zip and "
    "tar around them"
)


def read_input(
    origin: Path | BinaryIO,
    *,
    name: str = "",
    limits: Limits | None = None,
    options: ReadOptions | None = None,
    named: bool = True,
    on_read: Callable[[int], None] | None = None,
) -> Iterator[RawDocument | Unreadable]:
    """The documents in a file, or in a stream called `name`, and what in it is none and why.

    Nothing is raised for what is read: a file that cannot be opened, is damaged or cut off gives
    what came before and an Unreadable. `named` says whether the user named this file, or it was
    found in a folder: then one that no reader takes is passed over instead of a failure. `on_read`
    is told the number of bytes of each piece that comes from the file or stream.
    """
    limits = limits or Limits()
    budget = Budget(limits)
    if not isinstance(origin, Path):
        stream = ByteStream(_pieces(origin, budget, on_read))
        source = Input(printable(Path(name).name), printable(name), stream, limits, budget)
        yield from _read(source, options or ReadOptions(), named)
        return
    location = printable(str(origin))
    try:
        file = open_file(origin, named=named)
    except UnreadableInput as error:
        yield Unreadable(location, str(error))
        return
    with file:
        stream = ByteStream(_pieces(file, budget, on_read))
        source = Input(printable(origin.name), location, stream, limits, budget)
        yield from _read(source, options or ReadOptions(), named)


def _pieces(
    file: BinaryIO, budget: Budget, on_read: Callable[[int], None] | None
) -> Iterator[bytes]:
    # From a pipe what there is, without waiting for a whole piece.
    read = file.read1 if isinstance(file, BufferedReader) else file.read
    while piece := read(PIECE):
        budget.read(len(piece))
        if on_read:
            on_read(len(piece))
        yield piece


def _read(source: Input, options: ReadOptions, named: bool) -> Iterator[RawDocument | Unreadable]:
    head = source.stream.peek(HEAD)
    location = source.location
    if not head and not source.stream.fault:
        passed_over = not named and not is_readable_name(source.name)
        yield Unreadable(location, f"{location} is empty.", passed_over)
        return
    found = _format(head, source.name, options, named)
    if found and found.is_container:
        yield from _read_container(source, found, options, named)
    elif found is None:
        fault = source.stream.fault
        is_text = decode(head) is not None
        reason = f"is of no format that is read ({_WHAT_IS_READ})" if is_text else NOT_TEXT
        passed_over = not (fault or named or is_readable_name(source.name))
        yield Unreadable(location, f"{location} {(fault or reason).rstrip('.')}.", passed_over)
    else:
        yield from _read_format(source, found, options)


def _format(head: bytes, name: str, options: ReadOptions, named: bool) -> Format | None:
    """What a file is: a container by its content; else what the operator says; else what is found.

    Text that nothing else tells of is a table if it begins with known names of columns, and an
    article if its name is a text's or the user named it.
    """
    found = detect_format(head, name)
    if found and found.is_container:
        return found
    decoded = decode(head) if options.format or found in (None, Format.TEXT) else None
    if options.format:
        return options.format if decoded else None
    if decoded is None:
        return found
    if looks_like_table(decoded.text, options.field_names):
        return Format.CSV
    is_markup = decoded.text.lstrip().startswith("<?xml")
    return found or (Format.TEXT if named and not is_markup else None)


def _read_format(
    source: Input, found: Format, options: ReadOptions
) -> Iterator[RawDocument | Unreadable]:
    match found:
        case Format.TEXT | Format.HTML:
            kind = RawKind.HTML if found is Format.HTML else RawKind.TEXT
            for page in read_page(source, kind):
                yield _with_stated(page, options)
            return
        case Format.JSON:
            documents = read_json(_in_utf8(source), options)
        case Format.JSON_LINES:
            documents = read_json_lines(_in_utf8(source), options)
        case Format.CSV | Format.TSV:
            documents = read_table(_in_utf8(source), options)
        case Format.FEED:
            documents = read_feed(source, options)
        case _:
            documents = read_warc(source, options)
    is_empty = True
    for document in documents:
        is_empty = False
        yield document
    if is_empty and not source.stream.fault:
        yield Unreadable(source.location, f"{source.location} holds no article.")
    if source.stream.fault:
        yield Unreadable(
            source.location,
            f"{source.location} {source.stream.fault}; what came before was read.",
        )


def _with_stated(
    document: RawDocument | Unreadable, options: ReadOptions
) -> RawDocument | Unreadable:
    if isinstance(document, Unreadable):
        return document
    return replace(document, stated=merge(options.stated, document.stated))


def _in_utf8(source: Input) -> Input:
    """The same in UTF-8 where it is in UTF-16 or UTF-32, whose line ends are not one byte."""
    decoded = decode(source.stream.peek(HEAD))
    if decoded is None or not decoded.encoding.startswith(("utf-16", "utf-32")):
        return source
    return replace(source, stream=ByteStream(_transcoded(source.stream, decoded.encoding)))


def _transcoded(stream: ByteStream, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while piece := stream.read_some():
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
    if stream.fault:
        raise BrokenInput(stream.fault)


def _read_container(
    source: Input, found: Format, options: ReadOptions, named: bool
) -> Iterator[RawDocument | Unreadable]:
    """What a container holds, whatever that is again."""
    if source.depth >= source.limits.depth:
        yield Unreadable(
            source.location,
            f"{source.location} lies in {source.depth} containers, more than are opened (depth).",
        )
    elif found in COMPRESSIONS:
        pieces = unpack(source.stream, found, source.budget)
        inner = source.inside(without_suffix(source.name), source.location, pieces)
        yield from _read(inner, options, named)
    else:
        entries = zip_entries(source) if found is Format.ZIP else tar_entries(source)
        yield from _read_entries(source, entries, options)


def _read_entries(
    source: Input, entries: Iterator[Input | Unreadable], options: ReadOptions
) -> Iterator[RawDocument | Unreadable]:
    for number, entry in enumerate(entries):
        if number >= source.limits.entries:
            yield Unreadable(
                source.location,
                f"{source.location} has more than {source.limits.entries:,} entries (entries); the "
                "rest is not read.",
            )
            return
        if isinstance(entry, Unreadable):
            yield entry
        elif not _is_hidden(entry.location.rpartition("!")[2]):
            named_alike = replace(entry, name=PurePosixPath(entry.name.replace("\\", "/")).name)
            yield from _read(named_alike, options, named=False)
        if source.budget.exceeded:
            yield Unreadable(
                source.location,
                f"{source.location} {source.budget.exceeded}; the rest is not read.",
            )
            return


def _is_hidden(name: str) -> bool:
    """Whether an entry is what a folder's hidden files are, or macOS adds to every zip."""
    parts = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts)
