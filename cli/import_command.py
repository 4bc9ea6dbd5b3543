"""`flask archive import`: files, folders, patterns and standard input into the archive."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api import services
from archive import (
    DocumentReport,
    ImportReport,
    ParsedDocument,
    ReadOptions,
    import_paths,
    parse_paths,
)
from cli.changes import shown
from cli.console import bring_level, report_errors
from cli.import_progress import importing
from cli.interrupts import stoppable
from cli.reading_options import read_options, reading_options, report_file, report_option

_STOPPED = "Stopped. What was stored stays; import the same again to go on."


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--if-empty", is_flag=True, help="Do nothing if the archive has articles already.")
@reading_options
@click.option("--dry-run", is_flag=True, help="Print what each would become; store nothing.")
@report_option
@report_errors
def import_command(
    paths: tuple[Path, ...],
    *,
    if_empty: bool,
    dry_run: bool,
    report_path: Path | None,
    **stated: Any,
) -> None:
    """Import articles from files, folders, patterns, or standard input (-).

    Read are text, HTML, JSON, JSON Lines, CSV, TSV, RSS, Atom and WARC, and gzip, zstd, bzip2, xz,
    zip and tar around them. A file archive.toml in a folder says what its pages do not (source,
    language, agency, timezone, fields); the options here win. What is there already is left as it
    is. Exit code 1 if anything failed.
    """
    options = read_options(**stated)
    if if_empty and not dry_run and services().store.revision() > 0:
        revision = services().store.revision()
        click.echo(f"The archive is not empty (revision {revision}): nothing imported.")
        bring_level(services())
        return
    with stoppable(_STOPPED), report_file(report_path) as write:

        def on_document(document: DocumentReport) -> None:
            write(asdict(document))

        if dry_run:
            failures = _print_articles(paths, options, on_document)
        else:
            failures = _import(paths, options, on_document)
            bring_level(services())
    if failures:
        sys.exit(1)


def _import(
    paths: tuple[Path, ...], options: ReadOptions, on_document: Callable[[DocumentReport], None]
) -> int:
    """Import; the number of failures."""
    with importing(paths) as progress:
        report = import_paths(
            services().store,
            paths,
            settings=services().settings,
            options=options,
            on_progress=progress,
            on_document=on_document,
        )
    _print_report(report)
    click.echo(progress.summary())
    return report.failures


def _print_articles(
    paths: tuple[Path, ...], options: ReadOptions, on_document: Callable[[DocumentReport], None]
) -> int:
    """Print what each document would become; the number of those that would not."""
    count, failures, passed_over = 0, 0, 0
    for document in parse_paths(paths, settings=services().settings, options=options):
        if isinstance(document, ParsedDocument):
            count += 1
            on_document(document.report())
            click.echo("\n".join(_lines(document)))
            continue
        passed_over += document.passed_over
        failures += not document.passed_over
        outcome = "passed over" if document.passed_over else "failed"
        on_document(
            DocumentReport(location=document.location, outcome=outcome, reason=document.reason)
        )
        if not document.passed_over:
            _print_failure(document.location, document.reason)
    click.echo(
        f"{count} would be imported, {failures} fail{_passed_over(passed_over)}; nothing is stored."
    )
    return failures


def _lines(document: ParsedDocument) -> Iterator[str]:
    article = document.article
    date, source = article.published, article.source
    yield shown(document.location)
    yield f"  title      {shown(article.title or '-')}"
    yield f"  published  {f'{date.at} ({date.confidence}, {shown(date.method)})' if date else '-'}"
    yield f"  source     {shown(source.name) if source else '-'}"
    yield f"  language   {article.language or '-'}"
    yield f"  length     {len(article.body):,} characters"
    if document.note:
        yield f"  note       {shown(document.note)}"


def _print_report(report: ImportReport) -> None:
    for failure in report.failed:
        _print_failure(failure.path, failure.reason)
    if report.failures > len(report.failed):
        click.echo(f"and {report.failures - len(report.failed):,} more (see --report)", err=True)
    click.echo(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.failures} failed{_passed_over(report.passed_over)}; "
        f"the archive is at revision {report.revision}."
    )


def _print_failure(location: str, reason: str) -> None:
    named = "" if location in reason else f"{location}: "
    click.echo(f"failed: {named}{reason}", err=True)


def _passed_over(count: int) -> str:
    return f", {count} that no reader takes" if count else ""
