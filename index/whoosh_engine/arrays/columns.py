"""What a segment knows of each document beside its terms: its id, its facet values, its times."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter
from index.whoosh_engine.arrays.dictionary import TermDictionary, encode, write_dictionary

NO_INSTANT: Final = -(2**63)
"""What stands in a column of times where a document has none; it sorts before every time."""

NO_VALUE: Final = 0
"""The ordinal of a document without a value; the value numbered n has the ordinal n + 1."""


class KeyColumn:
    """The unique ids of a segment's documents.

    Attributes:
        values: the ids, sorted by their UTF-8 bytes (the order of Python's `str`).
        rank: int32[document]: the place of the document's id in `values`. Equal scores follow
            each other by ascending rank inside a segment; across segments compare `of`.
        document: int32[rank]: which document has the id, the inverse of `rank`.
    """

    def __init__(self, file: ArrayFile) -> None:
        self.values = TermDictionary(file, "ids")
        self.rank: NDArray[np.int32] = file.array("ids.rank")
        self.document: NDArray[np.int32] = file.array("ids.document")

    def find(self, key: str) -> int | None:
        """The document with this id, deleted or not; None if there is none."""
        number = self.values.find(key)
        return None if number is None else int(self.document[number])

    def of(self, document: int) -> str:
        """The id of a document."""
        return self.values.term(int(self.rank[document]))


class OrdinalColumn:
    """A field's whole values (not its words) as numbers into a sorted table.

    An ordinal is a value's number + 1, and NO_VALUE (0) stands for having none, so that one
    `np.bincount(ordinals[documents], minlength=len(values) + 1)` counts a facet, missing first.

    Attributes:
        values: the different values, sorted by their UTF-8 bytes. Deleted documents' too.
        ordinals: int32. Single-valued: [document]. Multi-valued: [entry], document d's are
            `ordinals[starts[d]:starts[d + 1]]`, at least one (NO_VALUE), without repetition, in
            the order they were given.
        starts: int32[document + 1], None for a single-valued column.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        prefix = f"column.{name}"
        self.values = TermDictionary(file, f"{prefix}.values")
        self.ordinals: NDArray[np.int32] = file.array(f"{prefix}.ordinals")
        multiple = f"{prefix}.starts" in file
        self.starts: NDArray[np.int32] | None = file.array(f"{prefix}.starts") if multiple else None

    def of(self, document: int) -> tuple[str, ...]:
        """The values of one document."""
        if self.starts is None:
            chosen = self.ordinals[document : document + 1]
        else:
            chosen = self.ordinals[self.starts[document] : self.starts[document + 1]]
        return tuple(self.values.term(number - 1) for number in chosen.tolist() if number)


class InstantColumn:
    """A time for each document.

    Attributes:
        instants: int64[document], microseconds since 1970-01-01T00:00:00Z; NO_INSTANT where none.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.instants: NDArray[np.int64] = file.array(f"instant.{name}")


def write_keys(
    writer: ArrayFileWriter, ids: Sequence[bytes], documents: NDArray[np.integer]
) -> None:
    """The ids, sorted and different, and which document each belongs to."""
    rank = np.empty(len(ids), np.int32)
    rank[documents] = np.arange(len(ids), dtype=np.int32)
    write_dictionary(writer, "ids", ids)
    writer.add("ids.rank", rank)
    writer.add("ids.document", documents.astype(np.int32))


def write_column(
    writer: ArrayFileWriter,
    name: str,
    values: Sequence[bytes],
    ordinals: NDArray[np.integer],
    starts: NDArray[np.integer] | None,
) -> None:
    """A column of values, sorted and different; the rest as OrdinalColumn shows it."""
    write_dictionary(writer, f"column.{name}.values", values)
    writer.add(f"column.{name}.ordinals", ordinals.astype(np.int32))
    if starts is not None:
        writer.add(f"column.{name}.starts", starts.astype(np.int32))


def write_instants(writer: ArrayFileWriter, name: str, instants: NDArray[np.int64]) -> None:
    """A column of times."""
    writer.add(f"instant.{name}", instants)


class ColumnBuilder:
    """Collects the values of a column, document after document."""

    def __init__(self, *, multiple: bool) -> None:
        self._multiple = multiple
        self._numbers: dict[str, int] = {}
        self._entries: list[int] = []  # number of the value in the order of arrival; -1: none
        self._starts = [0]

    def add(self, values: Sequence[str]) -> None:
        """The next document's values; raises ValueError for too many."""
        if len(values) > 1 and not self._multiple:
            raise ValueError(f"One value is allowed in this field, not {len(values)}: {values!r}.")
        numbers = self._numbers
        different = dict.fromkeys(values)
        self._entries.extend(numbers.setdefault(value, len(numbers)) for value in different)
        if not different:
            self._entries.append(-1)
        self._starts.append(len(self._entries))

    def write(self, writer: ArrayFileWriter, name: str) -> None:
        """Write the column."""
        values = sorted(self._numbers)
        ordinals = np.empty(len(values) + 1, np.int32)
        for ordinal, value in enumerate(values):
            ordinals[self._numbers[value]] = ordinal + 1
        ordinals[-1] = NO_VALUE
        entries = ordinals[np.array(self._entries, np.int64)]
        starts = np.array(self._starts, np.int32) if self._multiple else None
        encoded = [encode(value) for value in values]
        write_column(writer, name, encoded, entries, starts)


def merged_values(columns: Sequence[TermDictionary]) -> tuple[list[bytes], list[NDArray[np.int32]]]:
    """All values of several tables, sorted, and for each table its ordinals' new ordinals."""
    tables = [list(column.bytes_between(0, len(column))) for column in columns]
    values = sorted(set().union(*tables))
    ordinals = {value: number + 1 for number, value in enumerate(values)}
    renumbered = [
        np.array([NO_VALUE, *(ordinals[value] for value in table)], np.int32) for table in tables
    ]
    return values, renumbered
