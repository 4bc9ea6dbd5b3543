"""What lies in a tar file, read from its beginning to its end; nothing is written anywhere."""

import tarfile
from collections.abc import Iterator
from typing import IO, Any, cast

from archive.readers.faults import BrokenInput, Unreadable
from archive.readers.streams import PIECE, ByteStream, Input, printable

_BLOCK = 512


def tar_entries(source: Input) -> Iterator[Input | Unreadable]:
    """A tar's files in their order; each is read, or passed over, before the next is asked for.

    Links and devices hold no text of their own: they are reported as passed over, never followed.
    """
    try:
        blocks = _Blocks(source.stream)
        with tarfile.open(fileobj=cast("IO[bytes]", blocks), mode="r|") as tar:
            for member in tar:
                cast(Any, tar).members = []  # or it remembers every member until the end
                location = f"{source.location}!{printable(member.name)}"
                if member.isreg() and not member.issparse():
                    content = tar.extractfile(member)
                    assert content is not None, "a regular file has content"
                    yield source.inside(printable(member.name), location, _pieces(content))
                elif not member.isdir():
                    yield Unreadable(
                        location,
                        f"{location} is no file but a link, device or sparse file.",
                        passed_over=True,
                    )
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        yield _cut(source, source.stream.fault or f"is cut off or damaged ({error})")
    else:
        fault = source.stream.fault or "ends without a mark of its end, as if cut off"
        if source.stream.fault or not blocks.ended:
            yield _cut(source, fault)


def _cut(source: Input, fault: str) -> Unreadable:
    return Unreadable(source.location, f"{source.location} {fault}; what came before was read.")


class _Blocks:
    """What tarfile reads from; it ends in zeros unless it was cut off between two files."""

    def __init__(self, stream: ByteStream) -> None:
        self.ended = False
        self._stream = stream

    def read(self, size: int) -> bytes:
        """The next bytes."""
        content = self._stream.read(size)
        if content:
            self.ended = not content[-_BLOCK:].strip(b"\0")
        return content


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    try:
        while piece := content.read(PIECE):
            yield piece
    except (tarfile.TarError, EOFError) as error:
        raise BrokenInput(f"is cut off ({error})") from error
