"""What lies in a zip file, read from its beginning to its end.

The usual way is from the end, where the list of entries is. From the beginning works for standard
input, for a zip in a tar, for one that was cut off, and for a million entries in little memory.
(Format: APPNOTE.TXT of PKWARE, sections 4.3 and 4.5.3.)
"""

import bz2
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.readers.faults import BrokenInput, Unreadable
from archive.readers.streams import PIECE, ByteStream, Input, printable
from archive.readers.unpacking import Decompressor, Inflate, unpack_member

_ENTRY = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_HEADER = struct.Struct("<4s5H3I2H")
_STORED = 0
_METHODS: dict[int, Callable[[], Decompressor]] = {
    8: lambda: Inflate(-15),
    12: bz2.BZ2Decompressor,
}
_ENCRYPTED = 0x0001
_SIZE_FOLLOWS = 0x0008
_NAME_IS_UTF8 = 0x0800
_ZIP64 = 0x0001
_FULL = 0xFFFFFFFF
_CUT_OFF = "ends in the middle (cut off)"


@dataclass(frozen=True, slots=True)
class _Header:
    """An entry's own header; `packed` is None where the size comes after the content."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int | None


def zip_entries(source: Input) -> Iterator[Input | Unreadable]:
    """A zip's files in their order; each is read, or passed over, before the next is asked for."""
    stream = source.stream
    while stream.peek(4) == _ENTRY:
        header = _read_header(stream)
        if header is None:
            break
        location = f"{source.location}!{header.name}"
        reason = _refusal(header)
        if reason and header.packed is None:
            yield Unreadable(source.location, f"cannot be read on at {header.name}: it {reason}.")
            return
        content = _Content(header, stream, source)
        entry = source.inside(header.name, location, content.pieces())
        if reason:
            yield Unreadable(location, f"{location} {reason}.")
        elif not header.name.endswith("/"):
            yield entry
        if not content.skip(entry.stream):
            break
    if fault := stream.fault or (None if stream.peek(2) == b"PK" else _CUT_OFF):
        yield Unreadable(source.location, f"{source.location} {fault}; what came before was read.")


def _refusal(header: _Header) -> str | None:
    if header.flags & _ENCRYPTED:
        return "is encrypted"
    if header.method != _STORED and header.method not in _METHODS:
        return f"is compressed in a way that is not read (method {header.method})"
    if header.method == _STORED and header.packed is None:
        return "is stored without its size; unpack the zip and import the folder"
    return None


def _read_header(stream: ByteStream) -> _Header | None:
    """The next entry's header, None where the file ends in it."""
    fixed = stream.read(_HEADER.size)
    if len(fixed) < _HEADER.size:
        return None
    _, _, flags, method, _, _, checksum, packed, _, name_size, extra_size = _HEADER.unpack(fixed)
    name = stream.read(name_size)
    extra = stream.read(extra_size)
    if len(name) + len(extra) < name_size + extra_size:
        return None
    size: int | None = packed
    if packed == _FULL:
        size = _zip64_size(extra)
    if flags & _SIZE_FOLLOWS and not packed:
        size = None
    return _Header(_decoded_name(name, flags), flags, method, checksum, size)


def _zip64_size(extra: bytes) -> int | None:
    """The packed size in the extra field for sizes beyond 32 bits."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<2H", extra)
        if kind == _ZIP64 and size >= 16 and len(extra) >= 20:
            packed: int = struct.unpack_from("<Q", extra, 12)[0]
            return packed or None  # zero where it follows the content
        extra = extra[4 + size :]
    return None


def _decoded_name(name: bytes, flags: int) -> str:
    try:
        return printable(name.decode("utf-8"))
    except UnicodeDecodeError:
        return printable(name.decode("utf-8" if flags & _NAME_IS_UTF8 else "cp437", "replace"))


class _Content:
    """What an entry holds, and where the next one begins."""

    def __init__(self, header: _Header, stream: ByteStream, source: Input) -> None:
        self._header = header
        self._stream = stream
        self._budget = source.budget
        self._left = header.packed or 0
        # With its size known, an entry that is damaged inside does not cost those after it.
        self._packed = stream if header.packed is None else ByteStream(iter(self._next_packed, b""))

    def pieces(self) -> Iterator[bytes]:
        """The entry unpacked; raises BrokenInput where it is damaged."""
        checksum = 0
        for piece in self._unpacked():
            checksum = zlib.crc32(piece, checksum)
            yield piece
        expected = self._header.checksum
        if self._header.packed is None:
            expected = self._skip_descriptor()
        if checksum != expected:
            raise BrokenInput("is damaged (its checksum is another)")

    def skip(self, unpacked: ByteStream) -> bool:
        """Go to the next entry; False where it cannot be found."""
        if self._header.packed is not None:
            self._packed.skip_rest()
            return self._left == 0
        unpacked.skip_rest()
        return unpacked.fault is None

    def _next_packed(self) -> bytes:
        piece = self._stream.read(min(PIECE, self._left))
        self._left -= len(piece)
        return piece

    def _unpacked(self) -> Iterator[bytes]:
        if self._header.method != _STORED:
            decompressor = _METHODS[self._header.method]()
            yield from unpack_member(self._packed, decompressor, self._budget)
            return
        while piece := self._packed.read_some():
            yield piece
        if self._left:
            raise BrokenInput(self._stream.fault or _CUT_OFF)

    def _skip_descriptor(self) -> int:
        """Pass over what follows an entry of unknown size; its checksum."""
        if self._stream.peek(4) == _DESCRIPTOR:
            self._stream.read(4)
        following = self._stream.peek(22)
        checksum: int = struct.unpack_from("<I", following.ljust(4, b"\0"))[0]
        # Two sizes of 32 bits, or of 64: then the next header is further on.
        self._stream.read(20 if following[20:22] == b"PK" and following[12:14] != b"PK" else 12)
        return checksum
