"""A text as a page shows it: in paragraphs, its matches numbered so that links lead to each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Mark

_BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is all in one match, or in none.

    `match` is the match's number on the page, from 1; None outside of any. A match that goes on in
    the next paragraph is several pieces, of which the first `begins` it.
    """

    text: str
    match: int | None = None
    begins: bool = False


Paragraph = tuple[Piece, ...]


def matched_paragraphs(
    text: str, marks: Sequence[Mark] = (), *, first: int = 1
) -> tuple[Paragraph, ...]:
    """The text's paragraphs, which an empty line is between; those of spaces only are left out.

    `marks` are offsets in the text, in order and apart from each other; the first one is the match
    with the number `first`.
    """
    paragraphs: list[Paragraph] = []
    reached = 0
    for start, end in _spans(text):
        while reached < len(marks) and marks[reached].end <= start:
            reached += 1
        paragraphs.append(tuple(_pieces(text, start, end, marks, reached, first)))
    return tuple(paragraphs)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph with anything in it begins and ends."""
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    for between in _BETWEEN_PARAGRAPHS.finditer(text, start, end):
        yield start, between.start()
        start = between.end()
    if start < end:
        yield start, end


def _pieces(
    text: str, start: int, end: int, marks: Sequence[Mark], number: int, first: int
) -> Iterator[Piece]:
    """The pieces of one paragraph; `number` is that of the first mark that ends in it or later."""
    position = start
    while number < len(marks) and marks[number].start < end:
        mark = marks[number]
        if position < mark.start:
            yield Piece(text[position : mark.start])
        opening = max(start, mark.start)
        yield Piece(text[opening : min(end, mark.end)], first + number, mark.start >= start)
        position = min(end, mark.end)
        number += 1
    if position < end:
        yield Piece(text[position:end])
