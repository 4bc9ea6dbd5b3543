"""One segment of the index as arrays: memory-mapped, read-only, safe to share between threads.

This is what the array evaluator reads, and what the Whoosh codec's matchers read: the same bytes.
Documents are numbered 0 to `document_count` - 1 in the order they were indexed; a deleted document
keeps its number until a merge. Nothing here knows of queries or scores.

How to read it fast:

* Look a term up once (`field.find`), keep its number, and ask everything else by number.
* `postings` is a slice and one widening of 16-bit halves; `positions_at` decodes only the postings
  chosen, so intersect documents first and ask for positions last.
* Lists include deleted documents: apply `live_mask` (None when nothing is deleted) once, at the
  end. Whoosh's document frequencies, lengths and counts include deleted documents too.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.builder import FORMAT
from index.whoosh_engine.arrays.columns import InstantColumn, KeyColumn, OrdinalColumn
from index.whoosh_engine.arrays.container import ArrayFile
from index.whoosh_engine.arrays.errors import IndexDamaged
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.layout import COLUMNS, INSTANTS
from index.whoosh_engine.arrays.stored import StoredDocuments
from index.whoosh_engine.arrays.stretches import Stretches

NOTHING_DELETED = np.empty(0, np.int32)
NOTHING_DELETED.flags.writeable = False


class SegmentArrays:
    """A segment's arrays, with the deletions of the commit it was opened for.

    Every array is read-only. Shapes are given in brackets: [document], [term], [posting]. The file
    stays mapped while the segment, or any array it handed out, is referred to: there is nothing to
    close, and a file deleted meanwhile stays readable.

    Attributes:
        segment_id: the segment's name, unique in its index for ever.
        document_count: how many documents there are, deleted ones included.
        size: how many bytes its file has.
        deleted: int32, ascending numbers of the deleted documents.
        live_mask: bool[document], False where deleted; None when nothing is deleted.
        fields: the fields that have terms, by name: title, description, body, source, agency,
            author, language (see `FieldArrays`).
        ids: the article ids, unique among live documents (see `KeyColumn`).
        columns: the facet columns, by name: source, language (at most one value a document),
            agency, author (any number); see `OrdinalColumn`.
        instants: columns of times, by name: published (see `InstantColumn`).
        stored: display records and bodies (see `StoredDocuments`).
        stretches: roughly where in the bodies their tokens stand (see `Stretches`).
    """

    def __init__(self, file: ArrayFile, deleted: NDArray[np.int32] = NOTHING_DELETED) -> None:
        if file.meta.get("format") != FORMAT:
            raise IndexDamaged(
                f"The index file {file.path} was written by another release. Rebuild the index."
            )
        self.file = file
        self.segment_id = file.path.stem
        self.document_count: int = file.meta["documents"]
        self.size = file.size
        self.fields = {name: FieldArrays(file, name) for name in file.meta["fields"]}
        self.ids = KeyColumn(file)
        self.columns = {name: OrdinalColumn(file, name) for name in COLUMNS}
        self.instants = {name: InstantColumn(file, name) for name in INSTANTS}
        self.stored = StoredDocuments(file)
        self.stretches = Stretches(file)
        self._set_deleted(deleted)

    @classmethod
    def open(cls, path: Path, deleted: NDArray[np.int32] = NOTHING_DELETED) -> Self:
        """Map the file of a segment; raises IndexDamaged when it is not a whole one."""
        return cls(ArrayFile(path), deleted)

    def with_deleted(self, deleted: NDArray[np.int32]) -> "SegmentArrays":
        """The same arrays with the deletions of another commit; what was computed is shared."""
        other = object.__new__(SegmentArrays)
        other.__dict__.update(self.__dict__)
        other._set_deleted(deleted)
        return other

    def _set_deleted(self, deleted: NDArray[np.int32]) -> None:
        self.deleted = deleted
        self.live_mask: NDArray[np.bool_] | None = None
        if deleted.size:
            self.live_mask = np.ones(self.document_count, np.bool_)
            self.live_mask[deleted] = False
            self.live_mask.flags.writeable = False

    @property
    def live_count(self) -> int:
        """How many documents are not deleted."""
        return self.document_count - len(self.deleted)

    def is_live(self, document: int) -> bool:
        """Whether the document is not deleted."""
        return self.live_mask is None or bool(self.live_mask[document])

    def field(self, name: str) -> FieldArrays | None:
        """The field's arrays; None when no document of this segment has a term in it."""
        return self.fields.get(name)

    def find(self, id: str) -> int | None:
        """The live document with this id; None if there is none."""
        document = self.ids.find(id)
        return document if document is not None and self.is_live(document) else None

    def record(self, document: int) -> bytes:
        """The display record, as it was given to the writer."""
        return self.stored.record(document)

    def body(self, document: int) -> str:
        """The body text."""
        return self.stored.body(document)

    def bodies(self, documents: Sequence[int]) -> list[str]:
        """The body texts of a page of hits."""
        return [self.stored.body(document) for document in documents]
