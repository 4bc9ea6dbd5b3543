"""Fragments of an article that show why it matched, and marks, for every engine the same.

Offsets are in Python characters, that is Unicode code points. A JavaScript string counts UTF-16
units, two for an emoji: there, take `Array.from(text)` and slice that.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol

from index.fields import FIELDS
from index.matches import Clauses, Match, QueryClauses, clauses_in, find_matches
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

_WORD = 20
"""Characters that a word takes with the space after it, more than nearly all do."""


Areas = Sequence[tuple[int, int]]
"""Half-open ranges of characters that begin and end beside a space or where the text does."""


def make_snippets(article: Texts, node: Node, request: SnippetRequest) -> tuple[Snippet, ...]:
    """The passages of the article that show the query best, at most `request.count`.

    Those of the body come first, then those of the description, each best first. A hit shows its
    title anyway: it is a snippet only where nothing else matched, before the beginning of the
    description or body. That beginning, without marks, is also what stands for an article in
    which no word is to be marked. Highlight.NONE leaves out all marks.
    """
    return choose_snippets(article, QueryClauses(node), request)


def choose_snippets(
    article: Texts, clauses: QueryClauses, request: SnippetRequest, areas: Areas | None = None
) -> tuple[Snippet, ...]:
    """What `make_snippets` does, for an engine that makes those of many hits.

    `areas`, where it knows them, are the parts of the body that passages are chosen from, none if
    nothing matches in it; that is many times faster than looking through all of it.
    """
    if not request.count:
        return ()
    snippets = []
    wanted = clauses["body"]
    if wanted and (areas is None or areas):
        snippets = _matching("body", article.body, wanted, request, request.count, areas)
    if len(snippets) < request.count:
        description = article.description or ""
        missing = request.count - len(snippets)
        wanted = clauses["description"]
        snippets += _matching("description", description, wanted, request, missing)
    if not snippets:
        snippets += _matching("title", article.title, clauses["title"], request, 1)
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
    matches = find_matches(text[:MOST_MARKED], clauses_in(node, field), FIELDS[field].analyzer)
    return _merge(matches, 0, len(text))


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


def _matching(
    field: str,
    text: str,
    clauses: Clauses,
    request: SnippetRequest,
    count: int,
    areas: Areas | None = None,
) -> list[Snippet]:
    text = text[:MOST_SHOWN]
    analyzer = FIELDS[field].analyzer
    parts = [(0, len(text))] if areas is None else _joined(areas)
    matches: list[Match] = []
    for start, end in parts:
        matches += find_matches(text[start:end], clauses, analyzer, start)
    reach = _reach(clauses)
    snippets = []
    for start, end in best_passages(text, matches, count=count, size=request.size):
        marks: tuple[Mark, ...] = ()
        if request.highlight is not Highlight.NONE:
            shown = matches
            first, last = max(0, start - reach), min(len(text), end + reach)
            if not any(begin <= first and last <= stop for begin, stop in parts):
                first, last = _whole(text, first, last)
                shown = find_matches(text[first:last], clauses, analyzer, first)
            marks = _merge(shown, start, end)
        snippets.append(Snippet(field=field, text=text[start:end], start=start, marks=marks))
    return snippets


def _reach(clauses: Clauses) -> int:
    """How far from a passage a match can be that it shows the end or the beginning of: a phrase."""
    if not clauses.phrases:
        return 0
    return _WORD * max(len(phrase) + slop for _, phrase, slop in clauses.phrases)


def _joined(areas: Areas) -> Areas:
    """The areas in order, those that meet or overlap as one."""
    if len(areas) == 1:
        return areas
    joined: list[tuple[int, int]] = []
    for start, end in sorted(areas):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The range widened to the nearest spaces, or to where the text begins and ends."""
    end = text.find(" ", end)
    return text.rfind(" ", 0, start) + 1, len(text) if end < 0 else end


def _merge(matches: Sequence[Match], start: int, end: int) -> tuple[Mark, ...]:
    """The matches within `[start, end)` as marks in that stretch of text."""
    marks: list[Mark] = []
    for first, last, _, _ in matches:
        if last <= start or first >= end:
            continue
        first = first - start if first > start else 0
        last = (last if last < end else end) - start
        if marks and first <= marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(marks[-1].end, last))
        else:
            marks.append(Mark(first, last))
    return tuple(marks)
