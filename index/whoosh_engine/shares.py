"""The shares of a hit's score, with the words of its article that they were given for."""

from collections.abc import Iterable, Sequence
from typing import Any

from index.field_clauses import clauses_in
from index.fields import FIELDS
from index.matches import find_matches
from index.query import Node
from index.results import Share
from index.whoosh_engine.arrays.layout import BODY_FIELD
from index.whoosh_engine.evaluation import Part

_NAMES = {"agency": "agencies", "author": "authors"}
"""What fields are called in a document, where it is something else."""


def make_shares(parts: Iterable[Part], document: dict[str, Any], body: str) -> tuple[Share, ...]:
    """The shares that the parts of a score are, in an article with this document and body."""
    return tuple(
        Share(part.kind, part.text, part.field, _found(part, document, body), part.score)
        for part in parts
    )


def _found(part: Part, document: dict[str, Any], body: str) -> tuple[str, ...]:
    if part.field is None or part.clause is None:
        return ()
    texts = [body] if part.field == BODY_FIELD else _texts(document, part.field)
    return _words(part.clause, part.field, texts, document["language"])


def _texts(document: dict[str, Any], field: str) -> Sequence[str]:
    found = document[_NAMES.get(field, field)]
    return [found] if isinstance(found, str) else found or ()


def _words(clause: Node, field: str, texts: Sequence[str], language: str | None) -> tuple[str, ...]:
    """What in the texts of a field matches the clause, in small letters: each once, in order."""
    clauses, analyzer = clauses_in(clause, field, language), FIELDS[field].analyzer
    marked = [
        text[match.start : match.end].casefold()
        for text in texts
        for match in find_matches(text, clauses, analyzer)
    ]
    return tuple(dict.fromkeys(" ".join(found.split()) for found in marked))
