"""The parent's side of a process that parses: starting it, its end, and starting it again.

Not concurrent.futures.ProcessPoolExecutor: one process that dies breaks the pool and every document
in it, and none that hangs is ever given up. Pebble does both, but starts its processes by fork or
by importing the caller's main module, and knows no retry.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from archive.article import Article
from archive.errors import Outage
from archive.readers import RawDocument, Unreadable

COMMAND = (sys.executable, "-m", "archive.importing.worker")

DEADLINE = 120.0
"""Seconds that one document may take to be parsed, a thousand times what a long article does."""

SECONDS_PER_BYTE = 30e-6
"""What a large one may take beyond that: half a minute for each megabyte."""

_ATTEMPTS = 2  # what the machine, short of memory, ended once may well go through
_STARTS = 3
_ROOT = Path(__file__).resolve().parents[2]

_logger = logging.getLogger(__name__)


class Worker:
    """A process that parses one document at a time, for one thread; `kill` is for any thread."""

    def __init__(self, *, command: Sequence[str] = COMMAND, deadline: float = DEADLINE) -> None:
        self._command = command
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._killed = False
        self._starting = threading.Lock()

    def parse(self, document: RawDocument) -> Article | Unreadable:
        """The article in a document, or why there is none.

        A process that ends over it is started again, and is given the document a second time; one
        that takes longer than the deadline is ended. What was logged there is logged here. After
        `kill` the answer means nothing. Raises Outage where no process can be started.
        """
        location = document.location
        deadline = self._deadline + SECONDS_PER_BYTE * len(document.original.content)
        code: int | None = None
        for _ in range(_ATTEMPTS):
            connection = self._connection or self._start()
            try:
                connection.send(document)
                if not connection.poll(deadline):
                    self._end()
                    _logger.error("Parsing %s took too long; its process was ended.", location)
                    return Unreadable(
                        location,
                        f"{location} was given up: parsing it took more than "
                        f"{deadline:,.0f} seconds. Please report this with the file.",
                    )
                article, records = connection.recv()
            except (EOFError, OSError):
                code = self._end()
                if self._killed:
                    break
                _logger.error("The process that parsed %s ended (%s).", location, _reason(code))
            else:
                _log(records)
                return _checked(article)
        return Unreadable(
            location,
            f"{location} was given up: the process that parsed it ended, twice ({_reason(code)}). "
            "Please report this with the file.",
        )

    def kill(self) -> None:
        """End the process, whatever it is doing, for good."""
        with self._starting:
            self._killed = True
            process = self._process
        if process:
            process.kill()

    def close(self) -> None:
        """Let go of the process, after `kill`."""
        self._end()

    def _start(self) -> Connection:
        for _ in range(_STARTS):
            try:
                connection = self._launch()
                connection.recv()
            except (EOFError, OSError) as error:
                code = self._end()
                reason = _reason(code) if isinstance(error, EOFError) else str(error)
            else:
                return connection
        raise Outage(
            f"No process can be started to parse in ({reason}). See that there is enough memory, "
            "or set ARCHIVE_IMPORT_PROCESSES=1 to parse without."
        )

    def _launch(self) -> Connection:
        ours, theirs = Pipe()
        self._connection = ours
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        with theirs, self._starting:
            if self._killed:
                raise EOFError
            self._process = subprocess.Popen(
                [*self._command, str(theirs.fileno()), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is for the parent to handle
                env={**os.environ, "PYTHONPATH": path},
            )
        return ours

    def _end(self) -> int | None:
        """End the process if it runs; what it ended with."""
        if self._connection:
            self._connection.close()
            self._connection = None
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        return process.wait()


def _log(records: Iterable[logging.LogRecord]) -> None:
    for record in records:
        logger = logging.getLogger(record.name)
        if logger.isEnabledFor(record.levelno):
            logger.handle(record)


def _checked(article: object) -> Article | Unreadable:
    if isinstance(article, Article | Unreadable):
        return article
    raise TypeError(f"A parsing process answered {article!r}.")


def _reason(code: int | None) -> str:
    """What a process ended with, in words."""
    if code is None or code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name
    return f"{name}, as when memory runs out" if code == -signal.SIGKILL else name
