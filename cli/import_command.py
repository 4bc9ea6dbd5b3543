"""`flask archive import`: files, folders, patterns and standard input into the archive."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api import services
from archive import (
    DocumentReport,
    Format,
    ImportProgress,
    ImportReport,
    ParsedDocument,
    ReadOptions,
    UserError,
    given_fields,
    import_paths,
    operator_states,
    parse_paths,
    walk,
)
from cli.console import bring_level, report_errors

_READABLE = [known.value for known in Format if not known.is_container]


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--if-empty", is_flag=True, help="Do nothing if the archive has articles already.")
@click.option("--source", help="The outlet of all these articles.")
@click.option("--language", help="Their language (en, pt-BR).")
@click.option("--agency", multiple=True, help="The wire agency they came from. Repeatable.")
@click.option("--timezone", help="The zone of dates that name none (Asia/Seoul, +09:00).")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Which field or column of records is which: title=headline. Repeatable.",
)
@click.option(
    "--format", "format_", type=click.Choice(_READABLE), help="What files are that do not tell."
)
@click.option("--dry-run", is_flag=True, help="Print what each would become; store nothing.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what became of each document to this file, as JSON Lines.",
)
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
    options = _options(**stated)
    if if_empty and not dry_run and services().store.revision() > 0:
        revision = services().store.revision()
        click.echo(f"The archive is not empty (revision {revision}): nothing imported.")
        bring_level(services())
        return
    with ExitStack() as closing:
        on_document = closing.enter_context(_report_file(report_path))
        if dry_run:
            failures = _print_articles(paths, options, on_document)
        else:
            failures = _import(paths, options, on_document)
    if not dry_run:
        bring_level(services())
    if failures:
        sys.exit(1)


def _options(
    source: str | None,
    language: str | None,
    agency: tuple[str, ...],
    timezone: str | None,
    fields: tuple[str, ...],
    format_: str | None,
) -> ReadOptions:
    return ReadOptions(
        stated=operator_states(
            origin="command line",
            source=source,
            language=language,
            agencies=agency,
            timezone=timezone,
        ),
        fields=given_fields(fields),
        format=Format(format_) if format_ else None,
    )


def _import(
    paths: tuple[Path, ...], options: ReadOptions, on_document: Callable[[DocumentReport], None]
) -> int:
    """Import; the number of failures."""
    try:
        with _progress(paths) as on_progress:
            report = import_paths(
                services().store,
                paths,
                settings=services().settings,
                options=options,
                on_progress=on_progress,
                on_document=on_document,
            )
    except KeyboardInterrupt:
        click.echo("Stopped. What was stored stays; import the same again to go on.", err=True)
        sys.exit(130)
    _print_report(report)
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
    yield _shown(document.location)
    yield f"  title      {_shown(article.title or '-')}"
    yield f"  published  {f'{date.at} ({date.confidence}, {_shown(date.method)})' if date else '-'}"
    yield f"  source     {_shown(source.name) if source else '-'}"
    yield f"  language   {article.language or '-'}"
    yield f"  length     {len(article.body):,} characters"


def _shown(text: str) -> str:
    """Control characters from a scraped page must not reach the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


@contextmanager
def _report_file(path: Path | None) -> Iterator[Callable[[DocumentReport], None]]:
    """What writes a line of the report; a file that cannot be written is the user's to mend."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from error
    with file:
        yield lambda document: _write_line(file.write, document)


def _write_line(write: Callable[[str], Any], document: DocumentReport) -> None:
    values = {name: value for name, value in asdict(document).items() if value is not None}
    write(json.dumps(values, ensure_ascii=False) + "\n")


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
        if self._bar is not None:
            self._bar.update(progress.files - self._bar.pos)
        elif time.monotonic() - self._said >= self.LINE_EVERY:
            self._said = time.monotonic()
            documents = progress.added + progress.updated + progress.unchanged + progress.failed
            click.echo(
                f"{documents} articles from {progress.files} of {self._files} files", err=True
            )

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
    try:
        return 1 if str(path) == "-" else sum(1 for _ in walk(path))
    except UserError:  # the import reports it
        return 1


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
