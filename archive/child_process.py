"""What a process that serves beside the web server does: ends in good order when it is told to."""

import logging
import os
import signal
import threading

PARENT = "ARCHIVE_PARENT"
"""Names the process that such a one must not outlive, its parent if that is not said."""

_SIGNALS = {signal.SIGTERM, signal.SIGINT}
_WATCH_SECONDS = 0.5


def stop_when_told() -> threading.Event:
    """An event that is set on SIGTERM and SIGINT, and when the process that started this one ends.

    To be called first, before there are threads: the signals wait for the one that asks for them,
    because a handler could interrupt a commit anywhere.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    stop = threading.Event()
    for watch in (_watch_signals, _watch_parent):
        threading.Thread(target=watch, args=(stop,), daemon=True).start()
    return stop


def log_to_stderr(name: str, level: str) -> None:
    """Log as the web server does, from this level on, each line with this process's name."""
    logging.basicConfig(
        level=level.upper(),
        format=f"[%(asctime)s] [%(process)d] [%(levelname)s] {name}: %(message)s",
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _watch_signals(stop: threading.Event) -> None:
    signal.sigwait(_SIGNALS)
    stop.set()


def _watch_parent(stop: threading.Event) -> None:
    parent = int(os.environ.get(PARENT) or os.getppid())
    while os.getppid() == parent and not stop.wait(_WATCH_SECONDS):
        pass
    stop.set()
