"""Whoosh's view of a segment's terms."""

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import ListMatcher, Matcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.whoosh_engine.arrays.dictionary import TermDictionary
from index.whoosh_engine.arrays.layout import ID_FIELD
from index.whoosh_engine.arrays.matcher import ArrayMatcher
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.whoosh_names import WHOOSH_LENGTHS


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc] # Whoosh has no types
    """The terms of every field, and of the ids, in the order of fields and then of terms."""

    def __init__(self, segment: SegmentArrays) -> None:
        self._segment = segment
        self._dictionaries: dict[str, TermDictionary] = {
            name: field.terms for name, field in segment.fields.items()
        }
        self._dictionaries[ID_FIELD] = segment.ids.values
        self._names = sorted(self._dictionaries)

    def _number(self, fieldname: str, text: bytes) -> int:
        dictionary = self._dictionaries.get(fieldname)
        number = None if dictionary is None else dictionary.find_bytes(text)
        if number is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        dictionary = self._dictionaries.get(term[0])
        return dictionary is not None and dictionary.find_bytes(term[1]) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """The fields that have terms."""
        return list(self._names)

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "ArrayCursor":
        """A cursor over one field's terms."""
        return ArrayCursor(self, fieldname, self._dictionaries.get(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every (field, term)."""
        return self._from(0, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every (field, term) from this one on."""
        place = next(
            (i for i, name in enumerate(self._names) if name >= fieldname), len(self._names)
        )
        found = place < len(self._names) and self._names[place] == fieldname
        return self._from(place, prefix if found else b"")

    def _from(self, place: int, first: bytes) -> Iterator[tuple[str, bytes]]:
        for name in self._names[place:]:
            dictionary = self._dictionaries[name]
            start = dictionary.at_or_after_bytes(first)
            for text in dictionary.bytes_between(start, len(dictionary)):
                yield name, text
            first = b""

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every (field, term) with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every (field, term) from this one on, with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """A term's statistics; raises TermNotFound."""
        return self.info(fieldname, self._number(fieldname, text))

    def info(self, fieldname: str, number: int) -> TermInfo:
        """The statistics of the term with this number, as stock Whoosh has them."""
        if fieldname == ID_FIELD:
            document = int(self._segment.ids.document[number])
            return TermInfo(1.0, 1, 0, 0, 1.0, document, document)
        field = self._segment.fields[fieldname]
        documents = field.documents(number)
        return TermInfo(
            weight=float(field.collection_frequency(number)),
            df=len(documents),
            minlength=int(WHOOSH_LENGTHS[field.min_length_byte(number)]),
            maxlength=int(WHOOSH_LENGTHS[field.max_length_byte(number)]),
            maxweight=float(field.max_frequency(number)),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often the term stands in the field; 0 where it does not."""
        dictionary = self._dictionaries.get(fieldname)
        number = None if dictionary is None else dictionary.find_bytes(text)
        if number is None:
            return 0.0
        if fieldname == ID_FIELD:
            return 1.0
        return float(self._segment.fields[fieldname].collection_frequency(number))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents the term stands; 0 where it does not."""
        dictionary = self._dictionaries.get(fieldname)
        number = None if dictionary is None else dictionary.find_bytes(text)
        if number is None:
            return 0
        if fieldname == ID_FIELD:
            return 1
        return self._segment.fields[fieldname].document_frequency(number)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> Matcher:
        """The term's postings; raises TermNotFound."""
        number = self._number(fieldname, text)
        term = (fieldname, text)
        if fieldname == ID_FIELD:
            ids = [int(self._segment.ids.document[number])]
            info = self.info(fieldname, number)
            return ListMatcher(ids, [1.0], None, format_, scorer, term=term, terminfo=info)
        field = self._segment.fields[fieldname]
        return ArrayMatcher(field, number, format_, term=term, scorer=scorer)


class ArrayCursor(base.FieldCursor):  # type: ignore[misc] # Whoosh has no types
    """Walks over one field's terms; fuzzy queries jump with it."""

    def __init__(
        self,
        reader: ArrayTermsReader,
        fieldname: str,
        dictionary: TermDictionary | None,
        fieldobj: FieldType,
    ) -> None:
        self._reader = reader
        self._fieldname = fieldname
        self._dictionary = dictionary
        self._length = 0 if dictionary is None else len(dictionary)
        self._fieldobj = fieldobj
        self._number = 0

    def first(self) -> Any:
        """Go to the first term, and answer it."""
        self._number = 0
        return self.text()

    def find(self, string: str | bytes) -> Any:
        """Go to the first term that is not before this one, and answer it."""
        if self._dictionary is not None:
            key = self._fieldobj.to_bytes(string)
            self._number = self._dictionary.at_or_after_bytes(key)
        return self.text()

    def next(self) -> Any:
        """Go to the next term, and answer it."""
        self._number += 1
        return self.text()

    def text(self) -> Any:
        """The current term; None past the end."""
        if self._dictionary is None or not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self._dictionary.term_bytes(self._number))

    def term(self) -> Any:
        """The current term, under the name that Whoosh's MultiCursor asks for."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """The current term's statistics; None past the end."""
        return self._reader.info(self._fieldname, self._number) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a current term."""
        return self._number < self._length
