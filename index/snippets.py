"""Fragments of an article that show why it matched, and marks, for every engine the same.

Offsets are in Python characters, that is Unicode code points. A JavaScript string counts UTF-16
units, two for an emoji: there, take `Array.from(text)` and slice that.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol

from index.fields import FIELDS
from index.matches import Match, clauses_in, find_matches
from index.passages import beginning, best_passages
from index.query import Highlight, Node, SnippetRequest
from index.results import Mark, Snippet


class Texts(Protocol):
    """What snippets are made of: an Article, or an engine's stored one, read as far as needed."""

    @property
    def title(self) -> str:
        """The title."""

    @property
    def description(self) -> str | None:
        """The standfirst."""

    @property
    def body(self) -> str:
        """The body."""


MOST_SHOWN = 100_000
"""Characters of a field that snippets are chosen from, and that a search marks: a few times the
longest article, so that no single text can hold a server up."""

MOST_MARKED = 500_000
"""Characters of a field that `mark_text` marks; what follows is left plain."""


Areas = Sequence[tuple[int, int]]
"""Half-open ranges of characters that begin and end beside a space or where the text does."""


def make_snippets(
    article: Texts, node: Node, request: SnippetRequest, areas: Areas | None = None
) -> tuple[Snippet, ...]:
    """The passages of the article that show the query best, at most `request.count`.

    Those of the body come first, then those of the description, each best first. A hit shows its
    title anyway: it is a snippet only where nothing else matched, before the beginning of the
    description or body. That beginning, without marks, is also what stands for an article in
    which no word is to be marked. Highlight.NONE leaves out all marks.

    `areas`, where an engine knows them, are the parts of the body that passages are chosen from,
    none if nothing matches in it; that is many times faster than looking through all of it.
    """
    if not request.count:
        return ()
    snippets = []
    if areas is None or areas:
        snippets = _matching("body", article.body, node, request, request.count, areas)
    if len(snippets) < request.count:
        description = article.description or ""
        missing = request.count - len(snippets)
        snippets += _matching("description", description, node, request, missing)
    if not snippets:
        snippets += _matching("title", article.title, node, request, 1)
        if len(snippets) < request.count:
            field = "description" if description.strip() else "body"
            text = description if field == "description" else article.body
            start, end = beginning(text, request.size)
            if start < end:
                snippets.append(Snippet(field=field, text=text[start:end], start=start))
    return tuple(snippets)


def mark_text(text: str, node: Node, field: str) -> tuple[Mark, ...]:
    """Every match of the query in a field's whole text: in order, apart from each other.

    Overlapping matches are one mark, and so is a phrase from its first word to its last; a word
    that is asked for in a phrase only is marked nowhere else. Raises KeyError for an unknown
    field.
    """
    return _merge(_find(text[:MOST_MARKED], node, field), 0, len(text))


def to_html(text: str, marks: Iterable[Mark], *, tag: str = "mark") -> str:
    """The text as HTML, everything in it escaped (& < > " '), each mark an element.

    `marks` are offsets in the text, in order and apart from each other.
    """
    shown = str if escape(text) == text else escape  # most texts have nothing to escape
    parts = []
    position = 0
    for mark in marks:
        parts.append(shown(text[position : mark.start]))
        parts.append(f"<{tag}>{shown(text[mark.start : mark.end])}</{tag}>")
        position = mark.end
    parts.append(shown(text[position:]))
    return "".join(parts)


def _find(text: str, node: Node, field: str) -> list[Match]:
    return find_matches(text, clauses_in(node, field), FIELDS[field].analyzer)


def _matching(
    field: str,
    text: str,
    node: Node,
    request: SnippetRequest,
    count: int,
    areas: Areas | None = None,
) -> list[Snippet]:
    if count < 1:
        return []
    text = text[:MOST_SHOWN]
    if areas is None:
        matches = chosen_from = _find(text, node, field)
    else:
        matches, chosen_from = _find_in(areas, text, node, field, request.size)
    shown = request.highlight is not Highlight.NONE
    return [
        Snippet(
            field=field,
            text=text[start:end],
            start=start,
            marks=_merge(matches, start, end) if shown else (),
        )
        for start, end in best_passages(text, chosen_from, count=count, size=request.size)
    ]


def _find_in(
    areas: Areas, text: str, node: Node, field: str, size: int
) -> tuple[list[Match], list[Match]]:
    """The matches in and around the areas, so that a passage of `size` around any in the areas has
    all its own; and those in the areas."""
    parts: list[tuple[int, int]] = []
    inner: list[tuple[int, int]] = []
    for first, last in sorted(areas):
        start = text.rfind(" ", 0, max(0, first - size)) + 1
        end = text.find(" ", last + size)
        end = len(text) if end < 0 else end
        if parts and start <= parts[-1][1]:
            start, end = parts[-1][0], max(end, parts.pop()[1])
        if inner and first <= inner[-1][1]:
            first, last = inner[-1][0], max(last, inner.pop()[1])
        parts.append((start, end))
        inner.append((first, last))
    clauses, analyzer = clauses_in(node, field), FIELDS[field].analyzer
    found: list[Match] = []
    for start, end in parts:
        found += find_matches(text[start:end], clauses, analyzer, start)
    inside: list[Match] = []
    for first, last in inner:
        inside += [match for match in found if first <= match.start and match.end <= last]
    return found, inside


def _merge(matches: Sequence[Match], start: int, end: int) -> tuple[Mark, ...]:
    """The matches within `[start, end)` as marks in that stretch of text."""
    marks: list[Mark] = []
    for match in matches:
        first, last = max(match.start, start) - start, min(match.end, end) - start
        if first >= last:
            continue
        if marks and first <= marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(marks[-1].end, last))
        else:
            marks.append(Mark(first, last))
    return tuple(marks)
