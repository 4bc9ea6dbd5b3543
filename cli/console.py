"""What the commands share: errors in one line, tables, and bringing the index level."""

import functools
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import ParamSpec, TypeVar

import click

from api import Services
from archive import ArchiveError, FileLock, IndexUnavailable, UserError
from index import Follower, follower_lock

P = ParamSpec("P")
R = TypeVar("R")

_WIDEST = 72  # columns of a table's cell


def report_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what goes wrong on purpose into one line on standard error: exit code 2 for what the
    user can mend, 3 for an outage."""

    @functools.wraps(command)
    def reported(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            return command(*arguments, **options)
        except ArchiveError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2 if isinstance(error, UserError) else 3)

    return reported


def bring_level(services: Services) -> None:
    """Index what the archive has and the index has not, and say so."""
    if (holder := catch_up(services)) is not None:
        click.echo(f"The running server (process {holder}) brings the index level.")
    else:
        click.echo(f"The index is level: {services.engine.status().documents} documents.")


def catch_up(services: Services) -> int | None:
    """Index what the archive has and the index has not, unless a server's follower does that:
    then its process is answered, else None. Raises IndexUnavailable."""
    lock = writing_lock(services)
    if not lock.try_acquire():
        return lock.holder() or 0
    try:
        Follower(services.store, services.engine).catch_up()
        services.engine.settle()
    finally:
        lock.release()
    return None


def writing_lock(services: Services) -> FileLock:
    """The lock of the one process that writes the index; raises IndexUnavailable where the data
    folder takes no lock."""
    try:
        lock = follower_lock(services.settings)
        if lock.try_acquire():
            lock.release()
    except OSError as error:
        raise IndexUnavailable(f"The index cannot be written: {error}.") from error
    return lock


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines with aligned columns; long cells are cut with an ellipsis."""
    cells = [[_fit(cell) for cell in row] for row in [heading, *rows]]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(heading))]
    for row in cells:
        yield "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()


def _width(text: str) -> int:
    """Columns a terminal needs: two for a wide (East Asian) character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _fit(text: str) -> str:
    # Control characters from a scraped page must not reach the terminal.
    text = "".join(c if c.isprintable() else " " for c in text)
    if _width(text) <= _WIDEST:
        return text
    while _width(text) > _WIDEST - 1:
        text = text[:-1]
    return text + "…"
