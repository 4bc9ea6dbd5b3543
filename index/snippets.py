"""Fragments of an article that show why it matched, for every engine the same.

Offsets are in Python characters, that is Unicode code points. A JavaScript string counts UTF-16
units, two for an emoji: there, take `Array.from(text)` and slice that.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.characters import JoinedTexts, character_kinds, code_points, join_texts
from index.field_clauses import Clauses, QueryClauses
from index.fields import FIELDS
from index.matches import matches_among
from index.passages import MATCH, PASSAGE, beginning, choose_passages
from index.query import Highlight, Node, SnippetRequest
from index.results import Mark, Snippet
from index.sentences import NONE


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
    clauses = QueryClauses(node, article.language)
    [snippets] = choose_snippets([article], [clauses], request)
    return snippets


def choose_snippets(
    articles: Sequence[Texts],
    clauses: Sequence[QueryClauses],
    request: SnippetRequest,
    areas: Sequence[Areas | None] = (),
) -> list[tuple[Snippet, ...]]:
    """What `make_snippets` does, for all hits of a search at once.

    `clauses` are those of each article's language, equal ones the same object. `areas`, where an
    engine knows them, are the parts of the bodies that passages are chosen from, none if nothing
    matches in one, None for all of it: of long texts that is many times faster than looking through
    all, which is only done if nothing matches there after all.
    """
    snippets: list[tuple[Snippet, ...]] = [()] * len(articles)
    if not request.count:
        return snippets
    alike: dict[int, list[int]] = defaultdict(list)
    for place, meant in enumerate(clauses):
        alike[id(meant)].append(place)
    for places in alike.values():
        own = [articles[place] for place in places]
        own_areas = [areas[place] for place in places] if areas else [None] * len(own)
        chosen = _choose_alike(own, clauses[places[0]], request, own_areas)
        for place, found in zip(places, chosen, strict=True):
            snippets[place] = found
    return snippets


class _Shown(NamedTuple):
    """A passage, and what it is chosen for: how many words of the query are in it, each counted
    once, and how many whole phrases."""

    words: int
    phrases: int
    snippet: Snippet


def _choose_alike(
    articles: Sequence[Texts],
    clauses: QueryClauses,
    request: SnippetRequest,
    areas: Sequence[Areas | None],
) -> list[tuple[Snippet, ...]]:
    """The snippets of articles in which the query is the same clauses."""
    titles: list[list[_Shown]] = [[] for _ in articles]
    if "title" in request.fields:
        titles = _search("title", [one.title for one in articles], clauses["title"], 1, request)
    rooms = [request.count - len(title) for title in titles]
    texts = _search_texts(articles, clauses, request, rooms, areas)
    snippets = []
    for article, title, found, room in zip(articles, titles, texts, rooms, strict=True):
        others = _different(found, room)
        if room and not others:
            others = _beginning(article, request, titled=bool(title))
        snippets.append((*[shown.snippet for shown in title], *others))
    return snippets


def _search_texts(
    articles: Sequence[Texts],
    clauses: QueryClauses,
    request: SnippetRequest,
    rooms: Sequence[int],
    areas: Sequence[Areas | None],
) -> list[list[_Shown]]:
    """The best passages of body and description of each article, best first; of each field as many
    as there is room for."""
    found: list[list[_Shown]] = [[] for _ in articles]
    count = max(rooms)
    if count and "body" in request.fields and clauses["body"]:
        places = [place for place, own in enumerate(areas) if own is None or own]
        bodies = [articles[place].body for place in places]
        known = [areas[place] for place in places]
        best = _search("body", bodies, clauses["body"], count, request, known)
        for place, own in zip(places, best, strict=True):
            found[place] = own[: rooms[place]]
    if count and "description" in request.fields:
        most = clauses["body"].most_words
        places = [
            place
            for place, (article, own) in enumerate(zip(articles, found, strict=True))
            if not _are_best(own, rooms[place], most) and article.description
        ]
        texts = [articles[place].description or "" for place in places]
        if texts:
            best = _search("description", texts, clauses["description"], count, request)
            for place, own in zip(places, best, strict=True):
                found[place] += own[: rooms[place]]
                found[place].sort(key=_goodness, reverse=True)
    return found


def _search(
    name: str,
    texts: Sequence[str],
    clauses: Clauses,
    count: int,
    request: SnippetRequest,
    areas: Sequence[Areas | None] = (),
) -> list[list[_Shown]]:
    """The best passages of each text of a field, best first."""
    if not clauses or not any(texts):
        return [[] for _ in texts]
    longest = clauses.longest_phrase if clauses.phrases else 0
    extracts = [
        _extract(text[:MOST_SHOWN], own, request.size, longest)
        for text, own in zip_longest(texts, areas)
    ]
    joined = join_texts([extract.text for extract in extracts])
    matches = matches_among(joined, clauses, FIELDS[name].analyzer)
    passages = np.empty((len(texts), count, PASSAGE), np.int64)
    marks = np.empty((len(matches) * count, 2), np.int64)
    choose_passages(
        joined.points,
        character_kinds(),
        joined.edges,
        _limits(extracts, joined),
        np.fromiter(chain.from_iterable(matches), np.int64, MATCH * len(matches)),
        clauses.count,
        count,
        request.size,
        passages.reshape(-1),
        marks.reshape(-1),
    )
    found = _shown(name, extracts, passages, marks, request.highlight)
    for place, own in enumerate(areas):
        if own and not found[place]:  # they were of other words of the same stems
            found[place] = _search(name, [texts[place]], clauses, count, request)[0]
    return found


class _Extract(NamedTuple):
    """A part of a text that passages are chosen from: where it starts, and the areas of the text
    that they are chosen for."""

    text: str
    start: int
    areas: Areas


def _extract(text: str, areas: Areas | None, size: int, words: int) -> _Extract:
    """The areas with all around them that a passage of one could have, or a phrase of so many words
    that reaches into it."""
    if areas is None:
        return _Extract(text, 0, [(0, len(text))])
    # Twice the size: so that whether a text begins or ends here makes no difference to a passage.
    if len(areas) > 1:
        areas = sorted(areas)
    start = max(0, areas[0][0] - 2 * size)
    end = max([last for _, last in areas]) + 2 * size
    start, end = _widened(text, start, end, words)
    return _Extract(text[start:end], start, areas)


def _limits(extracts: Sequence[_Extract], joined: JoinedTexts) -> NDArray[np.int64]:
    """The areas of all extracts among the joined ones: int64[area, 2], flat."""
    limits: list[int] = []
    for base, (_, start, areas) in zip(joined.edges[::2].tolist(), extracts, strict=True):
        for first, last in areas:
            limits += (base + first - start, base + last - start)
    return np.array(limits, np.int64)


def _shown(
    name: str,
    extracts: Sequence[_Extract],
    passages: NDArray[np.int64],
    marks: NDArray[np.int64],
    highlight: Highlight,
) -> list[list[_Shown]]:
    """The passages that were chosen in each; see `index.passages.choose_passages`."""
    found = []
    every = list(map(Mark._make, marks[: max(passages[..., -1].max(), 0)].tolist()))
    is_marked = highlight is not Highlight.NONE
    marked = 0
    for (text, base, _), chosen in zip(extracts, passages.tolist(), strict=True):
        shown = []
        for start, end, words, phrases, stop in chosen:
            if start == NONE:
                break
            own = tuple(every[marked:stop]) if is_marked else ()
            marked = stop
            snippet = Snippet(field=name, text=text[start:end], start=base + start, marks=own)
            shown.append(_Shown(words, phrases, snippet))
        found.append(shown)
    return found


def _are_best(found: Sequence[_Shown], count: int, most_words: int) -> bool:
    """Whether the passages of the body have all words of the query, so that no others are better:
    the description need not be read."""
    return len(found) == count and (not count or found[-1].words == most_words)


def _goodness(found: _Shown) -> tuple[int, int]:
    return found.words, found.phrases


def _different(found: Sequence[_Shown], count: int) -> list[Snippet]:
    """The first `count` snippets, without those that repeat another one."""
    snippets: list[Snippet] = []
    for shown in found:
        if len(snippets) == count:
            break
        if not any(_repeats(shown.snippet, other) for other in snippets):
            snippets.append(shown.snippet)
    return snippets


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
