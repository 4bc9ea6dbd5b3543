"""Text -> terms: one analysis for the index, the query and the snippets.

A *word* is a run of letters, digits and their marks. An apostrophe inside it belongs to it
("Korea's", "O’Neil"), as do the dots of an acronym ("U.N." is "un") and the separators of a number
("13,000" is "13000", "2.5" stays); a hyphen separates words.

Each word is *folded*: NFKC, casefolded, without accents, so that text in any Unicode normal form
matches any other. Analyzer.TEXT then stems it with Snowball's English stemmer (Porter2).
Stop words are terms like any other: a phrase can be asked for with them.

Offsets are in Python characters (code points) of the text as given, not in UTF-16 units.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import Stemmer

from index.fields import Analyzer
from index.stop_words import ENGLISH_STOP_WORDS
from index.suffixes import ENGLISH_SUFFIXES

STOP_WORDS = ENGLISH_STOP_WORDS

MAX_TERM_LENGTH = 100  # characters; what is longer (encoded data, mostly) is cut to it

ANALYSIS_VERSION = f"1/snowball-{Stemmer.version()}"
"""Changes whenever the same text may give other terms, so that an index knows to be rebuilt."""


class Token(NamedTuple):
    """A term, and the half-open range `[start, end)` of characters that it came from."""

    term: str
    start: int
    end: int


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

# No part of it looks beyond a space, so that a text can be analysed piece by piece (see _Pieces).
_WORD = re.compile(
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

# What stands beside a word, and is no part of it wherever nothing else does.
_PUNCTUATION = ".,;:!?'\"()[]-“”‘’–—…"

_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")

# Letters that Unicode does not decompose, as CLDR's Latin-ASCII transform writes them.
_PLAIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ŧ": "t", "þ": "th",
     "ı": "i", "’": "'", "＇": "'", "ʼ": "'"}
)  # fmt: skip


def fold(word: str) -> str:
    """The one spelling of a word that every way to write it shares; not stemmed.

    >>> fold("Ｃafé"), fold("U.N."), fold("13,000"), fold("Łódź")
    ('cafe', 'un', '13000', 'lodz')
    """
    if word.isascii():
        folded = word.lower()
    else:
        # Twice each: casefolding can undo normalising and the other way round (UAX #15, 7).
        decomposed = unicodedata.normalize("NFKD", word.casefold()).casefold()
        kept = "".join(filter(_is_kept, unicodedata.normalize("NFKD", decomposed)))
        folded = unicodedata.normalize("NFC", kept).translate(_PLAIN_LETTERS).strip("'.,")
    if "." in folded and not _DECIMAL_POINT.search(word):  # so it is an acronym
        folded = folded.replace(".", "")
    if "," in folded:
        folded = folded.replace(",", "")
    return folded[:MAX_TERM_LENGTH] or word.casefold()[:MAX_TERM_LENGTH]


def _is_kept(character: str) -> bool:
    """Letters, digits and what tells words apart: an accent does not, an Indic vowel sign does."""
    if character.isalnum() or character in "'’＇.,\u2044":
        return True
    if not unicodedata.category(character).startswith("M"):
        return False
    # Canonical combining classes (UAX #44): 10-36 are the points of Hebrew, Arabic and Syriac,
    # 200 and more the accents attached to, above and below letters.
    kind = unicodedata.combining(character)
    variation_selector = "\ufe00" <= character <= "\ufe0f"
    return not (10 <= kind <= 36 or kind >= 200 or variation_selector)


def _words(piece: str) -> list[str]:
    """The words of what stands between two spaces: what the pattern finds, mostly without it."""
    word = piece.strip(_PUNCTUATION)
    if word.isalnum() and word.isascii():
        return [word]
    return _WORD.findall(piece)


_thread = threading.local()


def stem(folded: str) -> str:
    """The Porter2 stem of a folded word."""
    return stems([folded])[0]


def stems(folded: Sequence[str]) -> list[str]:
    """The Porter2 stems of folded words: of many together much faster than one by one."""
    # A stemmer holds state between calls and belongs to one thread; its own cache would only
    # repeat what is remembered here.
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = Stemmer.Stemmer("english", 0)
    # Without its possessive a word that Porter2 treats apart ("news") is seen as that word.
    stemmed = _thread.stemmer.stemWords([word.removesuffix("'s") or word for word in folded])
    return [found or word for found, word in zip(stemmed, folded, strict=True)]


class _Pieces(dict[str, tuple[str, ...]]):
    """The terms of what stands between two spaces, remembered: a language repeats its words.

    Emptied when full; two threads that miss at once store the same value.
    """

    SIZE = 131_072  # some 30 MB when full
    LONGEST = 32  # characters; longer pieces (whole paragraphs without a space) rarely come twice

    def __init__(self, to_term: Callable[[str], str]) -> None:
        self._to_term = to_term
        super().__init__()

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = tuple(map(self._to_term, _words(piece)))
        if len(piece) <= self.LONGEST:
            if len(self) >= self.SIZE:
                self.clear()
            self[piece] = found
        return found


def _to_text_term(word: str) -> str:
    return stem(fold(word))


_PIECES: dict[Analyzer, _Pieces] = {
    Analyzer.TEXT: _Pieces(_to_text_term),
    Analyzer.NAME: _Pieces(fold),
}


def _split(text: str) -> list[str]:
    # One character for one, so that places stay; other spaces are left to the pattern.
    return text.replace("\n", " ").split(" ")


def terms(text: str, analyzer: Analyzer) -> list[str]:
    """The terms of the text in order: `tokenize` without the places, and faster.

    Analyzer.DATE has no terms.
    """
    if analyzer is Analyzer.DATE:
        return []
    return list(chain.from_iterable(map(_PIECES[analyzer].__getitem__, _split(text))))


def analyse(text: str, analyzer: Analyzer) -> list[str]:
    """`terms` without remembering them, for who does so himself."""
    if analyzer is Analyzer.DATE:
        return []
    return list(map(_to_text_term if analyzer is Analyzer.TEXT else fold, _words(text)))


def piece_terms(piece: str, analyzer: Analyzer) -> tuple[str, ...]:
    """The terms of what stands between two spaces, in order."""
    return () if analyzer is Analyzer.DATE else _PIECES[analyzer][piece]


def piece_spans(piece: str) -> list[tuple[int, int]]:
    """The half-open ranges of characters that the terms of a piece came from, in order."""
    return [match.span() for match in _WORD.finditer(piece)]


def tokenize(text: str, analyzer: Analyzer) -> list[Token]:
    """The terms of the text in order, with their places."""
    if analyzer is Analyzer.DATE:
        return []
    to_term = _PIECES[analyzer]
    return [Token(to_term[m[0]][0], m.start(), m.end()) for m in _WORD.finditer(text)]


def is_stop_word(text: str) -> bool:
    """Whether a typed word says too little to be asked for beside other words.

    A word in capitals is not: "WHO report" and "IT workers" mean something else.
    """
    return fold(text) in STOP_WORDS and not (text.isupper() and len(text) > 1)


@dataclass(frozen=True, slots=True)
class PrefixTerms:
    """The terms that begin with `beginning`, and those in `others`."""

    beginning: str
    others: frozenset[str] = frozenset()

    def matches(self, term: str) -> bool:
        """Whether the prefix stands for this term."""
        return term.startswith(self.beginning) or term in self.others


# Their homonyms keep these out of the stop words; as the stem of a guessed word they mislead.
_AUXILIARIES = frozenset({"can", "may", "might", "must", "will"})
_SHORTEST_WITH_OTHERS = 4  # characters; the stems of what begins with fewer nearly all do too


@lru_cache(maxsize=1024)
def prefix_terms(prefix: str, analyzer: Analyzer) -> PrefixTerms:
    """What `prefix*` matches in a field with this analyzer: for an engine to expand, and to mark.

    Raises ValueError where the prefix is not exactly one word, or the beginning of one.

    A dictionary of folded words is looked up as it is. A stemmed one has lost the ends of words:
    "weapons" is there as "weapon", "provocation" as "provoc". So a prefix also stands for the
    stems of all that English suffixes make of it. Every word that begins with the prefix is found
    that way, and with it other words of the same stem (`deployment*` finds "deployed", as
    `deployment` does). The price of not keeping unstemmed words is a rare stranger, the stem of a
    word that nobody wrote; the costly ones are left out: `offi*` is not "off", as in "offing".

    >>> prefix_terms("Weapons", Analyzer.TEXT)
    PrefixTerms(beginning='weapons', others=frozenset({'weapon'}))
    """
    words = terms(prefix, Analyzer.NAME)
    if len(words) != 1 or analyzer is Analyzer.DATE:
        raise ValueError(f"{prefix!r} is not the beginning of one word.")
    beginning = words[0]
    if analyzer is Analyzer.NAME or len(beginning) < _SHORTEST_WITH_OTHERS:
        return PrefixTerms(beginning)
    found = set(stems([beginning + suffix for suffix in ENGLISH_SUFFIXES]))
    others = {term for term in found if not term.startswith(beginning)}
    return PrefixTerms(beginning, frozenset(others - STOP_WORDS - _AUXILIARIES))
