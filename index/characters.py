"""Where a text may be cut: between words, and never inside what a reader takes for one character.

User-perceived characters are the extended grapheme clusters of UAX #29, by those of its rules that
matter in prose; where they are simplified here, less is cut and not more.
"""

import unicodedata
from typing import Final

_INSIDE_WORDS: Final = (
    "'’＇.,"  # see index.analysis: an apostrophe, the separators of numbers and acronyms
)
_JOINER: Final = "\u200d"
_SPACING: Final = "\u0e33\u0eb3"  # vowels that belong to the letter before, and are no marks
_VIRAMA: Final = 9  # the combining class of what joins two Indic consonants
# Lines of Chinese and Japanese neither begin nor end with these (JIS X 4051, the most common).
_NOT_FIRST: Final = frozenset(
    "、。，．・：；！？」』）】〕〉》”’…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST: Final = frozenset("「『（【〔〈《“‘")
_PAUSES: Final = frozenset("、。，；：！？」』）】")


def begins_character(text: str, place: int) -> bool:
    """Whether a user-perceived character begins here, after another one."""
    before, character = text[place - 1], text[place]
    if before.isascii() and character.isascii():
        return before + character != "\r\n"
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf" or character in _SPACING or before == _JOINER:
        return False
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # an emoji's skin
        return False
    if unicodedata.combining(before) == _VIRAMA or _is_prepended(before):
        return False
    if _is_jamo(character):
        return not (_is_jamo(before) or "\uac00" <= before <= "\ud7a3")
    flags = 0  # two letters each
    while _is_flag_letter(character) and flags < place:
        if not _is_flag_letter(text[place - flags - 1]):
            break
        flags += 1
    return flags % 2 == 0


def _is_prepended(character: str) -> bool:
    """Signs that stand before the number or verse that they belong to, as Arabic ones do."""
    return "\u0600" <= character <= "\u0605" or character in "\u06dd\u070f\u08e2\u0d4e"


def _is_jamo(character: str) -> bool:
    """A letter of a Hangul syllable that is written as its letters."""
    if "\u1100" <= character <= "\u11ff":
        return True
    return "\ua960" <= character <= "\ua97c" or "\ud7b0" <= character <= "\ud7fb"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def may_cut(text: str, place: int) -> bool:
    """Whether the text can be cut here without cutting a word or a character."""
    before, character = text[place - 1], text[place]
    inside_word = _is_wordish(before) and _is_wordish(character)
    if inside_word and is_ideographic(before) != is_ideographic(character):
        inside_word = before.isdigit() or character in _INSIDE_WORDS  # "10月"
    return not inside_word and begins_character(text, place)


def _is_wordish(character: str) -> bool:
    if character.isalnum() or character in _INSIDE_WORDS:
        return True
    category = unicodedata.category(character)
    return category[0] == "M" or category == "Cf"


def may_part(text: str, place: int) -> bool:
    """Whether this stands inside a text of a script without spaces, where a line may break: what is
    written in Han characters or Kana, but for a word in Katakana."""
    before, character = text[place - 1], text[place]
    if not (is_ideographic(before) and is_ideographic(character)):
        return False
    if before in _NOT_LAST or character in _NOT_FIRST:
        return False
    in_katakana = _is_katakana(before) and _is_katakana(character)
    return not in_katakana and begins_character(text, place)


def is_pause(character: str) -> bool:
    """Whether a text without spaces pauses after this character."""
    return character in _PAUSES


def is_ideographic(character: str) -> bool:
    """Whether it is one of the characters before and after which a line may break: Han, Kana and
    what goes with them (UAX #14, class ID)."""
    if character < "\u2e80":
        return False
    return (
        (character < "\ua000" and not "\u3130" <= character <= "\u318f")  # Hangul letters
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uff0f"
        or "\uff1a" <= character <= "\uff20"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def _is_katakana(character: str) -> bool:
    return "\u30a0" <= character <= "\u30ff"
