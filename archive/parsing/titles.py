"""An article's headline: the block above the article that reads like one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.parsing.kinds import Kind, Piece
from archive.parsing.moments import find_moments
from archive.parsing.words import count_words, folded_words, stop_words

_WORDS = range(2, 31)
_WORDS_OF_A_HEADLINE = 5  # fewer are more often a section's name
_FARTHEST = 60  # blocks above the article, and
_WITHIN = 3  # blocks inside it, that may hold the headline
_LEAD = 120  # words of the article that a headline is compared with
_CREDITED_WITHIN = 4  # blocks between a headline and its byline or date
_GLUED_WITHIN = 6  # blocks between a headline and its clean copy
_SECTION = 25  # letters of a section's name
_LONGEST = 300  # letters
_SITE = re.compile(r"\s+(?:[|»«•·]|[-–—]{1,2}|::)\s+(?=[^|»«•·]{2,40}$)")
_QUOTES = "\"'”’»)] "
_CLOSERS = tuple(")]}），。、」』】,.;:!?")
_SENTENCE_ENDS = (".", ",", ";", ":", "。", "।", "۔")
_WEIGHTS = {
    "share of the lead": 2.0,
    "words of the lead": 0.9,
    "blocks above the article": -0.03,
    "blocks inside the article": -1.7,
    "headline's length": 1.3,
    "two words": -2.5,
    "bullet": -2.0,
    "caption": -2.5,
    "link's label": -2.5,
    "ended": -3.0,
    "repeated": 1.4,
    "credit below": 3.0,
    "date above": 0.3,
    "byline above": -1.8,
    "headline above": -1.2,
}
_UNTITLED_KINDS = frozenset({Kind.SERVICE, Kind.LEGAL, Kind.COMMENTS, Kind.END})


@dataclass(frozen=True, slots=True)
class Title:
    """A headline: its text, the number of the piece that holds it and the words around it there.

    `site` is what followed the headline after a dash or bar, often the outlet; `date` a date that
    the dump stuck to it.
    """

    text: str
    piece: int
    site: str = ""
    date: str = ""


def find_title(pieces: Sequence[Piece], region: range, language: str | None) -> Title | None:
    """The likeliest headline, None where no block could be one."""
    page = _Page(pieces, region, _lead_words(pieces, region, language))
    best: tuple[float, Title] | None = None
    above: Title | None = None
    first = max(0, region.start - _FARTHEST)
    for number in sorted({0, *range(first, min(region.start + _WITHIN, region.stop))}):
        title = _read(pieces[number].text, number)
        if not page.could_be(title):
            above = None
            continue
        score = sum(_WEIGHTS[clue] * value for clue, value in page.clues(title, above).items())
        above = title
        if best is None or score >= best[0]:
            best = score, title
    return _unglued(best[1], pieces) if best else None


def _unglued(title: Title, pieces: Sequence[Piece]) -> Title:
    """The headline without a section's name stuck before it, if it also stands clean nearby."""
    for number in range(max(0, title.piece - _GLUED_WITHIN), title.piece + _GLUED_WITHIN + 1):
        if number >= len(pieces) or number == title.piece:
            continue
        clean = _read(pieces[number].text, number)
        glued = title.text.removesuffix(clean.text)
        if glued != title.text and 0 < len(glued) <= _SECTION and not glued[-1].isspace():
            return clean
    return title


def _lead_words(pieces: Sequence[Piece], region: range, language: str | None) -> frozenset[str]:
    words: list[str] = []
    for number in region:
        if pieces[number].kind is Kind.PROSE and pieces[number].ended:
            words += folded_words(pieces[number].text[: _LEAD * 8])
        if len(words) >= _LEAD:
            break
    return frozenset(words[:_LEAD]) - stop_words(language)


def _read(text: str, number: int) -> Title:
    """The block as a headline, without the date or the site that may follow it."""
    site = date = ""
    moments = find_moments(text) if len(text) <= _LONGEST else ()
    if moments and moments[-1].span[1] >= len(text.rstrip(" .)")) and moments[-1].span[0] > 0:
        date = text[moments[-1].span[0] :].strip()
        text = text[: moments[-1].span[0]].rstrip(" |,·•–—-(")
    parts = _SITE.split(text, maxsplit=1)
    if len(parts) == 2 and count_words(parts[0]) >= _WORDS.start and count_words(parts[1]) <= 5:
        text, site = parts[0], parts[1].strip()
    return Title(text, number, site, date)


class _Page:
    """What the blocks of one page say of a headline."""

    def __init__(self, pieces: Sequence[Piece], region: range, lead: frozenset[str]) -> None:
        self._pieces = pieces
        self._region = region
        self._lead = lead
        self._counts = Counter(piece.text.casefold() for piece in pieces)

    def could_be(self, title: Title) -> bool:
        """Whether a block can be a headline at all."""
        piece = self._pieces[title.piece]
        if count_words(title.text) not in _WORDS or len(title.text) > _LONGEST:
            return False
        if piece.kind in _UNTITLED_KINDS or piece.is_credit:
            return False
        if title.text.startswith(_CLOSERS):
            return False
        return title.piece < self._region.start or not _is_ended(title)

    def clues(self, title: Title, above: Title | None) -> dict[str, float]:
        """How much of each clue in _WEIGHTS a block shows; `above` is a candidate right above."""
        piece = self._pieces[title.piece]
        words = count_words(title.text)
        content = frozenset(folded_words(title.text))
        shared = len(content & self._lead)
        distance = self._region.start - title.piece
        below = self._pieces[title.piece + 1 : title.piece + 1 + _CREDITED_WITHIN]
        before = self._pieces[max(0, title.piece - _CREDITED_WITHIN) : title.piece]
        times = self._counts[title.text.casefold()]
        return {
            "share of the lead": shared / max(4, len(content)),
            "words of the lead": min(shared, 3),
            "blocks above the article": max(0, distance),
            "blocks inside the article": max(0, -distance),
            "headline's length": words >= _WORDS_OF_A_HEADLINE,
            "two words": words < 3,
            "bullet": piece.block.bullet,
            "caption": piece.kind is Kind.CAPTION,
            "link's label": piece.kind is Kind.RELATED,
            "ended": _is_ended(title),
            "repeated": times > (title.text == piece.text),
            "credit below": any(piece.is_credit for piece in below),
            "date above": any(piece.kind is Kind.STAMP for piece in before),
            "byline above": any(piece.kind is Kind.BYLINE for piece in before),
            "headline above": above is not None and count_words(above.text) >= _WORDS_OF_A_HEADLINE,
        }


def _is_ended(title: Title) -> bool:
    return title.text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS)
