"""The only wiring: settings, archive, index, API and command line become one Flask application."""

import sys

from flask import Flask

import api
import cli
from archive import Settings, SettingsError


def create_app(settings: Settings | None = None) -> Flask:
    """The application; without `settings` they come from the environment (README.md lists them)."""
    app = api.Application(__name__, static_folder=None)
    app.extensions["archive"] = api.Services(settings or Settings.from_environment())
    api.register(app)
    cli.register(app)
    return app


def __getattr__(name: str) -> Flask:
    """`app:app` for gunicorn and Flask's command line, made only when asked for by that name. Ends
    the program where a setting cannot be used."""
    if name == "app":
        try:
            return create_app()
        except SettingsError as error:
            sys.exit(f"Error: {error}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
