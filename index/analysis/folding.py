"""A word's two plain forms: its spelling, which exact search compares, and its folded form.

Both are free of what is typography and not letters: capitals, compatibility variants (`ﬁ`, full
width), curly apostrophes, the dots of acronyms, thousands separators, tatweel, invisible joiners.
A spelling keeps accents, points and other marks; the folded form has none that other ways of
writing the same word leave out.
"""

import re
import unicodedata
from functools import lru_cache

MAX_TERM_LENGTH = 100  # characters; what is longer (encoded data, mostly) is cut to it

_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")

_APOSTROPHES = {"’": "'", "＇": "'", "ʼ": "'"}
_PLAIN_APOSTROPHES = str.maketrans(_APOSTROPHES)

# Letters that Unicode does not decompose, as CLDR's Latin-ASCII transform writes them.
_PLAIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ŧ": "t", "þ": "th",
     "ı": "i", **_APOSTROPHES}
)  # fmt: skip

_TATWEEL = "\u0640"  # stretches an Arabic word for the eye
_DOTTED_I = "i\u0307"  # İ, casefolded


def fold(word: str) -> str:
    """The one form of a word that every way to write it shares; not stemmed.

    >>> fold("Ｃafé"), fold("U.N."), fold("13,000"), fold("Łódź")
    ('cafe', 'un', '13000', 'lodz')
    """
    if not word.isascii():
        return _folded(word)
    lower = word.lower()
    return _joined(lower, word) or lower[:MAX_TERM_LENGTH]


_REMEMBERED = 32_768  # words beyond ASCII: some 5 MB


@lru_cache(maxsize=_REMEMBERED)
def _folded(word: str) -> str:
    # Twice each: casefolding can undo normalising and the other way round (UAX #15, 7).
    decomposed = unicodedata.normalize("NFKD", word.casefold()).casefold()
    kept = "".join(filter(_is_folded, unicodedata.normalize("NFKD", decomposed)))
    plain = unicodedata.normalize("NFC", kept).translate(_PLAIN_LETTERS).strip("'.,")
    return _joined(plain, word) or word.casefold()[:MAX_TERM_LENGTH]


def spelling(word: str) -> str:
    """The word as it is written, but for capitals and typography; `fold(spelling(word))` is
    `fold(word)`.

    Capital I is that of `i` and of Turkish `ı`: it becomes `i`. What is too long to be a word may
    be spelt as it is folded.

    >>> spelling("RÉSUMÉ"), spelling("Straße"), spelling("N.A.T.O."), spelling("İstanbul")
    ('résumé', 'strasse', 'nato', 'istanbul')
    """
    return fold(word) if word.isascii() else _spelling(word)


@lru_cache(maxsize=_REMEMBERED)
def _spelling(word: str) -> str:
    composed = unicodedata.normalize("NFKC", word.casefold()).casefold()
    kept = "".join(filter(_is_spelt, unicodedata.normalize("NFKC", composed)))
    plain = unicodedata.normalize("NFC", kept.replace(_DOTTED_I, "i")).translate(_PLAIN_APOSTROPHES)
    spelt = _joined(plain.strip("'.,"), word)
    folded = fold(word)
    return spelt if spelt and fold(spelt) == folded else folded


def _joined(plain: str, word: str) -> str:
    """Without the dots of an acronym and the separators of thousands, and not too long."""
    if "." in plain and not _DECIMAL_POINT.search(word):  # so it is an acronym
        plain = plain.replace(".", "")
    if "," in plain:
        plain = plain.replace(",", "")
    return plain[:MAX_TERM_LENGTH]


def _is_folded(character: str) -> bool:
    """Letters, digits and what tells words apart: an accent does not, an Indic vowel sign does."""
    if character.isalnum() or character in "'’＇.,\u2044":
        return character != _TATWEEL
    # Canonical combining classes (UAX #44): 10-36 are the points of Hebrew, Arabic and Syriac,
    # 200 and more the accents attached to, above and below letters.
    kind = unicodedata.combining(character)
    return _is_mark(character) and not (10 <= kind <= 36 or kind >= 200)


def _is_spelt(character: str) -> bool:
    if character.isalnum() or character in "'’＇.,\u2044":
        return character != _TATWEEL
    return _is_mark(character)


def _is_mark(character: str) -> bool:
    variation_selector = "\ufe00" <= character <= "\ufe0f"
    return unicodedata.category(character).startswith("M") and not variation_selector
