"""The shares of a hit's score, with the words of its article that they were given for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from index.analysis import first_character, piece_forms
from index.field_clauses import Clauses, clauses_in
from index.fields import FIELDS
from index.locating import word_range
from index.matches import find_matches
from index.query import MOST_SHOWN, Node
from index.results import Share
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.evaluation import Part

_NAMES = {"agency": "agencies", "author": "authors"}
"""What fields are called in a document, where it is something else."""

_PIECE = re.compile(r"[^ \n]+")


def make_shares(parts: Iterable[Part], document: dict[str, Any], body: str) -> tuple[Share, ...]:
    """The shares that the parts of a score are, in an article with this document and body: with the
    words that they were given for among the first MOST_SHOWN characters of each text."""
    language = document["language"]
    words: dict[str, _FieldWords] = {}
    shares = []
    for part in parts:
        found: tuple[str, ...] = ()
        if part.field is not None and part.clause is not None:
            if part.field not in words:
                texts = [body] if part.field == BODY_FIELD else _texts(document, part.field)
                words[part.field] = _FieldWords(part.field, texts, language)
            found = words[part.field].matching(part.clause)
        shares.append(Share(part.kind, part.text, part.field, found, part.score))
    return tuple(shares)


def _texts(document: dict[str, Any], field: str) -> Sequence[str]:
    found = document[_NAMES.get(field, field)]
    return [found] if isinstance(found, str) else found or ()


class _FieldWords:
    """The words of a field's texts, read once: a query may have a thousand clauses."""

    def __init__(self, field: str, texts: Iterable[str], language: str | None) -> None:
        self._field, self._language = field, language
        self._analyzer = FIELDS[field].analyzer
        self._texts = [text[:MOST_SHOWN] for text in texts]
        self._terms: defaultdict[str, list[int]] = defaultdict(list)
        self._folded: defaultdict[str, list[int]] = defaultdict(list)
        self._spellings: defaultdict[str, list[int]] = defaultdict(list)
        self._written: list[str] | None = None

    def matching(self, clause: Node) -> tuple[str, ...]:
        """What in the texts matches the clause, in small letters: each once, in order."""
        clauses = clauses_in(clause, self._field, self._language)
        if clauses.phrases:
            found: Iterable[str] = self._phrases(clauses)
        else:
            found = self._words(clauses)
        return tuple(dict.fromkeys(" ".join(each.casefold().split()) for each in found))

    def _phrases(self, clauses: Clauses) -> Iterator[str]:
        for text in self._texts:
            for match in find_matches(text, clauses, self._analyzer):
                yield text[match.start : match.end]

    def _words(self, clauses: Clauses) -> Iterator[str]:
        written = self._read(clauses.language)
        numbers = {
            *chain.from_iterable(self._terms.get(term, ()) for term in clauses.words),
            *chain.from_iterable(self._folded.get(word, ()) for word in clauses.folded),
            *chain.from_iterable(self._spellings.get(word, ()) for word in clauses.spellings),
        }
        for _, pattern in clauses.patterns:
            for folded, own in self._folded.items():
                if pattern.matches(folded):
                    numbers.update(own)
        shows_one = any(pattern.kind == "character" for _, pattern in clauses.patterns)
        for number in sorted(numbers):
            word = written[number]
            yield word[: first_character(word)] if shows_one else word

    def _read(self, language: str | None) -> list[str]:
        """Each different word as it is written, in order; by their numbers in here they are found
        by what they can be compared by."""
        if self._written is None:
            self._written = []
            pieces = chain.from_iterable(map(_PIECE.findall, self._texts))
            for piece in dict.fromkeys(pieces):
                forms = piece_forms(piece, self._analyzer, language)
                for index, form in enumerate(forms):
                    first, last = word_range(piece, index, self._analyzer)
                    number = len(self._written)
                    self._written.append(piece[first:last])
                    self._terms[form.term].append(number)
                    self._folded[form.folded].append(number)
                    self._spellings[form.spelling].append(number)
        return self._written
