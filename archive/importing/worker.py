"""A process that parses: `python -m archive.importing.worker DESCRIPTOR`, see workers.py.

It says that it is ready (None), is given a RawDocument, and answers with the article, or why there
is none, and what was logged meanwhile; and so on until the other end is closed.
"""

import ctypes
import logging
import os
import signal
import sys
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from queue import SimpleQueue

from archive.importing.parsed import parse_document
from archive.parsing import load_detector

MEMORY = 900 * 2**20
"""Bytes of memory of its own that a process may have; a document that needs more fails alone."""

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)


def main() -> None:
    """Parse what comes through the descriptor that the only argument names."""
    _take_signals()
    _limit_memory()
    records: SimpleQueue[logging.LogRecord] = SimpleQueue()
    logging.basicConfig(handlers=[QueueHandler(records)], level=logging.WARNING)
    load_detector()
    connection = Connection(int(sys.argv[1]))
    try:
        connection.send(None)
        while True:
            article = parse_document(connection.recv())
            connection.send((article, [records.get() for _ in range(records.qsize())]))
    except (EOFError, BrokenPipeError, ConnectionResetError):  # the parent has enough, or died
        pass


def _take_signals() -> None:
    """Leave Ctrl-C to the parent, and end when it ends, even in the middle of a document.

    Only Linux tells of that; elsewhere the document is finished first.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())  # a parent that waits for signals blocks them
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != int(sys.argv[2]):  # it died before
            sys.exit()


def _limit_memory() -> None:
    """Have the process run out of memory before the machine does."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


if __name__ == "__main__":
    main()
