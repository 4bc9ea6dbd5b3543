"""Choosing what to show of texts: passages around matches, cut where a reader would cut.

Compiled (see `index.compiled`), for all texts of a search at once; they come as `index.characters`
makes them.
"""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.characters import KINDS, POINTS, SPACE, Kinds, Points
from index.compiled import array, compiled, out
from index.cutting import begins_character, is_pause, may_cut, may_part
from index.sentences import NONE, sentence_end, sentence_start

_I8: Final = types.int64
_I8S: Final = array(_I8)
_OUT: Final = out(_I8)
_RANGE: Any = types.UniTuple(_I8, 2)  # type: ignore[no-untyped-call]
_WINDOW: Any = types.UniTuple(_I8, 4)  # type: ignore[no-untyped-call]
_Ints = NDArray[np.int64]

MATCH: Final = 4
"""Numbers that a match is: where it starts and ends, its clause, how many words of the query."""

_MOST_JOINED: Final = 64
"""Code points that a passage has more than it may, where they belong to its last character; there
is none so long but in what was made to break things."""

PASSAGE: Final = 5
"""Numbers that a passage is: where it starts and ends; what it is chosen for, how many words of the
query are in it, each counted once, and how many whole phrases; where its marks end among all."""


@compiled(_I8(POINTS, KINDS, _I8, _I8, _I8), allocates=False)
def _part(points: Points, kinds: Kinds, begin: int, end: int, other: int) -> int:
    """The first place, on the way from `begin` to `end` (either way), where a text without spaces
    may part, after a pause if there is one; else the other."""
    found = NONE
    step = 1 if begin <= end else -1
    for place in range(begin, end + step, step):
        if may_part(points, kinds, place):
            if is_pause(points[place - 1]):
                return place
            if found == NONE:
                found = place
    return other if found == NONE else found


@compiled(_I8(POINTS, KINDS, _I8, _I8), allocates=False)
def _start(points: Points, kinds: Kinds, earliest: int, latest: int) -> int:
    """The first place in `[earliest, latest]` to begin at without cutting a word."""
    place = earliest
    if earliest and not kinds[points[earliest - 1]] & SPACE:
        while place < latest and not kinds[points[place]] & SPACE:
            place += 1
        middle = (earliest + latest) // 2
        if place > middle:  # spaces are rare
            place = _part(points, kinds, earliest, middle, place)
        if place == latest:
            place = earliest
            while place < latest and not may_cut(points, kinds, place):
                place += 1
    while place < latest and kinds[points[place]] & SPACE:
        place += 1
    return place


@compiled(_I8(POINTS, KINDS, _I8, _I8, _I8), allocates=False)
def _word_end(points: Points, kinds: Kinds, least: int, half: int, limit: int) -> int:
    """The last place in `[least, limit]` to end without cutting a word, after `half` if a text
    without spaces allows it; NONE if there is none."""
    place = limit
    while place >= least and not kinds[points[place]] & SPACE:
        place -= 1
    if place < half:
        place = _part(points, kinds, limit, half, place)
    if place >= least:
        return place
    for near in range(limit, least - 1, -1):
        if may_cut(points, kinds, near):
            return near
    return NONE


