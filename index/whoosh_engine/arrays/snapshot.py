"""One commit of an index, opened: it goes on answering the same, whatever is committed later."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
from whoosh.reading import EmptyReader, IndexReader, MultiReader
from whoosh.searching import Searcher

from index.whoosh_engine.arrays.codec import whoosh_reader
from index.whoosh_engine.arrays.commit import Commit, Metadata, segment_path
from index.whoosh_engine.arrays.schema import SCHEMA
from index.whoosh_engine.arrays.segment import SegmentArrays


class Snapshot:
    """A pinned commit. Keep it for one request or for many, in any number of threads; there is
    nothing to close.

    Attributes:
        commit: what it was opened from.
        segments: the segments, in the order in which Whoosh numbers their documents.
    """

    def __init__(self, commit: Commit, segments: tuple[SegmentArrays, ...]) -> None:
        self.commit = commit
        self.segments = segments

    @classmethod
    def open(cls, folder: Path, commit: Commit, known: Iterable[SegmentArrays] = ()) -> "Snapshot":
        """Map the commit's segments; those in `known` are not mapped again, and keep what they have
        computed. Raises FileNotFoundError when a later commit has removed one."""
        by_id = {segment.segment_id: segment for segment in known}
        segments = []
        for committed in commit.segments:
            segment = by_id.get(committed.id)
            if segment is None:
                path = segment_path(folder, committed.id)
                segment = SegmentArrays.open(path, committed.deleted)
            elif not np.array_equal(segment.deleted, committed.deleted):
                segment = segment.with_deleted(committed.deleted)
            segments.append(segment)
        return cls(commit, tuple(segments))

    @property
    def generation(self) -> int:
        """The number of the commit: greater than that of every commit before."""
        return self.commit.generation

    @property
    def metadata(self) -> Metadata:
        """What was noted with the commit."""
        return self.commit.metadata

    @cached_property
    def document_count(self) -> int:
        """How many documents there are, deleted ones included: what Whoosh's scores count."""
        return sum(segment.document_count for segment in self.segments)

    @cached_property
    def live_count(self) -> int:
        """How many documents can be found."""
        return sum(segment.live_count for segment in self.segments)

    @property
    def size(self) -> int:
        """How many bytes the segments' files have."""
        return sum(segment.size for segment in self.segments)

    def find(self, id: str) -> tuple[SegmentArrays, int] | None:
        """The segment and the document with this id; None if there is none."""
        for segment in self.segments:
            document = segment.find(id)
            if document is not None:
                return segment, document
        return None

    def reader(self) -> IndexReader:
        """A new Whoosh reader of the same arrays."""
        readers = [whoosh_reader(segment) for segment in self.segments]
        if not readers:
            return EmptyReader(SCHEMA)
        return readers[0] if len(readers) == 1 else MultiReader(readers, self.generation)

    def searcher(self) -> Searcher:
        """A new Whoosh searcher of the same arrays."""
        return Searcher(self.reader())
