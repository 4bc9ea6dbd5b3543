"""The embedded engine: an index in a folder, for one machine."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from archive import ArchiveError, IndexUnavailable
from index.engine import EngineStatus
from index.query import Node, SearchRequest
from index.query_text import format_node
from index.results import SearchResult, WordCount
from index.whoosh_engine.arrays import ArrayIndex, IndexDamaged, IndexWriter, Merger, Metadata
from index.whoosh_engine.commits import (
    ARCHIVE_ID,
    FINGERPRINT,
    REVISION,
    Commits,
    OpenCommit,
    holds_what_was_written,
    mark_damaged,
)
from index.whoosh_engine.documents import fingerprint
from index.whoosh_engine.evaluation import search
from index.whoosh_engine.generations import Generations
from index.whoosh_engine.hits import make_hits
from index.whoosh_engine.words import CommitWords
from index.whoosh_engine.writing import Batch, WhooshRebuild

NAME = "whoosh"

_LONGEST_WAIT = 0.2
"""Seconds that a search waits for its turn: a slow one holds others up no longer."""


class WhooshEngine:
    """The index of one archive, in `folder`; see `index.engine.Engine` for what it can do."""

    def __init__(self, folder: Path, archive_id: str) -> None:
        self._archive_id = archive_id
        self._generations = Generations(folder)
        self._commits = Commits(self._generations)
        self._merger: tuple[ArrayIndex, Merger] | None = None
        # A search lets go of the interpreter dozens of times, wherever it decompresses or loops. If
        # another one takes it each time, both together take half as long again as in turn.
        self._turn = threading.Lock()

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer from the newest commit."""
        has_turn = self._turn.acquire(timeout=_LONGEST_WAIT)
        try:
            commit = self._own_commit()
            with self._blaming(commit):
                answer = search(commit.view, request)
                return SearchResult(
                    total=answer.total,
                    hits=make_hits(answer.first, request),
                    facets=answer.facets,
                    cut=tuple(map(format_node, answer.cut)),
                )
        finally:
            if has_turn:
                self._turn.release()

    def words_beginning(
        self, prefix: str, limit: int, *, among: Node | None = None
    ) -> list[WordCount]:
        """The commonest words of title, description and body that begin so."""
        with self._words() as words:
            return list(words.beginning(prefix, limit, among))

    def values_beginning(self, field: str, prefix: str, limit: int) -> list[WordCount]:
        """The commonest values of a facet's field that have a word that begins so."""
        with self._words() as words:
            return list(words.values(field, prefix, limit))

    def words_near(self, word: str, distance: int, limit: int) -> list[WordCount]:
        """The commonest words of title, description and body within so many edits of this one."""
        with self._words() as words:
            return list(words.near(word, distance, limit))

    def document_frequencies(self, words: Sequence[str]) -> list[int]:
        """In about how many articles each word stands, in any of its forms."""
        with self._words() as known:
            return list(map(known.frequency, words))

    def commit_id(self) -> str:
        """A short text that changes whenever an answer might."""
        try:
            return self._own_commit().id
        except IndexUnavailable:
            return "none"

    def revision(self) -> int:
        """The archive's revision that searches answer from now; 0 without an index."""
        try:
            return self._own_commit().revision
        except IndexUnavailable:
            return 0

    def status(self) -> EngineStatus:
        """What the index holds now, whosever it is."""
        commit = None
        with suppress(IndexUnavailable):
            commit = self._commits.check()
        if commit is None:
            return EngineStatus(
                engine=NAME,
                ready=False,
                archive_id=None,
                fingerprint=None,
                revision=0,
                documents=0,
                bytes=0,
                segments=0,
            )
        metadata = commit.snapshot.metadata
        return EngineStatus(
            engine=NAME,
            ready=metadata[ARCHIVE_ID] == self._archive_id,
            archive_id=str(metadata[ARCHIVE_ID]),
            fingerprint=str(metadata[FINGERPRINT]),
            revision=commit.revision,
            documents=commit.snapshot.live_count,
            bytes=commit.snapshot.size,
            segments=len(commit.snapshot.segments),
        )

    def is_current(self, archive_id: str) -> bool:
        """Whether the index is there, of this archive, and written by this analysis and fields."""
        status = self.status()
        return status.archive_id == archive_id and status.fingerprint == fingerprint()

    @contextmanager
    def writing(self, revision: int) -> Iterator[Batch]:
        """Commit a batch that brings the index to the archive's `revision`."""
        with self._generations.locked():
            self._own_commit()
            index = self._commits.index()
            writer = IndexWriter(index)
            try:
                yield Batch(writer)
                writer.commit({REVISION: revision})
                self._merger_of(index).maintain()
            except OSError as error:
                raise IndexUnavailable(f"The index cannot be written: {error}.") from error
            finally:
                writer.rollback()

    @contextmanager
    def rebuilding(self, archive_id: str) -> Iterator[WhooshRebuild]:
        """Fill a new generation beside the live one, and swap it in at the end."""
        with self._generations.locked():
            self._generations.remove_others()
            folder = self._generations.create()
            metadata: Metadata = {ARCHIVE_ID: archive_id, FINGERPRINT: fingerprint(), REVISION: 0}
            try:
                rebuild = WhooshRebuild(ArrayIndex.create(folder, metadata))
                try:
                    yield rebuild
                    rebuild.finish()
                finally:
                    rebuild.abandon()
                self._generations.publish(folder)
            except OSError as error:
                raise IndexUnavailable(f"The index cannot be written: {error}.") from error
            finally:
                # The replaced generation, or the new one that came to nothing.
                self._generations.remove_others()
            self._merger_of(self._commits.index()).maintain()

    def settle(self) -> None:
        """Wait for the merges that this engine's writing and rebuilding have left under way."""
        if self._merger is not None:
            self._merger[1].wait()

    def close(self) -> None:
        """Let go of files; the next search opens them again."""
        if self._merger is not None:
            self._merger[1].close()
            self._merger = None
        self._commits.forget()

    def _merger_of(self, index: ArrayIndex) -> Merger:
        if self._merger is None or self._merger[0] is not index:
            if self._merger is not None:
                self._merger[1].close()
            self._merger = index, Merger(index)
        return self._merger[1]

    def _own_commit(self) -> OpenCommit:
        commit = self._commits.newest()
        if commit.snapshot.metadata[ARCHIVE_ID] != self._archive_id:
            raise IndexUnavailable(
                "The index is of another archive. A running server rebuilds it by itself; "
                "`flask index rebuild` does so at once."
            )
        return commit

    @contextmanager
    def _words(self) -> Iterator[CommitWords]:
        """The words of the newest commit; see `_blaming`."""
        commit = self._own_commit()
        with self._blaming(commit):
            yield commit.words

    @contextmanager
    def _blaming(self, commit: OpenCommit) -> Iterator[None]:
        """An error in the context is an outage if the index's files are not what was written;
        otherwise it is what it is, an error of this program."""
        try:
            yield
        except Exception as error:
            if isinstance(error, ArchiveError) and not isinstance(error, IndexDamaged):
                raise
            if not holds_what_was_written(commit.snapshot):
                mark_damaged(commit.folder)
                self._commits.forget()
                raise IndexUnavailable(
                    "The index is damaged. A running server rebuilds it by itself."
                ) from error
            raise
