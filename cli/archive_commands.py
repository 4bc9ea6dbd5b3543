"""`flask archive ...`: articles in, numbers and answers out, and the keys of writers."""

from collections.abc import Iterator

import click
from flask.cli import AppGroup

from api import services
from archive import SCOPES, StoreStatistics
from cli.console import report_errors, table
from cli.import_command import import_command
from cli.reparse_command import reparse_command
from cli.search_command import search_command
from cli.watch_command import watch_command

archive_commands = AppGroup(
    "archive", help="The archive: import, watch, parse again, search, keys."
)


archive_commands.add_command(import_command)
archive_commands.add_command(reparse_command)
archive_commands.add_command(watch_command)


@archive_commands.command("stats")
@report_errors
def stats_command() -> None:
    """How much the archive holds."""
    statistics = services().store.statistics()
    for name, value in _statistics_rows(statistics):
        click.echo(f"{name:<12}{value}")


def _statistics_rows(statistics: StoreStatistics) -> Iterator[tuple[str, str]]:
    yield "articles", f"{statistics.articles:,}"
    yield "deleted", f"{statistics.deleted:,}"
    yield "versions", f"{statistics.versions:,}"
    yield "revision", f"{statistics.revision:,}"
    if statistics.first_published and statistics.last_published:
        first, last = statistics.first_published, statistics.last_published
        yield "published", f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    yield "undated", f"{statistics.undated:,}"
    yield "size", f"{statistics.bytes / 1e6:,.1f} MB"
    for heading, counts in (("source", statistics.sources), ("language", statistics.languages)):
        for name, count in counts:
            yield heading, f"{count:>9,}  {name or '(none)'}"


archive_commands.add_command(search_command)


@archive_commands.group("key")
def key_commands() -> None:
    """The keys of those who may write."""


@key_commands.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    default=["write"],
    show_default=True,
    help="What the key allows: write changes articles and shows what is kept of deleted ones, "
    "admin opens the operator's page, read nothing yet: reading needs no key. Repeat it for a key "
    "that allows more than one.",
)
@report_errors
def create_key(name: str, scopes: tuple[str, ...]) -> None:
    """Make a key that may write, or what --scope says; it is shown only now."""
    token = services().store.keys.create(name, scopes)
    click.echo("This key is shown only once. Send it as `Authorization: Bearer KEY`.", err=True)
    click.echo(token)


@key_commands.command("list")
@report_errors
def list_keys() -> None:
    """Every key's name, what it may do and when it was made."""
    rows = [
        (key.name, " ".join(sorted(key.scopes)), f"{key.created_at:%Y-%m-%d %H:%M} UTC")
        for key in services().store.keys.list()
    ]
    for line in table(("name", "scopes", "created"), rows):
        click.echo(line)


@key_commands.command("revoke")
@click.argument("name")
@report_errors
def revoke_key(name: str) -> None:
    """Make a key useless from now on."""
    services().store.keys.revoke(name)
    click.echo(f"The key {name!r} is revoked.")
