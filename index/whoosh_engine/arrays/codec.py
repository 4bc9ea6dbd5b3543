"""The Whoosh codec: Whoosh's readers and searchers on memory-mapped arrays.

With it every query that Whoosh knows runs on the files that the array evaluator reads, through a
matcher: the evaluator's oracle. Segments are not written through Whoosh's SegmentWriter, which
makes a Python tuple of each posting, but by `SegmentBuilder`.
"""

from typing import NoReturn

from whoosh.codec import base
from whoosh.filedb.filestore import Storage
from whoosh.reading import SegmentReader

from index.whoosh_engine.arrays.document_reader import ArrayDocumentReader
from index.whoosh_engine.arrays.schema import SCHEMA
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.terms_reader import ArrayTermsReader


class ArrayCodec(base.Codec):  # type: ignore[misc] # Whoosh has no types
    """Reads segments of arrays."""

    length_stats = False

    def terms_reader(self, storage: Storage, segment: "WhooshSegment") -> ArrayTermsReader:
        """The segment's terms."""
        return ArrayTermsReader(segment.arrays)

    def per_document_reader(
        self, storage: Storage, segment: "WhooshSegment"
    ) -> ArrayDocumentReader:
        """The segment's documents."""
        return ArrayDocumentReader(segment.arrays)

    def new_segment(self, storage: Storage, indexname: str) -> NoReturn:
        """Refused: see the module."""
        raise NotImplementedError("Segments of arrays are written by ArrayIndex, not by Whoosh.")


class WhooshSegment(base.Segment):  # type: ignore[misc] # Whoosh has no types
    """A segment of arrays, with its deletions, as Whoosh knows it."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays
        self.compound = False

    def segment_id(self) -> str:
        """The segment's name."""
        return self.arrays.segment_id

    def codec(self) -> ArrayCodec:
        """The codec that reads it."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """A segment is one file already."""
        return False

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones included."""
        return self.arrays.document_count

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return len(self.arrays.deleted)

    def deleted_docs(self) -> list[int]:
        """The deleted documents, ascending."""
        deleted: list[int] = self.arrays.deleted.tolist()
        return deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether the document is deleted."""
        return docnum < self.arrays.document_count and not self.arrays.is_live(docnum)


def whoosh_reader(segment: SegmentArrays) -> SegmentReader:
    """Whoosh's reader of one segment."""
    return SegmentReader(None, SCHEMA, WhooshSegment(segment))
