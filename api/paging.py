"""Pages of what was found, and links from one to the others."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from flask import Response

from api.cursors import Place, read_cursor, write_cursor
from api.services import services, this_request
from index import Hit, SearchResult

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the articles that match: `number` counts from 1 and is None from a cursor on;
    `next_cursor` is None on the last one."""

    hits: tuple[Hit, ...]
    total: int
    number: int | None
    size: int
    next_cursor: str | None

    @property
    def count(self) -> int:
        """How many pages there are; 0 of nothing."""
        return -(-self.total // self.size)


def place_of(parameters: Parameters) -> Place | None:
    """Where the page that ArticleParameters ask for begins, if a cursor says so; raises a Problem
    for one that is not of this request's search."""
    text = parameters["cursor"]
    if text is None:
        return None
    return read_cursor(text, asked=_asked(parameters), key=services().store.archive_id)


def began_of(place: Place | None) -> datetime:
    """When the walk that `place` is on began; now, if it begins with this request."""
    return datetime.now(UTC) if place is None else place.began


def page_of(
    result: SearchResult,
    parameters: Parameters,
    *,
    began: datetime,
    relaxed: bool = False,
) -> Page:
    """The page of a result that `requests` asked for, on a walk that began then and is through the
    relaxed search or not (see `Place`)."""
    size = parameters["page_size"]
    number = None if parameters["cursor"] is not None else parameters["page"]
    hits = result.hits[:size]
    # From a cursor on, nobody knows how many came before: one more than a page holds was asked for.
    more = len(result.hits) > size if number is None else number * size < result.total
    cursor = None
    if more and hits:
        after = Place(hit=hits[-1].cursor, began=began, relaxed=relaxed)
        cursor = write_cursor(after, asked=_asked(parameters), key=services().store.archive_id)
    return Page(hits=hits, total=result.total, number=number, size=size, next_cursor=cursor)


def _asked(parameters: Parameters) -> str:
    return "\0".join((this_request().path, parameters["asked"], parameters.get("q") or ""))


def _written(name: str) -> str:
    """A pattern for a parameter's name, however its letters are written."""
    return "".join(f"(?:{letter}|%{ord(letter):x})" for letter in name)


_PLACE = re.compile(f"(?:^|&)(?:{_written('page')}|{_written('cursor')})=[^&]*".encode())
_KEPT = "%&=+:,;/?@!$'()*-._~"
"""What stays as it is in an address's parameters (RFC 3986), escapes that are there included."""


def linked(response: Response, page: Page) -> Response:
    """The response with the Link header (RFC 8288) of this request's page, if there are others."""
    if links := page_links(page):
        header = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())
        response.headers.add("Link", header)
    return response


def page_links(page: Page) -> dict[str, str]:
    """The addresses of the other pages by their relation to this one; none for a POST, whose
    parameters are not in its address."""
    if this_request().method == "POST":
        return {}
    targets: dict[str, str] = {}
    if page.number is None:
        targets["first"] = "page=1"
        if page.next_cursor:
            targets["next"] = f"cursor={page.next_cursor}"
    else:
        if page.count > 1:
            targets["first"] = "page=1"
            targets["last"] = f"page={page.count}"
        if page.number > 1 and page.count:
            targets["prev"] = f"page={min(page.number - 1, page.count)}"
        if page.number < page.count:
            targets["next"] = f"page={page.number + 1}"
    if not targets:
        return {}
    address = address_without_place()
    return {relation: f"{address}{target}" for relation, target in targets.items()}


def address_without_place() -> str:
    """This request's address up to its page, which comes last; all else is as the client wrote it,
    which spares decoding and encoding it. It ends with `?` or `&`."""
    kept = quote(_PLACE.sub(b"", this_request().query_string).lstrip(b"&"), _KEPT)
    return f"{_path()}?{kept}{'&' if kept else ''}"


def this_address() -> str:
    """This request's address, from the root of its host."""
    written = quote(this_request().query_string, _KEPT)
    return f"{_path()}?{written}" if written else _path()


def _path() -> str:
    request = this_request()
    return f"{request.root_path}{request.path}"
