"""Where a text may be cut: between words, and never inside what a reader takes for one character.

User-perceived characters are the extended grapheme clusters of UAX #29, by those of its rules that
matter in prose; where they are simplified here, less is cut and not more.

Compiled (see `index.compiled`); a text comes as `index.characters` makes it.
"""

from typing import Final

from numba import types

from index.characters import (
    DECIMAL,
    EXTENDING,
    IDEOGRAPHIC,
    INSIDE,
    KINDS,
    POINTS,
    VIRAMA,
    WORD,
    Kinds,
    Points,
)
from index.compiled import compiled

_BOOL: Final = types.boolean
_I8: Final = types.int64
_PLACE: Final = _BOOL(POINTS, KINDS, _I8)
_SIGN: Final = _BOOL(_I8)

_WORDISH: Final = WORD | INSIDE | EXTENDING
_JOINER: Final = 0x200D
# Lines of Chinese and Japanese neither begin nor end with these (JIS X 4051, the most common).
_NOT_FIRST: Final = tuple(
    map(ord, "、。，．・：；！？」』）】〕〉》”’…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
)
_NOT_LAST: Final = tuple(map(ord, "「『（【〔〈《“‘"))
_PAUSES: Final = tuple(map(ord, "、。，；：！？」』）】"))
_PREPENDED: Final = tuple(map(ord, "\u06dd\u070f\u08e2\u0d4e"))


@compiled(_SIGN, allocates=False)
def _is_prepended(point: int) -> bool:
    """Signs that stand before the number or verse that they belong to, as Arabic ones do."""
    return 0x600 <= point <= 0x605 or point in _PREPENDED


@compiled(_SIGN, allocates=False)
def _is_jamo(point: int) -> bool:
    """A letter of a Hangul syllable that is written as its letters."""
    if 0x1100 <= point <= 0x11FF:
        return True
    return 0xA960 <= point <= 0xA97C or 0xD7B0 <= point <= 0xD7FB


@compiled(_SIGN, allocates=False)
def _is_flag_letter(point: int) -> bool:
    return 0x1F1E6 <= point <= 0x1F1FF


@compiled(_PLACE, allocates=False)
def begins_character(points: Points, kinds: Kinds, place: int) -> bool:
    """Whether a user-perceived character begins here, after another one."""
    before, character = int(points[place - 1]), int(points[place])
    if before < 128 and character < 128:
        return before != 13 or character != 10  # CR LF
    if kinds[character] & EXTENDING or before == _JOINER:
        return False
    if 0x1F3FB <= character <= 0x1F3FF:  # an emoji's skin
        return False
    if kinds[before] & VIRAMA or _is_prepended(before):
        return False
    if _is_jamo(character):
        return not (_is_jamo(before) or 0xAC00 <= before <= 0xD7A3)
    flags = 0  # two letters each
    while flags < place and _is_flag_letter(points[place - flags]):
        if not _is_flag_letter(points[place - flags - 1]):
            break
        flags += 1
    return flags % 2 == 0


@compiled(_PLACE, allocates=False)
def may_cut(points: Points, kinds: Kinds, place: int) -> bool:
    """Whether the text can be cut here without cutting a word or a character."""
    before, character = kinds[points[place - 1]], kinds[points[place]]
    if before & _WORDISH and character & _WORDISH:
        if before & IDEOGRAPHIC == character & IDEOGRAPHIC:
            return False
        if before & DECIMAL or character & INSIDE:  # "10月"
            return False
    return begins_character(points, kinds, place)


@compiled(_PLACE, allocates=False)
def may_part(points: Points, kinds: Kinds, place: int) -> bool:
    """Whether this stands inside a text of a script without spaces, where a line may break: what is
    written in Han characters or Kana, but for a word in Katakana."""
    before, character = points[place - 1], points[place]
    if not kinds[before] & kinds[character] & IDEOGRAPHIC:
        return False
    if before in _NOT_LAST or character in _NOT_FIRST:
        return False
    if 0x30A0 <= before <= 0x30FF and 0x30A0 <= character <= 0x30FF:
        return False
    return begins_character(points, kinds, place)


@compiled(_SIGN, allocates=False)
def is_pause(point: int) -> bool:
    """Whether a text without spaces pauses after this character."""
    return point in _PAUSES
