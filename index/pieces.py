"""The pieces of texts in which words may match, by the letters that those begin with.

A *piece* is what stands between two spaces or lines' ends.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.characters import (
    POINTS,
    JoinedTexts,
    Points,
    code_points,
)
from index.compiled import array, compiled, out

_I8: Final = types.int64
_BOOL: Final = types.boolean
_CLASS: Final = array(types.uint8)
_FEW_PIECES: Final = 1024
_U8: Final = types.uint64
_PLACE: Final = np.uint64  # as in `index.whoosh_engine.evaluation.loops`
_ONE: Final = np.uint64(1)

# What an ASCII character is, in bits; all others are the one after them.
_IN_WORD: Final = 1  # a letter or digit
_BEGINS: Final = 2  # an anchor begins with it
_BETWEEN: Final = 4  # it stands between pieces
_FOREIGN: Final = 8
_OTHERS: Final = 128

# They hide no anchor, and are most of what stands beyond ASCII in news.
_PUNCTUATION: Final = tuple(map(ord, "’‘“”–—…"))


class Anchors(NamedTuple):
    """Where words that match may begin, for the compiled search.

    Attributes:
        points: the anchors' letters, one anchor after the other.
        ends: int64[anchor], where each ends.
        classes: uint8[129], what each character is.
        everywhere: whether any word may match.
    """

    points: Points
    ends: NDArray[np.int64]
    classes: NDArray[np.uint8]
    everywhere: bool


def make_anchors(anchors: Sequence[str] | None) -> Anchors:
    """The anchors, small letters of ASCII; None for everywhere."""
    every = anchors or ()
    classes = bytearray(_CLASSES)
    begin = every if anchors is not None else filter(str.isalnum, map(chr, range(_OTHERS)))
    for anchor in begin:
        classes[ord(anchor[0])] |= _BEGINS
        classes[ord(anchor[0].upper())] |= _BEGINS
    return Anchors(
        code_points("".join(every)),
        np.array(list(accumulate(map(len, every))), np.int64),
        np.frombuffer(bytes(classes), np.uint8),
        anchors is None,
    )


def _classes() -> bytes:
    classes = bytearray(_OTHERS + 1)
    for code in range(_OTHERS):
        if chr(code).isalnum():
            classes[code] = _IN_WORD
    classes[ord(" ")] = classes[ord("\n")] = _BETWEEN
    classes[_OTHERS] = _FOREIGN
    return bytes(classes)


_CLASSES: Final = _classes()


@compiled(_BOOL(POINTS, _U8, POINTS, array(_I8)), allocates=False)
def _is_anchor(points: Points, place: np.uint64, letters: Points, ends: NDArray[np.int64]) -> bool:
    """Whether one of the anchors stands here."""
    begin = _PLACE(0)
    for anchor in range(len(ends)):
        end = _PLACE(ends[anchor])
        length = end - begin
        if place + length <= _PLACE(len(points)):
            same = _PLACE(0)
            while same < length:
                point = points[place + same]
                if 65 <= point <= 90:
                    point += 32
                if point != letters[begin + same]:
                    break
                same += _ONE
            if same == length:
                return True
        begin = end
    return False


@compiled(_U8(POINTS, _CLASS, out(types.int32)), allocates=False)
def _find_beginnings(
    points: Points, classes: NDArray[np.uint8], places: NDArray[np.int32]
) -> np.uint64:
    """Fill `places` with where a word begins as an anchor does, or a character beyond ASCII stands;
    how many that is. Without branches: where a word begins is nothing that a processor foresees."""
    count = _PLACE(0)
    before = _PLACE(_BETWEEN)
    others = _PLACE(_OTHERS)
    for place in range(len(points)):
        kind = _PLACE(classes[min(_PLACE(points[_PLACE(place)]), others)])
        places[count] = place
        found = kind & ~(before << _ONE) & _PLACE(_BEGINS) | kind & _PLACE(_FOREIGN)
        count += _PLACE(found != 0)
        before = kind
    return count


@compiled(
    _I8(POINTS, POINTS, array(_I8), _CLASS, _BOOL, out(types.int32), out(_I8)), allocates=False
)
def _find_pieces(
    points: Points,
    letters: Points,
    ends: NDArray[np.int64],
    classes: NDArray[np.uint8],
    everywhere: bool,
    places: NDArray[np.int32],
    found: NDArray[np.int64],
) -> int:
    """Fill `found` [piece, 2] as far as there is room; how many pieces there are. `places` is room
    for one place more than there are characters."""
    count = 0
    last, others = _PLACE(len(points)), _PLACE(_OTHERS)
    after = _PLACE(0)
    for number in range(_find_beginnings(points, classes, places)):
        place = _PLACE(places[number])
        if place < after:
            continue
        point = _PLACE(points[place])
        if not everywhere:
            if point >= others:
                if point in _PUNCTUATION:
                    continue
            elif not _is_anchor(points, place, letters, ends):
                continue
        start = place
        while start > after and not classes[min(_PLACE(points[start - _ONE]), others)] & _BETWEEN:
            start -= _ONE
        after = place
        while after < last and not classes[min(_PLACE(points[after]), others)] & _BETWEEN:
            after += _ONE
        if 2 * count < len(found):
            found[2 * count], found[2 * count + 1] = start, after
        count += 1
    return count


def find_pieces(texts: JoinedTexts, anchors: Anchors) -> list[tuple[int, str]]:
    """The pieces in which a word may match: where each starts, and it, in order."""
    room = _FEW_PIECES
    places = np.empty(len(texts.points) + 1, np.int32)
    while True:
        found = np.empty(2 * room, np.int64)
        count = _find_pieces(texts.points, *anchors, places, found)
        if count <= room:
            break
        room = count
    text = texts.text
    edges = iter(found[: 2 * count].tolist())
    return [(start, text[start:end]) for start, end in zip(edges, edges, strict=True)]


NO_ANCHORS: Final = make_anchors(())
"""Those of what is nowhere."""
