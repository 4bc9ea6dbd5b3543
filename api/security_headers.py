"""What every response says to browsers, whatever it answers."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

SECURITY_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
]


class SecurityHeaders:
    """Around an application: adds those of SECURITY_HEADERS that a response does not set itself.

    Around it and not in it: Werkzeug would check and copy each of them twice for every response.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            named = {name for name, _ in headers}
            missing = [header for header in SECURITY_HEADERS if header[0] not in named]
            return start_response(status, headers + missing, *error)

        return self._application(environ, start)
