"""Which words a prefix, a wildcard or a fuzzy word stands for, by their folded forms."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from operator import methodcaller

from index.analysis.edits import within
from index.analysis.folding import fold

_WILD = re.compile(r"([*?])")


@dataclass(frozen=True, slots=True)
class WordPattern:
    """What stands for the folded words that it `matches`; all of them have this `beginning`.

    `kind` is `prefix`, `wildcard`, `fuzzy` or `character`; `text` is folded; `distance` is a fuzzy
    one's.
    """

    kind: str
    text: str
    beginning: str
    matches: Callable[[str], bool] = field(compare=False, repr=False)
    distance: int = 0


@lru_cache(maxsize=1024)
def prefix_pattern(text: str) -> WordPattern:
    """The words that begin so."""
    beginning = fold(text)
    return WordPattern("prefix", beginning, beginning, methodcaller("startswith", beginning))


@lru_cache(maxsize=1024)
def character_pattern(term: str) -> WordPattern:
    """The bigrams that begin with a single character of a script without spaces, and it alone."""
    return WordPattern("character", term, term, methodcaller("startswith", term))


@lru_cache(maxsize=1024)
def wildcard_pattern(text: str) -> WordPattern:
    """The words of this form: `*` is any characters, also none, `?` is one."""
    parts = [part if part in "*?" else fold(part) for part in _WILD.split(text) if part]
    folded = "".join(parts)
    beginning = _WILD.split(folded, maxsplit=1)[0]
    return WordPattern("wildcard", folded, beginning, partial(_is_like, _expression(folded)))


def _is_like(expression: re.Pattern[str], folded: str) -> bool:
    return expression.fullmatch(folded) is not None


def _expression(wildcard: str) -> re.Pattern[str]:
    """The pattern as a regular expression whose work grows with the word, not with the stars.

    What stands between two stars is best found as early as can be: whatever follows has then the
    most room. So no match is tried again, which (?>) says.
    """
    first, *others = [
        "".join("." if character == "?" else re.escape(character) for character in part)
        for part in re.split(r"\*+", wildcard)
    ]
    if not others:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)


@lru_cache(maxsize=32)
def fuzzy_pattern(text: str, distance: int) -> WordPattern:
    """The words that at most so many edits turn into this one."""
    folded = fold(text)
    near = lru_cache(maxsize=4096)(partial(within, folded, distance=distance))
    return WordPattern("fuzzy", folded, "", near, distance)
