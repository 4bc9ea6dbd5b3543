"""A sorted table of texts in a segment: terms, ids or facet values, numbered in their order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from zlib import crc32

import numpy as np

from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter, narrow

_ENCODING: Final = ("utf-8", "surrogatepass")  # no text is refused; the order stays str's


def encode(text: str) -> bytes:
    """The bytes a text is sorted and looked up by."""
    return text.encode(*_ENCODING)


def encode_all(texts: Iterable[str]) -> list[bytes]:
    """What `encode` makes of each: of many together faster."""
    encoding, errors = _ENCODING
    return [text.encode(encoding, errors) for text in texts]


def decode(text: bytes) -> str:
    """The text that was encoded."""
    return text.decode(*_ENCODING)


class SortedTexts:
    """Texts sorted by their UTF-8 bytes (which is also the order of Python's `str`), numbered 0 up.

    `len(texts)` is how many there are.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._text = file.view(f"{name}.text")
        self._starts = file.view(f"{name}.starts")
        self._length = len(self._starts) - 1

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[str]:
        return self.between(0, len(self))

    def term(self, number: int) -> str:
        """The text with this number."""
        return decode(self.term_bytes(number))

    def term_bytes(self, number: int) -> bytes:
        """The text with this number, as UTF-8."""
        if not 0 <= number < self._length:
            raise IndexError(f"There is no text {number} among {self._length}.")
        return bytes(self._text[self._starts[number] : self._starts[number + 1]])

    def at_or_after(self, text: str) -> int:
        """The number of the first text that is not before this one; `len` if there is none."""
        return self.at_or_after_bytes(encode(text))

    def at_or_after_bytes(self, key: bytes) -> int:
        """`at_or_after` for a text that is UTF-8 already."""
        text, starts = self._text, self._starts
        low, high = 0, self._length
        while low < high:
            middle = (low + high) // 2
            if bytes(text[starts[middle] : starts[middle + 1]]) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def prefix_range(self, prefix: str) -> range:
        """The numbers of the texts that begin so."""
        key = encode(prefix)
        if not key:
            return range(self._length)
        after = key[:-1] + bytes([key[-1] + 1])  # UTF-8 has no byte 255
        return range(self.at_or_after_bytes(key), self.at_or_after_bytes(after))

    def between(self, start: int, stop: int) -> Iterator[str]:
        """The texts numbered `[start, stop)`, in order."""
        return map(decode, self.bytes_between(start, stop))

    def bytes_between(self, start: int, stop: int) -> Iterator[bytes]:
        """The texts numbered `[start, stop)`, in order, as UTF-8."""
        if start >= stop:
            return iter(())
        starts = np.asarray(self._starts[start : stop + 1]).astype(np.int64)
        text = bytes(self._text[int(starts[0]) : int(starts[-1])])
        edges = (starts - starts[0]).tolist()
        return map(text.__getitem__, map(slice, edges[:-1], edges[1:]))


class TermDictionary(SortedTexts):
    """Sorted texts that differ, to be looked up.

    Looking up costs about a microsecond: a hash table on disk, not a binary search.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        super().__init__(file, name)
        self._buckets = file.view(f"{name}.buckets")
        self._members = file.view(f"{name}.members")
        self._mask = len(self._buckets) - 2

    def find(self, text: str) -> int | None:
        """The number of the text; None when it is not here."""
        return self.find_bytes(encode(text))

    def find_bytes(self, key: bytes) -> int | None:
        """`find` for a text that is UTF-8 already."""
        bucket = crc32(key) & self._mask
        starts = self._starts
        for place in range(self._buckets[bucket], self._buckets[bucket + 1]):
            number: int = self._members[place]
            if self._text[starts[number] : starts[number + 1]] == key:
                return number
        return None


def write_texts(writer: ArrayFileWriter, name: str, texts: Sequence[bytes]) -> None:
    """Write texts, which must be sorted, so that SortedTexts reads them."""
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=starts[1:])
    writer.add_bytes(f"{name}.text", b"".join(texts))
    writer.add(f"{name}.starts", narrow(starts))


def write_dictionary(writer: ArrayFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write texts, which must be sorted and different, so that a TermDictionary reads them."""
    write_texts(writer, name, terms)
    count = len(terms)
    bucket_count = 1 << max(count - 1, 0).bit_length()
    buckets = np.fromiter(map(crc32, terms), np.uint32, count) & np.uint32(bucket_count - 1)
    bucket_starts = np.zeros(bucket_count + 1, np.int64)
    np.cumsum(np.bincount(buckets, minlength=bucket_count), out=bucket_starts[1:])
    writer.add(f"{name}.buckets", narrow(bucket_starts))
    writer.add(f"{name}.members", narrow(np.argsort(buckets, kind="stable")))
