"""How gunicorn serves the archive: `gunicorn app:app` reads this file by itself.

Anything here can be overridden on gunicorn's command line or in GUNICORN_CMD_ARGS.
"""

import os
import sys
from typing import Any

from index.supervisor import Supervisor

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(os.cpu_count() or 1, 4))
# Threads, so that a slow client or a write that waits for its search does not hold a whole worker:
# two clients that send a byte a second stop two `sync` workers (which `threads` above 1 would turn
# into `gthread` anyway). With a millisecond of work to a request and eight busy connections, no
# number from 1 to 32 stood out from the noise, in rate or in the slowest answers. So enough to make
# a handful of slow clients harmless, and no more: each thread that searches keeps 9 bytes per
# article. A crowd of slow clients needs a proxy that buffers.
worker_class = "gthread"
threads = 16
keepalive = 15
timeout = 60
graceful_timeout = 20
# The longest query that is understood, as URL-encoded UTF-8, fits.
limit_request_line = 8190
# Heartbeats in memory: on a slow disk they would stall the workers.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
loglevel = os.environ.get("ARCHIVE_LOG_LEVEL") or "info"
errorlog = "-"
# Its place would be the home folder; what is written at run time belongs under ARCHIVE_DATA.
control_socket_disable = True

_follower = Supervisor([sys.executable, "-m", "index.follower"])


def when_ready(server: Any) -> None:
    """Before the workers: load what they search with, and start the process that keeps the index
    level with the archive.

    Loaded here, its memory is shared by all workers, it is compiled once at most, and no first
    search waits for it.
    """
    import index.whoosh_engine.engine  # noqa: F401

    _follower.start()


def on_exit(server: Any) -> None:
    """Stop that process when the server stops."""
    _follower.stop()
