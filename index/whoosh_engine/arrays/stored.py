"""What is shown of a document: a small display record, and its body, each compressed alone.

Each part is one Zstandard frame, so that a hit costs one part and not a block of neighbours. What
neighbours would have taught the compressor comes from dictionaries: what the first documents of a
segment have in common, kept in its file. Small segments have none; merging gives them one.
"""

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter, narrow

LEVEL: Final = 3
DICTIONARY_BYTES: Final = 64 * 1024  # of bodies; 256 KB save 2 %, but leave the caches in between
RECORD_DICTIONARY_BYTES: Final = 16 * 1024
SAMPLES: Final = 256  # documents that a dictionary is made of
_SEGMENT_BYTES: Final = 512  # that training takes over at once; longer than most records
_DICTIONARY_LEVEL: Final = 9  # a dictionary is compressed itself; 19 takes 77 ms for 2 KB less
MAX_DICTIONARIES: Final = 255  # a byte says which; 0 says none
_BUFFERED: Final = 1 << 20


@dataclass(frozen=True)
class Dictionary:
    """What compression starts from; empty parts stand for starting from nothing."""

    record: bytes = b""
    body: bytes = b""

    @classmethod
    def of_samples(cls, records: Sequence[bytes], bodies: Sequence[bytes]) -> "Dictionary":
        """What is frequent in these documents, with the statistics of their letters."""
        return cls(_trained(records, RECORD_DICTIONARY_BYTES), _trained(bodies, DICTIONARY_BYTES))


