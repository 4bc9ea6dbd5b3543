"""Many new documents at once: segments built by several processes, and one commit for all."""

import multiprocessing
from collections.abc import Iterable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Final, Self, TypeVar

from index.analysis.words import analyse
from index.whoosh_engine.arrays.bulk_worker import BuiltSegments, Failed, Ready, build_segments
from index.whoosh_engine.arrays.commit import Commit, Metadata, segment_path
from index.whoosh_engine.arrays.errors import IndexingFailed
from index.whoosh_engine.arrays.index import ArrayIndex
from index.whoosh_engine.arrays.layout import Analysis, IndexDocument
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.snapshot import Snapshot
from index.whoosh_engine.arrays.writer import committed

_Message = TypeVar("_Message")

BATCH: Final = 64
"""Documents sent to a process at once."""

FLUSH_TOKENS: Final = 10_000_000
"""Tokens in a segment being built; a process needs some 40 bytes for each, for a moment."""


class BulkWriter:
    """Adds documents, none of which is in the index yet, nor given twice.

    `processes` build segments side by side; each is a fresh interpreter, so a script that uses this
    needs `if __name__ == "__main__":`. Nothing is visible before `commit`. As a context manager it
    commits at the end, and takes everything back on an error.
    """

    def __init__(
        self,
        index: ArrayIndex,
        *,
        processes: int = 2,
        analysis: Analysis = analyse,
        flush_tokens: int = FLUSH_TOKENS,
    ) -> None:
        self._index = index
        self._batch: list[IndexDocument] = []
        segments = index.snapshot().segments
        largest = max(segments, key=lambda segment: segment.document_count, default=None)
        dictionary = largest.stored.dictionaries[-1] if largest is not None else None
        context = multiprocessing.get_context("spawn")
        self._workers: dict[Connection, BaseProcess] = {}
        for _ in range(max(processes, 1)):
            ours, theirs = context.Pipe()
            process = context.Process(
                target=build_segments,
                args=(theirs, index.folder, analysis, flush_tokens, dictionary),
                daemon=True,
            )
            process.start()
            theirs.close()
            self._workers[ours] = process
        self._idle: list[Connection] = []

    def add(self, document: IndexDocument) -> None:
        """Add a document; raises IndexingFailed when a process has failed."""
        self._batch.append(document)
        if len(self._batch) == BATCH:
            self._send()

    def add_all(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents, as fast as they are read."""
        for document in documents:
            self.add(document)

    def _send(self) -> None:
        if not self._idle:
            self._idle = [c for c in wait(self._workers) if isinstance(c, Connection)]
            for connection in self._idle:
                self._receive(connection, Ready)
        batch, self._batch = self._batch, []
        self._tell(self._idle.pop(), batch)

    def _tell(self, connection: Connection, message: object) -> None:
        try:
            connection.send(message)
        except OSError as error:
            raise self._died(connection) from error

    def _receive(self, connection: Connection, expected: type[_Message]) -> _Message:
        try:
            message = connection.recv()
        except (EOFError, OSError) as error:
            raise self._died(connection) from error
        if isinstance(message, Failed):
            raise IndexingFailed(f"Nothing was indexed: {message.reason}")
        if not isinstance(message, expected):
            raise TypeError(f"A building process said {message!r}.")
        return message

    def _died(self, connection: Connection) -> IndexingFailed:
        process = self._workers[connection]
        process.join()
        return IndexingFailed(
            f"Nothing was indexed: a process that built a segment ended with {process.exitcode}. "
            "If it was killed for its memory, index with fewer processes."
        )

    def commit(self, metadata: Metadata | None = None) -> Commit:
        """Make the documents visible; `metadata` is merged into what the last commit noted.

        Raises IndexingFailed when a process has failed, ValueError for an id given twice, OSError
        where the disk does not take it; then nothing is visible. The writer ends in any case.
        """
        try:
            if self._batch:
                self._send()
            built = self._collect()
            commit = self._index.publish(lambda current: self._changed(current, built, metadata))
        except BaseException:
            self.rollback()
            raise
        self._end()
        return commit

    def _collect(self) -> list[str]:
        for connection in self._workers:
            if connection not in self._idle:
                self._receive(connection, Ready)
            self._tell(connection, None)
        self._idle = []
        built = (self._receive(connection, BuiltSegments) for connection in self._workers)
        return [segment_id for segments in built for segment_id in segments.ids]

    def _changed(
        self, current: Snapshot, built: list[str], metadata: Metadata | None
    ) -> Commit | None:
        noted = {**current.metadata, **(metadata or {})}
        if not built and noted == current.metadata:
            return None
        paths = (segment_path(self._index.folder, segment_id) for segment_id in built)
        segments = [*current.segments, *map(SegmentArrays.open, paths)]
        return Commit(current.generation + 1, noted, committed(segments))

    def rollback(self) -> None:
        """Forget the documents, and end. What was built is removed by the next commit."""
        for process in self._workers.values():
            process.terminate()
        self._end()

    def _end(self) -> None:
        for connection, process in self._workers.items():
            connection.close()  # a worker waits for this: until then it holds its files
            process.join()
            process.close()
        self._workers = {}
        self._idle = []
        self._batch = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self.rollback()
        elif self._workers:
            self.commit()
