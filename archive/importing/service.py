"""The process that runs the imports which were asked for over HTTP.

`python -m archive.importing.service` runs those of the archive that the environment names. It ends
on SIGTERM or SIGINT after the batch it is at, and when the process that started it is gone.
"""

import logging
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

from archive.child_process import log_to_stderr, stop_when_told
from archive.errors import ArchiveError, Outage
from archive.import_state import ImportNotFound, ImportState, ImportTask
from archive.importing.running import run_import
from archive.locks import FileLock
from archive.settings import Settings
from archive.store import Store, open_store
from archive.uploads import Uploads

KEPT = timedelta(days=30)
"""So long what an import came to can be asked for after its end."""

POLL_SECONDS = 0.25
STANDBY_SECONDS = 0.5
LONGEST_PAUSE = 5.0
TIDY_SECONDS = 3600.0

logger = logging.getLogger(__name__)


def imports_lock(settings: Settings) -> FileLock:
    """The lock that the one process holds which runs the imports sent to a data folder; it is free
    when its holder dies.

    The data folder is made if need be; raises OSError where it cannot be.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.data / "imports.lock")


def run_imports(settings: Settings, stop: threading.Event) -> None:
    """Run imports as they are asked for, one at a time in the order of their creation, until `stop`
    is set.

    Stands by while another process does so, and takes over when that one ends or is killed. An
    Outage is logged and waited for. Raises SettingsError, and OSError for the lock's file.
    """
    lock = imports_lock(settings)
    while not lock.try_acquire():
        if stop.wait(STANDBY_SECONDS):
            return
    try:
        _Service(settings, stop).run()
    finally:
        lock.release()


class _Service:
    def __init__(self, settings: Settings, stop: threading.Event) -> None:
        self._settings = settings
        self._stop = stop
        self._uploads = Uploads(settings.uploads_path)
        self._store: Store | None = None
        self._begun: set[str] = set()
        self._tidy_at = 0.0

    def run(self) -> None:
        complaint, pause = None, POLL_SECONDS
        try:
            while not self._stop.wait(pause):
                try:
                    worked = self._work()
                except Outage as error:
                    if str(error) != complaint:
                        logger.error("Imports wait: %s", error)
                    complaint, pause = str(error), min(2 * max(pause, 0.1), LONGEST_PAUSE)
                else:
                    if complaint:
                        logger.info("Imports go on.")
                    complaint, pause = None, 0.0 if worked else POLL_SECONDS
        finally:
            if self._store is not None:
                self._store.close()

    def _work(self) -> bool:
        """Run the import whose turn it is; whether there was one."""
        if self._store is None:
            self._store = open_store(self._settings)
        store = self._store
        if time.monotonic() >= self._tidy_at:
            self._tidy(store)
        for import_id in store.imports.unfinished():
            if self._uploads.holds(import_id):
                self._run(store, import_id)
                return True
            if not self._settings.database_url:
                # One data folder, one database: nobody else can have what was sent. (Where servers
                # share a database, each runs what was sent to it.)
                detail = "What was sent is not on the disk any more."
                store.imports.finish(import_id, ImportState.FAILED, detail=detail)
        return False

    def _run(self, store: Store, id: str) -> None:
        task = store.imports.begin(id, again=id in self._begun)
        self._begun.add(id)
        if task is not None:
            logger.info("Import %s begins after document %d.", id, task.documents)
            task = self._run_to_its_end(store, task)
            if not task.state.is_finished:
                return
            logger.info(
                "Import %s: %s; %d documents, %d added, %d updated, %d unchanged, %d failed.",
                *(id, task.state, task.documents, task.added, task.updated, task.unchanged),
                task.failed,
            )
        self._begun.discard(id)
        self._uploads.remove(id)

    def _run_to_its_end(self, store: Store, task: ImportTask) -> ImportTask:
        try:
            return run_import(store, self._uploads, task, self._settings, self._stop)
        except Outage:
            raise
        except Exception as error:
            # Not hidden, but no reason for those behind it never to be run.
            logger.exception("Import %s failed.", task.id)
            detail = f"The program failed on it ({type(error).__name__}: {error})."
            return store.imports.finish(task.id, ImportState.FAILED, detail=detail[:2_000])

    def _tidy(self, store: Store) -> None:
        """Forget what ended long ago, and delete uploads that no import waits for: of clients whose
        server was killed while they sent, or of imports that ended just before it was."""
        store.imports.forget(datetime.now(UTC) - KEPT)

        def is_wanted(id: str) -> bool:
            try:
                return not store.imports.get(id).state.is_finished
            except ImportNotFound:
                return False

        self._uploads.sweep(is_wanted)
        self._tidy_at = time.monotonic() + TIDY_SECONDS


def main() -> int:
    """Run until told to stop; the exit code is 0 then, and 1 after an error."""
    stop = stop_when_told()
    try:
        settings = Settings.from_environment()
        log_to_stderr("imports", settings.log_level)
        run_imports(settings, stop)
    except (ArchiveError, OSError) as error:
        logger.error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
