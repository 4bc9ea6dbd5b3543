"""`flask archive watch`: what arrives in folders is imported, until it is told to stop."""

import hashlib
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

import click

from api import services
from archive import (
    DocumentReport,
    FileLock,
    ImportProgress,
    ImportReport,
    Outage,
    StoreIncompatible,
    UserError,
    Watcher,
)
from cli.changes import shown
from cli.console import catch_up, report_errors
from cli.interrupts import stoppable
from cli.reading_options import read_options, reading_options, report_file, report_option

_REST = 9  # times what a look takes: a folder of a million files is looked at less often


@click.command("watch")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@reading_options
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds that a file must lie unchanged before it is read.",
)
@click.option(
    "--interval",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds from one look to the next, more where looking takes long.",
)
@click.option("--once", is_flag=True, help="Import what is there and has settled, then end.")
@report_option
@report_errors
def watch_command(
    folders: tuple[Path, ...],
    *,
    settle: float,
    interval: float,
    once: bool,
    report_path: Path | None,
    **stated: Any,
) -> None:
    """Import what is in folders and below, what arrives there, and what changes.

    The options are those of `import`. A file is read when it has stopped changing, and again when
    it has changed; nothing is deleted from the archive when a file is. What was imported is
    remembered, so it can be stopped (Ctrl-C, SIGTERM) and started again at any time. With --once
    the exit code is 1 if anything failed.
    """
    options = read_options(**stated)
    paths = [_folder(folder) for folder in folders]
    signal.signal(signal.SIGTERM, _end)
    with ExitStack() as stack:
        for path in paths:
            stack.enter_context(_only_watcher(path))
        teller = _Teller(stack.enter_context(report_file(report_path)))
        watcher = Watcher(
            services().store,
            paths,
            settings=services().settings,
            options=options,
            settle=settle,
            on_document=teller,
            on_progress=_Progress(),
        )
        with stoppable("Stopped. What was imported is remembered."):
            if once:
                _look_once(watcher, settle)
                sys.exit(1 if teller.failures else 0)
            click.echo(f"Watching {', '.join(shown(str(path)) for path in paths)}.")
            _keep_looking(watcher, interval)


def _end(signum: int, frame: FrameType | None) -> None:
    """End as after Ctrl-C, but as a success: a service was stopped."""
    sys.exit(0)


def _folder(path: Path) -> Path:
    """The folder's absolute path, which is remembered; raises UserError where it is none."""
    if not path.is_dir():
        raise UserError(f"There is no folder {shown(str(path))}. Check the path.")
    return path.absolute()


@contextmanager
def _only_watcher(folder: Path) -> Iterator[None]:
    """Keep others from watching the folder for this archive: two would do all work twice, and the
    slower could put an older text over a newer one. Raises UserError if another does."""
    name = hashlib.sha256(bytes(folder.resolve())).hexdigest()[:32]
    lock = FileLock(services().settings.data.absolute() / "watching" / f"{name}.lock")
    try:
        lock.path.parent.mkdir(parents=True, exist_ok=True)
        is_free = lock.try_acquire()
    except OSError as error:
        raise UserError(f"{lock.path} cannot be written: {error.strerror or error}.") from error
    if not is_free:
        raise UserError(
            f"{shown(str(folder))} is watched already, by process {lock.holder()}. One watcher is "
            "enough; it takes several folders."
        )
    try:
        yield
    finally:
        lock.release()


def _look_once(watcher: Watcher, settle: float) -> None:
    """Import what is there, and what of it settles."""
    _look(watcher, is_level=False)
    if watcher.waiting:
        time.sleep(settle)
        _look(watcher)


def _keep_looking(watcher: Watcher, interval: float) -> None:
    """Look and rest, until an exception; what does not answer is told of once."""
    outage = ""
    is_level = False
    while True:
        started = time.monotonic()
        report = None
        try:
            report, is_level = _look(watcher, is_level=is_level), True
        except StoreIncompatible:
            raise
        except Outage as error:
            is_level = False
            if str(error) != outage:
                click.echo(f"Error: {error} Trying again.", err=True)
            outage = str(error)
        else:
            if outage:
                click.echo("All is well again.", err=True)
            outage = ""
        spent = time.monotonic() - started
        time.sleep(interval if report else max(interval, _REST * spent))


def _look(watcher: Watcher, *, is_level: bool = True) -> ImportReport | None:
    """Look once, and say what was imported when searches find it."""
    report = watcher.look()
    try:
        if report or not is_level:
            catch_up(services())
    finally:
        if report:
            click.echo(
                f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
                f"{report.failures} failed, {report.passed_over} that no reader takes; "
                f"the archive is at revision {report.revision}."
            )
    return report


class _Progress:
    """A line now and then while much is imported: the first look may find years of articles."""

    LINE_EVERY = 10.0  # seconds
    MANY = 1_000  # documents

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, progress: ImportProgress) -> None:
        if progress.documents >= self.MANY and time.monotonic() - self._said >= self.LINE_EVERY:
            self._said = time.monotonic()
            click.echo(f"{progress.documents:,} documents so far", err=True)


class _Teller:
    """Writes the report, and says and counts what failed."""

    def __init__(self, write: Callable[[Mapping[str, Any]], None]) -> None:
        self.failures = 0
        self._write = write

    def __call__(self, document: DocumentReport) -> None:
        self._write(asdict(document))
        if document.outcome == "failed":
            self.failures += 1
            reason = document.reason or ""
            named = "" if document.location in reason else f"{document.location}: "
            click.echo(f"failed: {named}{reason}", err=True)