@compiled(_I8(POINTS, KINDS, _I8, _I8, _I8, _I8), allocates=False)
def _end(points: Points, kinds: Kinds, start: int, least: int, limit: int, end: int) -> int:
    """The last place in `[least, limit]`, or `end` if that is nearer, to end without cutting; a
    sentence's end before it that leaves at least half as much as there is room for."""
    place = end
    if limit < end:
        least = max(least, start + 1) if least <= limit else start + 1
        half = max(least, (start + limit) // 2)
        place = sentence_end(points, kinds, half, limit)
        if place <= 0:
            place = _word_end(points, kinds, least, half, limit)
        if place <= 0:  # one word longer than there is room for
            place = max(start + 1, limit)
            last = min(end, place + _MOST_JOINED)
            while place < last and not begins_character(points, kinds, place):
                place += 1
    while place > start and kinds[points[place - 1]] & SPACE:
        place -= 1
    return place


@compiled(_RANGE(POINTS, KINDS, _I8), allocates=False)
def beginning(points: Points, kinds: Kinds, size: int) -> tuple[int, int]:
    """The first passage of a text in which nothing matched; empty if there is only space."""
    start = 0
    while start < len(points) and kinds[points[start]] & SPACE:
        start += 1
    return start, _end(points, kinds, start, start, start + size, len(points))


@compiled(_RANGE(POINTS, KINDS, _I8, _I8, _I8, _I8, _I8), allocates=False)
def _passage(
    points: Points, kinds: Kinds, begin: int, end: int, first: int, last: int, size: int
) -> tuple[int, int]:
    """The passage in `[begin, end)` around the matches that stand in `[first, last)`."""
    spare = max(0, size - (last - first))
    earliest = max(begin, first - spare)
    start = sentence_start(points, kinds, earliest, first)
    if start == NONE:
        # Half of the room before, more where the text ends soon after.
        before = max(spare // 2, spare - (end - last))
        start = _start(points, kinds, max(begin, first - before), first)
    return start, _end(points, kinds, start, last, start + size, end)


@compiled(_WINDOW(_I8S, _I8, _I8, _I8, _OUT), allocates=False)
def _best_window(
    matches: _Ints, begin: int, end: int, size: int, inside: _Ints
) -> tuple[int, int, int, int]:
    """The best run of those of the matches in `[begin, end)` that fits `size`: its words, its whole
    phrases, and where it starts and ends; nothing but NONE if there are no matches. `inside` is
    room for two numbers a clause."""
    inside[:] = 0
    best_words, best_phrases, best_left, best_right = NONE, NONE, 0, 0
    words = phrases = right = 0
    for left in range(0, len(matches), MATCH):
        if matches[left] < begin or matches[left + 1] > end:
            continue
        limit = matches[left] + size
        while right < len(matches) and (matches[right + 1] <= limit or right <= left):
            if matches[right] >= begin and matches[right + 1] <= end:
                clause = 2 * matches[right + 2]
                if not inside[clause]:
                    inside[clause + 1] = matches[right + 3]
                    words += matches[right + 3]
                inside[clause] += 1
                phrases += matches[right + 3] > 1
            right += MATCH
        if words > best_words or (words == best_words and phrases > best_phrases):
            best_words, best_phrases, best_left, best_right = words, phrases, left, right
        clause = 2 * matches[left + 2]
        inside[clause] -= 1
        if not inside[clause]:
            words -= inside[clause + 1]
        phrases -= matches[left + 3] > 1
    if best_words == NONE:
        return NONE, NONE, NONE, NONE
    last = 0
    for place in range(best_left, best_right, MATCH):
        if matches[place] >= begin and matches[place + 1] <= end:
            last = max(last, matches[place + 1])
    return best_words, best_phrases, matches[best_left], last


@compiled(_I8(_I8S, _I8, _I8, _OUT, _I8), allocates=False)
def _add_marks(matches: _Ints, start: int, end: int, marks: _Ints, count: int) -> int:
    """Append the marks of a passage to those that there are; how many there are then. Matches that
    touch are one mark, and one that goes beyond the passage ends with it."""
    before = count
    for place in range(0, len(matches), MATCH):
        first, last = max(matches[place], start) - start, min(matches[place + 1], end) - start
        if first >= last:
            continue
        if count > before and first <= marks[2 * count - 1]:
            marks[2 * count - 1] = max(marks[2 * count - 1], last)
        else:
            marks[2 * count], marks[2 * count + 1] = first, last
            count += 1
    return count


@compiled(_I8(POINTS, KINDS, _I8S, _I8S, _I8, _OUT, _OUT, _OUT, _OUT, _I8), allocates=False)
def _choose_in(
    points: Points,
    kinds: Kinds,
    matches: _Ints,
    near: _Ints,
    size: int,
    inside: _Ints,
    regions: _Ints,
    passages: _Ints,
    marks: _Ints,
    marked: int,
) -> int:
    """Choose in one text; see `choose_passages`. `near` are the matches that passages are chosen
    for, `regions` is room for where what no passage has taken yet starts and ends."""
    count = len(passages) // PASSAGE
    regions[0], regions[1] = 0, len(points)
    for number in range(count):
        chosen, words, phrases, first, last = NONE, NONE, NONE, NONE, NONE
        for region in range(number + 1):
            begin, end = regions[2 * region], regions[2 * region + 1]
            found = _best_window(near, begin, end, size, inside)
            if found[0] > words or (
                found[0] == words
                and (found[1] > phrases or (found[1] == phrases and found[2] < first))
            ):
                chosen = region
                words, phrases, first, last = found
        if chosen == NONE:
            break
        begin, end = regions[2 * chosen], regions[2 * chosen + 1]
        start, stop = _passage(points, kinds, begin, end, first, last, size)
        marked = _add_marks(matches, start, stop, marks, marked)
        at = number * PASSAGE
        passages[at], passages[at + 1] = start, stop
        passages[at + 2], passages[at + 3] = words, phrases
        passages[at + 4] = marked
        regions[2 * chosen + 1] = start
        regions[2 * number + 2], regions[2 * number + 3] = stop, end
    return marked


@compiled(_I8(_I8S, _I8S, _I8, _I8, _OUT), allocates=False)
def _matches_in(matches: _Ints, areas: _Ints, base: int, end: int, found: _Ints) -> int:
    """Copy the matches that lie in one of the areas of the text `[base, end)`, counted from its
    beginning; how many numbers that is."""
    size = 0
    for place in range(0, len(matches), MATCH):
        first, last = matches[place], matches[place + 1]
        for area in range(0, len(areas), 2):
            begin, stop = max(areas[area], base), min(areas[area + 1], end)
            if begin <= first and last <= stop:
                found[size], found[size + 1] = first - base, last - base
                found[size + 2], found[size + 3] = matches[place + 2], matches[place + 3]
                size += MATCH
                break
    return size


@compiled(_I8(POINTS, KINDS, _I8S, _I8S, _I8S, _I8, _I8, _I8, _OUT, _OUT))
def choose_passages(
    points: Points,
    kinds: Kinds,
    edges: _Ints,
    areas: _Ints,
    matches: _Ints,
    clauses: int,
    count: int,
    size: int,
    passages: _Ints,
    marks: _Ints,
) -> int:
    """Choose at most `count` passages of each text, best first; how many marks they have.

    The best has the most different words of the query, then the most whole phrases, then comes
    first in the text. A passage has at most `size` characters, or _MOST_JOINED more where they
    belong to its last one. It begins and ends with a sentence where one begins or ends near, and
    cuts neither a word nor a user-perceived character; only a word longer than `size`, or words
    that dots and apostrophes join to such a length, is cut, and between words a text in a script
    without spaces. Passages of a text do not overlap.

    Args:
        edges: [text, 2], where each text starts and ends among the points.
        areas: [area, 2], in order: what passages are chosen for must lie in one of them.
        matches: [match, MATCH], in order of start, each in one of the texts.
        clauses: how many clauses there may be.
        passages: [text, count, PASSAGE], to be filled; NONE where there is no passage. Places are
            counted from the beginning of the text.
        marks: [mark, 2], to be filled with the ranges that match in the passages, counted from
            their beginnings; there must be room for all matches, `count` times.
    """
    inside = np.empty(2 * clauses, np.int64)
    regions = np.empty(2 * count + 2, np.int64)
    own, near = np.empty(len(matches), np.int64), np.empty(len(matches), np.int64)
    passages[:] = NONE
    marked = match = area = 0
    everywhere = np.array([0, len(points)])
    for text in range(len(edges) // 2):
        base, end = edges[2 * text], edges[2 * text + 1]
        first_match, first_area = match, area
        while match < len(matches) and matches[match] < end:
            match += MATCH
        while area < len(areas) and areas[area] < end:
            area += 2
        if match == first_match:
            continue
        of_text = matches[first_match:match]
        marked = _choose_in(
            points[base:end],
            kinds,
            own[: _matches_in(of_text, everywhere, base, end, own)],
            near[: _matches_in(of_text, areas[first_area:area], base, end, near)],
            size,
            inside,
            regions,
            passages[text * count * PASSAGE : (text + 1) * count * PASSAGE],
            marks,
            marked,
        )
    return marked
