"""Everything of the API put into a Flask application."""

from flask import Flask

from api import (
    cite,
    documents,
    export,
    facet_values,
    health,
    import_requests,
    imports,
    search,
    similar,
    suggest,
    writes,
)
from api.article_page import article_pages
from api.compression import Compression
from api.cors import allow_origins
from api.errors import register_error_handlers
from api.json_provider import OrjsonProvider
from api.openapi import make_api, openapi_document
from api.operator_page import operator_pages
from api.page_rendering import respond_not_found
from api.pages import make_pages
from api.refused_bodies import RefusedBodies
from api.security_headers import SecurityHeaders
from api.server_timing import ServerTiming
from api.services import Services

ENDPOINTS = (
    search,
    suggest,
    facet_values,
    export,
    documents,
    similar,
    cite,
    writes,
    import_requests,
    imports,
    health,
)
"""Every module with endpoints; those about the same thing add to the blueprint of the first."""


def register(app: Flask) -> None:
    """Add the API to an application that has its Services at `app.extensions["archive"]`."""
    services: Services = app.extensions["archive"]
    app.json = OrjsonProvider(app)
    # One more than allowed: Werkzeug cuts a body without Content-Length at its limit in silence,
    # so that only a byte too many shows that there was more (see request_parser.read_body).
    app.config["MAX_CONTENT_LENGTH"] = services.settings.max_article_bytes + 1
    app.url_map.merge_slashes = False  # a wrong address is a 404, not a redirect with a page
    api = make_api(app)
    for blueprint in dict.fromkeys(module.blueprint for module in ENDPOINTS):
        api.register_blueprint(blueprint)
    app.register_blueprint(make_pages(openapi_document(api)))
    app.register_blueprint(article_pages)
    app.register_blueprint(operator_pages)
    register_error_handlers(app)
    app.register_error_handler(404, respond_not_found)
    if services.settings.cors_origins:
        app.after_request(allow_origins(services.settings.cors_origins))
    application = RefusedBodies(ServerTiming(SecurityHeaders(Compression(app.wsgi_app))))
    app.wsgi_app = application  # type: ignore[method-assign]
