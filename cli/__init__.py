"""The command line, on Flask's own: `flask archive ...` and `flask index ...`."""

from flask import Flask

from cli.archive_commands import archive_commands
from cli.index_commands import index_commands

__all__ = ["register"]


def register(app: Flask) -> None:
    """Add the commands to the application's command line."""
    app.cli.add_command(archive_commands)
    app.cli.add_command(index_commands)
