"""Bringing an index level with the archive, by revision."""

import logging
import threading
from collections.abc import Iterable

from archive import Change, Store, UserError
from index.engine import Engine, EngineWriter

BATCH = 250
"""Changes in one commit: few enough that a write behind them is searchable soon."""

REBUILD_BATCH = 1000
"""Articles in one commit of a rebuild: nobody waits for it, and fewer segments are merged."""

logger = logging.getLogger(__name__)


class Follower:
    """Reads changes from the archive and writes them to an index; only one may at a time, so hold
    the `follower_lock`. When `stop` is set it ends after the batch it is at."""

    def __init__(
        self, store: Store, engine: Engine, *, stop: threading.Event | None = None
    ) -> None:
        self._store = store
        self._engine = engine
        self._stop = stop or threading.Event()

    def catch_up(self) -> int:
        """Bring the index level, and answer the revision it has reached.

        Where it is missing, damaged, of another archive or release, or ahead of the archive (which
        was restored from a backup), it is rebuilt first. Raises Outage.
        """
        if reason := self._reason_to_rebuild():
            logger.info("Rebuilding the index: %s", reason)
            self.rebuild()
        while not self._stop.is_set():
            changes = self._store.changes_since(self._engine.revision(), BATCH)
            if not changes:
                break
            with self._engine.writing(changes[-1].revision) as writer:
                _apply(writer, changes)
        return self._engine.revision()

    def rebuild(self) -> None:
        """Make the index anew from the whole archive, beside the old one, and swap it in. Raises
        Outage."""
        # What changes from here on is caught up with afterwards: until then each article comes at
        # most once, and the new index holds all that this revision says.
        last = self._store.revision()
        try:
            with self._engine.rebuilding(self._store.archive_id) as rebuild:
                revision = 0
                while revision < last:
                    if self._stop.is_set():
                        raise _Stopped
                    changes = self._store.changes_since(revision, REBUILD_BATCH)
                    revision = changes[-1].revision if len(changes) == REBUILD_BATCH else last
                    with rebuild.writing(min(revision, last)) as writer:
                        _apply(writer, (change for change in changes if change.revision <= last))
        except _Stopped:
            logger.info("The rebuild was stopped; the next one starts again.")
        else:
            logger.info("The index is rebuilt up to revision %d.", last)

    def _reason_to_rebuild(self) -> str | None:
        status = self._engine.status()
        if not status.ready:
            return "there is none of this archive that can be read."
        if not self._engine.is_current(self._store.archive_id):
            return "another release wrote it."
        if status.revision > self._store.revision():
            return "the archive is older than it, as if restored from a backup."
        return None


class _Stopped(Exception):
    """Not an error: it leaves the rebuild's context."""


def _apply(writer: EngineWriter, changes: Iterable[Change]) -> None:
    for change in changes:
        if change.article is None:
            writer.delete(change.id)
            continue
        try:
            writer.put(change.id, change.article)
        except UserError:
            # Never of an article that the store took. If it is, an old version must not be found.
            logger.exception("The article %s cannot be indexed and will not be found", change.id)
            writer.delete(change.id)
