"""The application finds routes as Flask does, without reading all that Flask reads for it."""

from itertools import product

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from api import Application

HOSTS = (
    "localhost",
    "127.0.0.1:8000",
    "news.example.org",
    "news.example.org:80",
    "news.example.org:443",
    "news.example.org:4430",
    "news.example.org:44300",
    "news.example.org:0",
    "news.example.org:080",
    "127.0.0.1:99999",
    "News.Example.ORG:8000",
    "서울.example",
    "xn--hq1bm8jm9l",
    "a..b",
    "a" * 64,
    "[::1]:8000",
    "two words",
    "",
)
PATHS = ("/", "/v1/search", "//v1/search", "/v1/서울", "/none", "")
VARIABLES = ({}, {"SCRIPT_NAME": "/archive"}, {"HTTP_UPGRADE": "websocket"})


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_route_and_its_address_are_those_that_flask_finds(scheme: str, host: str) -> None:
    for path, variables in product(PATHS, VARIABLES):
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": "q=x",
            "SERVER_NAME": "server",
            "SERVER_PORT": "8000",
            "HTTP_HOST": host.encode().decode("latin-1"),
            "HTTP_CONNECTION": "upgrade",
            "wsgi.url_scheme": scheme,
            **variables,
        }
        assert found_by(Application("app"), environ) == found_by(Flask("app"), environ), environ


def found_by(app: Flask, environ: dict[str, str]) -> object:
    """The route and its address with the host, or how there is none."""
    app.url_map.merge_slashes = False
    app.add_url_rule("/", "start")
    app.add_url_rule("/v1/<name>", "named")
    context = app.request_context(environ)
    adapter, error = context.url_adapter, context.request.routing_exception
    if not isinstance(adapter, MapAdapter):
        return type(error)
    try:
        matched = adapter.match()
    except HTTPException as refusal:
        return type(refusal)
    return matched, adapter.build(*matched, force_external=True), context.request.host


@pytest.mark.parametrize("host", ["news.example.org", "evil.example.org"])
def test_trusted_hosts_are_looked_at_where_there_are_any(host: str) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "HTTP_HOST": host,
        "SERVER_NAME": "server",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "http",
    }
    apps = (Application("app"), Flask("app"))
    for app in apps:
        app.config["TRUSTED_HOSTS"] = ["news.example.org"]
    ours, flasks = (found_by(app, environ) for app in apps)
    assert ours == flasks
