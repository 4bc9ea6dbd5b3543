"""What the API stands on: the archive, the index and the synonyms."""

from collections.abc import Callable
from threading import BoundedSemaphore, RLock
from typing import cast

from flask import Flask, Request, current_app, request
from werkzeug.local import LocalProxy

from archive import Settings, Store, check_store, open_store
from index import Engine, SynonymFile, SynonymRules, check_engine, open_engine

MOST_EXPORTS = 8
"""So many exports go on at once in a process: half of its threads, however slow their readers."""

MOST_UPLOADS = 4
"""So many files are taken in at once in a process: however slow their senders, searches find a
thread free."""

_NO_RULES = SynonymRules()


class Services:
    """The store, the engine and the synonyms of an application, at `app.extensions["archive"]`.

    Store and engine are opened on first use: a server's parent process and a command that needs
    neither open nothing. What the settings name and cannot be used is a SettingsError at once.
    `exports` and `uploads` are the places for those that go on at once. Safe to share between
    threads.
    """

    def __init__(self, settings: Settings) -> None:
        check_store(settings)
        check_engine(settings)
        self.settings = settings
        self.exports = BoundedSemaphore(MOST_EXPORTS)
        self.uploads = BoundedSemaphore(MOST_UPLOADS)
        self._synonyms = SynonymFile(settings.synonyms) if settings.synonyms else None
        self._lock = RLock()
        self._store: Store | None = None
        self._engine: Engine | None = None

    @property
    def store(self) -> Store:
        """The archive; raises StoreUnavailable or StoreIncompatible, and tries again next time."""
        if self._store is None:
            with self._lock:
                if self._store is None:
                    self._store = open_store(self.settings)
        return self._store

    @property
    def engine(self) -> Engine:
        """The index; it opens without an index to read too, searching it then says so."""
        if self._engine is None:
            with self._lock:
                if self._engine is None:
                    self._engine = open_engine(self.settings, self.store.archive_id)
        return self._engine

    @property
    def synonyms(self) -> SynonymRules:
        """The rules that hold now, by which queries are widened; none without a file of them."""
        return _NO_RULES if self._synonyms is None else self._synonyms.rules()

    def close(self) -> None:
        """Let go of what was opened; a later use opens it again."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
            if self._store is not None:
                self._store.close()
            self._engine = self._store = None


# What stands behind Flask's proxies, without their detour at each attribute.
_this_application = cast(LocalProxy[Flask], current_app)._get_current_object

this_request: Callable[[], Request] = cast(LocalProxy[Request], request)._get_current_object
"""The request that is answered now."""


def services() -> Services:
    """The services of the application that answers now."""
    found: Services = _this_application().extensions["archive"]
    return found
