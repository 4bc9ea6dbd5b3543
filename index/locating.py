"""Finding words' places in a text without analysing all of it.

All ways to write a word of one stem begin with the same few letters, its *anchor*. So the text, in
lower case, is searched for anchors, and only the pieces between two spaces in which one stands are
analysed. That finds what analysing the whole text finds; a test holds it to that.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from index.analysis import PrefixTerms, piece_spans, piece_terms
from index.fields import Analyzer

# Porter2 turns "dying" into "die": its one rule that changes the beginning of a short word.
_IRREGULAR = {"die": "dy", "lie": "ly", "tie": "ty", "vie": "vy"}
_LONGEST_ACRONYM = 12
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_PUNCTUATION = [*zip("’‘“”–—…", "''\"\"--.", strict=True)]
_DIGIT = re.compile(r"\d")


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


class Piece(NamedTuple):
    """What stands between two spaces: where it starts, and its terms."""

    start: int
    text: str
    terms: tuple[str, ...]

    def span(self, index: int) -> tuple[int, int]:
        """The half-open range of characters, in the whole text, of the term with this index."""
        if self.text.isalnum():  # one word and nothing else, as most pieces are
            return self.start, self.start + len(self.text)
        start, end = piece_spans(self.text)[index]
        return self.start + start, self.start + end


class LocatableText:
    """A text in which anchors can be looked for, or a part of it between two spaces."""

    def __init__(self, text: str, analyzer: Analyzer, start: int = 0) -> None:
        """`start` is where in the whole text this part of it begins."""
        self._text = text
        self._start = start
        self._analyzer = analyzer
        self._searched = _searchable(text)

    def pieces(self, anchors: Iterable[str]) -> list[Piece]:
        """The pieces in which an anchor stands, or a letter beyond ASCII, in order."""
        searched = self._searched
        find = searched.find
        starts: set[int] = set()
        for anchor in anchors:
            place = find(anchor)
            while place >= 0:
                if place and searched[place - 1].isalnum():  # inside a word
                    place = find(anchor, place + 1)
                    continue
                starts.add(searched.rfind(" ", 0, place) + 1)
                end = find(" ", place)
                place = find(anchor, end) if end >= 0 else -1
        if not searched.isascii():
            starts.update(self._starts_beyond_ascii())
        return [self._piece(start) for start in sorted(starts)]

    def following(self, piece: Piece) -> Iterator[Piece]:
        """The pieces from this one on."""
        while True:
            yield piece
            start = piece.start - self._start + len(piece.text) + 1
            if start > len(self._text):
                return
            piece = self._piece(start)

    def _piece(self, start: int) -> Piece:
        end = self._searched.find(" ", start)
        text = self._text[start:] if end < 0 else self._text[start:end]
        return Piece(self._start + start, text, piece_terms(text, self._analyzer))

    def _end(self, start: int) -> int:
        end = self._searched.find(" ", start)
        return len(self._searched) if end < 0 else end

    def _starts_beyond_ascii(self) -> Iterator[int]:
        # Accents and the like hide an anchor.
        searched = self._searched
        end = -1
        for match in _BEYOND_ASCII.finditer(searched):
            if match.start() > end:
                yield searched.rfind(" ", 0, match.start()) + 1
                end = self._end(match.start())


def _searchable(text: str) -> str:
    """The text in lower case with a space for each line's end, one character for one."""
    if not text.isascii():
        # They hide no anchor, and are most of what stands beyond ASCII in news. A text that is
        # plain ASCII without them is lowered and searched several times faster.
        for mark, plain in _PUNCTUATION:
            text = text.replace(mark, plain)
    lowered = text.lower()
    if len(lowered) != len(text):  # because of İ, the one letter that becomes two
        lowered = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    return lowered.replace("\n", " ")
