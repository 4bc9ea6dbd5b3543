"""Plain text files, in whatever encoding they came."""

from pathlib import Path

from archive.article import Original
from archive.errors import UnreadableInput
from archive.readers.encoding import decode
from archive.readers.raw import RawDocument


def read_text(content: bytes, path: Path) -> RawDocument:
    """A text file's document; raises UnreadableInput for binary or blank content."""
    decoded = decode(content)
    if decoded is None:
        raise UnreadableInput(
            f"{path} is not text but binary data (an image, an archive, a PDF, ...), or text in an "
            "encoding that is not known. Save its text as UTF-8."
        )
    if not decoded.text.strip("\ufeff\x00 \t\r\n"):
        raise UnreadableInput(f"{path} holds nothing but blank space.")
    return RawDocument(
        original=Original(
            content=content,
            media_type=f"text/plain; charset={decoded.encoding}",
            name=_printable(path.name),
        ),
        text=decoded.text,
        encoding=decoded.encoding,
        location=str(path),
    )


def _printable(name: str) -> str:
    """A file's name as text: bytes in it that are no UTF-8 are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()
