"""Finding words' places in a text without analysing all of it.

All ways to write a word of one English stem begin with the same few letters, its *anchor*, and so
do the words that begin in one way. So the text is searched for anchors (see `index.pieces`), and
only the pieces between two spaces in which one stands are analysed. That finds what analysing the
whole text finds; a test holds it to that.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from index.analysis import is_unspaced, piece_spans
from index.fields import Analyzer

# Porter2 turns "dying" into "die": its one rule that changes the beginning of a short word.
_IRREGULAR = {"die": "dy", "lie": "ly", "tie": "ty", "vie": "vy"}
_LONGEST_ACRONYM = 12
_DIGIT = re.compile(r"\d")
_AFTER_WORDS = '.,;:!?)"'


@lru_cache(maxsize=4096)
def term_anchors(term: str) -> tuple[str, ...]:
    """Beginnings, in lower case, one of which every ASCII word has with this term of English.

    A term's last letter may be none of the word's ("happi" of "happy", "hope" of "hoping").
    """
    if _DIGIT.search(term):
        return beginning_anchors(term)
    found = _with_acronym(term[: max(1, len(term) - 1)], term)
    return (*found, _IRREGULAR[term]) if term in _IRREGULAR else found


@lru_cache(maxsize=4096)
def beginning_anchors(beginning: str) -> tuple[str, ...]:
    """Beginnings, in lower case, one of which every ASCII word has whose folded form, or spelling,
    begins with this, which is not empty."""
    digit = _DIGIT.search(beginning)
    if digit:  # a number has separators, which its folded form has not
        return (beginning[: digit.start() + 1],) if beginning.isascii() else ()
    return _with_acronym(beginning, beginning)


def _with_acronym(anchor: str, word: str) -> tuple[str, ...]:
    """The anchor, and that of an acronym, which has dots."""
    if not word.isascii():
        return ()
    anchor = anchor.partition("'")[0]  # in the text the apostrophe may be a curly one
    if not 1 < len(word) <= _LONGEST_ACRONYM:
        return (anchor,)
    return anchor, f"{word[0]}.{word[1]}"


def shortest(anchors: Iterable[str]) -> tuple[str, ...]:
    """The anchors without those that begin with another one."""
    kept: list[str] = []
    for anchor in sorted(set(anchors)):
        if not kept or not anchor.startswith(kept[-1]):
            kept.append(anchor)
    return tuple(kept)


def word_range(piece: str, index: int, analyzer: Analyzer) -> tuple[int, int]:
    """The half-open range of characters in a piece that its term with this index came from."""
    if not index:  # of a long piece's thousands of words, only the first pays for these looks
        if piece.isalnum() and (piece.isascii() or not is_unspaced(piece)):  # one word, as most are
            return 0, len(piece)
        word = piece.rstrip(_AFTER_WORDS)
        if word.isalnum() and word.isascii():
            return 0, len(word)
    return piece_spans(piece, analyzer)[index]
