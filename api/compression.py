"""HTTP compression (RFC 9110, section 8.4): text goes out as zstd or gzip to who takes it so.

zstd (RFC 8878) where both are taken: half of gzip's time for the same size, and its library is
there already, for stored bodies. Brotli would be one more for a few percent.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import zstandard
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header

from api.server_timing import STOPWATCH, Stopwatch

SMALLEST = 1_000
"""A body of fewer bytes goes out as it is: it fits into one packet either way."""

UNKNOWN_SIZE = -1

_TEXT = re.compile(r"text/|[^;]*[/+](?:json|xml|yaml|javascript|x-ndjson)(?:;|$)|image/svg\+xml")


class Compressor(Protocol):
    """What zlib and zstandard compress piece by piece with."""

    def compress(self, data: bytes, /) -> bytes:
        """What can be sent so far of this and what came before."""
        ...

    def flush(self, mode: int = ..., /) -> bytes:
        """The rest: so that all can be read so far, or, without a mode, to the very end."""
        ...


@dataclass(frozen=True, slots=True)
class Coding:
    """A content coding: `begin` takes the body's size in bytes or UNKNOWN_SIZE, `part` is the mode
    of a flush after which a reader has all that was written."""

    name: str
    begin: Callable[[int], Compressor]
    part: int

    def whole(self, content: bytes) -> bytes:
        """A body at once."""
        compressor = self.begin(len(content))
        return compressor.compress(content) + compressor.flush()


def _begin_zstd(size: int) -> Compressor:
    return zstandard.ZstdCompressor(level=3).compressobj(size)


def _begin_gzip(size: int) -> Compressor:
    # Level 4: three quarters of level 6's time for two to ten percent more bytes.
    return zlib.compressobj(4, zlib.DEFLATED, 16 + zlib.MAX_WBITS)


CODINGS = (
    Coding("zstd", _begin_zstd, zstandard.COMPRESSOBJ_FLUSH_BLOCK),
    Coding("gzip", _begin_gzip, zlib.Z_SYNC_FLUSH),
)
"""The likeliest to be chosen first."""

_CODED_TAG = re.compile(f'-(?:{"|".join(coding.name for coding in CODINGS)})"')


@lru_cache(maxsize=256)
def choose_coding(accepted: str) -> Coding | None:
    """The coding that an Accept-Encoding header likes best; None for the body as it is.

    Of those that are liked alike, the first of CODINGS.

    >>> choose_coding("gzip, deflate, br, zstd").name, choose_coding("gzip;q=0, *;q=0.5").name
    ('zstd', 'zstd')
    >>> choose_coding("identity, gzip;q=0.5") is choose_coding("br") is None
    True
    """
    qualities = parse_accept_header(accepted)
    best = max(CODINGS, key=lambda coding: qualities[coding.name])
    plain = qualities["identity"] if "identity" in accepted.lower() else 0.0
    liked = qualities[best.name]
    return best if liked and liked >= plain else None


class Compression:
    """Around an application that begins its response before it returns, as Flask does; inside
    ServerTiming.

    Bodies that are there whole go out whole, streams piece by piece as they are made. What must not
    be compressed says `Cache-Control: no-transform`.

    A strong ETag is that of some bytes, so compressed ones get one of their own, by a suffix; it is
    taken off again where a client sends it, so that the application knows but one (RFC 9110,
    section 8.8.3.3).
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        known = environ.get("HTTP_IF_NONE_MATCH", "")
        for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"):
            if name in environ:
                environ[name] = _CODED_TAG.sub('"', environ[name])
        coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if coding is None and not known:
            return self._application(environ, _varying(start_response))
        held = _HeldStart()
        body = self._application(environ, held)
        headers = Headers(_with_vary(held.headers))
        if held.status.startswith("304"):
            _tag_as_known(headers, known)
        elif coding is not None and _may_compress(held.status, headers):
            body = _compress(environ, headers, body, coding)
        start_response(held.status, headers.to_wsgi_list(), *held.error)
        return body


class _HeldStart:
    """A start of a response that waits until its headers are complete. It takes no body: that is
    what the application returns, WSGI's other way is for applications of long ago."""

    status: str
    headers: list[tuple[str, str]]
    error: tuple[Any, ...]

    def __call__(
        self, status: str, headers: list[tuple[str, str]], *error: Any
    ) -> Callable[[bytes], object]:
        self.status, self.headers, self.error = status, headers, error
        return _refuse


def _refuse(_: bytes) -> object:
    raise NotImplementedError("The body is what a WSGI application returns.")


def _varying(start_response: StartResponse) -> StartResponse:
    """A start of a response that is not compressed, though another client's would be."""

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        return start_response(status, _with_vary(headers), *error)

    return start


def _with_vary(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers with word to caches that answers depend on what codings the client takes."""
    for place, (name, value) in enumerate(headers):
        if name == "Vary":
            return [*headers[:place], (name, f"{value}, Accept-Encoding"), *headers[place + 1 :]]
    return [*headers, ("Vary", "Accept-Encoding")]


def _may_compress(status: str, headers: Headers) -> bool:
    size = headers.get("Content-Length")
    return (
        status[:3] not in {"204", "206"}
        and (size is None or int(size) >= SMALLEST)
        and _TEXT.match(headers.get("Content-Type", "")) is not None
        and "Content-Encoding" not in headers
        and "no-transform" not in headers.get("Cache-Control", "")
    )


def _compress(
    environ: WSGIEnvironment, headers: Headers, body: Iterable[bytes], coding: Coding
) -> Iterable[bytes]:
    """The body in the coding; the headers are changed to say so."""
    headers["Content-Encoding"] = coding.name
    headers.pop("Accept-Ranges", None)  # ranges would be those of the body as it was
    tag = headers.get("ETag", "")
    if tag.startswith('"'):
        headers["ETag"] = f'{tag[:-1]}-{coding.name}"'
    size = headers.pop("Content-Length", None)
    if environ["REQUEST_METHOD"] == "HEAD":
        return body
    if size is None:
        return _Stream(body, coding)
    stopwatch: Stopwatch = environ[STOPWATCH]
    stopwatch.begin_lap()
    content = coding.whole(_read(body))
    stopwatch.lap("compress")
    headers["Content-Length"] = str(len(content))
    return [content]


def _tag_as_known(headers: Headers, known: str) -> None:
    """Let a 304 name the compressed body that the client has, not the one as it was."""
    tag = headers.get("ETag", "")
    for coding in CODINGS:
        coded = f'{tag[:-1]}-{coding.name}"'
        if tag.startswith('"') and coded in known:
            headers["ETag"] = coded


def _read(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        _close(body)


def _close(body: Iterable[bytes]) -> None:
    if close := getattr(body, "close", None):
        close()


class _Stream:
    """A body that is compressed as it is made: each piece can be read when it was sent."""

    def __init__(self, body: Iterable[bytes], coding: Coding) -> None:
        self._body = body
        self._coding = coding

    def __iter__(self) -> Iterator[bytes]:
        compressor = self._coding.begin(UNKNOWN_SIZE)
        for piece in self._body:
            yield compressor.compress(piece) + compressor.flush(self._coding.part)
        yield compressor.flush()

    def close(self) -> None:
        """Let go of the body, read to its end or not."""
        _close(self._body)
