"""An index of memory-mapped arrays: the door."""

from index.whoosh_engine.arrays.blocks import BLOCK_SIZE
from index.whoosh_engine.arrays.bulk import BulkWriter
from index.whoosh_engine.arrays.columns import (
    NO_INSTANT,
    NO_VALUE,
    InstantColumn,
    KeyColumn,
    OrdinalColumn,
)
from index.whoosh_engine.arrays.commit import Commit, CommittedSegment, Metadata
from index.whoosh_engine.arrays.dictionary import TermDictionary
from index.whoosh_engine.arrays.errors import IndexDamaged, IndexingFailed
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.index import ArrayIndex
from index.whoosh_engine.arrays.layout import Analysis, IndexDocument
from index.whoosh_engine.arrays.merger import Merger, merge_everything
from index.whoosh_engine.arrays.postings import Blocks, Positions, Postings
from index.whoosh_engine.arrays.schema import SCHEMA
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.snapshot import Snapshot
from index.whoosh_engine.arrays.spelling_keys import Numbers, Spelling
from index.whoosh_engine.arrays.spellings import Spellings
from index.whoosh_engine.arrays.whoosh_names import WHOOSH_LENGTHS
from index.whoosh_engine.arrays.writer import IndexWriter

__all__ = [
    "BLOCK_SIZE",
    "NO_INSTANT",
    "NO_VALUE",
    "SCHEMA",
    "WHOOSH_LENGTHS",
    "Analysis",
    "ArrayIndex",
    "Blocks",
    "BulkWriter",
    "Commit",
    "CommittedSegment",
    "FieldArrays",
    "IndexDamaged",
    "IndexDocument",
    "IndexWriter",
    "IndexingFailed",
    "InstantColumn",
    "KeyColumn",
    "Merger",
    "Metadata",
    "Numbers",
    "OrdinalColumn",
    "Positions",
    "Postings",
    "SegmentArrays",
    "Snapshot",
    "Spelling",
    "Spellings",
    "TermDictionary",
    "merge_everything",
]
