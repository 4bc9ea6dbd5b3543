"""Documents into the archive: read, parsed in all cores, and stored in batches."""

from archive.importing.documents import import_documents
from archive.importing.files import import_paths, parse_paths
from archive.importing.parsed import ParsedDocument
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
    "ReparseOutcome",
    "Reparsed",
    "Watcher",
    "import_documents",
    "import_paths",
    "parse_all",
    "parse_paths",
    "reparse",
    "total_bytes",
]
