"""The body of an import -> files on the disk, piece by piece, however it was sent."""

from collections.abc import Iterator
from itertools import chain
from typing import IO, NoReturn

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData
from werkzeug.wsgi import get_input_stream

from api import problems
from api.import_parameters import MAX_NAME_LENGTH
from api.problems import Problem
from archive import Upload, UploadTooLarge

PIECE = 256 * 1024
IDLE_SECONDS = 60.0
"""So long a sender may send nothing at all: until then it keeps one of a few places."""

FORM = "multipart/form-data"
_MOST_PARTS = 1_000
_FORM_BYTES = 2**20
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_NO_CODING = ("", "identity")

Fields = dict[str, list[str]]


def receive(request: Request, upload: Upload, name: str | None, max_bytes: int) -> Fields:
    """Write the files that a request brings to the upload; the fields' values, if it is a form.

    A body compressed by gzip or zstd stays so: the readers unpack it, within their limits. Raises
    a Problem for a body that is too large, empty, broken off or coded otherwise, and
    UploadsUnavailable or DiskFull.
    """
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    is_form = request.mimetype == FORM
    if coding not in _NO_CODING and (is_form or coding not in _MAGIC):
        _refuse_coding(coding, is_form=is_form)
    # Refused before it is sent; what is around a form's files does not count, and is little.
    if (request.content_length or 0) > max_bytes + (_FORM_BYTES if is_form else 0):
        _refuse_size(max_bytes)
    fields: Fields = {}
    try:
        if is_form:
            fields = _receive_form(request, upload)
        else:
            with upload.file(name, request.mimetype or None) as write:
                for piece in _coded(_pieces(request), coding):
                    write(piece)
    except UploadTooLarge:
        _refuse_size(max_bytes)
    if not any(file.bytes for file in upload.files):
        raise _malformed("Nothing was sent: the body is the articles, or a form with files.")
    return fields


def _receive_form(request: Request, upload: Upload) -> Fields:
    fields: Fields = {}
    text = _Text()
    try:
        events = _events(request)
        for event in events:
            if isinstance(event, File):
                media_type = event.headers.get("Content-Type", "").partition(";")[0].strip()
                with upload.file(_name(event), media_type.lower() or None) as write:
                    for piece in _content(events):
                        write(piece)
            elif isinstance(event, Field):
                fields.setdefault(event.name, []).append(text.of(events))
    except RequestEntityTooLarge as error:
        raise Problem(
            problems.TOO_LARGE,
            f"The form has more than {_MOST_PARTS:,} parts, or fields of more than "
            f"{_FORM_BYTES:,} bytes; send files as files (curl -F 'file=@articles.jsonl').",
        ) from error
    except ValueError as error:
        raise _malformed(f"The form cannot be read, or broke off: {error}.") from error
    if not upload.files:
        raise _malformed("The form has no file. Send one as curl does: -F 'file=@articles.jsonl'.")
    return fields


def _name(file: File) -> str | None:
    """What a form calls a file; the end of it, where it is very long."""
    return file.filename[-MAX_NAME_LENGTH:] or None


def _events(request: Request) -> Iterator[Event]:
    """A form's parts, each as its head and the pieces of its content; raises ValueError for what is
    none, or not whole."""
    boundary = request.mimetype_params.get("boundary", "").encode()
    if not boundary:
        raise ValueError("its Content-Type names no boundary")
    decoder = MultipartDecoder(boundary, max_form_memory_size=_FORM_BYTES, max_parts=_MOST_PARTS)
    for piece in chain(_pieces(request), [None]):
        decoder.receive_data(piece)
        while not isinstance(event := decoder.next_event(), NeedData | Epilogue):
            yield event


def _content(events: Iterator[Event]) -> Iterator[bytes]:
    """The content of the part whose head came last."""
    for event in events:
        if isinstance(event, Data):
            yield event.data
            if not event.more_data:
                return


class _Text:
    """The values of fields: those of one form may have _FORM_BYTES together."""

    def __init__(self) -> None:
        self._left = _FORM_BYTES

    def of(self, events: Iterator[Event]) -> str:
        """The value of the field whose head came last."""
        value = b""
        for piece in _content(events):
            self._left -= len(piece)
            if self._left < 0:
                raise RequestEntityTooLarge
            value += piece
        return value.decode()


def _pieces(request: Request) -> Iterator[bytes]:
    """The body as it comes; a Problem where it breaks off.

    Not by way of `request.stream`: that has the limit of one article.
    """
    if connection := request.environ.get("gunicorn.socket"):
        connection.settimeout(IDLE_SECONDS)
    stream = get_input_stream(request.environ)
    received = 0
    while piece := _read(stream, received):
        received += len(piece)
        yield piece
    if received < (request.content_length or 0):
        raise _broken_off(received)


def _read(stream: IO[bytes], received: int) -> bytes:
    try:
        return stream.read(PIECE)
    except TimeoutError as error:
        raise _malformed(f"Nothing came for {IDLE_SECONDS:.0f} seconds.") from error
    except Exception as error:  # every server has its own for a body that breaks off
        raise _broken_off(received) from error


def _coded(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """The same pieces, which must begin as the coding does."""
    magic = _MAGIC.get(coding, b"")
    for piece in pieces:
        if not piece.startswith(magic[: len(piece)]):
            raise _malformed(f"The header says Content-Encoding: {coding}, but the body is not.")
        magic = b""
        yield piece


def _broken_off(received: int) -> Problem:
    return _malformed(f"The body broke off after {received:,} bytes; nothing was kept.")


def _malformed(detail: str) -> Problem:
    return Problem(problems.MALFORMED_REQUEST, detail)


def _refuse_size(max_bytes: int) -> NoReturn:
    raise Problem(
        problems.TOO_LARGE,
        f"The upload is larger than the {max_bytes:,} bytes that ARCHIVE_MAX_IMPORT_BYTES allows. "
        "Send it in several, or compressed.",
    )


def _refuse_coding(coding: str, *, is_form: bool) -> NoReturn:
    supported = "identity" if is_form else "gzip, zstd"
    where = "A form" if is_form else "The body"
    raise Problem(
        problems.UNSUPPORTED_MEDIA_TYPE,
        f"{where} cannot be read with Content-Encoding: {coding}; what can: {supported}.",
        headers=[("Accept-Encoding", supported)],
    )
