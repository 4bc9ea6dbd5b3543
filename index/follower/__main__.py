"""`python -m index.follower`: follow the archive that the environment names.

It ends on SIGTERM or SIGINT after the batch it is at, and when the process that started it is gone.
"""

import logging
import os
import signal
import sys
import threading

from archive import ArchiveError, Settings
from index.follower.process import PARENT, follow

_SIGNALS = {signal.SIGTERM, signal.SIGINT}
_WATCH_SECONDS = 0.5


def main() -> int:
    """Run until told to stop; the exit code is 0 then, and 1 after an error."""
    # They wait for the thread that asks for them: a handler could interrupt a commit anywhere.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    logging.basicConfig(
        level=(os.environ.get("ARCHIVE_LOG_LEVEL") or "info").upper(),
        format="[%(asctime)s] [%(process)d] [%(levelname)s] follower: %(message)s",
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    stop = threading.Event()
    for watch in (_watch_signals, _watch_parent):
        threading.Thread(target=watch, args=(stop,), daemon=True).start()
    try:
        follow(Settings.from_environment(), stop)
    except (ArchiveError, OSError) as error:
        logging.getLogger(__name__).error("%s", error)
        return 1
    return 0


def _watch_signals(stop: threading.Event) -> None:
    signal.sigwait(_SIGNALS)
    stop.set()


def _watch_parent(stop: threading.Event) -> None:
    parent = int(os.environ.get(PARENT) or os.getppid())
    while os.getppid() == parent and not stop.wait(_WATCH_SECONDS):
        pass
    stop.set()


if __name__ == "__main__":
    sys.exit(main())
