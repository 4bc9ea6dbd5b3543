"""Where the words of a text are.

A *word* is a run of letters, digits and their marks. An apostrophe inside it belongs to it
("Korea's", "O’Neil"), as do the dots of an acronym ("U.N." is "un") and the separators of a number
("13,000" is "13000", "2.5" stays); a hyphen separates words.

Some scripts write words without spaces between them, or grow them by what follows (서울은 is 서울
and a particle). A run of their characters is *bigrams*: every two neighbours, each one token where
its first character stands, and the last character by itself. So what a search finds in such a run
is any part of it. A *character* is here what a reader sees as one: with its marks, and a Hangul
syllable however it is encoded.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Combining marks are no word characters to `re`. Those of every script in daily use are in these
# blocks of the Basic Multilingual Plane; looking through all of Unicode would slow each start.
_MARK_BLOCKS = (range(0x300, 0x3100), range(0xA660, 0xAC00), range(0xFB1E, 0xFE30))
_MARKS = "".join(
    chr(code)
    for block in _MARK_BLOCKS
    for code in block
    if unicodedata.category(chr(code))[0] == "M"
)
# Soft hyphen, zero-width (non-)joiner, word joiner, byte-order mark: unseen inside a word.
_INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"

_MARKED = f"[{_MARKS}{_INVISIBLE}]"
# A letter of an alphabet that has acronyms: between dots, Hangul and Han are words.
_INITIAL = r"[^\W\d_\u1100-\u11ff\u2e80-\ufb1c\ufb50-\U0010ffff]"

# No part of it looks beyond a space, so that a text can be analysed piece by piece.
WORD = re.compile(
    rf"""
    # an acronym: single letters between dots
    {_INITIAL} {_MARKED}*+ (?: \. {_INITIAL} {_MARKED}*+ )++ (?![^\W_]) \.?
        (?: ['’＇][^\W_]++ )?
    |
    [^\W_]++
    (?:
        (?: ['’＇] (?=[^\W_])                     # an apostrophe inside the word
        |   \. (?<=\d\.) (?=\d)                   # a decimal point
        |   ,  (?<=\d,) (?=\d\d\d(?!\d))          # a thousands separator
        |   {_MARKED}++
        )
        [^\W_]*+
    )*+
    """,
    re.VERBOSE,
)

# The letters of scripts without spaces; their digits are digits like others.
_SYLLABLES = (  # of these blocks only some characters are letters
    *(range(0x0E00, 0x0F00), range(0x1780, 0x1800)),  # Thai, Lao, Khmer
    *(range(0x1000, 0x10A0), range(0xA9E0, 0xAA00), range(0xAA60, 0xAA80)),  # Myanmar
    *(range(0x3005, 0x3100), range(0x1AFF0, 0x1B170)),  # Hiragana, Katakana; Han numerals
)
_UNSPACED = (
    "".join(
        chr(code)
        for block in _SYLLABLES
        for code in block
        if chr(code).isalnum() and not chr(code).isdecimal()
    )
    + "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3131-\u318e\uac00-\ud7a3\uffa0-\uffdc"  # Hangul
    + "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    + "\u31f0-\u31ff\uff66-\uff9f\u3105-\u312f\u31a0-\u31bf"  # more Katakana; Bopomofo
)
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")

_CHARACTER = re.compile(
    rf"""
    (?: [\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]++ [\u11a8-\u11ff\ud7cb-\ud7fb]*+
    |   [\uac00-\ud7a3] [\u11a8-\u11ff\ud7cb-\ud7fb]*+   # Hangul, its letters by themselves
    |   [{_UNSPACED}]
    )
    (?: {_MARKED}
    |   [\uff9e\uff9f]                                   # the voicing of half-width Katakana
    |   [\u0e33\u0eb3]                                   # AM of Thai and Lao, a mark and a letter
    |   (?<=\u0e4d)\u0e32 | (?<=\u0ecd)\u0eb2            # the same as these two
    )*+
    """,
    re.VERBOSE,
)


def is_unspaced(text: str) -> bool:
    """Whether there is a letter of a script without spaces."""
    return not text.isascii() and _UNSPACED_LETTER.search(text) is not None


def is_one_character(word: str) -> bool:
    """Whether the word is one character of a script without spaces."""
    return not word.isascii() and _CHARACTER.fullmatch(word) is not None


def first_character(text: str) -> int:
    """How long the first character of a text is that begins with one of a script without spaces."""
    match = _CHARACTER.match(text)
    return match.end() if match else 0


def word_spans(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of the words, in order, with no regard to scripts without spaces."""
    return [match.span() for match in WORD.finditer(text)]


def token_spans(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of words and bigrams, in order of start; bigrams overlap."""
    found = word_spans(text)
    if not is_unspaced(text):
        return found
    return [span for start, end in found for span in _parted(text, start, end)]


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The tokens of one word: `iPhone発売` is a word and a run of two characters."""
    place = start
    run: list[tuple[int, int]] = []
    for match in _CHARACTER.finditer(text, start, end):
        if match.start() > place:
            yield from _bigrams(run)
            run = []
            yield from _spaced(text, place, match.start())
        run.append(match.span())
        place = match.end()
    yield from _bigrams(run)
    yield from _spaced(text, place, end)


def _bigrams(run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for (start, _), (_, end) in pairwise(run):
        yield start, end
    yield from run[-1:]


def _spaced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in WORD.finditer(text[start:end]):
        yield start + match.start(), start + match.end()
