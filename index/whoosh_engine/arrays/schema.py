"""The Whoosh schema of an array index: what Whoosh's queries need to know of its fields."""

from typing import Final

from whoosh import columns, fields, formats

from index.whoosh_engine.arrays.columns import NO_INSTANT
from index.whoosh_engine.arrays.layout import (
    COLUMNS,
    ID_FIELD,
    INSTANTS,
    RECORD_FIELD,
    TEXT_FIELDS,
)


class ArrayField(fields.FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field with positions, analysed before Whoosh sees it; its column holds whole values."""

    def __init__(self, *, column: bool) -> None:
        sortable = columns.VarBytesColumn() if column else None
        super().__init__(formats.Positions(), None, scorable=True, sortable=sortable)

    def from_column_value(self, value: object) -> object:
        """Columns hold texts already, a tuple of them where there can be several."""
        return value


def array_schema() -> fields.Schema:
    """A new schema with every field of the index."""
    schema = fields.Schema()
    schema.add(ID_FIELD, fields.ID(unique=True, stored=True))
    schema.add(RECORD_FIELD, fields.STORED())
    for name in TEXT_FIELDS:
        schema.add(name, ArrayField(column=name in COLUMNS))
    for name in INSTANTS:
        schema.add(name, fields.COLUMN(columns.NumericColumn("q", default=NO_INSTANT)))
    return schema


SCHEMA: Final = array_schema()
