"""Keeps a child process running, as gunicorn's master does with those that serve beside it."""

import logging
import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from archive import PARENT

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
"""Seconds before a child that ended is started again: doubled each time that it did not live for
STABLE_SECONDS."""

STABLE_SECONDS = 10.0
GRACE_SECONDS = 10.0

_POLL_SECONDS = 0.1
_END_POLL_SECONDS = 0.02
_ROOT = Path(__file__).resolve().parents[1]

logger = logging.getLogger(__name__)


class Supervisor:
    """Starts `command` and, whenever it ends, starts it again, until `stop`."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._owner = 0
        self.pid: int | None = None
        """The child that runs now."""

    def start(self) -> None:
        """Start the child, and a thread that watches it."""
        self._owner = os.getpid()
        self._stopping.clear()
        self._thread = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
        self._thread.start()

    def tell_to_stop(self) -> None:
        """Have the child ended, without waiting for it as `stop` does."""
        if self._owner == os.getpid():
            self._stopping.set()

    def stop(self) -> None:
        """End the child: with SIGTERM, and after GRACE_SECONDS with SIGKILL. Nothing happens in a
        process that did not start it (a worker, forked from the one that did)."""
        if self._thread is None or self._owner != os.getpid():
            return
        self.tell_to_stop()
        self._thread.join()
        self._thread = None

    def _supervise(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            self._run()
            if time.monotonic() - began > STABLE_SECONDS:
                pause = FIRST_PAUSE
            if not self._stopping.wait(pause):
                logger.warning("%s ended; it is started again.", " ".join(self._command))
            pause = min(2 * pause, LONGEST_PAUSE)

    def _run(self) -> None:
        try:
            # Not subprocess.Popen: it waits on a pipe that a worker, forked by the master's other
            # thread at that moment, inherits and holds open for as long as it lives.
            child = os.posix_spawnp(
                self._command[0],
                self._command,
                _environment(),
                file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)],
                setsid=True,  # Ctrl-C in the terminal is for the parent to handle
            )
        except OSError:
            logger.exception("%s cannot be started", " ".join(self._command))
            return
        self.pid = child
        while not _has_ended(child):
            if self._stopping.wait(_POLL_SECONDS):
                _end(child)
                break
        self.pid = None


def _has_ended(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:  # gunicorn reaps every child of its process
        return True


def _end(child: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGTERM)
        patience = time.monotonic() + GRACE_SECONDS
        while not _has_ended(child):
            if time.monotonic() > patience:
                logger.warning("Process %d does not stop; it is killed.", child)
                os.kill(child, signal.SIGKILL)
                patience = float("inf")
            time.sleep(_END_POLL_SECONDS)


def _environment() -> dict[str, str]:
    """Ours, with what the child needs to find this program, and to end when this process does."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, PARENT: str(os.getpid())}
