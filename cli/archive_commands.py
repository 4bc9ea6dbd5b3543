"""`flask archive ...`: articles in, numbers and answers out, and the keys of writers."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from api import services
from archive import (
    ImportProgress,
    ImportReport,
    StoreStatistics,
    UserError,
    find_files,
    import_paths,
)
from cli.console import bring_level, report_errors, table
from index import SearchRequest, SearchResult, SnippetRequest, parse_query

archive_commands = AppGroup("archive", help="The archive: import, look, search, keys.")


@archive_commands.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--if-empty", is_flag=True, help="Do nothing if the archive has articles already.")
@report_errors
def import_command(paths: tuple[Path, ...], if_empty: bool) -> None:
    """Import articles from text files and folders of them.

    What is there already is left as it is. Exit code 1 if any file failed.
    """
    store = services().store
    if if_empty and store.revision() > 0:
        click.echo(f"The archive is not empty (revision {store.revision()}): nothing imported.")
    else:
        try:
            with _progress(paths) as on_progress:
                report = import_paths(
                    store, paths, settings=services().settings, on_progress=on_progress
                )
        except KeyboardInterrupt:
            click.echo("Stopped. What was stored stays; import the same again to go on.", err=True)
            sys.exit(130)
        _print_report(report)
        if report.failed:
            bring_level(services())
            sys.exit(1)
    bring_level(services())


class _Progress:
    """A bar on a terminal; elsewhere a line every few seconds, so that logs stay readable."""

    LINE_EVERY = 5.0  # seconds

    def __init__(self, files: int) -> None:
        self._files = files
        self._said = time.monotonic()
        self._bar = (
            click.progressbar(length=files, label="Importing", file=sys.stderr)
            if sys.stderr.isatty()
            else None
        )

    def __call__(self, progress: ImportProgress) -> None:
        done = progress.added + progress.updated + progress.unchanged + progress.failed
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
        elif time.monotonic() - self._said >= self.LINE_EVERY:
            self._said = time.monotonic()
            click.echo(f"{done} of {self._files} files", err=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()


@contextmanager
def _progress(paths: tuple[Path, ...]) -> Iterator[_Progress]:
    progress = _Progress(sum(map(_count_files, paths)))
    try:
        yield progress
    finally:
        progress.close()


def _count_files(path: Path) -> int:
    count = 0
    try:
        for _ in find_files(path):
            count += 1
    except UserError:  # the import reports it
        count += 1
    return count


def _print_report(report: ImportReport) -> None:
    for failure in report.failed:
        named = "" if failure.path in failure.reason else f"{failure.path}: "
        click.echo(f"failed: {named}{failure.reason}", err=True)
    click.echo(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed; the archive is at revision {report.revision}."
    )


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


@archive_commands.command("search")
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@report_errors
def search_command(query: str, limit: int) -> None:
    """Search from the terminal, in the API's query language; a table comes back."""
    request = SearchRequest(
        query=parse_query(query),
        limit=limit,
        facets=(),
        snippets=SnippetRequest(count=0),
    )
    _print_hits(services().engine.search(request))


def _print_hits(result: SearchResult) -> None:
    rows = [
        (
            document["published"]["at"][:10] if document["published"] else "-",
            document["source"] or "-",
            document["title"],
            hit.id,
        )
        for hit, document in ((hit, hit.document) for hit in result.hits)
    ]
    for line in table(("published", "source", "title", "id"), rows):
        click.echo(line)
    click.echo(f"{len(rows)} of {result.total} articles")


@archive_commands.group("key")
def key_commands() -> None:
    """The keys of those who may write."""


@key_commands.command("create")
@click.argument("name")
@report_errors
def create_key(name: str) -> None:
    """Make a key that may write; it is shown only now."""
    token = services().store.keys.create(name)
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
