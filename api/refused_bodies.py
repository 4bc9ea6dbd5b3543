"""A refused request's body, read to its end: many clients send all of it before they look at the
answer, and would see a broken connection in place of the reason."""

import time
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 256 << 20
"""What is read at most of a body that nobody wants; whoever sends more is cut off."""

MOST_SECONDS = 20
_PIECE = 1 << 10  # small, so that who sends drop by drop is not waited for much longer


class RefusedBodies:
    """Around an application: reads what is left of a request's body before an error goes out.

    A client that asks first (`Expect: 100-continue`) is only answered: it has sent nothing yet.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"} or "HTTP_EXPECT" in environ:
            return self._application(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if status >= "4":
                _read_rest(environ["wsgi.input"])
            return start_response(status, headers, *error)

        return self._application(environ, start)


def _read_rest(body: Any) -> None:
    end = time.monotonic() + MOST_SECONDS
    left = MOST_BYTES
    try:
        while left > 0 and time.monotonic() < end and (piece := body.read(_PIECE)):
            left -= len(piece)
    except OSError:
        pass  # the client is gone, or never said how much it sends: then nobody waits for it
