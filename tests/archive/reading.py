"""What an import would read at a path, in the shape that tests ask about it."""

from pathlib import Path

from archive import Limits, RawDocument, Unreadable, UnreadableInput, read_input
from archive.readers.files import FoundFile, walk


def files_read(path: Path) -> list[Path]:
    """The files at a path that are not passed over, in the order of their names."""
    return [
        found.path
        for found in walk(path)
        if isinstance(found, FoundFile)
        and not any(
            isinstance(each, Unreadable) and each.passed_over
            for each in read_input(found.path, options=found.options, named=found.named)
        )
    ]


def read_one(path: Path, *, max_bytes: int, named: bool = True) -> RawDocument:
    """The document in a file of one; raises UnreadableInput, with the reason, for none."""
    first = next(read_input(path, limits=Limits(document_bytes=max_bytes), named=named))
    if isinstance(first, RawDocument):
        return first
    raise UnreadableInput(first.reason)
