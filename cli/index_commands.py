"""`flask index ...`: whether the index is level with the archive, and making it anew."""

import sys
import time

import click
from flask.cli import AppGroup

from api import services
from cli.console import bring_level, report_errors, writing_lock
from index import Follower, rebuild_request

_POLL_SECONDS = 0.1

index_commands = AppGroup("index", help="The index: state, rebuilding.")


@index_commands.command("status")
@report_errors
def status_command() -> None:
    """Say what the index holds and whether it is level with the archive; exit code 1 if not."""
    store, engine = services().store, services().engine
    status = engine.status()
    articles = store.statistics().articles
    revision = store.revision()
    current = engine.is_current(store.archive_id)
    level = current and status.revision == revision and status.documents == articles
    click.echo(f"archive     revision {revision}, {articles} articles")
    click.echo(f"index       revision {status.revision}, {status.documents} documents")
    click.echo(f"engine      {status.engine}, {status.bytes / 1e6:.1f} MB")
    if level:
        click.echo("state       level with the archive")
        return
    if not status.ready:
        click.echo("state       missing: `flask index rebuild` makes it")
    elif not current:
        click.echo("state       of another archive or release: `flask index rebuild` makes it anew")
    elif status.revision == revision:
        click.echo("state       wrong: the counts differ, `flask index rebuild` makes it anew")
    else:
        click.echo(f"state       behind by {revision - status.revision} revisions")
    sys.exit(1)


@index_commands.command("update")
@report_errors
def update_command() -> None:
    """Bring the index level with the archive now (a running server does so by itself)."""
    bring_level(services())


@index_commands.command("rebuild")
@report_errors
def rebuild_command() -> None:
    """Make the index anew beside the old one and swap it in; searches go on meanwhile."""
    lock = writing_lock(services())
    if lock.try_acquire():
        try:
            Follower(services().store, services().engine).rebuild()
            services().engine.settle()
        finally:
            lock.release()
    else:
        click.echo(f"The running server (process {lock.holder()}) makes it; waiting for that.")
        request = rebuild_request(services().settings)
        request.touch()
        while request.exists():
            time.sleep(_POLL_SECONDS)
    click.echo(f"The index is rebuilt: {services().engine.status().documents} documents.")
