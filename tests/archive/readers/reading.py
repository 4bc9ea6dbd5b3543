"""Inputs made in tests, and what the readers made of them."""

import io
from collections.abc import Iterable
from pathlib import Path

from archive import Limits, RawDocument, ReadOptions, Unreadable, read_input

STORY = "Ferry to close\n\nThe ferry line to the islands will close in autumn, its owner said.\n"
PAGE = f"<html><head><title>Ferry to close</title></head><body><p>{STORY}</p></body></html>"


def read(
    content: bytes | Path,
    name: str = "",
    *,
    limits: Limits | None = None,
    options: ReadOptions | None = None,
    named: bool = True,
) -> tuple[list[RawDocument], list[Unreadable]]:
    """The documents in some bytes, and what was none."""
    origin = content if isinstance(content, Path) else io.BytesIO(content)
    found = list(read_input(origin, name=name, limits=limits, options=options, named=named))
    return (
        [document for document in found if isinstance(document, RawDocument)],
        [document for document in found if isinstance(document, Unreadable)],
    )


def reasons(found: Iterable[Unreadable]) -> str:
    """All reasons as one text."""
    return "\n".join(document.reason for document in found)


class OneWay(io.RawIOBase):
    """A file that can only be written forward, as a pipe: it makes zip write sizes afterwards."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        piece = bytes(memoryview(content))  # type: ignore[arg-type]
        self.content += piece
        return len(piece)
