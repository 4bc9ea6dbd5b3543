"""Changes on their way into the index: a batch of a few, or a whole new index."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from archive import Article
from index.whoosh_engine.arrays import ArrayIndex, BulkWriter, IndexDocument, IndexWriter
from index.whoosh_engine.commits import REVISION
from index.whoosh_engine.documents import index_document

BULK = 2000
"""So many articles are worth the half second that starting processes takes."""


class Batch:
    """Changes that become visible together. See EngineWriter."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer

    def put(self, id: str, article: Article) -> None:
        """Add the article, in place of the one with the same id if there is one."""
        self._writer.put(index_document(id, article))

    def delete(self, id: str) -> None:
        """Remove the article; nothing happens if it is not there."""
        self._writer.delete(id)


class WhooshRebuild:
    """A new index being filled; nothing of it is visible before `finish`. See Rebuild."""

    def __init__(self, index: ArrayIndex) -> None:
        self._index = index
        self._few: dict[str, IndexDocument] = {}
        self._bulk: BulkWriter | None = None
        self._revision = 0

    @contextmanager
    def writing(self, revision: int) -> Iterator["WhooshRebuild"]:
        """A batch of articles, none of which is in the new index yet."""
        yield self
        self._revision = revision

    def put(self, id: str, article: Article) -> None:
        """Add the article."""
        document = index_document(id, article)
        if self._bulk is not None:
            self._bulk.add(document)
            return
        self._few[id] = document
        if len(self._few) >= BULK:
            self._bulk = BulkWriter(self._index, processes=os.cpu_count() or 1)
            self._bulk.add_all(self._few.values())
            self._few = {}

    def delete(self, id: str) -> None:
        """Nothing: what is deleted is not given to a new index."""

    def finish(self) -> None:
        """Commit all of it."""
        metadata = {REVISION: self._revision}
        if self._bulk is not None:
            self._bulk.commit(metadata)
            self._bulk = None
            return
        writer = IndexWriter(self._index)
        for document in self._few.values():
            writer.put(document)
        writer.commit(metadata)

    def abandon(self) -> None:
        """End the processes that build it, if there are any."""
        if self._bulk is not None:
            self._bulk.rollback()
            self._bulk = None
