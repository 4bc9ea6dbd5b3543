"""`Server-Timing` (W3C): where the time of an answer went, for the network panel of a browser."""

from collections.abc import Iterable
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from api.services import this_request

STOPWATCH = "archive.stopwatch"
"""Where in WSGI's environment the request's stopwatch is."""


class Stopwatch:
    """The time of one request, from when the application got it, lap after lap."""

    __slots__ = ("_began", "_lap_began", "_laps")

    def __init__(self) -> None:
        self._began = self._lap_began = perf_counter()
        self._laps: list[tuple[str, float]] = []

    def lap(self, name: str) -> None:
        """What was done since the last lap has this name: a token (RFC 9110)."""
        now = perf_counter()
        self._laps.append((name, now - self._lap_began))
        self._lap_began = now

    def begin_lap(self) -> None:
        """What was done since the last lap is in none."""
        self._lap_began = perf_counter()

    def header(self) -> str:
        """The laps and the total so far, in milliseconds to the microsecond."""
        laps = [f"{name};dur={seconds * 1000:.3f}" for name, seconds in self._laps]
        return ", ".join([*laps, f"total;dur={(perf_counter() - self._began) * 1000:.3f}"])


class ServerTiming:
    """Around an application: each response says where its time went, as `lap` was told.

    What a streamed body takes comes after its headers, so it is not in them.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        stopwatch = environ[STOPWATCH] = Stopwatch()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            timed = [*headers, ("Server-Timing", stopwatch.header())]
            return start_response(status, timed, *error)

        return self._application(environ, start)


def lap(name: str) -> None:
    """What this request did since its last lap has this name; nothing where nobody will tell."""
    stopwatch: Stopwatch | None = this_request().environ.get(STOPWATCH)
    if stopwatch is not None:
        stopwatch.lap(name)
