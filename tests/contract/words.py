"""Which words of an article a clause of a query stands for, worked out slowly and plainly."""

import itertools
import re
from functools import cache

from archive import Article
from index import FIELDS, Analyzer, Role, with_role
from index.analysis import analyse, fold, is_beginning, is_unspaced, language_of, query_words
from index.query import Fuzzy, Phrase, Prefix, Wildcard, Word
from tests.contract.articles import values

Clause = Word | Phrase | Prefix | Wildcard | Fuzzy


def fields_with(found: Article, clause: Clause) -> list[str]:
    """The fields in which the clause matches."""
    names = [f.name for f in with_role(Role.SEARCH)] if clause.field is None else [clause.field]
    return [
        name
        for name in names
        if any(stands_in_text(value, name, found.language, clause) for value in values(found, name))
    ]


def stands_in_text(text: str, field: str, language: str | None, clause: Clause) -> bool:
    analyzer = FIELDS[field].analyzer
    words = analyse(text, analyzer, language)
    folded = [fold(spelt) for _, spelt in words]
    match clause:
        case Fuzzy(text=wanted, distance=distance) if not has_no_words(wanted, analyzer):
            return any(edits(fold(wanted), word) <= distance for word in folded)
        case Wildcard(text=wanted):
            return any(is_like(folded_pattern(wanted), word) for word in folded)
        case Prefix(text=wanted) if not has_no_words(wanted, analyzer):
            return any(word.startswith(fold(wanted)) for word in folded)
    exact = isinstance(clause, Word | Phrase) and clause.exact
    slop = clause.slop if isinstance(clause, Phrase) else 0
    typed = query_words(clause.text, analyzer, language)
    wanted_words = [spelt if exact else term for term, spelt in typed]
    open_end = analyzer is Analyzer.TEXT and bool(typed) and is_beginning(typed[-1][0])
    as_typed = len(typed) == 1 and language_of(language) is not None and not exact
    if as_typed and analyzer is Analyzer.TEXT and fold(typed[0][1]) in folded:
        return True
    return stands_in(
        wanted_words, [spelt if exact else term for term, spelt in words], slop, open_end
    )


def has_no_words(text: str, analyzer: Analyzer) -> bool:
    """Whether it is of a script in which a text has no whole words."""
    return analyzer is Analyzer.TEXT and is_unspaced(text)


def stands_in(phrase: list[str], words: list[str], slop: int, open_end: bool = False) -> bool:
    """Whether the phrase stands among the words; with an open end its last word may go on."""
    places = [[n for n, word in enumerate(words) if word == term] for term in phrase]
    if open_end:
        places[-1] = [n for n, word in enumerate(words) if word.startswith(phrase[-1])]
    return bool(phrase) and any(
        all(a < b for a, b in itertools.pairwise(chosen))
        and chosen[-1] - chosen[0] < len(phrase) + slop
        for chosen in itertools.product(*places)
    )


def edits(one: str, other: str) -> int:
    """How many letters more, less or other, or neighbours swapped, lie between two words."""

    @cache
    def of(i: int, j: int) -> int:
        """Between the first i letters of the one and the first j of the other."""
        if not i or not j:
            return i + j
        changed = of(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        least = min(changed, of(i - 1, j) + 1, of(i, j - 1) + 1)
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            least = min(least, of(i - 2, j - 2) + 1)
        return least

    return of(len(one), len(other))


def is_like(pattern: str, word: str) -> bool:
    if not pattern:
        return not word
    if pattern[0] == "*":
        return is_like(pattern[1:], word) or (bool(word) and is_like(pattern, word[1:]))
    return bool(word) and pattern[0] in ("?", word[0]) and is_like(pattern[1:], word[1:])


def folded_pattern(text: str) -> str:
    return "".join(part if part in ("*", "?") else fold(part) for part in split_wild(text))


def split_wild(text: str) -> list[str]:
    return [part for part in re.split(r"([*?])", text) if part]
