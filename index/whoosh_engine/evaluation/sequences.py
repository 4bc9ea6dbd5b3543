"""Phrases in all segments of a commit: documents in which words stand in order."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from index.fields import Field
from index.whoosh_engine.arrays import FieldArrays
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import NOTHING
from index.whoosh_engine.evaluation.phrases import InOrder, find_phrase, phrase_documents
from index.whoosh_engine.evaluation.sought import Sought
from index.whoosh_engine.evaluation.terms import StoredTerm, joined, numbered_from
from index.whoosh_engine.evaluation.view import CommitView

_Sequence = tuple[int, ...]
"""The numbers of words in a segment: of their spellings where those are wanted, else of terms."""


def documents_in_order(
    view: CommitView, field: Field, words: Sequence[Sought], slop: int, among: Documents | None
) -> Documents:
    """The documents in which the words stand in this order, at most `slop` others among them in
    all; of those `among` some, if given."""
    found: list[Documents] = []
    for number, segment in enumerate(view.segments):
        arrays = segment.arrays.field(field.name)
        if arrays is None:
            continue
        part = None if among is None else view.part(number, among)
        there = _Phrase(arrays, words, slop, segment.arrays.document_count).documents(part)
        found.append(numbered_from(int(view.bases[number]), there))
    return joined(found) if found else NOTHING.documents


def terms_in_order(
    view: CommitView, terms: Sequence[StoredTerm], slop: int, among: Documents | None
) -> InOrder:
    """`documents_in_order` for words that have one term each, which counts them on the way."""
    found: list[InOrder] = []
    bases = view.bases.tolist()
    for number, segment in enumerate(view.segments):
        places = [place for term in terms for place in term.places if place[0] == bases[number]]
        if len(places) < len(terms) or not segment.arrays.document_count:
            continue
        part = None if among is None else view.part(number, among)
        numbers = [term for _, _, term in places]
        there = find_phrase(places[0][1], numbers, slop, segment.arrays.document_count, part)
        found.append(there._replace(documents=numbered_from(bases[number], there.documents)))
    if len(found) == 1:
        return found[0]
    known = [frequencies for _, frequencies in found if frequencies is not None]
    documents = np.concatenate([NOTHING.documents, *(part.documents for part in found)])
    return InOrder(documents, np.concatenate(known, axis=1) if known else None)


class _Phrase:
    """A phrase in a segment."""

    def __init__(
        self, arrays: FieldArrays, words: Sequence[Sought], slop: int, document_count: int
    ) -> None:
        self._arrays = arrays
        self._words = words
        self._slop = slop
        self._document_count = document_count
        self._is_exact = words[0].is_exact

    def documents(self, among: Documents | None) -> Documents:
        """The documents that have it."""
        *before, last = self._words
        if not last.goes_on:
            found = [self._in_order(each, among) for each in self._sequences(self._words)]
            return _union(found)
        found = []
        for sequence in self._sequences(before):
            # What has the whole has the words before the last too, which are fewer.
            some = self._in_order(sequence, among)
            if len(some):
                found += [self._in_order((*sequence, end), some) for end in self._endings(last)]
        return _union(found)

    def _sequences(self, words: Sequence[Sought]) -> list[_Sequence]:
        """What the words are called in each language: all in the same one at a time."""
        if self._is_exact:
            return self._spelt_sequences(words)
        columns = zip(*(word.terms for word in words), strict=True)
        return _complete([[self._arrays.find(term) for term in terms] for terms in columns])

    def _spelt_sequences(self, words: Sequence[Sought]) -> list[_Sequence]:
        spellings = self._arrays.spellings
        named = [
            {spellings.spelling(number).language: number for number in spellings.find(one.spelling)}
            for one in words
        ]
        # Numbers, and words of scripts without spaces, belong to no language.
        languages = sorted({language for each in named for language in each})
        return _complete([[each.get(name, each.get("")) for each in named] for name in languages])

    def _endings(self, last: Sought) -> list[int]:
        """All that the last word of the phrase may be."""
        spellings = self._arrays.spellings
        span = spellings.range_of(last.folded)
        if self._is_exact:
            return list(span)
        found: list[int] = np.unique(spellings.terms[span.start : span.stop]).tolist()
        return found

    def _in_order(self, sequence: _Sequence, among: Documents | None) -> Documents:
        arrays, spellings = self._arrays, self._arrays.spellings
        if len(sequence) == 1:
            (number,) = sequence
            found = arrays.documents(number)
            if self._is_exact:
                found = spellings.documents(range(number, number + 1))
            return found if among is None else np.intersect1d(found, among, assume_unique=True)
        terms, spelt = sequence, None
        if self._is_exact:
            terms = tuple(spellings.terms.take(sequence).tolist())
            spelt = [np.array([number]) for number in sequence]
        return phrase_documents(arrays, terms, self._slop, self._document_count, among, spelt)


def _complete(sequences: Sequence[Sequence[int | None]]) -> list[_Sequence]:
    """The different ones in which no word is missing."""
    known = [tuple(number for number in sequence if number is not None) for sequence in sequences]
    full = [each for each, whole in zip(known, sequences, strict=True) if len(each) == len(whole)]
    return list(dict.fromkeys(full))


def _union(parts: Sequence[Documents]) -> Documents:
    """What is in any of them, ascending."""
    return reduce(np.union1d, parts) if parts else NOTHING.documents
