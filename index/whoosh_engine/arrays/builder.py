"""Builds one segment from documents, in memory but for what is stored, and writes its file."""

from array import array
from itertools import pairwise
from typing import BinaryIO, Final

import numpy as np

from index.analysis import language_of
from index.whoosh_engine.arrays.columns import (
    NO_INSTANT,
    ColumnBuilder,
    write_instants,
    write_keys,
)
from index.whoosh_engine.arrays.container import ArrayFileWriter
from index.whoosh_engine.arrays.dictionary import encode
from index.whoosh_engine.arrays.field_tokens import FieldTokens
from index.whoosh_engine.arrays.field_writer import FieldWriter
from index.whoosh_engine.arrays.inversion import invert
from index.whoosh_engine.arrays.layout import (
    BODY_FIELD,
    COLUMNS,
    INSTANTS,
    TEXT_FIELDS,
    VALUE_GAP,
    IndexDocument,
)
from index.whoosh_engine.arrays.stored import SAMPLES, Compressor, Dictionary, StoredWriter
from index.whoosh_engine.arrays.stretches import write_stretches
from index.whoosh_engine.arrays.vocabulary import Vocabulary

FORMAT: Final = 3
"""The version of a segment's arrays; a reader refuses others."""


class SegmentBuilder:
    """Takes documents with different ids; `finish` writes the segment.

    Attributes:
        document_count: how many documents have been added.
        token_count: about how many tokens they have; memory grows with it, some 25 bytes for each.
        dictionary: what bodies and records are compressed with, once that is known.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        vocabulary: Vocabulary | None = None,
        dictionary: Dictionary | None = None,
    ) -> None:
        """`vocabulary` analyses the texts, and may have done so for other segments; `dictionary` is
        another segment's, to compress with from the first document on."""
        self._writer = ArrayFileWriter(file)
        self._stored = StoredWriter(self._writer)
        self._vocabulary = vocabulary or Vocabulary()
        self._fields = {
            name: FieldTokens(self._vocabulary, analyzer, in_stretches=name == BODY_FIELD)
            for name, analyzer in TEXT_FIELDS.items()
        }
        self._columns = {name: ColumnBuilder(multiple=multi) for name, multi in COLUMNS.items()}
        self._instants = {name: array("q") for name in INSTANTS}
        self._ids: list[str] = []
        self._waiting: list[tuple[bytes, bytes]] = []
        self._compressor: Compressor | None = None
        self._dictionary_number = 0
        self.dictionary: Dictionary | None = None
        if dictionary is not None:
            self._compress_with(dictionary)

    @property
    def document_count(self) -> int:
        """How many documents have been added."""
        return len(self._ids)

    @property
    def token_count(self) -> int:
        """About how many tokens the documents added have."""
        return sum(map(len, self._fields.values()))

    def add(self, document: IndexDocument) -> None:
        """Take a document in; raises ValueError for several values of a single-valued column."""
        self._ids.append(document.id)
        language = language_of(document.language)
        for name, field in self._fields.items():
            text = document.texts.get(name, ())
            field.add((text,) if isinstance(text, str) else text, language)
        for name, column in self._columns.items():
            column.add(document.values.get(name, ()))
        for name, instants in self._instants.items():
            instant = document.instants.get(name)
            instants.append(NO_INSTANT if instant is None else instant)
        body = document.texts.get(BODY_FIELD, "")
        self._store(document.record, encode(body if isinstance(body, str) else "\n\n".join(body)))

    def _store(self, record: bytes, body: bytes) -> None:
        if self._compressor is not None:
            parts = self._compressor.compress(record, body)
            self._stored.add(parts, self._dictionary_number)
            return
        self._waiting.append((record, body))
        if len(self._waiting) == SAMPLES:
            records, bodies = zip(*self._waiting, strict=True)
            self._compress_with(Dictionary.of_samples(records, bodies))

    def _compress_with(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self._compressor = Compressor(dictionary)
        self._dictionary_number = self._stored.number_of(dictionary)
        waiting, self._waiting = self._waiting, []
        for record, body in waiting:
            self._store(record, body)

    def finish(self) -> None:
        """Write everything and wait until it is on the disk; raises ValueError for an id given
        twice. The builder cannot be used afterwards."""
        if self._waiting:
            self._compress_with(Dictionary())
        self._stored.finish()
        self._writer.meta["format"] = FORMAT
        self._writer.meta["documents"] = self.document_count
        self._write_ids()
        for name, column in self._columns.items():
            column.write(self._writer, name)
        for name, instants in self._instants.items():
            write_instants(self._writer, name, np.array(instants, np.int64))
        self._write_fields()
        self._writer.finish()

    def _write_ids(self) -> None:
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        ids = [self._ids[document] for document in order]
        for one, next_one in pairwise(ids):
            if one == next_one:
                raise ValueError(f"Two documents have the id {one!r}.")
        write_keys(self._writer, list(map(encode, ids)), np.array(order, np.int32))

    def _write_fields(self) -> None:
        names = []
        for name, field in self._fields.items():
            tokens = field.tokens()
            if name == BODY_FIELD:
                write_stretches(self._writer, tokens.stretches, tokens.stretch_counts)
            if not tokens.numbers.size:
                continue
            names.append(name)
            found = self._vocabulary.sorted(tokens.numbers)
            inverted = invert(
                found.terms_of[tokens.numbers],
                found.ranks[tokens.numbers],
                tokens.lengths,
                tokens.gaps,
                VALUE_GAP,
            )
            writer = FieldWriter(
                self._writer,
                name,
                tokens.lengths,
                found.spellings,
                postings=len(inverted.documents),
                tokens=len(inverted.positions),
            )
            writer.append(*inverted)
            writer.finish(found.terms)
        self._writer.meta["fields"] = names
