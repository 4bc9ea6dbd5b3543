"""What a misspelt word could have been meant to be: another spelling, two words, or half of one."""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import groupby, pairwise
from math import log
from typing import NamedTuple

from index.analysis import fold, is_stop_word
from index.analysis.edits import within
from index.engine import Engine
from index.query import Phrase, SearchRequest, SnippetRequest
from index.typed_words import Setting, TypedWord

SHORTEST, LONGEST = 4, 40
"""Letters: nearly every shorter word is one letter from another, and what is longer is no word."""

LONG = 7
"""Letters: of words as long as this two may be wrong."""

# How much commoner a word has to be to be as likely with one slip more, as natural logarithms.
_SLIP = log(10)  # two letters swapped, or one doubled that should not be, or the other way round
_EDIT = log(100)
_FIRST_LETTER = log(10)  # few people get it wrong

_FAR_RARER = 100
_RARE = 10  # articles; what more have is a word
_LONG_ENOUGH = 8  # letters: two real words as long as this are hardly ever one letter apart
_NEAR = 32  # words looked at
_ALTERNATIVES = 8
_SHORTEST_HALF = 2
_MOST = 5  # misspelt words; more are another language, and looking for what is near takes its time
_SPLITS = 2


class Change(NamedTuple):
    """`text` in place of `[start, end)` of the query. `cost` is how unlikely the slip is, `worth`
    how likely the change by itself: natural logarithms both."""

    start: int
    end: int
    text: str
    cost: float
    worth: float


def changes(
    words: Sequence[TypedWord], text: str, engine: Engine, *, rare_too: bool
) -> list[list[Change]]:
    """For each misspelt word what it could have been, the likeliest first, in order of the text.

    Misspelt are words that no article has, and with `rare_too` those that look like a slip of one
    that far more have. None are where too many are unknown, and only unknown ones where too many
    are rare. Raises IndexUnavailable.
    """
    counts = engine.document_frequencies([word.letters for word in words])
    if counts.count(0) > _MOST:
        return []
    if sum(count <= _RARE for count in counts) > _MOST:
        rare_too = False
    found: list[list[Change]] = []
    for place, (word, count) in enumerate(zip(words, counts, strict=True)):
        if len(word.letters) > LONGEST:
            continue
        alternatives: list[Change] = []
        if not count or (rare_too and count <= _RARE):
            alternatives += _respelt(word, count, engine)
        if not count:
            alternatives += _split(word, engine)
            alternatives += _joined(words[max(0, place - 1) : place + 2], text, engine)
        if alternatives:
            alternatives.sort(key=lambda change: -change.worth)
            found.append(alternatives[:_ALTERNATIVES])
    return found


def _respelt(word: TypedWord, count: int, engine: Engine) -> Iterator[Change]:
    typed = fold(word.letters)
    if len(typed) < SHORTEST:
        return
    distance = 2 if len(typed) >= LONG and not count else 1
    for near in engine.words_near(typed, distance, _NEAR):
        meant = fold(near.word)
        if meant == typed or not near.word.isalpha():
            continue
        if len(typed) == SHORTEST and is_stop_word(near.word):
            continue  # a name or a word of another language, rather
        if count and not (near.count >= _FAR_RARER * count and _is_surely_a_slip(typed, meant)):
            continue
        cost = _cost(typed, meant)
        yield Change(
            word.start, word.end, _cased(near.word, word.letters), cost, log(near.count) - cost
        )


def _cost(typed: str, meant: str) -> float:
    """What it takes to type the one and mean the other."""
    first = _FIRST_LETTER if typed[0] != meant[0] else 0.0
    if _is_slip(typed, meant):
        return _SLIP + first
    return (_EDIT if within(typed, meant, 1) else 2 * _EDIT) + first


def _is_slip(typed: str, meant: str) -> bool:
    """Whether two neighbours are swapped, or a letter is doubled in only one of them."""
    if not within(typed, meant, 1):
        return False
    return sorted(typed) == sorted(meant) or _undoubled(typed) == _undoubled(meant)


def _undoubled(word: str) -> list[str]:
    return [letter for letter, _ in groupby(word)]


def _is_surely_a_slip(typed: str, meant: str) -> bool:
    """Whether a word that some articles have may be taken for a slip: it begins and ends as the
    other does, since names and endings (Dominica, Dominican) differ there too."""
    return (
        (typed[0], typed[-1]) == (meant[0], meant[-1])
        and within(typed, meant, 1)
        and (len(typed) >= _LONG_ENOUGH or _is_slip(typed, meant))
    )


def _split(word: TypedWord, engine: Engine) -> Iterator[Change]:
    """The word as two that stand side by side somewhere."""
    letters = word.letters
    if word.setting is Setting.PART:
        return
    places = range(_SHORTEST_HALF, len(letters) - _SHORTEST_HALF + 1)
    pairs = [(letters[:place], letters[place:]) for place in places]
    counts = engine.document_frequencies([half for pair in pairs for half in pair])
    known = zip(map(min, counts[::2], counts[1::2]), pairs, strict=True)
    for rarer, pair in nlargest(_SPLITS, known):
        if rarer and (together := _together(pair, engine)):
            parts = " ".join(_cased(half.lower(), letters) for half in pair)
            if word.setting is Setting.BOUND:
                parts = f"({parts})"
            yield Change(word.start, word.end, parts, _EDIT, log(together) - _EDIT)


def _together(pair: tuple[str, str], engine: Engine) -> int:
    """How many articles have the two words side by side."""
    phrase = SearchRequest(
        query=Phrase(" ".join(pair)), limit=0, facets=(), snippets=SnippetRequest(count=0)
    )
    return engine.search(phrase).total


def _joined(neighbours: Sequence[TypedWord], text: str, engine: Engine) -> Iterator[Change]:
    """The word as one with that before or after it."""
    for first, second in pairwise(neighbours):
        if text[first.end : second.start].strip():
            continue
        joined = first.letters + second.letters.lower()
        (count,) = engine.document_frequencies([joined])
        if count and len(joined) >= SHORTEST:
            yield Change(first.start, second.end, joined, _EDIT, log(count) - _EDIT)


def _cased(word: str, like: str) -> str:
    """The word with capitals where the other has them."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[0].isupper() else word
