"""Finding files: in folders and below them, with what their folders' `archive.toml` says."""

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from archive.errors import UnreadableInput
from archive.readers.faults import Unreadable
from archive.readers.options import ReadOptions
from archive.readers.sidecar import NAME, read_sidecar
from archive.readers.streams import printable


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file and how it is to be read; `named` tells whether the user named it, not its folder."""

    path: Path
    options: ReadOptions = field(default_factory=ReadOptions)
    named: bool = False


def walk(path: Path, options: ReadOptions | None = None) -> Iterator[FoundFile | Unreadable]:
    """Every file at a path, or at the paths that a pattern (`news/**/*.html`) fits.

    A file's own path gives itself. A folder gives what lies in it and below, in the order of names;
    hidden files and folders are left out, links to folders not followed. A folder below that cannot
    be listed is given itself, and reading it says why. The nearest `archive.toml` within the folder
    says how a file is read, where `options` say nothing; one that cannot be used is reported once,
    and its folder left out.

    Raises UnreadableInput when there is nothing at the path or the folder cannot be listed.
    """
    given = options or ReadOptions()
    try:
        status = path.stat()
    except FileNotFoundError as error:
        paths = _matching(path)
        if not paths:
            raise unreadable(path, error) from error
        for match in paths:
            yield from walk(match, options)
        return
    except (OSError, ValueError) as error:  # ValueError: a NUL in a name
        raise unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        yield from _in_folder(path, given)
        return
    try:
        sidecar = read_sidecar(path.parent)
    except UnreadableInput as error:
        yield Unreadable(printable(str(path.parent / NAME)), str(error))
    else:
        yield FoundFile(path, given.over(sidecar) if sidecar else given, named=True)


def _matching(pattern: Path) -> list[Path]:
    text = str(pattern)
    if not glob.has_magic(text):
        return []
    # Not Path.glob: it takes no pattern that begins at the root.
    return [Path(path) for path in sorted(glob.glob(text, recursive=True))]  # noqa: PTH207


def _in_folder(folder: Path, given: ReadOptions) -> Iterator[FoundFile | Unreadable]:
    """Depth first, without recursion: a folder tree can be deeper than Python's stack."""
    try:
        waiting = [(entry, given) for entry in reversed(_entries(folder))]
        sidecar = read_sidecar(folder)
    except OSError as error:
        raise unreadable(folder, error) from error
    except UnreadableInput as error:
        yield Unreadable(printable(str(folder / NAME)), str(error))
        return
    if sidecar:
        waiting = [(entry, given.over(sidecar)) for entry, _ in waiting]
    while waiting:
        entry, options = waiting.pop()
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            try:
                entries = _entries(path)
                sidecar = read_sidecar(path)
            except OSError:
                yield FoundFile(path, options)
            except UnreadableInput as error:
                yield Unreadable(printable(str(path / NAME)), str(error))
            else:
                below = given.over(sidecar) if sidecar else options
                waiting.extend((entry, below) for entry in reversed(entries))
        elif entry.name != NAME and not (entry.is_symlink() and path.is_dir()):
            yield FoundFile(path, options)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(visible, key=lambda entry: entry.name)


def open_file(path: Path, *, named: bool = False) -> BinaryIO:
    """A file opened for reading; raises UnreadableInput for what cannot be, or is no file.

    A pipe is one if the user `named` it, as a shell's `<(zcat a.gz)` does; its writer is waited
    for. One that lies in a folder is not, since there may never be a writer.
    """
    try:
        is_pipe = named and stat.S_ISFIFO(path.stat().st_mode)
        waits = 0 if is_pipe else getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, os.O_RDONLY | waits | getattr(os, "O_BINARY", 0))
        is_file = is_pipe or stat.S_ISREG(os.fstat(descriptor).st_mode)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not is_file:
        os.close(descriptor)
        raise UnreadableInput(
            f"{printable(str(path))} is no file that can be read: a folder, pipe or device."
        )
    return os.fdopen(descriptor, "rb", buffering=0)


def unreadable(path: Path, error: OSError | ValueError) -> UnreadableInput:
    """The reason for which a path cannot be read."""
    name = printable(str(path))
    if isinstance(error, FileNotFoundError):
        return UnreadableInput(f"There is no file or folder {name}. Check the path.")
    if isinstance(error, PermissionError):
        return UnreadableInput(f"{name} may not be read: its permissions do not allow it.")
    reason = error.strerror if isinstance(error, OSError) else None
    return UnreadableInput(f"{name} cannot be read: {reason or error}.")
