"""Cross-origin reading (the Fetch standard's CORS protocol), for the origins in the settings."""

from collections.abc import Callable

from flask import Response, request

READ_METHODS = {"GET", "HEAD"}
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
        if (asked or request.method) not in READ_METHODS:
            return response
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = "*" if "*" in known else origin
        if preflight:
            headers["Access-Control-Allow-Methods"] = ", ".join(sorted(READ_METHODS))
            headers["Access-Control-Allow-Headers"] = "If-None-Match"
            headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
        else:
            headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    return add_headers
