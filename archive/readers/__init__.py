"""Files as they came -> text and where it came from."""

from archive.readers.files import find_files, read_file
from archive.readers.raw import RawDocument

__all__ = ["RawDocument", "find_files", "read_file"]
