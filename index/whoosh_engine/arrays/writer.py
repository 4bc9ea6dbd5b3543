"""Changes to an index, few at a time: all of them become visible together."""

from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from index.analysis.words import analyse
from index.whoosh_engine.arrays.builder import SegmentBuilder
from index.whoosh_engine.arrays.commit import Commit, CommittedSegment, Metadata
from index.whoosh_engine.arrays.dictionary import encode
from index.whoosh_engine.arrays.files import NewSegment
from index.whoosh_engine.arrays.index import ArrayIndex
from index.whoosh_engine.arrays.layout import BODY_FIELD, Analysis, IndexDocument
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.snapshot import Snapshot
from index.whoosh_engine.arrays.stages import Stage, reach
from index.whoosh_engine.arrays.vocabulary import Vocabulary

FLUSH_DOCUMENTS: Final = 4096
FLUSH_CHARACTERS: Final = 32_000_000
"""What a writer holds before it writes a segment."""


class _Flushed:
    """A segment that waits for the commit, and the ids that it, or a deletion, takes the place of
    in all segments before it."""

    def __init__(self, new: NewSegment | None, ids: list[str]) -> None:
        self.new = new
        self.ids = ids


class IndexWriter:
    """Collects changes; `commit` makes them the newest commit, in one rename of one file.

    As a context manager it commits at the end, and takes everything back on an error. Not for
    several threads at once.
    """

    def __init__(self, index: ArrayIndex, *, analysis: Analysis = analyse) -> None:
        self._index = index
        self._vocabulary = Vocabulary(analysis)
        self._documents: dict[str, IndexDocument | None] = {}
        self._characters = 0
        self._flushed: list[_Flushed] = []

    def put(self, document: IndexDocument) -> None:
        """Add a document, in place of the one with the same id if there is one."""
        self._documents[document.id] = document
        self._characters += len(document.texts.get(BODY_FIELD, ""))
        if len(self._documents) >= FLUSH_DOCUMENTS or self._characters >= FLUSH_CHARACTERS:
            self._flush()

    def delete(self, id: str) -> None:
        """Remove the document with this id; nothing happens if it is not there."""
        self._documents[id] = None

    def _flush(self) -> None:
        changes, self._documents, self._characters = self._documents, {}, 0
        documents = [document for document in changes.values() if document is not None]
        new = None
        if documents:
            new = NewSegment(self._index.folder)
            self._flushed.append(_Flushed(new, list(changes)))
            builder = SegmentBuilder(new.file, vocabulary=self._vocabulary)
            for document in documents:
                builder.add(document)
            builder.finish()
            reach(Stage.SEGMENT_WRITTEN)
        elif changes:
            self._flushed.append(_Flushed(None, list(changes)))

    def commit(self, metadata: Metadata | None = None) -> Commit:
        """Make the changes visible; `metadata` is merged into what the last commit noted.

        Raises OSError where the disk does not take them; then nothing is visible, and the writer is
        empty.
        """
        try:
            self._flush()
            return self._index.publish(lambda current: self._changed(current, metadata))
        finally:
            # After an error the files are left to the next commit: the failed one may be there.
            for flushed in self._flushed:
                if flushed.new is not None:
                    flushed.new.close()
            self._flushed = []
            self._forget()

    def rollback(self) -> None:
        """Forget the changes."""
        for flushed in self._flushed:
            if flushed.new is not None:
                flushed.new.discard()
        self._flushed = []
        self._forget()

    def _forget(self) -> None:
        self._documents = {}
        self._characters = 0

    def _changed(self, current: Snapshot, metadata: Metadata | None) -> Commit | None:
        noted = {**current.metadata, **(metadata or {})}
        if not self._flushed and noted == current.metadata:
            return None
        segments = list(current.segments)
        for flushed in self._flushed:
            segments = [without(segment, flushed.ids) for segment in segments]
            if flushed.new is not None:
                segments.append(SegmentArrays.open(flushed.new.path))
        return Commit(current.generation + 1, noted, committed(segments))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.commit()
        else:
            self.rollback()


def without(segment: SegmentArrays, ids: list[str]) -> SegmentArrays:
    """The segment with these ids' documents deleted; the same object where it has none."""
    find = segment.ids.values.find_bytes
    numbers = [number for key in ids if (number := find(encode(key))) is not None]
    if not numbers:
        return segment
    found = segment.ids.document[np.array(numbers, np.int64)]
    deleted: NDArray[np.int32] = np.union1d(segment.deleted, found).astype(np.int32)
    if len(deleted) == len(segment.deleted):
        return segment
    return segment.with_deleted(deleted)


def committed(segments: list[SegmentArrays]) -> tuple[CommittedSegment, ...]:
    """What a commit says of these segments; those without a live document are left out."""
    return tuple(
        CommittedSegment(segment.segment_id, segment.document_count, segment.size, segment.deleted)
        for segment in segments
        if segment.live_count
    )
