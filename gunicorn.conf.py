"""How gunicorn serves the archive: `gunicorn app:app` reads this file by itself.

Anything here can be overridden on gunicorn's command line or in GUNICORN_CMD_ARGS.
"""

import gc
import json
import os
import re
import socket
import sys
from typing import Any

import gunicorn.http.message
import gunicorn.util

from archive import Settings, SettingsError, check_store
from index import SynonymFile, check_engine
from index.supervisor import Supervisor


def _whole_number(name: str, default: int, allowed: range) -> int:
    """The number that the environment says, if it does; one that is not allowed ends the start."""
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) in allowed):
        last = f"{allowed[-1]:,}".replace(",", "")
        sys.exit(f"Error: {name} is {text!r}; it must be a number from {allowed[0]} to {last}.")
    return int(text)


try:
    _settings = Settings.from_environment()
    check_store(_settings)
    check_engine(_settings)
    if _settings.synonyms:
        SynonymFile(_settings.synonyms)
except SettingsError as error:  # before anything listens, and once
    sys.exit(f"Error: {error}")
loglevel = _settings.log_level
bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{_whole_number('PORT', 8000, range(65_536))}"
workers = _whole_number("WEB_CONCURRENCY", min(os.cpu_count() or 1, 4), range(1, 1_001))
# Threads, so that a slow client or a write that waits for its search does not hold a whole worker:
# two clients that send a byte a second stop two `sync` workers (which `threads` above 1 would turn
# into `gthread` anyway). With a millisecond of work to a request and eight busy connections, no
# number from 1 to 32 stood out from the noise, in rate or in the slowest answers. So enough to make
# a handful of slow clients harmless, and no more: each thread that searches keeps 17 bytes per
# article. A crowd of slow clients needs a proxy that buffers.
worker_class = "gthread"
threads = 16
keepalive = 15
timeout = 60
graceful_timeout = 20
# The longest query that is understood fits: 10,000 characters, of 12 bytes each where they are
# outside Unicode's first plane and escaped. gunicorn would stop at 8,190 whatever is set here.
limit_request_line = 131_072
gunicorn.http.message.MAX_REQUEST_LINE = limit_request_line
http_parser = "python"  # see parse_request_line
# Heartbeats in memory: on a slow disk they would stall the workers.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
errorlog = "-"
# Its place would be the home folder; what is written at run time belongs under ARCHIVE_DATA.
control_socket_disable = True

_follower = Supervisor([sys.executable, "-m", "index.follower"])
_imports = Supervisor([sys.executable, "-m", "archive.importing.service"])


def write_problem(client: socket.socket, status: int, reason: str, message: str) -> None:
    """Answer a request that gunicorn itself refuses, before the application sees it, with a problem
    (RFC 9457) like every other in place of a page."""
    detail = message or "The server's log says what went wrong."
    if status == 414:
        detail = "The address is too long. Send the parameters as the body of POST /v1/search."
    content = json.dumps(
        {"type": "about:blank", "title": reason, "status": status, "detail": detail}
    )
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\n"
        "Content-Type: application/problem+json\r\nCache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    gunicorn.util.write_nonblock(client, f"{head}{content}".encode("ascii"))


gunicorn.util.write_error = write_problem


def parse_request_line(request: gunicorn.http.message.Request, line: bytes) -> None:
    """Take addresses as people type them: `curl 'http://.../v1/search?q=서울'` sends the letters as
    they are, which gunicorn refuses. What is beyond ASCII is escaped first, as browsers do."""
    escaped = re.sub(rb"[\x80-\xff]", lambda found: b"%%%02X" % found[0][0], line)
    _parse_request_line(request, escaped)


_parse_request_line = gunicorn.http.message.Request.parse_request_line
gunicorn.http.message.Request.parse_request_line = parse_request_line


def when_ready(server: Any) -> None:
    """Before the workers: load what they search and write with, and start the processes that keep
    the index level with the archive and run the imports that are sent.

    Loaded here, its memory is shared by all workers, it is compiled once at most, and no first
    request waits for it.
    """
    import archive
    import index.whoosh_engine.engine  # noqa: F401  # so that `post_worker_init` freezes it too

    archive.load_detector()
    _follower.start()
    _imports.start()


def post_worker_init(worker: Any) -> None:
    """What a worker has loaded stays for as long as it does: each full collection of garbage would
    look through it, and hold up all requests for a tenth of a second."""
    gc.collect()
    gc.freeze()


def on_exit(server: Any) -> None:
    """Stop those processes when the server stops, both at the same time."""
    _imports.tell_to_stop()
    _follower.stop()
    _imports.stop()
