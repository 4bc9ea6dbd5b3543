"""Fragments of an article that show why it matched, for every engine the same.

Offsets are in Python characters, that is Unicode code points. A JavaScript string counts UTF-16
units, two for an emoji: there, take `Array.from(text)` and slice that.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from index.characters import character_kinds, code_points
from index.extracts import Areas, Shown, best_passages
from index.field_clauses import QueryClauses
from index.passages import beginning
from index.query import MOST_SHOWN, SnippetRequest
from index.results import Snippet


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


def choose_snippets(
    articles: Sequence[Texts],
    clauses: Sequence[QueryClauses],
    request: SnippetRequest,
    areas: Sequence[Areas | None] = (),
) -> list[tuple[Snippet, ...]]:
    """The passages of each article that show the query best, at most `request.count`.

    Those of body and description come best first: by the most different words of the query, then
    the most whole phrases, then those of the body, then the first in the text; none that the
    other field repeats. Where nothing in them matches, the beginning of the description, or else
    of the body, stands for the article, without marks.

    A hit shows its title anyway: it is a snippet only where `request.fields` name it, and then the
    first one if it matches, or if nothing else was asked for. Highlight.NONE leaves out all marks.

    `clauses` are those of each article's language, equal ones the same object. `areas`, where an
    engine knows them, are the parts of the bodies that passages are chosen from, none if nothing
    matches in one, None for all of it: of long texts that is many times faster than looking through
    all, which is only done if nothing matches there after all.
    """
    if not (request.count and articles):
        return [()] * len(articles)
    alike: dict[int, list[int]] = defaultdict(list)
    for place, meant in enumerate(clauses):
        alike[id(meant)].append(place)
    if len(alike) == 1:
        return _choose_alike(articles, clauses[0], request, areas)
    snippets: list[tuple[Snippet, ...]] = [()] * len(articles)
    for places in alike.values():
        own = [articles[place] for place in places]
        own_areas = [areas[place] for place in places] if areas else ()
        chosen = _choose_alike(own, clauses[places[0]], request, own_areas)
        for place, found in zip(places, chosen, strict=True):
            snippets[place] = found
    return snippets


def _choose_alike(
    articles: Sequence[Texts],
    clauses: QueryClauses,
    request: SnippetRequest,
    areas: Sequence[Areas | None],
) -> list[tuple[Snippet, ...]]:
    """The snippets of articles in which the query is the same clauses."""
    titles: list[list[Shown]] = [[]] * len(articles)
    if "title" in request.fields:
        texts = [article.title for article in articles]
        titles = best_passages("title", texts, clauses["title"], 1, request)
    passages = _search_texts(articles, clauses, request, areas)
    snippets = []
    for article, title, found in zip(articles, titles, passages, strict=True):
        shown = [one.snippet for one in title]
        if found:
            _add_different(shown, found, request.count)
        elif len(shown) < request.count:
            shown += _beginning(article, request, titled=bool(title))
        snippets.append(tuple(shown))
    return snippets


def _search_texts(
    articles: Sequence[Texts],
    clauses: QueryClauses,
    request: SnippetRequest,
    areas: Sequence[Areas | None],
) -> list[list[Shown]]:
    """The best passages of body and description of each article, best first."""
    count = request.count
    found: list[list[Shown]] = [[] for _ in articles]
    if "body" in request.fields and clauses["body"]:
        bodies = [article.body for article in articles]
        found = best_passages("body", bodies, clauses["body"], count, request, areas)
    if "description" in request.fields:
        most = clauses["body"].most_words
        places = [
            place
            for place, own in enumerate(found)
            if not _are_best(own, count, most) and articles[place].description
        ]
        if places:
            texts = [articles[place].description or "" for place in places]
            best = best_passages("description", texts, clauses["description"], count, request)
            for place, own in zip(places, best, strict=True):
                found[place] = sorted([*found[place], *own], key=_goodness, reverse=True)
    return found


def _are_best(found: Sequence[Shown], count: int, most_words: int) -> bool:
    """Whether the passages of the body have all words of the query, so that no others are better:
    the description need not be read."""
    return len(found) == count and found[-1].words == most_words


def _goodness(found: Shown) -> tuple[int, int]:
    return found.words, found.phrases


def _add_different(snippets: list[Snippet], found: Sequence[Shown], count: int) -> None:
    """Append what of the passages repeats none that is there, until there are `count`."""
    for one in found:
        if len(snippets) == count:
            break
        if not (snippets and any(_repeats(one.snippet, other) for other in snippets)):
            snippets.append(one.snippet)


def _repeats(snippet: Snippet, shown: Snippet) -> bool:
    """Whether two fields say the same: many standfirsts are a part of the body."""
    if snippet.field == shown.field:
        return False
    return snippet.text in shown.text or shown.text in snippet.text


def _beginning(article: Texts, request: SnippetRequest, *, titled: bool) -> list[Snippet]:
    """What stands for an article in which nothing matched."""
    for name in ("description", "body", "title"):
        if name in request.fields and not (name == "title" and titled):
            text = (getattr(article, name) or "")[:MOST_SHOWN]
            start, end = beginning(code_points(text), character_kinds(), request.size)
            if start < end:
                return [Snippet(field=name, text=text[start:end], start=start)]
    return []
