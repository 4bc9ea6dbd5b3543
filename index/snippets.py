"""Fragments of an article that show why it matched, and marks, for every engine the same.

Offsets are in Python characters, that is Unicode code points. A JavaScript string counts UTF-16
units, two for an emoji: there, take `Array.from(text)` and slice that.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from index.field_clauses import Clauses, QueryClauses, clauses_in
from index.fields import FIELDS
from index.matches import Match, find_matches
from index.passages import Passage, beginning, best_passages
from index.query import Highlight, Node, SnippetRequest
from index.results import Mark, Snippet


class Texts(Protocol):
    """What snippets are made of: an Article, or an engine's stored one, read as far as needed."""

    @property
    def language(self) -> str | None:
        """The language, a BCP 47 tag."""

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

_TEXTS = ("body", "description")
"""The fields that passages are chosen from; of passages that are equally good, in this order."""


def make_snippets(article: Texts, node: Node, request: SnippetRequest) -> tuple[Snippet, ...]:
    """The passages of the article that show the query best, at most `request.count`.

    Those of body and description come best first: by the most different words of the query, then
    the most whole phrases, then those of the body, then the first in the text; none that the
    other field repeats. Where nothing in them matches, the beginning of the description, or else
    of the body, stands for the article, without marks.

    A hit shows its title anyway: it is a snippet only where `request.fields` name it, and then the
    first one if it matches, or if nothing else was asked for. Highlight.NONE leaves out all marks.
    """
    return choose_snippets(article, QueryClauses(node, article.language), request)


def choose_snippets(
    article: Texts, clauses: QueryClauses, request: SnippetRequest, areas: Areas | None = None
) -> tuple[Snippet, ...]:
    """What `make_snippets` does, for an engine that makes those of many hits.

    `clauses` are those of the article's language. `areas`, where it knows them, are the parts of
    the body that passages are chosen from, none if nothing matches in it; that is many times faster
    than looking through all of it, which is only done if nothing matches there after all.
    """
    if not request.count:
        return ()
    snippets = []
    if "title" in request.fields:
        title = _Searched("title", article.title, clauses["title"], None)
        best = title.best(1, request.size)
        snippets = [title.snippet(passage, request.highlight) for passage in best]
    room = request.count - len(snippets)
    if room:
        snippets += _passages(article, clauses, request, room, areas) or _beginning(
            article, request, titled=bool(snippets)
        )
    return tuple(snippets)


def mark_text(text: str, node: Node, field: str, language: str | None = None) -> tuple[Mark, ...]:
    """Every match of the query in the whole text of a field of an article in `language` (a BCP 47
    tag): in order, apart from each other.

    Overlapping matches are one mark, and so is a phrase from its first word to its last; a word
    that is asked for in a phrase only is marked nowhere else. Raises KeyError for an unknown
    field.
    """
    clauses = clauses_in(node, field, language)
    matches = find_matches(text[:MOST_MARKED], clauses, FIELDS[field].analyzer)
    return _merge(matches, 0, len(text))


class _Searched:
    """A field's text, and where the query matches in it."""

    __slots__ = ("_areas", "_clauses", "_matches", "_name", "_text")

    def __init__(self, name: str, text: str, clauses: Clauses, areas: Areas | None) -> None:
        self._name = name
        self._text = text = text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN]
        self._clauses = clauses
        self._areas = _joined(areas) if areas else ((0, len(text)),)
        self._matches: list[Match] = []
        for start, end in self._areas:
            self._matches += self._found(start, end)

    def _found(self, start: int, end: int) -> list[Match]:
        analyzer = FIELDS[self._name].analyzer
        return find_matches(self._text[start:end], self._clauses, analyzer, start)

    def best(self, count: int, size: int) -> list[Passage]:
        """The best passages."""
        return best_passages(self._text, self._matches, count=count, size=size)

    def snippet(self, passage: Passage, highlight: Highlight) -> Snippet:
        """The passage, with its marks if they are asked for."""
        start, end = passage.start, passage.end
        marks: tuple[Mark, ...] = ()
        if highlight is not Highlight.NONE:
            marks = _merge(self._matches_near(start, end), start, end)
        return Snippet(field=self._name, text=self._text[start:end], start=start, marks=marks)

    def _matches_near(self, start: int, end: int) -> list[Match]:
        """All that match in a passage, those that begin before it or end after it too."""
        text, clauses = self._text, self._clauses
        if clauses.phrases:
            start, end = _widened(text, start, end, clauses.longest_phrase)
        for first, last in self._areas:
            if first <= start and end <= last:
                return self._matches
        if clauses.phrases:
            return self._found(start, end)
        return self._matches_beside(*_widened(text, start, end, 0))

    def _matches_beside(self, start: int, end: int) -> list[Match]:
        """What is known to match, with what matches in this range where no areas are."""
        matches = self._matches.copy()
        for first, last in self._areas:
            if start < first:
                matches += self._found(start, min(first, end))
            start = max(start, last)
        if start < end:
            matches += self._found(start, end)
        matches.sort()
        return matches


