"""What was compressed, in pieces: gzip, zstd, bzip2 and xz, one member after another."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from archive.readers.faults import BrokenInput
from archive.readers.formats import Format
from archive.readers.limits import Budget
from archive.readers.streams import PIECE, ByteStream

_PACKED_PIECE = 16 * 1024
_ZSTD_PIECE = 1024  # unpacks to 32 MB at most, and zstd gives out all of it at once
_ZSTD_WINDOW = 2**27  # bytes; what the zstd tool unpacks without being asked for more
_XZ_MEMORY = 256 * 2**20
_CUT_OFF = "ends in the middle (cut off)"


class Decompressor(Protocol):
    """What bz2 and lzma have, and zlib and zstandard are given below."""

    @property
    def eof(self) -> bool: ...  # noqa: D102
    @property
    def needs_input(self) -> bool: ...  # noqa: D102
    @property
    def unused_data(self) -> bytes: ...  # noqa: D102
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...  # noqa: D102


class Inflate:
    """zlib's decompressor; `window_bits` tell what is around it (RFC 1950 to 1952)."""

    def __init__(self, window_bits: int) -> None:
        self._inflate = zlib.decompressobj(window_bits)

    @property
    def eof(self) -> bool:
        """Whether the end was reached."""
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        """Whether everything given was used."""
        return not self._inflate.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end."""
        return self._inflate.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most `max_length` bytes of what was packed."""
        return self._inflate.decompress(self._inflate.unconsumed_tail + data, max(max_length, 0))


class _Zstd:
    """zstandard's decompressor, fed in small pieces since its output has no limit."""

    def __init__(self) -> None:
        import zstandard

        self._errors = zstandard.ZstdError
        decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = decompressor.decompressobj()
        self._waiting = b""

    @property
    def eof(self) -> bool:
        return bool(self._frame.eof)

    @property
    def needs_input(self) -> bool:
        return not self._waiting

    @property
    def unused_data(self) -> bytes:
        return bytes(self._frame.unused_data) + self._waiting

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        self._waiting += data
        piece, self._waiting = self._waiting[:_ZSTD_PIECE], self._waiting[_ZSTD_PIECE:]
        try:
            return bytes(self._frame.decompress(piece))
        except self._errors as error:
            raise BrokenInput(f"is damaged ({error})") from error


_DECOMPRESSORS: dict[Format, Callable[[], Decompressor]] = {
    Format.GZIP: lambda: Inflate(31),
    Format.BZIP2: bz2.BZ2Decompressor,
    Format.XZ: lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
    Format.ZSTD: _Zstd,
}
COMPRESSIONS = frozenset(_DECOMPRESSORS)


def unpack(source: ByteStream, compression: Format, budget: Budget) -> Iterator[bytes]:
    """The bytes that were compressed, all members after one another.

    Raises BrokenInput where they are damaged, cut off or more than the budget allows.
    """
    while _skip_padding(source):
        yield from unpack_member(source, _DECOMPRESSORS[compression](), budget)


def unpack_member(
    source: ByteStream, decompressor: Decompressor, budget: Budget
) -> Iterator[bytes]:
    """The bytes of one member; what follows it stays in the source. Raises as `unpack` does."""
    while not decompressor.eof:
        packed = source.read(_PACKED_PIECE) if decompressor.needs_input else b""
        if not packed and decompressor.needs_input:
            raise BrokenInput(source.fault or _CUT_OFF)
        try:
            piece = decompressor.decompress(packed, PIECE)
        except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
            raise BrokenInput(f"is damaged ({error})") from error
        if piece:
            budget.unpack(len(piece))
            yield piece
    source.unread(decompressor.unused_data)


def _skip_padding(source: ByteStream) -> bool:
    """Pass over zeros between and after members; False at the end."""
    while piece := source.read(_PACKED_PIECE):
        if rest := piece.lstrip(b"\0"):
            source.unread(rest)
            return True
    if source.fault:
        raise BrokenInput(source.fault)
    return False
