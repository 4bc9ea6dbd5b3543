"""Choosing what to show of a text: passages around matches, cut where a reader would cut."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.matches import Match

# All up to the last place where a sentence begins, after the end of another one or of a line.
_TO_SENTENCE = re.compile(r"(?s:.*)(?:[.!?…][\"'”’)\]]*\s+|\n\s*)(?=\S)")
_SPACE = re.compile(r"\s")
_INSIDE_WORDS = (
    "'’＇.,"  # see index.analysis: an apostrophe, the separators of numbers and acronyms
)
_ZERO_WIDTH_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of the text that no passage has taken yet, and its matches, in order."""

    start: int
    end: int
    matches: Sequence[Match]


def best_passages(
    text: str, matches: Sequence[Match], *, count: int, size: int
) -> list[tuple[int, int]]:
    """At most `count` passages, as half-open ranges of characters, best first.

    The best has the most different words of the query, then the most whole phrases, then comes
    first in the text. A passage has at most `size` characters. It begins with a sentence where one
    begins near, and cuts neither a word nor a user-perceived character; only a word longer than
    `size`, or words that dots and apostrophes join to such a length, is cut. Passages do not
    overlap. `matches` are in order of start.
    """
    if not matches:
        return []
    if count == 1:
        first, last = matches[0].start, _last(matches)
        if last > first + size:
            _, first, last = _best_window(matches, size)
        return [_passage(text, 0, len(text), first, last, size)]
    regions = [_Region(0, len(text), matches)]
    ranked = [(_best_window(region.matches, size), region) for region in regions]
    passages: list[tuple[int, int]] = []
    while ranked:
        chosen = max(ranked, key=lambda item: item[0][0])
        ranked.remove(chosen)
        (_, first, last), region = chosen
        start, end = _passage(text, region.start, region.end, first, last, size)
        passages.append((start, end))
        if len(passages) == count:
            break
        left_over = (
            _Region(region.start, start, [m for m in region.matches if m.end <= start]),
            _Region(end, region.end, [m for m in region.matches if m.start >= end]),
        )
        ranked += [(_best_window(rest.matches, size), rest) for rest in left_over if rest.matches]
    return passages


def beginning(text: str, size: int) -> tuple[int, int]:
    """The first passage of a text in which nothing matched; empty if there is only space."""
    start = len(text) - len(text.lstrip())
    return start, _end(text, start, start, start + size, len(text))


def _last(matches: Sequence[Match]) -> int:
    return matches[0].end if len(matches) == 1 else max([match.end for match in matches])


_Rank = tuple[int, int, int]


def _best_window(matches: Sequence[Match], size: int) -> tuple[_Rank, int, int]:
    """The rank of the best run of matches that fits `size`, and where it starts and ends."""
    begin, end = matches[0].start, _last(matches)
    if end <= begin + size:  # as most often where there are few: all fit
        every = {match.clause: match.words for match in matches}
        phrases = sum(match.words > 1 for match in matches)
        return (sum(every.values()), phrases, -begin), begin, end
    best: tuple[_Rank, int, int] | None = None
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
    start = _sentence_start(text, earliest, first)
    if start is None:
        # Half of the room before, more where the text ends soon after.
        before = max(spare // 2, spare - (end - last))
        start = _start(text, max(begin, first - before), first)
    return start, _end(text, start, last, start + size, end)


def _sentence_start(text: str, earliest: int, latest: int) -> int | None:
    """The last place in `[earliest, latest]` where a sentence begins."""
    found = _TO_SENTENCE.match(text, max(0, earliest - 4), latest + 1)
    if found and found.end() >= earliest:
        return found.end()
    return len(text) - len(text.lstrip()) if earliest == 0 else None


def _start(text: str, earliest: int, latest: int) -> int:
    """The first place in `[earliest, latest]` to begin at without cutting a word."""
    place = earliest
    if earliest and not text[earliest - 1].isspace():
        space = _SPACE.search(text, earliest, latest)
        places = (space.start(),) if space else range(earliest, latest)
        place = next((place for place in places if _may_cut(text, place)), latest)
    while place < latest and text[place].isspace():
        place += 1
    return place


def _end(text: str, start: int, least: int, limit: int, end: int) -> int:
    """The last place in `[least, limit]`, or `end` if that is nearer, to end without cutting."""
    if limit >= end:
        place = end
    else:
        least = max(least, start + 1) if least <= limit else start + 1
        place = _last_space(text, least, limit)
        if place < least:
            backwards = range(limit, least - 1, -1)
            place = next((place for place in backwards if _may_cut(text, place)), 0)
        if not place:  # one word longer than there is room for
            place = max(start + 1, limit)
            while place < end and not _begins_character(text, place):
                place += 1
    while place > start and text[place - 1].isspace():
        place -= 1
    return place


def _last_space(text: str, least: int, limit: int) -> int:
    """The last place in `[least, limit]` where a space or the like stands; else one before."""
    if least > limit or text[limit].isspace():
        return limit
    # Split once from the right: many times faster than looking at each character.
    return limit - len(text[least : limit + 1].rsplit(None, 1)[-1])


def _may_cut(text: str, place: int) -> bool:
    inside_word = _is_wordish(text[place - 1]) and _is_wordish(text[place])
    return not inside_word and _begins_character(text, place)


def _is_wordish(character: str) -> bool:
    if character.isalnum() or character in _INSIDE_WORDS:
        return True
    category = unicodedata.category(character)
    return category[0] == "M" or category == "Cf"


def _begins_character(text: str, place: int) -> bool:
    """Whether a user-perceived character begins here: the rules of UAX #29 that matter in prose.

    Nothing is parted from its combining marks and joiners, nor a flag, an emoji's skin, a line
    break or a Hangul syllable written as its letters.
    """
    before, character = text[place - 1], text[place]
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf" or before == _ZERO_WIDTH_JOINER:
        return False
    if "\U0001f3fb" <= character <= "\U0001f3ff" or before + character == "\r\n":
        return False
    if "\u1160" <= character <= "\u11ff":
        return not ("\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3")
    flags = 0
    while "\U0001f1e6" <= character <= "\U0001f1ff" and flags < place:
        if not "\U0001f1e6" <= text[place - flags - 1] <= "\U0001f1ff":
            break
        flags += 1
    return flags % 2 == 0