def _passages(
    article: Texts, clauses: QueryClauses, request: SnippetRequest, count: int, areas: Areas | None
) -> list[Snippet]:
    """The best passages of body and description, best first."""
    found: list[tuple[Passage, _Searched]] = []
    size = request.size
    if "body" in request.fields and clauses["body"] and (areas is None or areas):
        body = _Searched("body", article.body, clauses["body"], areas)
        best = body.best(count, size)
        if areas and not best:  # they were of other words of the same stems
            body = _Searched("body", article.body, clauses["body"], None)
            best = body.best(count, size)
        found = [(passage, body) for passage in best]
    if "description" in request.fields and not _are_best(found, count, clauses):
        text = article.description
        if text and clauses["description"]:
            description = _Searched("description", text, clauses["description"], None)
            found += [(passage, description) for passage in description.best(count, size)]
            found.sort(key=_goodness, reverse=True)
    snippets: list[Snippet] = []
    for passage, searched in found:
        snippet = searched.snippet(passage, request.highlight)
        if not (snippets and any(_repeats(snippet, shown) for shown in snippets)):
            snippets.append(snippet)
            if len(snippets) == count:
                break
    return snippets


def _are_best(
    found: Sequence[tuple[Passage, _Searched]], count: int, clauses: QueryClauses
) -> bool:
    """Whether the passages of the body have all words of the query, so that no others are better:
    the description need not be read."""
    return len(found) == count and found[-1][0].words == clauses["body"].most_words


def _goodness(found: tuple[Passage, _Searched]) -> tuple[int, int]:
    return found[0].words, found[0].phrases


def _repeats(snippet: Snippet, shown: Snippet) -> bool:
    """Whether two fields say the same: many standfirsts are a part of the body."""
    if snippet.field == shown.field:
        return False
    return snippet.text in shown.text or shown.text in snippet.text


def _beginning(article: Texts, request: SnippetRequest, *, titled: bool) -> list[Snippet]:
    """What stands for an article in which nothing matched."""
    for name in ("description", "body", "title"):
        if name in request.fields and not (name == "title" and titled):
            text = getattr(article, name) or ""
            passage = beginning(text, request.size)
            if passage.start < passage.end:
                shown = text[passage.start : passage.end]
                return [Snippet(field=name, text=shown, start=passage.start)]
    return []


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


_WORD = re.compile(r"[^\W_]\S*")
_NEAR = 20
"""Characters that a word takes with the space after it, more than nearly all do."""


def _widened(text: str, start: int, end: int, words: int) -> tuple[int, int]:
    """The range with at least so many words more on both sides, if there are, from one space to
    another."""
    reach = _NEAR * words
    while words and reach < start and len(_WORD.findall(text, start - reach, start)) <= words:
        reach *= 2
    first = text.rfind(" ", 0, max(0, start - reach)) + 1
    reach = _NEAR * words
    while words and end + reach < len(text):
        if len(_WORD.findall(text, end, end + reach)) > words:
            break
        reach *= 2
    last = text.find(" ", end + reach)
    return first, len(text) if last < 0 else last


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
