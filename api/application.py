"""Flask, less what it finds out at every request for routes that depend on the host."""

import re
from wsgiref.types import WSGIEnvironment

from flask import Flask, Request
from werkzeug.routing import MapAdapter

# Labels that IDNA leaves as they are, and no port that is refused or left out as its scheme's own.
_PLAIN_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*(?::(?!0|(?:80|443)\Z)[0-9]{1,4})?")


class Application(Flask):
    """A Flask application without routes that depend on the host, by name or by configuration."""

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What finds the request's route, and makes addresses of others.

        Flask takes the host apart three times for it and encodes it as IDNA does, which takes
        longer than to find the route. What comes of that is the host as nearly all clients send it.
        """
        checks_hosts = self.config["TRUSTED_HOSTS"] is not None
        if request is None or checks_hosts or not _is_plain(request.environ):
            return super().create_url_adapter(request)
        return MapAdapter(
            self.url_map,
            request.environ["HTTP_HOST"],
            request.root_path,
            self.url_map.default_subdomain,
            request.scheme,
            request.path,
            request.method,
            request.query_string.decode(errors="replace"),
        )


def _is_plain(environ: WSGIEnvironment) -> bool:
    return (
        "HTTP_UPGRADE" not in environ  # to a WebSocket, which no route is for
        and environ.get("PATH_INFO", "") != ""
        and _PLAIN_HOST.fullmatch(environ.get("HTTP_HOST", "")) is not None
    )
