"""The one door to an index: what every engine can do, and how to open the one in the settings."""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from archive import Article, Settings, SettingsError, UserError
from index.query import Node, SearchRequest
from index.results import SearchResult, WordCount

_POLL_SECONDS = 0.02


class QueryTooBroad(UserError):
    """A query whose answer would take too much work; the message says how to narrow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What an index says of itself. `archive_id` and `fingerprint` tell whose articles it holds and
    which analysis and fields wrote it; `revision` is how far it has followed the archive.

    `segments` are the parts that a search goes through one after the other. `ready` is whether it
    can be searched: an index that an older release wrote can, until the new one beside it is
    complete; one of another archive, or a damaged one, never.
    """

    engine: str
    ready: bool
    archive_id: str | None
    fingerprint: str | None
    revision: int
    documents: int
    bytes: int
    segments: int


class EngineWriter(Protocol):
    """Changes to an index, all of them visible together when its context ends without an error."""

    def put(self, id: str, article: Article) -> None:
        """Add the article, in place of the one with the same id if there is one.

        Raises InvalidArticle for one that cannot be indexed, and then changes nothing: the other
        changes of the batch are not touched.
        """

    def delete(self, id: str) -> None:
        """Remove the article; nothing happens if it is not there."""


class Engine(Protocol):
    """An index of articles. Reading is safe from many threads and processes at once; writing and
    rebuilding is for one process at a time (the follower, which holds a lock): a second one gets
    IndexUnavailable."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer from the newest commit.

        Raises IndexUnavailable where there is none (yet), and QueryTooBroad.
        """

    def words_beginning(
        self, prefix: str, limit: int, *, among: Node | None = None
    ) -> list[WordCount]:
        """The commonest words of title, description and body that begin so (folded), by falling
        count then by word. With `among`, those of the commonest that stand in articles which match
        it, and in how many of these they do in any of their forms. Raises IndexUnavailable and
        QueryTooBroad."""

    def values_beginning(self, field: str, prefix: str, limit: int) -> list[WordCount]:
        """The commonest values of a facet's field that have a word that begins so (see
        `index.facet_words`), with about how many articles have them; by falling count then by
        value. Raises IndexUnavailable."""

    def words_near(self, word: str, distance: int, limit: int) -> list[WordCount]:
        """The commonest words of title, description and body within so many edits of this one (see
        `query.Fuzzy`), itself included, by falling count then by word. Raises IndexUnavailable."""

    def document_frequencies(self, words: Sequence[str]) -> list[int]:
        """In how many articles each word stands, in any of its forms and in any of title,
        description and body: about, the greatest of the three. Raises IndexUnavailable."""

    def commit_id(self) -> str:
        """A short text that changes whenever an answer might: the ground of an ETag."""

    def revision(self) -> int:
        """The archive's revision that searches answer from now, cheaply; 0 without an index."""

    def status(self) -> EngineStatus:
        """What the index holds now; works without an index too (ready is False)."""

    def is_current(self, archive_id: str) -> bool:
        """Whether the index is there, of this archive, and written by this analysis and fields."""

    def writing(self, revision: int) -> AbstractContextManager[EngineWriter]:
        """Commit a batch that brings the index to the archive's `revision`; nothing on an error."""

    def rebuilding(self, archive_id: str) -> AbstractContextManager["Rebuild"]:
        """Fill a new index beside the live one and swap it in at the end; on an error the live one
        stays. Searches go on all the while."""

    def settle(self) -> None:
        """Wait for what writing and rebuilding have left to be done in the background, so that
        nothing of it is lost by closing. Searches are right before, and may be faster after it."""

    def close(self) -> None:
        """Let go of files and connections."""


class Rebuild(Protocol):
    """A new index being filled, in as many batches as it takes."""

    def writing(self, revision: int) -> AbstractContextManager[EngineWriter]:
        """A batch of articles, none of which is in the new index yet; `revision` is what the whole
        new index has reached when it ends."""


def check_engine(settings: Settings) -> None:
    """Raises SettingsError where the settings name no engine that there is."""
    if settings.engine != "whoosh":
        raise SettingsError(f"ARCHIVE_ENGINE is {settings.engine!r}; it must be 'whoosh'.")


def open_engine(settings: Settings, archive_id: str) -> Engine:
    """The engine that the settings name, for the articles of that archive and no other.

    Raises SettingsError for an unknown engine. An index that is not there yet is no error: searches
    raise IndexUnavailable until a follower has made it.
    """
    check_engine(settings)
    from index.whoosh_engine.engine import WhooshEngine  # only the chosen engine is loaded

    return WhooshEngine(settings.index_path, archive_id)


def wait_for_revision(engine: Engine, revision: int, timeout: float) -> bool:
    """Wait until searches answer from the archive's `revision` or a later one.

    False if that takes longer than `timeout` seconds: the change is safe in the archive all the
    same, and will be found later.
    """
    end = time.monotonic() + timeout
    while engine.revision() < revision:
        if time.monotonic() >= end:
            return False
        time.sleep(_POLL_SECONDS)
    return True