def _trained(texts: Sequence[bytes], size: int) -> bytes:
    try:
        trained = zstandard.train_dictionary(size, list(texts), k=_SEGMENT_BYTES, d=8)
    except zstandard.ZstdError:  # too little to learn from: then an equal share of each
        share = max(size // max(len(texts), 1), 1)
        return b"".join(text[:share] for text in texts)[:size]
    return trained.as_bytes()


def _zstd_dictionary(content: bytes) -> zstandard.ZstdCompressionDict | None:
    if len(content) < 8:  # zstd refuses shorter ones
        return None
    return zstandard.ZstdCompressionDict(content)


def _compressor(content: bytes) -> zstandard.ZstdCompressor:
    dictionary = _zstd_dictionary(content)
    if dictionary is not None:
        dictionary.precompute_compress(level=LEVEL)
    return zstandard.ZstdCompressor(
        level=LEVEL, dict_data=dictionary, write_checksum=False, write_dict_id=False
    )


class Compressor:
    """Compresses documents with one dictionary."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self._record = _compressor(dictionary.record)
        self._body = _compressor(dictionary.body)

    def compress(self, record: bytes, body: bytes) -> tuple[bytes, bytes]:
        """The two parts as they are stored."""
        return self._record.compress(record), self._body.compress(body)


class _Decompressors:
    """One decompressor for each dictionary and each part of a document."""

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        self.record = [_decompressor(dictionary.record) for dictionary in dictionaries]
        self.body = [_decompressor(dictionary.body) for dictionary in dictionaries]


def _decompressor(content: bytes) -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(dict_data=_zstd_dictionary(content))


def _unpacked(file: ArrayFile, name: str) -> bytes:
    return zstandard.decompress(file.view(name))


class StoredDocuments:
    """The stored parts of a segment's documents.

    Attributes:
        which: uint8[document], the number among `dictionaries` of what each was stored with.
    """

    def __init__(self, file: ArrayFile) -> None:
        self._data = file.view("stored.data")
        self._starts_array = file.array("stored.starts")
        self._starts = self._starts_array.data
        self.which: NDArray[np.uint8] = file.array("stored.dictionary")
        self._which = self.which.data
        self._file = file
        self._thread = threading.local()

    @cached_property
    def dictionaries(self) -> tuple[Dictionary, ...]:
        """What the documents were compressed with, read at the first use; none is the first."""
        return (
            Dictionary(),
            *(
                Dictionary(
                    _unpacked(self._file, f"stored.dictionary.{number}.record"),
                    _unpacked(self._file, f"stored.dictionary.{number}.body"),
                )
                for number in range(self._file.meta["dictionaries"])
            ),
        )

    def _decompressors(self) -> _Decompressors:
        """This thread's: a decompressor is for one thread at a time."""
        found: _Decompressors | None = getattr(self._thread, "decompressors", None)
        if found is None:
            found = self._thread.decompressors = _Decompressors(self.dictionaries)
        return found

    def record(self, document: int) -> bytes:
        """The display record, as it was given to the writer."""
        start = 2 * document
        part = self._data[self._starts[start] : self._starts[start + 1]]
        record: bytes = self._decompressors().record[self._which[document]].decompress(part)
        return record

    def body_bytes(self, document: int) -> bytes:
        """The body text as UTF-8."""
        start = 2 * document + 1
        part = self._data[self._starts[start] : self._starts[start + 1]]
        body: bytes = self._decompressors().body[self._which[document]].decompress(part)
        return body

    def body(self, document: int) -> str:
        """The body text."""
        return self.body_bytes(document).decode("utf-8", "surrogatepass")

    def compressed(self, first: int, last: int) -> tuple[memoryview, NDArray[np.int64]]:
        """The parts of documents `[first, last)` as they are stored, end to end, and the length of
        each: int64[2 * documents]."""
        starts = self._starts_array[2 * first : 2 * last + 1].astype(np.int64)
        return self._data[int(starts[0]) : int(starts[-1])], np.diff(starts)


class StoredWriter:
    """Writes what StoredDocuments reads, while the file's other arrays wait."""

    def __init__(self, writer: ArrayFileWriter) -> None:
        self._writer = writer
        self._stream = writer.stream("stored.data", "u1")
        self._buffer = bytearray()
        self._lengths: list[NDArray[np.int64]] = []
        self._few_lengths = array("q")
        self._which = bytearray()
        self._dictionaries: list[Dictionary] = [Dictionary()]

    def number_of(self, dictionary: Dictionary) -> int:
        """The number by which documents name this dictionary; the file will hold it."""
        if dictionary in self._dictionaries:
            return self._dictionaries.index(dictionary)
        self._dictionaries.append(dictionary)
        return len(self._dictionaries) - 1

    def add(self, parts: tuple[bytes, bytes], dictionary: int) -> None:
        """The next document, compressed with the dictionary of this number."""
        record, body = parts
        self._buffer += record
        self._buffer += body
        self._few_lengths.append(len(record))
        self._few_lengths.append(len(body))
        self._which.append(dictionary)
        if len(self._buffer) > _BUFFERED:
            self._flush()

    def add_compressed(
        self, data: memoryview, lengths: NDArray[np.int64], which: NDArray[np.uint8]
    ) -> None:
        """The next documents as another segment stores them, `which` renumbered."""
        self._flush()
        self._stream.append_bytes(data)
        self._lengths.append(lengths)
        self._which += which.tobytes()

    def _flush(self) -> None:
        self._stream.append_bytes(self._buffer)
        self._buffer.clear()
        if self._few_lengths:
            self._lengths.append(np.array(self._few_lengths, np.int64))
            self._few_lengths = array("q")

    def finish(self) -> None:
        """Write the rest; must come before any other array is begun."""
        self._flush()
        lengths = np.concatenate([np.zeros(1, np.int64), *self._lengths])
        self._writer.add("stored.starts", narrow(np.cumsum(lengths)))
        self._writer.add_bytes("stored.dictionary", bytes(self._which))
        for number, dictionary in enumerate(self._dictionaries[1:]):
            for part, content in (("record", dictionary.record), ("body", dictionary.body)):
                packed = zstandard.compress(content, _DICTIONARY_LEVEL)
                self._writer.add_bytes(f"stored.dictionary.{number}.{part}", packed)
        self._writer.meta["dictionaries"] = len(self._dictionaries) - 1
