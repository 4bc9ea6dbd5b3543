"""Whoosh's view of a segment's documents: deletions, lengths, columns and stored fields."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from whoosh.codec import base
from whoosh.columns import Column, ColumnReader

from index.whoosh_engine.arrays.columns import OrdinalColumn
from index.whoosh_engine.arrays.layout import BODY_FIELD, ID_FIELD, RECORD_FIELD
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.whoosh_names import WHOOSH_LENGTHS


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc] # Whoosh has no types
    """What Whoosh asks of single documents."""

    def __init__(self, segment: SegmentArrays) -> None:
        self._segment = segment

    def supports_columns(self) -> bool:
        """Columns are there."""
        return True

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return self._segment.live_count

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._segment.document_count

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.deleted.size)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is deleted; Whoosh asks for the one after the last, too."""
        return docnum < self._segment.document_count and not self._segment.is_live(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """The deleted documents, ascending."""
        return iter(self._segment.deleted.tolist())

    def has_column(self, fieldname: str) -> bool:
        """Whether the field has a column."""
        return fieldname in self._segment.columns or fieldname in self._segment.instants

    def list_columns(self) -> list[str]:
        """The fields that have columns."""
        return [*self._segment.columns, *self._segment.instants]

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        """The column: a text ("" for none), a tuple of texts where there can be several, or an
        instant."""
        count = self._segment.document_count
        if fieldname in self._segment.instants:
            return ArrayColumnReader(count, self._segment.instants[fieldname].instants.item)
        values = self._segment.columns[fieldname]
        if values.starts is not None:
            return ArrayColumnReader(count, values.of)
        return ArrayColumnReader(count, lambda document: _only(values, document))

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        return {
            name: WHOOSH_LENGTHS[field.length_bytes].tolist()
            for name, field in self._segment.fields.items()
        }

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The field's length in the document as Whoosh's scores know it: through one byte."""
        lengths = self._lengths.get(fieldname)
        return (lengths[docnum] if lengths is not None else 0) or default

    def field_length(self, fieldname: str) -> int:
        """The exact number of tokens in all documents."""
        field = self._segment.fields.get(fieldname)
        return 0 if field is None else field.total_length

    def min_field_length(self, fieldname: str) -> int:
        """The shortest length, as `doc_field_length` tells it."""
        return min(self._lengths.get(fieldname, (0,)))

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length, as `doc_field_length` tells it."""
        return max(self._lengths.get(fieldname, (0,)))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The id, the display record and the body."""
        return {
            ID_FIELD: self._segment.ids.of(docnum),
            RECORD_FIELD: self._segment.record(docnum),
            BODY_FIELD: self._segment.body(docnum),
        }


class ArrayColumnReader(ColumnReader):  # type: ignore[misc] # Whoosh has no types
    """A column, document by document."""

    def __init__(self, count: int, value: Callable[[int], Any]) -> None:
        self._doccount = count
        self._value = value

    def __getitem__(self, docnum: int) -> Any:
        return self._value(docnum)


def _only(column: OrdinalColumn, document: int) -> str:
    values = column.of(document)
    return values[0] if values else ""
