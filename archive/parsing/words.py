"""Words and sentence ends, in scripts with and without spaces."""

import re
from functools import cache

from archive.parsing.tables import load_table

# Vowel signs and accents that stand for themselves are no \w, but belong to their word.
_LETTERS = (
    r"[\w\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u0900-\u0963\u0966-\u0dff]+"
)
WORD = re.compile(rf"{_LETTERS}(?:['’‑-]{_LETTERS})*")
# Han, kana and Thai letters, and the other scripts that put no space between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_LETTERS_PER_UNSPACED_WORD = 2
_COUNTED = 20_000
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔։።⸺](?:\[\d{1,3}\])?[\"'”’»“„)\]）」』】〉*]*$")


def count_words(text: str) -> int:
    """How many words, counting two letters of a script without spaces as one word.

    Only the beginning of a very long text is counted: no caller tells thousands apart.
    """
    text = text[:_COUNTED]
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return sum(1 for _ in WORD.finditer(text))
    spaced = sum(1 for _ in WORD.finditer(_UNSPACED.sub(" ", text)))
    return spaced + (unspaced + 1) // _LETTERS_PER_UNSPACED_WORD


def joins_without_space(text: str, after: str) -> bool:
    """Whether two halves of a text meet between letters of a script without spaces."""
    return bool(_UNSPACED.match(text[-1:]) and _UNSPACED.match(after))


def folded_words(text: str) -> list[str]:
    """The words, folded for comparison."""
    return [word.replace("’", "'") for word in WORD.findall(text.casefold())]


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, quotes and brackets aside."""
    return _SENTENCE_END.search(text[-16:].rstrip()) is not None


@cache
def stop_words(language: str | None) -> frozenset[str]:
    """A language's function words; empty for one without a list."""
    return frozenset(load_table("languages")["stop_words"].get(language, "").split())
