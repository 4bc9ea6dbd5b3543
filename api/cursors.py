"""Cursors: a place in the order of one search's hits, as a text that only this archive writes.

A cursor holds the sort key and id of a hit, so that the next page begins after it whatever was
added or deleted since. It is signed together with what was asked: in a search with other words,
filters or order its place would mean nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from hmac import compare_digest

import orjson

from api import problems
from api.problems import Problem
from index import Cursor

MAX_LENGTH = 1_000
"""Longer texts, in characters, are no cursors: an id has at most 128."""

_FORM = b"\1"
"""The first byte: how the rest is laid out. A release that changes that changes this."""
_SIGNATURE = 12  # bytes
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a walk through a search's hits goes on: after `hit`.

    `began` is when the first page was asked for (aware UTC): what is relative to the present counts
    from there on every page. `relaxed` is whether the walk is through a search that asks for any of
    the words, since no article has all.
    """

    hit: Cursor
    began: datetime
    relaxed: bool = False


def write_cursor(place: Place, *, asked: str, key: str) -> str:
    """The place in the search that `asked` describes, signed with the archive's `key`."""
    began = (place.began - EPOCH) // _MICROSECOND
    content = orjson.dumps((place.hit.key, place.hit.id, began, place.relaxed))
    signed = _FORM + _signature(content, asked, key) + content
    return urlsafe_b64encode(signed).rstrip(b"=").decode()


def read_cursor(text: str, *, asked: str, key: str) -> Place:
    """The place that `write_cursor` wrote for the same search of the same archive.

    Raises a Problem for every other text.
    """
    try:
        signed = _decoded(text)
        content = signed[len(_FORM) + _SIGNATURE :]
        if not compare_digest(signed, _FORM + _signature(content, asked, key) + content):
            raise ValueError(text)
    except ValueError as error:
        raise _refusal() from error
    *hit, began, relaxed = orjson.loads(content)
    return Place(hit=Cursor(*hit), began=EPOCH + began * _MICROSECOND, relaxed=relaxed)


def _decoded(text: str) -> bytes:
    """The bytes of a text in base64url without padding; raises ValueError for any other."""
    if len(text) > MAX_LENGTH:
        raise ValueError(text)
    decoded = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if urlsafe_b64encode(decoded).rstrip(b"=").decode() != text:  # characters were passed over
        raise ValueError(text)
    return decoded


def _signature(content: bytes, asked: str, key: str) -> bytes:
    """BLAKE2b as a keyed hash (RFC 7693) over what the cursor says and for which search."""
    hashed = blake2b(content, digest_size=_SIGNATURE, key=key.encode(), person=b"cursor")
    hashed.update(b"\0")  # JSON holds none, so nothing can move from one part into the other
    hashed.update(asked.encode("utf-8", "surrogatepass"))
    return hashed.digest()


def _refusal() -> Problem:
    message = (
        "Is not a cursor of this search. Send `next_cursor` of the page before, with the same "
        "query, filters and order; or leave it out to begin with the first page."
    )
    return Problem(problems.INVALID_PARAMETERS, f"cursor: {message}", errors={"cursor": [message]})
