"""Where the sentences of a text begin and end, as far as a passage's edges need it.

Rules and a few abbreviations, no model: a boundary that is missed costs a passage its neat edge
and nothing else, so what is doubtful is none.

Compiled (see `index.compiled`); a text comes as `index.characters` makes it.
"""

from typing import Any, Final

from numba import types

from index.characters import DECIMAL, KINDS, POINTS, SPACE, WORD, Kinds, Points
from index.compiled import compiled

_BOOL: Final = types.boolean
_I8: Final = types.int64
_EDGES: Any = types.UniTuple(_I8, 2)  # type: ignore[no-untyped-call]

NONE: Final = -1
"""What stands for a boundary that there is not."""

_LONGEST: Final = 8
"""Characters that a boundary has at most, nearly always, from its mark to the next sentence."""

_POINT: Final = ord(".")
_LINE: Final = ord("\n")
_RETURN: Final = ord("\r")
_BLANK: Final = ord(" ")
_ENDS: Final = tuple(map(ord, ".!?…"))
_ENDS_UNSPACED: Final = tuple(map(ord, "。！？｡．।॥؟۔።။"))  # they need no space after them
_CLOSING: Final = tuple(map(ord, "\"'”’»)」』】）]"))

_LETTER_BITS: Final = 5


def _code(word: str) -> int:
    """A word of small ASCII letters as a number."""
    code = 0
    for letter in word:
        code = code << _LETTER_BITS | (ord(letter) - ord("a") + 1)
    return code


_ABBREVIATIONS: Final = tuple(
    map(
        _code,
        "mr mrs ms messrs dr prof rev hon gen col lt sgt cpl pvt capt maj cmdr adm brig sen rep "
        "gov pres supt st mt ft jr sr vs no nos inc corp co ltd dept est approx fig vol al "
        "jan feb mar apr jun jul aug sep sept oct nov dec "
        "hr fr nr str bzw vgl ca sra srta mme mlle av".split(),
    )
)


@compiled(_BOOL(_I8), allocates=False)
def _is_small(point: int) -> bool:
    """A small letter of the alphabets that have them; those of a few languages are enough."""
    return 97 <= point <= 122 or 0xDF <= point <= 0xFF or 0x430 <= point <= 0x45F


@compiled(_BOOL(POINTS, KINDS, _I8), allocates=False)
def _is_initial(points: Points, kinds: Kinds, place: int) -> bool:
    """Whether a letter alone stands before a point."""
    if points[place] != _POINT or not place:
        return False
    if kinds[points[place - 1]] & (WORD | DECIMAL) != WORD:
        return False
    return place == 1 or not (kinds[points[place - 2]] & WORD or points[place - 2] == ord("_"))


@compiled(_BOOL(POINTS, _I8), allocates=False)
def _is_abbreviation(points: Points, point: int) -> bool:
    """Whether a point belongs to a word that stands before a name or a number."""
    begin = point
    while begin and point - begin < _LONGEST and points[begin - 1] != _BLANK:
        begin -= 1
    code = 0
    for place in range(begin, point):
        letter = points[place] | 32
        if points[place] < 65 or not 97 <= letter <= 122:
            return False
        code = code << _LETTER_BITS | (letter - 96)
    return code in _ABBREVIATIONS


@compiled(_EDGES(POINTS, KINDS, _I8, _I8), allocates=False)
def _boundary_at(points: Points, kinds: Kinds, place: int, end: int) -> tuple[int, int]:
    """Where the sentence ends whose mark stands here, and the next one begins, as far as the text
    before `end` tells.

    One that goes on in small letters has not ended, and a letter alone before a point is an initial
    or the end of an acronym.
    """
    mark = points[place]
    stop = following = place + 1
    if mark == _LINE:
        while following < end and kinds[points[following]] & SPACE:
            following += 1
        if following < end and _is_small(points[following]):  # so the line is only wrapped
            before = place - 1
            if before > 0 and points[before] == _RETURN:
                before -= 1
            if before < 0 or points[before] != _LINE:
                return NONE, NONE
        return stop, following
    unspaced = mark in _ENDS_UNSPACED
    if not unspaced and (mark not in _ENDS or _is_initial(points, kinds, place)):
        return NONE, NONE
    while stop < end and points[stop] in _CLOSING:
        stop += 1
    following = stop
    while following < end and kinds[points[following]] & SPACE:
        following += 1
    goes_on = following == stop or (following < end and _is_small(points[following]))
    if goes_on and not unspaced:
        return NONE, NONE
    return stop, following


@compiled(_EDGES(POINTS, KINDS, _I8, _I8), allocates=False)
def _last_boundary(points: Points, kinds: Kinds, begin: int, end: int) -> tuple[int, int]:
    """Where in `[begin, end)` the last sentence ends that does, and the next one begins."""
    for place in range(end - 1, begin - 1, -1):
        stop, following = _boundary_at(points, kinds, place, end)
        if stop == NONE:
            continue
        if points[stop - 1] == _POINT and _is_abbreviation(points, stop - 1):
            end = stop - 1
            continue
        return stop, following
    return NONE, NONE


@compiled(_I8(POINTS, KINDS, _I8, _I8), allocates=False)
def sentence_start(points: Points, kinds: Kinds, earliest: int, latest: int) -> int:
    """The last place in `[earliest, latest]` where a sentence begins; NONE if there is none.

    What stands at `latest` is no space.
    """
    begin = max(0, earliest - _LONGEST)
    _, following = _last_boundary(points, kinds, begin, latest + 1)
    if following >= earliest:
        return following
    if earliest:
        return NONE
    start = 0
    while start < latest and kinds[points[start]] & SPACE:
        start += 1
    return start


@compiled(_I8(POINTS, KINDS, _I8, _I8), allocates=False)
def sentence_end(points: Points, kinds: Kinds, earliest: int, latest: int) -> int:
    """The last place in `[earliest, latest]` where a sentence ends; NONE if there is none."""
    begin = max(0, earliest - _LONGEST)
    # With the space after the end, and one character to see how the next sentence begins.
    end, _ = _last_boundary(points, kinds, begin, min(latest + 2, len(points)))
    if end > latest:
        end, _ = _last_boundary(points, kinds, begin, latest)
    return end if end >= earliest else NONE
