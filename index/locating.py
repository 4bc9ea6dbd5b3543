"""Finding words' places in a text without analysing all of it.

All ways to write a word of one stem begin with the same few letters, its *anchor*. So the text, in
lower case, is searched for anchors, and only the pieces between two spaces in which one stands are
analysed. That finds what analysing the whole text finds; a test holds it to that.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.analysis import PrefixTerms, piece_spans, piece_terms
from index.fields import Analyzer

# Porter2 turns "dying" into "die": its one rule that changes the beginning of a short word.
_IRREGULAR = {"die": "dy", "lie": "ly", "tie": "ty", "vie": "vy"}
_LONGEST_ACRONYM = 12
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_PUNCTUATION = [*zip("’‘“”–—…", "''\"\"--.", strict=True)]
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"[^ \n]+")
_AFTER_WORDS = '.,;:!?)"'


@lru_cache(maxsize=4096)
def term_anchors(term: str) -> tuple[str, ...]:
    """Beginnings, in lower case, one of which every ASCII word with this term has.

    A term's last letter may be none of the word's ("happi" of "happy", "hope" of "hoping"); an
    acronym has dots and a number separators, which its term has not.
    """
    digit = _DIGIT.search(term)
    if digit:
        return (term[: digit.start() + 1],)
    # In the text the apostrophe may be a curly one.
    beginning = term[: max(1, len(term) - 1)].partition("'")[0]
    if len(term) == 1 or len(term) > _LONGEST_ACRONYM:
        return (beginning,)
    found = (beginning, f"{term[0]}.{term[1]}")
    return (*found, _IRREGULAR[term]) if term in _IRREGULAR else found


def prefix_anchors(prefix: PrefixTerms) -> tuple[str, ...]:
    """Beginnings one of which every ASCII word has whose term the prefix stands for."""
    anchors = [anchor for term in prefix.others for anchor in term_anchors(term)]
    return shortest([*anchors, *term_anchors(prefix.beginning)])


def shortest(anchors: Iterable[str]) -> tuple[str, ...]:
    """The anchors without those that begin with another one."""
    kept: list[str] = []
    for anchor in sorted(set(anchors)):
        if not kept or not anchor.startswith(kept[-1]):
            kept.append(anchor)
    return tuple(kept)


def anchored_pieces(text: str, anchors: Iterable[str]) -> list[tuple[int, str]]:
    """The pieces in which an anchor stands, or a letter beyond ASCII: where each starts, and it.

    A *piece* is what stands between two spaces or lines' ends. They come in order.
    """
    searched = _searchable(text)
    find = searched.find
    pieces: dict[int, str] = {}
    for anchor in anchors:
        place = find(anchor)
        while place >= 0:
            start = place
            if place and searched[place - 1] != " ":
                if searched[place - 1].isalnum():  # inside a word
                    place = find(anchor, place + 1)
                    continue
                start = searched.rfind(" ", 0, place) + 1
            end = find(" ", place)
            if end < 0:
                end = len(text)
            pieces[start] = text[start:end]
            place = find(anchor, end)
    if not searched.isascii():
        # Accents and the like hide an anchor.
        end = 0
        for match in _BEYOND_ASCII.finditer(searched):
            if match.start() >= end:
                start = searched.rfind(" ", 0, match.start()) + 1
                end = find(" ", match.start())
                if end < 0:
                    end = len(text)
                pieces[start] = text[start:end]
    return sorted(pieces.items()) if len(pieces) > 1 else list(pieces.items())


def term_range(piece: str, index: int) -> tuple[int, int]:
    """The half-open range of characters in a piece that its term with this index came from."""
    if piece.isalnum():  # one word and nothing else, as most pieces are
        return 0, len(piece)
    word = piece.rstrip(_AFTER_WORDS)
    if word.isalnum() and word.isascii():
        return 0, len(word)
    return piece_spans(piece)[index]


def terms_from(
    text: str, analyzer: Analyzer, start: int, index: int
) -> Iterator[tuple[str, int, str, int]]:
    """The terms of a text from that of this index on in the piece that starts at `start`; each with
    the start of its piece, the piece, and its index there."""
    for match in _PIECE.finditer(text, start):
        piece, place = match[0], match.start()
        found = piece_terms(piece, analyzer)
        for number in range(index, len(found)):
            yield found[number], place, piece, number
        index = 0


def _searchable(text: str) -> str:
    """The text in lower case with a space for each line's end, one character for one."""
    if not text.isascii():
        # They hide no anchor, and are most of what stands beyond ASCII in news. A text that is
        # plain ASCII without them is lowered and searched several times faster.
        for mark, plain in _PUNCTUATION:
            text = text.replace(mark, plain)
            if text.isascii():
                break
    lowered = text.lower()
    if len(lowered) != len(text):  # because of İ, the one letter that becomes two
        lowered = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    return lowered.replace("\n", " ")
