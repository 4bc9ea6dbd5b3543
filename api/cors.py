"""Cross-origin reading (the Fetch standard's CORS protocol), for the origins in the settings."""

from collections.abc import Callable

from flask import Response, request

READ_METHODS = {"GET", "HEAD"}
READ_BY_POST = {"/v1/search", "/v1/export"}
"""Where a POST changes nothing and needs no key."""
EXPOSED = "Content-Disposition, ETag, Link, Location, Query-Relaxed, Retry-After, Server-Timing"
PREFLIGHT_SECONDS = "86400"


def allow_origins(origins: tuple[str, ...]) -> Callable[[Response], Response]:
    """What to do after each request so that pages of these origins (or of any: `*`) may read.

    Writing from a browser is never allowed: a key does not belong in a web page.
    """
    known = {origin.rstrip("/") for origin in origins}

    def add_headers(response: Response) -> Response:
        if "*" not in known:
            response.vary.add("Origin")  # also without one: caches must not mix the two
        origin = request.headers.get("Origin")
        if origin is None or not ("*" in known or origin in known):
            return response
        preflight = request.method == "OPTIONS"
        asked = request.headers.get("Access-Control-Request-Method") if preflight else None
        allowed = READ_METHODS | ({"POST"} if request.path in READ_BY_POST else set())
        if (asked or request.method) not in allowed:
            return response
        headers = response.headers
        headers["Timing-Allow-Origin"] = "*" if "*" in known else origin
        headers["Access-Control-Allow-Origin"] = "*" if "*" in known else origin
        if preflight:
            headers["Access-Control-Allow-Methods"] = ", ".join(sorted(allowed))
            headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
            headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
        else:
            headers["Access-Control-Expose-Headers"] = EXPOSED
        return response

    return add_headers
