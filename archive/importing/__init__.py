"""Documents into the archive: read, parsed in all cores, and stored in batches."""

from archive.importing.documents import import_documents
from archive.importing.files import ReadCount, import_paths, parse_paths, raw_documents
from archive.importing.parsed import ParsedDocument, program_fault
from archive.importing.pool import parse_all
from archive.importing.reparsing import Reparsed, ReparseOutcome, reparse
from archive.importing.reports import (
    BatchReport,
    DocumentReport,
    Failure,
    ImportProgress,
    ImportReport,
)
from archive.importing.sizes import total_bytes
from archive.importing.watching import Watcher

__all__ = [
    "BatchReport",
    "DocumentReport",
    "Failure",
    "ImportProgress",
    "ImportReport",
    "ParsedDocument",
    "ReadCount",
    "ReparseOutcome",
    "Reparsed",
    "Watcher",
    "import_documents",
    "import_paths",
    "parse_all",
    "parse_paths",
    "program_fault",
    "raw_documents",
    "reparse",
    "total_bytes",
]
