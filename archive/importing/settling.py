"""Which files of some folders have come or changed, and lie still since.

A file is looked at from outside only: its size and the time of its last change. One that a program
still writes changes from look to look, so a file is settled when it looked the same for a while.
Nothing is asked of the operating system but listings, so folders may lie on other machines.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from archive.errors import UnreadableInput
from archive.readers import FoundFile, ReadOptions, Unreadable, walk
from archive.readers.sidecar import NAME
from archive.readers.streams import printable
from archive.watched_files import FileState


@dataclass(frozen=True, slots=True)
class SettledFile:
    """A file to be imported, and how it looks."""

    found: FoundFile
    state: FileState


@dataclass(slots=True)
class Look:
    """What was seen in the folders at one time, by path; `sidecars` has None for folders without
    one. (Paths are texts here: a hundred thousand of them are compared at every look.)"""

    files: dict[str, SettledFile] = field(default_factory=dict)
    sidecars: dict[str, FileState | None] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)


def look_at(folders: Sequence[Path], options: ReadOptions) -> Look:
    """Every file in the folders and below, and every `archive.toml` that could hold for one."""
    look = Look()
    for folder in folders:
        last = ""
        for found in _files(folder, options):
            if isinstance(found, Unreadable):
                look.unreadable.append(found)
                continue
            path = str(found.path)
            if state := state_of(found.path):
                look.files[path] = SettledFile(found, state)
                here = path.rpartition(os.sep)[0]
                if here != last:
                    _look_upwards(found.path.parent, folder, look.sidecars)
                    last = here
    return look


def state_of(path: Path) -> FileState | None:
    """How a file looks now; None for one that is gone or out of reach."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return FileState(status.st_size, status.st_mtime_ns)


def below(paths: Iterable[str], folders: Set[Path]) -> frozenset[str]:
    """Those of the paths that lead into one of the folders."""
    if not folders:
        return frozenset()

    @cache
    def is_inside(here: str) -> bool:
        return not folders.isdisjoint((Path(here), *Path(here).parents))

    return frozenset(path for path in paths if is_inside(path.rpartition(os.sep)[0] or os.sep))


def _files(folder: Path, options: ReadOptions) -> Iterator[FoundFile | Unreadable]:
    try:
        yield from walk(folder, options)
    except UnreadableInput as error:
        yield Unreadable(printable(str(folder)), str(error))


def _look_upwards(here: Path, top: Path, sidecars: dict[str, FileState | None]) -> None:
    """Look at the sidecars of the folders from a file's own up to the watched one."""
    for folder in (here, *here.parents):
        sidecar = folder / NAME
        if str(sidecar) in sidecars:
            return
        sidecars[str(sidecar)] = state_of(sidecar)
        if folder == top:
            return


class Settling:
    """Tells since when files look as they do. `seconds` is how long they have to.

    `clock` tells seconds that never go back; the files' own times are not compared with it, for
    they are those of another machine's clock, or of the file that was copied.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._since: dict[str, tuple[FileState | None, float]] = {}

    @property
    def waiting(self) -> int:
        """How many files were seen but have not settled."""
        return len(self._since)

    def is_settled(self, path: str, state: FileState | None) -> bool:
        """Whether the file has looked like this for long enough."""
        now = self._clock()
        seen, since = self._since.get(path, (state, now))
        if seen != state:
            since = now
        self._since[path] = state, since
        return now - since >= self._seconds

    def keep_only(self, paths: Set[str]) -> None:
        """Forget all others: they are gone, or dealt with."""
        self._since = {path: seen for path, seen in self._since.items() if path in paths}
