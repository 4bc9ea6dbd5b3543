"""Marks: where in a whole text a query matches.

Offsets are in Python characters, that is Unicode code points. A JavaScript string counts UTF-16
units, two for an emoji: there, take `Array.from(text)` and slice that.
"""

from collections.abc import Iterable

from index.fields import FIELDS
from index.query import Node
from index.results import Mark

MOST_MARKED = 500_000
"""Characters of a field that `mark_text` marks; what follows is left plain."""


def mark_text(text: str, node: Node, field: str, language: str | None = None) -> tuple[Mark, ...]:
    """Every match of the query in the whole text of a field of an article in `language` (a BCP 47
    tag): in order, apart from each other.

    Overlapping matches are one mark, and so is a phrase from its first word to its last; a word
    that is asked for in a phrase only is marked nowhere else. Raises KeyError for an unknown
    field.
    """
    # Compiled: who does not search need not wait until it is loaded.
    from index.field_clauses import clauses_in
    from index.matches import find_matches

    clauses = clauses_in(node, field, language)
    matches = find_matches(text[:MOST_MARKED], clauses, FIELDS[field].analyzer)
    return _merged(matches)


def _merged(matches: Iterable[tuple[int, int, int, int]]) -> tuple[Mark, ...]:
    """The matches, which are in order, as marks; those that touch are one."""
    marks: list[Mark] = []
    for start, end, _, _ in matches:
        if marks and start <= marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(marks[-1].end, end))
        else:
            marks.append(Mark(start, end))
    return tuple(marks)
