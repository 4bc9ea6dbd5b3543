"""The parts of texts that passages are chosen from, and what was chosen as it is shown."""

import re
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.characters import JoinedTexts, character_kinds, join_texts
from index.field_clauses import Clauses
from index.fields import FIELDS
from index.matches import matches_among
from index.passages import MATCH, PASSAGE, choose_passages
from index.query import MOST_SHOWN, Highlight, SnippetRequest
from index.results import Mark, Snippet
from index.sentences import NONE

Areas = Sequence[tuple[int, int]]
"""Half-open ranges of characters that begin and end beside a space or where the text does."""


class Shown(NamedTuple):
    """A passage, and what it is chosen for: how many words of the query are in it, each counted
    once, and how many whole phrases."""

    words: int
    phrases: int
    snippet: Snippet


def best_passages(
    name: str,
    texts: Sequence[str],
    clauses: Clauses,
    count: int,
    request: SnippetRequest,
    areas: Sequence[Areas | None] = (),
) -> list[list[Shown]]:
    """The best `count` passages of each text of a field, best first (see `index.passages`);
    `areas` are those of each text that they are chosen from, none for nothing of it, None for all;
    where nothing matches in any, all of the text is looked through."""
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
    marked = choose_passages(
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
    found = _shown(name, extracts, passages, marks[:marked], request.highlight)
    for place, own in enumerate(areas):
        if own and not found[place]:  # they were of other words of the same stems
            found[place] = best_passages(name, [texts[place]], clauses, count, request)[0]
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
    if not areas:
        return _Extract("", 0, ())
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
) -> list[list[Shown]]:
    """The passages that were chosen in each; see `index.passages.choose_passages`."""
    found = []
    every = list(map(Mark._make, marks.tolist()))
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
            shown.append(Shown(words, phrases, snippet))
        found.append(shown)
    return found


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
