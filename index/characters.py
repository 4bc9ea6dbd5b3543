"""A text as numbers, and what each of them is: the ground of the compiled loops over texts."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.compiled import array

Points = NDArray[np.int32]
Kinds = NDArray[np.uint8]

POINTS: Final = array(types.int32)
KINDS: Final = array(types.uint8)

# Bits of `kinds`.
SPACE: Final = 1
WORD: Final = 2  # letters and numbers
DECIMAL: Final = 4
EXTENDING: Final = 8  # belongs to the character before it
VIRAMA: Final = 16  # joins the Indic consonant after it
INSIDE: Final = 32  # punctuation that may stand inside a word
IDEOGRAPHIC: Final = 64  # a line may break before and after it

_PLANES: Final = 0x20000  # what lies above is Han, and signs that no one sees
_UNSEEN: Final = 0xE0000
_SPACES: Final = (
    *(range(0x09, 0x0E), range(0x1C, 0x21), range(0x85, 0x86), range(0xA0, 0xA1)),
    *(range(0x1680, 0x1681), range(0x2000, 0x200B), range(0x2028, 0x202A)),
    *(range(0x202F, 0x2030), range(0x205F, 0x2060), range(0x3000, 0x3001)),
)
_INSIDE_WORDS: Final = (
    "'’＇.,"  # see index.analysis: an apostrophe, the separators of numbers and acronyms
)
_SPACING: Final = "\u0e33\u0eb3"  # vowels that belong to the letter before, and are no marks
_JOINING: Final = 9  # the combining class of viramas
# UAX #14, class ID: Han, Kana and what goes with them, but for the letters of Hangul.
_IDEOGRAPHIC: Final = (
    *(range(0x2E80, 0x3130), range(0x3190, 0xA000), range(0xF900, 0xFB00)),
    *(range(0xFF00, 0xFF10), range(0xFF1A, 0xFF21), range(_PLANES, 0x40000)),
)


class JoinedTexts(NamedTuple):
    """Texts one after the other, to be gone through at once.

    Attributes:
        text: all of them, a line's end between any two.
        points: the same as numbers.
        edges: int64[text, 2], flat: where each starts and ends.
    """

    text: str
    points: Points
    edges: NDArray[np.int64]


def join_texts(texts: Sequence[str]) -> JoinedTexts:
    """The texts as one."""
    text = texts[0] if len(texts) == 1 else "\n".join(texts)
    edges: list[int] = []
    end = -1
    for one in texts:
        start = end + 1
        end = start + len(one)
        edges += (start, end)
    return JoinedTexts(text, code_points(text), np.array(edges, np.int64))


def code_points(text: str) -> Points:
    """The text as numbers: int32[character]."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)


@cache
def character_kinds() -> Kinds:
    """What each character is: uint8[code point], bits of SPACE and so on."""
    kinds = np.zeros(0x110000, np.uint8)
    categories = "".join(map(unicodedata.category, map(chr, range(_PLANES))))
    major, minor = np.frombuffer(categories.encode(), np.uint8).reshape(-1, 2).T
    letter = major == ord("L")
    number = major == ord("N")
    mark = major == ord("M")
    seen = kinds[:_PLANES]
    seen[letter | number] |= WORD
    seen[number & (minor == ord("d"))] |= DECIMAL
    seen[mark | ((major == ord("C")) & (minor == ord("f")))] |= EXTENDING
    kinds[_PLANES:_UNSEEN] = WORD
    kinds[_UNSEEN : _UNSEEN + 0x1000] = EXTENDING
    for block in _SPACES:
        kinds[block.start : block.stop] |= SPACE
    kinds[_codes(_SPACING)] |= EXTENDING
    kinds[_codes(_INSIDE_WORDS)] |= INSIDE
    viramas = [
        code for code in mark.nonzero()[0].tolist() if unicodedata.combining(chr(code)) == _JOINING
    ]
    kinds[viramas] |= VIRAMA
    for block in _IDEOGRAPHIC:
        kinds[block.start : block.stop] |= IDEOGRAPHIC
    kinds.flags.writeable = False
    return kinds


def _codes(characters: str) -> list[int]:
    return list(map(ord, characters))
