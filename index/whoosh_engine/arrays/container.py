"""A file of named arrays, written once from front to back and then only ever memory-mapped.

Format 1, all numbers little-endian: the magic `ARTARR01`; the arrays, each beginning at a multiple
of 64 bytes; a directory in JSON (`arrays`: name -> [dtype, offset, count, CRC-32], and `meta`);
and a tail of the directory's offset and length (u64 each), its CRC-32 (u32) and the magic again.
A file without its tail was never finished.
"""

import mmap
import os
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from index.whoosh_engine.arrays.errors import IndexDamaged

MAGIC: Final = b"ARTARR01"
ALIGNMENT: Final = 64
_TAIL: Final = struct.Struct("<QQI8s")
_UNSIGNED: Final = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"), np.dtype("<u8"))


def narrow(array: NDArray[Any]) -> NDArray[Any]:
    """The same non-negative whole numbers in the narrowest unsigned type that holds them."""
    largest = int(array.max()) if array.size else 0
    for dtype in _UNSIGNED:
        if largest <= np.iinfo(dtype).max:
            return array.astype(dtype, copy=False)
    raise ValueError(f"{largest} does not fit into 64 bits.")


class ArrayStream:
    """One array being written in parts; `count` is how many numbers have been written."""

    def __init__(self, file: BinaryIO, dtype: np.dtype[Any], offset: int) -> None:
        self._file = file
        self.dtype = dtype
        self.offset = offset
        self.count = 0
        self.crc = 0

    def append(self, array: NDArray[Any]) -> None:
        """Write more numbers, which must fit into the array's type."""
        if array.size:
            self.append_bytes(np.ascontiguousarray(array, dtype=self.dtype).data.cast("B"))

    def append_bytes(self, data: bytes | bytearray | memoryview) -> None:
        """Write more numbers, given as they lie in memory."""
        place = self.offset + self.count * self.dtype.itemsize
        if self._file.tell() != place:
            self._file.seek(place)
        self._file.write(data)
        self.crc = zlib.crc32(data, self.crc)
        self.count += len(data) // self.dtype.itemsize


class ArrayFileWriter:
    """Writes a file of arrays. Nothing can be read from it before `finish`; `meta` goes along."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._streams: dict[str, ArrayStream] = {}
        self._end = len(MAGIC)
        self._open: ArrayStream | None = None
        self.meta: dict[str, Any] = {}
        self._file.write(MAGIC)

    def stream(self, name: str, dtype: np.dtype[Any] | str) -> ArrayStream:
        """One array of any length, written in parts, until the next array is begun."""
        self._open = self._begin(name, dtype)
        return self._open

    def reserve(self, name: str, dtype: np.dtype[Any] | str, count: int) -> ArrayStream:
        """An array of this length, to be written in parts while others are written too."""
        stream = self._begin(name, dtype)
        self._end = stream.offset + count * stream.dtype.itemsize
        return stream

    def add(self, name: str, array: NDArray[Any]) -> None:
        """A whole array, in its own type."""
        self.reserve(name, array.dtype, array.size).append(array)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Bytes, read back as an array of uint8."""
        self.reserve(name, "u1", len(data)).append_bytes(data)

    def _begin(self, name: str, dtype: np.dtype[Any] | str) -> ArrayStream:
        if name in self._streams:
            raise ValueError(f"There is an array {name!r} already.")
        self._settle()
        offset = self._end + -self._end % ALIGNMENT
        stream = ArrayStream(self._file, np.dtype(dtype).newbyteorder("<"), offset)
        self._streams[name] = stream
        return stream

    def _settle(self) -> None:
        if self._open is not None:
            self._end = self._open.offset + self._open.count * self._open.dtype.itemsize
            self._open = None

    def finish(self) -> None:
        """Write the directory and wait until the file is on the disk. The file stays open."""
        self._settle()
        arrays = {
            name: (stream.dtype.str, stream.offset, stream.count, stream.crc)
            for name, stream in self._streams.items()
        }
        directory = orjson.dumps({"arrays": arrays, "meta": self.meta})
        self._file.seek(self._end)
        self._file.write(directory)
        self._file.write(_TAIL.pack(self._end, len(directory), zlib.crc32(directory), MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())


class ArrayFile:
    """The arrays of a finished file, mapped. They stay valid while anything refers to them."""

    def __init__(self, path: Path) -> None:
        """Raises FileNotFoundError, or IndexDamaged when it is no finished file of arrays."""
        self.path = path
        with path.open("rb") as file:
            self.size = os.fstat(file.fileno()).st_size
            if self.size < len(MAGIC) + _TAIL.size:
                raise self._damaged()
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        offset, length, crc, magic = _TAIL.unpack_from(self._map, self.size - _TAIL.size)
        if magic != MAGIC or self._map[: len(MAGIC)] != MAGIC or offset + length > self.size:
            raise self._damaged()
        directory = self._map[offset : offset + length]
        if zlib.crc32(directory) != crc:
            raise self._damaged()
        content = orjson.loads(directory)
        self._directory: dict[str, tuple[str, int, int, int]] = content["arrays"]
        self.meta: dict[str, Any] = content["meta"]

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def array(self, name: str) -> NDArray[Any]:
        """A read-only view of the array; raises KeyError when there is none of this name."""
        dtype, offset, count, _ = self._directory[name]
        if not count:
            return np.empty(0, np.dtype(dtype))
        return np.frombuffer(self._map, np.dtype(dtype), count, offset)

    def view(self, name: str) -> memoryview:
        """The array for reading single numbers, which is several times faster so."""
        return self.array(name).data

    def verify(self) -> None:
        """Read everything and compare the checksums; raises IndexDamaged at the first difference.

        Opening does not do this: it would read the whole index.
        """
        for name, (_, _, _, crc) in self._directory.items():
            array = self.array(name)
            if array.size and zlib.crc32(array.data.cast("B")) != crc:
                raise self._damaged(f"the checksum of {name!r} differs")

    def _damaged(self, detail: str = "it is not whole, or from another release") -> IndexDamaged:
        return IndexDamaged(
            f"The index file {self.path} cannot be read: {detail}. Rebuild the index."
        )
