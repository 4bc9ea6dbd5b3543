"""Finding files, and reading one of them with the reader for its format.

Finding and reading are two calls, so that a file that cannot be read stops no other.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.errors import UnreadableInput
from archive.readers.raw import RawDocument
from archive.readers.text import read_text

_READERS: dict[str, Callable[[bytes, Path], RawDocument]] = {".txt": read_text}


def find_files(path: Path) -> Iterator[Path]:
    """The files at a path that some reader takes, in the order of their names.

    A file's own path yields itself, whatever its name. A folder yields what lies in it and below;
    hidden files and folders and those of other formats are passed over, links to folders are not
    followed. A folder below that cannot be listed is yielded itself, and reading it says why.

    Raises UnreadableInput when there is nothing at the path or the folder cannot be listed.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
        entries = _entries(path) if is_folder else []
    except OSError as error:
        raise _unreadable(path, error) from error
    if not is_folder:
        yield path
        return
    yield from _below(entries)


def _below(entries: list[os.DirEntry[str]]) -> Iterator[Path]:
    """Depth first, without recursion: a folder tree can be deeper than Python's stack."""
    waiting = entries[::-1]
    while waiting:
        entry = waiting.pop()
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            try:
                waiting.extend(reversed(_entries(path)))
            except OSError:
                yield path
        elif path.suffix.lower() in _READERS and not path.is_dir():
            yield path


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(visible, key=lambda entry: entry.name)


def read_file(path: Path, *, max_bytes: int) -> RawDocument:
    """The document in a file.

    Raises UnreadableInput, with the reason, for a file that is missing, not permitted, no regular
    file, empty, larger than `max_bytes`, binary, or of a format that no reader takes.
    """
    reader = _READERS.get(path.suffix.lower() or ".txt")
    try:
        if reader is None and path.is_file():
            formats = ", ".join(sorted(_READERS))
            raise UnreadableInput(
                f"{path} is not of a format that can be read ({formats}). Save its text as "
                "UTF-8 in a .txt file."
            )
        content = _content(path, max_bytes)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not content:
        raise UnreadableInput(f"{path} is empty.")
    return (reader or read_text)(content, path)


def _content(path: Path, max_bytes: int) -> bytes:
    # Not blocking, so that a pipe without a writer is told apart instead of waited for.
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableInput(f"{path} is no file that can be read: a folder, pipe or device.")
        # One byte more than allowed: a file can grow between its size being asked and being read.
        content = file.read(max_bytes + 1) if status.st_size <= max_bytes else b""
        if status.st_size > max_bytes or len(content) > max_bytes:
            raise UnreadableInput(
                f"{path} has {max(status.st_size, len(content)):,} bytes, more than the "
                f"{max_bytes:,} allowed for one article. Split it, or raise "
                "ARCHIVE_MAX_ARTICLE_BYTES."
            )
    return content


def _unreadable(path: Path, error: OSError) -> UnreadableInput:
    if isinstance(error, FileNotFoundError):
        return UnreadableInput(f"There is no file or folder {path}. Check the path.")
    if isinstance(error, PermissionError):
        return UnreadableInput(f"{path} may not be read: its permissions do not allow it.")
    return UnreadableInput(f"{path} cannot be read: {error.strerror or error}.")
