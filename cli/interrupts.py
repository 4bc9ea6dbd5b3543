"""Ctrl-C, for commands that take long."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

_INTERRUPTED = 130  # 128 and the signal's number, as shells have it
_SHOW_CURSOR = b"\x1b[?25h\n"  # a progress bar hides it


@contextmanager
def stoppable(message: str) -> Iterator[None]:
    """Have Ctrl-C end the block, say `message` and exit with code 130; once more, and the program
    is gone at once, in the middle of tidying up."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as nohup and & have it
        yield
        return
    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        click.echo(message, err=True)
        sys.exit(_INTERRUPTED)
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, _leave)
    raise KeyboardInterrupt


def _leave(_signal: int, _frame: FrameType | None) -> None:
    if sys.stderr.isatty():
        os.write(2, _SHOW_CURSOR)
    os._exit(_INTERRUPTED)
