"""Files as they came -> documents: text or a record, and where they came from."""

from archive.readers.faults import Unreadable
from archive.readers.fields import given_fields
from archive.readers.files import FoundFile, walk
from archive.readers.formats import Format
from archive.readers.limits import Limits
from archive.readers.options import ReadOptions, operator_states
from archive.readers.raw import RawDocument, RawKind, RecordForm, Stated
from archive.readers.reading import read_input
from archive.readers.rereading import (
    Reading,
    reading_from_json,
    reading_of,
    reading_to_json,
    reread,
)

__all__ = [
    "Format",
    "FoundFile",
    "Limits",
    "RawDocument",
    "RawKind",
    "ReadOptions",
    "Reading",
    "RecordForm",
    "Stated",
    "Unreadable",
    "given_fields",
    "operator_states",
    "read_input",
    "reading_from_json",
    "reading_of",
    "reading_to_json",
    "reread",
    "walk",
]
