"""How much there is to import."""

import glob
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from archive.importing.files import STANDARD_INPUT


def total_bytes(paths: Iterable[Path]) -> int | None:
    """The bytes of the files at the paths, patterns among them, as `walk` finds them; None where
    nobody can tell: standard input, pipes. What cannot be looked at counts for nothing."""
    total = 0
    for path in paths:
        if path == STANDARD_INPUT or _is_pipe(path):
            return None
        matches = [str(path)]
        if glob.has_magic(str(path)) and not path.exists():
            matches = glob.glob(str(path), recursive=True)  # noqa: PTH207
        total += sum(map(_bytes_at, matches))
    return total


def _is_pipe(path: Path) -> bool:
    try:
        return path.is_fifo()
    except ValueError:  # a NUL in a name
        return False


def _bytes_at(path: str) -> int:
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return 0
    return _bytes_below(path) if stat.S_ISDIR(status.st_mode) else status.st_size


def _bytes_below(folder: str) -> int:
    total = 0
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        total += _file_bytes(entry)
        except OSError:
            continue
    return total


def _file_bytes(entry: os.DirEntry[str]) -> int:
    try:
        status = entry.stat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
