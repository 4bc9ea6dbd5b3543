"""The follower as a process of its own: indexing in a worker's thread would slow its searches."""

import logging
import threading
from pathlib import Path

from archive import FileLock, Outage, Settings, Store, open_store
from index.engine import Engine, open_engine
from index.follower.follower import Follower

POLL_SECONDS = 0.1
"""Between two looks at the archive's revision: a write is searchable well within a second."""

STANDBY_SECONDS = 0.5
LONGEST_PAUSE = 5.0

logger = logging.getLogger(__name__)


def follower_lock(settings: Settings) -> FileLock:
    """The lock that the one follower of an archive's index holds; it is free when its holder dies.

    The data folder is made if need be; raises OSError where it cannot be.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.data / "follower.lock")


def rebuild_request(settings: Settings) -> Path:
    """The file that asks whoever follows the archive to make the index anew; it removes the file
    when that is done."""
    return settings.data / "rebuild.request"


def follow(settings: Settings, stop: threading.Event) -> None:
    """Keep the index level with the archive until `stop` is set.

    Stands by while another process does so, and takes over when that one ends or is killed. An
    Outage is logged and waited for. Raises SettingsError, and OSError for the lock's file.
    """
    lock = follower_lock(settings)
    while not lock.try_acquire():
        if stop.wait(STANDBY_SECONDS):
            return
    try:
        _Following(settings, stop).run()
    finally:
        lock.release()


class _Following:
    def __init__(self, settings: Settings, stop: threading.Event) -> None:
        self._settings = settings
        self._stop = stop
        self._store: Store | None = None
        self._engine: Engine | None = None

    def run(self) -> None:
        complaint, pause = None, POLL_SECONDS
        try:
            while not self._stop.wait(pause):
                try:
                    self._rebuild_if_asked()
                    self._follower().catch_up()
                except Outage as error:
                    if str(error) != complaint:
                        logger.error("The index cannot follow the archive: %s", error)
                    complaint, pause = str(error), min(2 * pause, LONGEST_PAUSE)
                else:
                    if complaint:
                        logger.info("The index follows the archive again.")
                    complaint, pause = None, POLL_SECONDS
        finally:
            self._close()

    def _follower(self) -> Follower:
        if self._store is None:
            self._store = open_store(self._settings)
        if self._engine is None:
            self._engine = open_engine(self._settings, self._store.archive_id)
        return Follower(self._store, self._engine, stop=self._stop)

    def _rebuild_if_asked(self) -> None:
        request = rebuild_request(self._settings)
        if request.exists():
            self._follower().rebuild()
            if not self._stop.is_set():
                request.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._engine is not None:
            self._engine.close()
        if self._store is not None:
            self._store.close()
