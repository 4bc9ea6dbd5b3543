"""`flask archive reparse`: a better parser applied to what the archive has already."""

import sys
import time
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from api import services
from archive import (
    PARSER,
    Difference,
    Reparsed,
    ReparseOutcome,
    Selection,
    compare_articles,
    reparse,
)
from cli.changes import change_lines, change_values, changed_fields, shown
from cli.console import bring_level, report_errors
from cli.interrupts import stoppable
from cli.reading_options import report_file, report_option

_LINE_EVERY = 5.0  # seconds


@click.command("reparse")
@click.option("--id", "ids", multiple=True, help="Only this article. Repeatable.")
@click.option("--source", help="Only articles of this outlet.")
@click.option("--all", "every", is_flag=True, help="Those too that this release's parser has made.")
@click.option("--dry-run", is_flag=True, help="Show what would change; store nothing.")
@click.option("--diff", is_flag=True, help="Show the paragraphs that changed, not only how many.")
@report_option
@report_errors
def reparse_command(
    *,
    ids: tuple[str, ...],
    source: str | None,
    every: bool,
    dry_run: bool,
    diff: bool,
    report_path: Path | None,
) -> None:
    """Parse articles again from their originals, and store what changes as new versions.

    Without options, those that an older release's parser made. Left alone are articles that came
    as they are over the API, or were changed over it since. What the operator stated when they
    were imported holds again. Exit code 1 if any could not be parsed any more.
    """
    selection = Selection(ids=ids, source=source, not_by=None if every or ids else PARSER)
    tally = _Tally(services().store.parsed.count(selection), ids, diff=diff)
    with (
        stoppable("Stopped. What was stored stays; run the same again to go on."),
        closing(tally),
        report_file(report_path) as write,
        closing(_reparse(selection, dry_run=dry_run)) as results,
    ):
        for result in results:
            write(_report_values(result, tally.add(result)))
    for missing in sorted(tally.missing):
        _print_failure(missing, "There is no such article, or it came as it is over the API.")
    tally.print_summary(dry_run=dry_run)
    if not dry_run:
        bring_level(services())
    if tally.missing or tally.outcomes[ReparseOutcome.FAILED]:
        sys.exit(1)


def _reparse(selection: Selection, *, dry_run: bool) -> Generator[Reparsed]:
    processes = services().settings.import_processes or None
    return reparse(services().store, selection, processes=processes, dry_run=dry_run)


class _Tally:
    """Prints what becomes of each article, and counts it; progress goes to standard error."""

    def __init__(self, total: int, ids: Iterable[str], *, diff: bool) -> None:
        self.outcomes: Counter[ReparseOutcome] = Counter()
        self.missing = set(ids)
        self._fields: Counter[str] = Counter()
        self._diff = diff
        self._total = total
        self._started = self._said = time.monotonic()
        self._bar = (
            click.progressbar(length=total, label="Parsing", file=sys.stderr)
            if sys.stderr.isatty() and not sys.stdout.isatty()
            else None
        )

    def add(self, result: Reparsed) -> Difference | None:
        """Count and print one article; answers what changed in it, if anything did."""
        self.outcomes[result.outcome] += 1
        self.missing.discard(result.id)
        self._progress()
        if result.outcome is ReparseOutcome.FAILED:
            _print_failure(result.id, result.reason or "")
        elif result.outcome is ReparseOutcome.OVERTAKEN:
            click.echo(f"{result.id} changed meanwhile and is left as it is.", err=True)
        elif result.outcome is ReparseOutcome.UPDATED:
            difference = compare_articles(result.before, result.after)
            self._fields.update(changed_fields(difference))
            click.echo(f"{result.id}  {shown(result.before.title) or '(no title)'}")
            for line in change_lines(difference, whole_body=self._diff):
                click.echo(line)
            return difference
        return None

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.render_finish()

    def print_summary(self, *, dry_run: bool) -> None:
        """What became of all of them, and which fields changed how often."""
        count = self.outcomes.total()
        fields = ", ".join(f"{name} {times}" for name, times in self._fields.most_common())
        if fields:
            click.echo(f"{'Would change' if dry_run else 'Changed'}: {fields} of {count}.")
        overtaken = self.outcomes[ReparseOutcome.OVERTAKEN]
        click.echo(
            f"{count} parsed again: {self.outcomes[ReparseOutcome.UPDATED]} "
            f"{'would be updated' if dry_run else 'updated'}, "
            f"{self.outcomes[ReparseOutcome.UNCHANGED]} unchanged, "
            f"{self.outcomes[ReparseOutcome.FAILED]} failed"
            + (f", {overtaken} changed meanwhile" if overtaken else "")
            + ("; nothing is stored." if dry_run else ".")
        )

    def _progress(self) -> None:
        if self._bar is not None:
            self._bar.update(1)
        elif time.monotonic() - self._said >= _LINE_EVERY:
            self._said = time.monotonic()
            done = self.outcomes.total()
            rate = done / (self._said - self._started)
            left = max(0, self._total - done) / rate
            click.echo(
                f"{done:,} of {self._total:,} parsed again, {rate:,.0f} a second, "
                f"{left / 60:,.0f} minutes left",
                err=True,
            )


def _report_values(result: Reparsed, difference: Difference | None) -> dict[str, Any]:
    return {
        "id": result.id,
        "outcome": result.outcome,
        "version": result.number,
        "title": result.before.title,
        "changes": change_values(difference) if difference else None,
        "reason": result.reason,
    }


def _print_failure(id: str, reason: str) -> None:
    click.echo(f"failed: {id}: {reason}", err=True)
