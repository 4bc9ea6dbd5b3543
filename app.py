"""The only wiring: settings, archive, index, API and command line become one Flask application."""

from flask import Flask

import api
import cli
from archive import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The application; without `settings` they come from the environment (README.md lists them)."""
    app = Flask(__name__, static_folder=None)
    app.extensions["archive"] = api.Services(settings or Settings.from_environment())
    api.register(app)
    cli.register(app)
    return app


def __getattr__(name: str) -> Flask:
    """`app:app` for gunicorn and Flask's command line, made only when asked for by that name."""
    if name == "app":
        return create_app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
