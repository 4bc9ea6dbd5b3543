"""Bytes that come in pieces and may break off."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.readers.faults import BrokenInput
from archive.readers.limits import Budget, Limits

PIECE = 256 * 1024
HEAD = 64 * 1024


class ByteStream:
    """A reader of pieces that can look ahead and give back, in bounded memory.

    Pieces that break off (BrokenInput, OSError) end the stream, and `fault` says why, so that what
    came before is read like a whole file.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.fault: str | None = None
        self._pieces = pieces
        self._buffer = b""
        self._start = 0
        self._ended = False

    def peek(self, size: int) -> bytes:
        """The next bytes without taking them; fewer than `size` only at the end."""
        self._fill(size)
        return self._buffer[self._start : self._start + size]

    def read(self, size: int) -> bytes:
        """The next bytes; fewer than `size` only at the end."""
        self._fill(size)
        taken = self._buffer[self._start : self._start + size]
        self._start += len(taken)
        return taken

    def read_some(self) -> bytes:
        """Whatever is there already or comes next; nothing only at the end."""
        self._fill(1)
        taken = self._buffer[self._start :] if self._start else self._buffer
        self._buffer, self._start = b"", 0
        return taken

    def readline(self, limit: int = PIECE) -> bytes:
        r"""The bytes up to and with the next "\n", at most `limit` of them."""
        searched = 0
        while True:
            waiting = len(self._buffer) - self._start
            end = self._buffer.find(b"\n", self._start + searched)
            if end >= 0 or waiting >= limit or self._ended:
                size = min(limit, end + 1 - self._start if end >= 0 else waiting)
                taken = self._buffer[self._start : self._start + size]
                self._start += size
                return taken
            searched = waiting
            self._fill(max(2 * waiting, 1))

    def end_lines_at_returns(self) -> None:
        r"""Take each "\r" from here on for a "\n", in a file that has no others."""
        self._pieces = (piece.replace(b"\r", b"\n") for piece in self._pieces)
        self._buffer = self._buffer.replace(b"\r", b"\n")

    def unread(self, content: bytes) -> None:
        """Give back bytes that were read too far."""
        self._buffer = content + self._buffer[self._start :]
        self._start = 0

    def skip_line(self) -> None:
        r"""Pass over everything up to and with the next "\n"."""
        while (taken := self.readline()) and not taken.endswith(b"\n"):
            pass

    def skip_rest(self) -> None:
        """Pass over everything."""
        while self.read_some():
            pass

    def _fill(self, size: int) -> None:
        waiting = len(self._buffer) - self._start
        if waiting >= size or self._ended:
            return
        pieces = [self._buffer[self._start :]]
        try:
            while waiting < size:
                piece = next(self._pieces, None)
                if piece is None:
                    self._ended = True
                    break
                pieces.append(piece)
                waiting += len(piece)
        except BrokenInput as error:
            self.fault, self._ended = str(error), True
        except OSError as error:
            self.fault, self._ended = f"cannot be read on: {error.strerror or error}", True
        self._buffer, self._start = b"".join(pieces), 0


@dataclass(frozen=True, slots=True)
class Input:
    """A file, a container's entry or standard input: its bytes and what it is called.

    `name` is the innermost file's, `location` the way to it ("folder/a.zip!b.html"). Both are
    labels and can be shown: nothing is opened or written by them. `depth` counts the containers
    around it.
    """

    name: str
    location: str
    stream: ByteStream
    limits: Limits
    budget: Budget
    depth: int = 0

    def inside(self, name: str, location: str, pieces: Iterator[bytes]) -> "Input":
        """What this one contains."""
        return Input(name, location, ByteStream(pieces), self.limits, self.budget, self.depth + 1)


def printable(name: str) -> str:
    """A file's name as text: bytes in it that are no UTF-8, and controls, are written as escapes.

    A byte order or a line end in a name would otherwise forge lines of a report.
    """
    text = name.encode("utf-8", "backslashreplace").decode()
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
