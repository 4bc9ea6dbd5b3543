"""Choosing what to show of a text: passages around matches, cut where a reader would cut."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.characters import begins_character, is_pause, may_cut, may_part
from index.matches import Match
from index.sentences import sentence_end, sentence_start

_SPACE = re.compile(r"\s")


class Passage(NamedTuple):
    """The half-open range `[start, end)` of characters of a text, and what it is chosen for: how
    many `words` of the query are in it, each counted once, and how many whole phrases."""

    start: int
    end: int
    words: int = 0
    phrases: int = 0


class _Region(NamedTuple):
    """A stretch of the text that no passage has taken yet, and its matches, in order."""

    start: int
    end: int
    matches: Sequence[Match]


def best_passages(text: str, matches: Sequence[Match], *, count: int, size: int) -> list[Passage]:
    """At most `count` passages, best first.

    The best has the most different words of the query, then the most whole phrases, then comes
    first in the text. A passage has at most `size` characters. It begins and ends with a sentence
    where one begins or ends near, and cuts neither a word nor a user-perceived character; only a
    word longer than `size`, or words that dots and apostrophes join to such a length, is cut, and
    between words a text in a script without spaces. Passages do not overlap. `matches` are in
    order of start.
    """
    if not matches:
        return []
    if count == 1:
        (words, phrases, _), first, last = _best_window(matches, size)
        return [Passage(*_passage(text, 0, len(text), first, last, size), words, phrases)]
    ranked = [(_best_window(matches, size), _Region(0, len(text), matches))]
    passages: list[Passage] = []
    while ranked:
        chosen = max(ranked, key=_rank) if len(ranked) > 1 else ranked[0]
        ranked.remove(chosen)
        ((words, phrases, _), first, last), region = chosen
        start, end = _passage(text, region.start, region.end, first, last, size)
        passages.append(Passage(start, end, words, phrases))
        if len(passages) == count:
            break
        left_over = (
            _Region(region.start, start, [m for m in region.matches if m.end <= start]),
            _Region(end, region.end, [m for m in region.matches if m.start >= end]),
        )
        ranked += [(_best_window(rest.matches, size), rest) for rest in left_over if rest.matches]
    return passages


def beginning(text: str, size: int) -> Passage:
    """The first passage of a text in which nothing matched; empty if there is only space."""
    start = len(text) - len(text.lstrip())
    return Passage(start, _end(text, start, start, start + size, len(text)))


def _last(matches: Sequence[Match]) -> int:
    return matches[0].end if len(matches) == 1 else max([match.end for match in matches])


_Window = tuple[tuple[int, int, int], int, int]
"""A run of matches: its rank, and where it starts and ends."""


def _rank(ranked: tuple[_Window, _Region]) -> tuple[int, int, int]:
    return ranked[0][0]


def _best_window(matches: Sequence[Match], size: int) -> _Window:
    """The rank of the best run of matches that fits `size`, and where it starts and ends."""
    if len(matches) == 1:
        begin, end, _, count = matches[0]
        return (count, int(count > 1), -begin), begin, end
    begin, end = matches[0].start, _last(matches)
    if end <= begin + size:  # as most often where there are few: all fit
        every = {clause: words for _, _, clause, words in matches}
        phrases = sum([words > 1 for _, _, _, words in matches])
        return (sum(every.values()), phrases, -begin), begin, end
    best: _Window | None = None
    seen: dict[int, int] = {}  # clause -> how many of its matches are in the window
    words = phrases = right = 0
    for left, first in enumerate(matches):
        limit = first.start + size
        while right < len(matches) and (matches[right].end <= limit or right == left):
            match = matches[right]
            seen[match.clause] = seen.get(match.clause, 0) + 1
            words += match.words if seen[match.clause] == 1 else 0
            phrases += match.words > 1
            right += 1
        rank = (words, phrases, -first.start)
        if best is None or rank > best[0]:
            best = (rank, first.start, _last(matches[left:right]))
        seen[first.clause] -= 1
        words -= first.words if seen[first.clause] == 0 else 0
        phrases -= first.words > 1
    assert best is not None  # there is at least one match
    return best


def _passage(text: str, begin: int, end: int, first: int, last: int, size: int) -> tuple[int, int]:
    """The passage in `[begin, end)` around the matches that stand in `[first, last)`."""
    spare = max(0, size - (last - first))
    earliest = max(begin, first - spare)
    start = sentence_start(text, earliest, first)
    if start is None:
        # Half of the room before, more where the text ends soon after.
        before = max(spare // 2, spare - (end - last))
        start = _start(text, max(begin, first - before), first)
    return start, _end(text, start, last, start + size, end)


def _start(text: str, earliest: int, latest: int) -> int:
    """The first place in `[earliest, latest]` to begin at without cutting a word."""
    place = earliest
    if earliest and not text[earliest - 1].isspace():
        space = _SPACE.search(text, earliest, latest)
        place = space.start() if space else latest
        middle = (earliest + latest) // 2
        if place > middle and not text.isascii():
            # Where spaces are rare: after a pause, or between two characters.
            parts = [near for near in range(earliest, middle + 1) if may_part(text, near)]
            parts = [near for near in parts if is_pause(text[near - 1])] or parts
            place = parts[0] if parts else place
        if place == latest and not space:
            places = range(earliest, latest)
            place = next((near for near in places if may_cut(text, near)), latest)
    while place < latest and text[place].isspace():
        place += 1
    return place


def _end(text: str, start: int, least: int, limit: int, end: int) -> int:
    """The last place in `[least, limit]`, or `end` if that is nearer, to end without cutting; a
    sentence's end before it that leaves at least half as much as there is room for."""
    if limit >= end:
        place = end
    else:
        least = max(least, start + 1) if least <= limit else start + 1
        half = max(least, (start + limit) // 2)
        place = sentence_end(text, half, limit) or _word_end(text, least, half, limit)
        if not place:  # one word longer than there is room for
            place = max(start + 1, limit)
            while place < end and not begins_character(text, place):
                place += 1
    while place > start and text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, least: int, half: int, limit: int) -> int:
    """The last place in `[least, limit]` to end without cutting a word, after `half` if a text
    without spaces allows it; 0 if there is none."""
    place = _last_space(text, least, limit)
    if place < half and not text.isascii():
        parts = [near for near in range(half, limit + 1) if may_part(text, near)]
        parts = [near for near in parts if is_pause(text[near - 1])] or parts
        place = parts[-1] if parts else place
    if place < least:
        backwards = range(limit, least - 1, -1)
        place = next((near for near in backwards if may_cut(text, near)), 0)
    return place


def _last_space(text: str, least: int, limit: int) -> int:
    """The last place in `[least, limit]` where a space or the like stands; else one before."""
    if least > limit or text[limit].isspace():
        return limit
    # Split once from the right: many times faster than looking at each character.
    return limit - len(text[least : limit + 1].rsplit(None, 1)[-1])
