"""What each block of a page is: prose, a heading, or one of the things around an article."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from archive.parsing.agencies import is_agency
from archive.parsing.authors import read_byline
from archive.parsing.blocks import Block
from archive.parsing.moments import find_moments
from archive.parsing.phrases import FoldedLine, PhraseTable, phrases
from archive.parsing.words import count_words, ends_sentence, folded_words, stop_words


class Kind(StrEnum):
    """What a block is for."""

    PROSE = "prose"
    SHORT = "short"  # a heading, a name, a menu entry: words that make no sentence
    BYLINE = "byline"
    STAMP = "stamp"  # a short line with a date or a time in it
    CAPTION = "caption"  # a picture's text or its credit
    RELATED = "related"  # a link to another article
    SERVICE = "service"  # the page talking to its reader
    LEGAL = "legal"  # rights, imprint
    END = "end"  # a heading that is followed by other articles
    COMMENTS = "comments"  # a heading that is followed by what readers wrote
    REPEAT = "repeat"  # prose that stood on the page before


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what was learnt of it: how many words, and the share that are function words."""

    block: Block
    kind: Kind
    words: int
    stop_share: float
    ended: bool  # closes like a sentence

    @property
    def is_credit(self) -> bool:
        """Whether it says who wrote an article or when."""
        return self.kind in (Kind.BYLINE, Kind.STAMP)

    @property
    def text(self) -> str:
        """The block's words."""
        return self.block.text


_HEADINGS = (Kind.COMMENTS, Kind.END)
_PLANTED = (Kind.SERVICE, Kind.LEGAL, Kind.RELATED, Kind.CAPTION)
_Tables = tuple[tuple[Kind, PhraseTable], ...]
_Reading = tuple[Kind, int, float, bool]
_MENU_LETTERS = 60
_LONG = 60  # words: no label, link or notice of the page itself is longer
_LONG_LETTERS = 800
_OPENING = 200  # letters
_HEADING = 8
_SENTENCE = 12
_BYLINE_WORDS = 25
_STAMP_WORDS = 14
_STAMP_LETTERS = 32  # beside the date: a label, a weekday, a name
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?![\d:])|\bago\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_CREDIT_TAIL = 120  # letters
_BRACKETED_END = re.compile(r"[(\[（]([^()\[\]（）]{2,90})[)\]）]\W{0,3}$")
_SAMPLE = 4_000
_NO_LIST_SHARE = 0.3  # the stop word share assumed for a language without a list: prose's usual


def classify(blocks: Sequence[Block], language: str | None) -> tuple[Piece, ...]:
    """One piece a block, in the same order."""
    pieces = [Piece(block, *_reading(block.text, language)) for block in blocks]
    return tuple(_mark_repeats(_mark_captions(pieces)))


def _reading(text: str, language: str | None) -> _Reading:
    """A block's kind, words, share of function words, and whether it closes like a sentence."""
    return (_remembered if len(text) <= _MENU_LETTERS else _read)(text, language)


def _read(text: str, language: str | None) -> _Reading:
    stops = stop_words(language)
    sample = folded_words(text[:_SAMPLE]) if stops else []
    # Plain letters have as many words folded as not.
    plain = stops and len(text) <= _SAMPLE and text.isascii()
    words = len(sample) if plain else count_words(text)
    ended = ends_sentence(text)
    share = (
        len(list(filter(stops.__contains__, sample))) / len(sample) if sample else _NO_LIST_SHARE
    )
    kind = _furniture(text, words)
    if kind is None and words <= _LONG and len(text) <= _LONG_LETTERS and _has_picture_credit(text):
        kind = Kind.CAPTION
    if kind is None:
        kind = Kind.PROSE if _is_prose(words, share, ended) else Kind.SHORT
    return kind, words, share, ended


# An outlet's menus are the same on all its pages.
_remembered = lru_cache(maxsize=8_192)(_read)


def _is_prose(words: int, stop_share: float, ended: bool) -> bool:
    # A long whole sentence needs no function words: Finnish and Hebrew write them as endings.
    if ended and (words >= _SENTENCE or (words >= 7 and stop_share >= 0.1)):
        return True
    return (words >= 15 and stop_share >= 0.2) or (words >= 25 and stop_share >= 0.1)


def _furniture(text: str, words: int) -> Kind | None:
    """What a block that is no part of an article is for, None for the rest."""
    if words > _LONG or len(text) > _LONG_LETTERS:
        return Kind.LEGAL if phrases("legal").opens(FoldedLine.of(text[:_OPENING])) else None
    line = FoldedLine.of(text)
    if line.text.count("cookie") > 1:
        return Kind.SERVICE
    if kind := _said(line, words, text):
        return kind
    if words <= _BYLINE_WORDS and read_byline(text):
        return Kind.BYLINE
    return Kind.STAMP if words <= _STAMP_WORDS and _is_stamp(text) else None


def _said(line: FoldedLine, words: int, text: str) -> Kind | None:
    """What the phrases say that a line is for."""
    every, headings, planted = _tables()
    if every.says_anything(line):  # most lines say none of it
        for kind, table in headings:
            if table.is_line(line) or (words <= _HEADING and table.opens(line)):
                return kind
        # A whole sentence that names a picture agency or a privacy policy can be the article's.
        sentence = words >= _SENTENCE and ends_sentence(text)
        for kind, table in planted:
            if table.is_line(line) or table.has_label(line) or table.opens(line):
                return kind
            if table.is_in(line) and (kind is Kind.LEGAL or not sentence):
                return kind
    return Kind.CAPTION if phrases("caption").has_last_label(line) else None


@cache
def _tables() -> tuple[PhraseTable, _Tables, _Tables]:
    """The phrases of all kinds as one table, those of headings, and those of what is planted."""
    headings = tuple((kind, phrases(kind.value)) for kind in _HEADINGS)
    planted = tuple((kind, phrases(kind.value)) for kind in _PLANTED)
    return phrases(*(kind.value for kind in _HEADINGS + _PLANTED)), headings, planted


def _has_picture_credit(text: str) -> bool:
    """Whether a text closes with a picture's credit in brackets: "(Photo: AFP)", "(AP)".

    An agency alone in brackets after a full stop does not count: it can be an article's sign-off.
    """
    match = _BRACKETED_END.search(text[-_CREDIT_TAIL:])
    if match is None:
        return False
    if phrases("caption").is_bracketed(FoldedLine.of(match[1])):
        return True
    before = text[: len(text) - len(match.group())]
    return is_agency(match[1]) and len(before) > 1 and not ends_sentence(before)


def _is_stamp(text: str) -> bool:
    """Whether a short line is there for its date or time, not a headline that names one."""
    if not (_DIGIT.search(text) or "ago" in text):
        return False
    moments = find_moments(text)
    if moments and text[: moments[0].span[0]][-1:].isalpha():
        return False  # a headline with the date stuck to it
    rest = text
    for moment in moments:
        rest = rest.replace(text[slice(*moment.span)], "")
    if moments:
        return sum(map(str.isalpha, rest)) <= _STAMP_LETTERS
    return _TIME.search(text) is not None


def _mark_captions(pieces: list[Piece]) -> list[Piece]:
    """Mark the other lines of a caption: a picture's description right above its credit, or twice.

    Pages give a picture a description for those who cannot see it, often the caption's own words.
    """
    captions: set[int] = set()
    for number in range(len(pieces) - 1, 0, -1):
        piece, above = pieces[number], pieces[number - 1]
        if above.kind not in (Kind.PROSE, Kind.SHORT):
            continue
        below = number + 1 < len(pieces) and pieces[number + 1].kind is Kind.CAPTION
        if piece.text == above.text and piece.words > _HEADING and (below or not piece.ended):
            captions.update((number, number - 1))
        elif (piece.kind is Kind.CAPTION or number in captions) and not (
            piece.block.after_blank or above.ended
        ):
            captions.add(number - 1)
    return [
        replace(piece, kind=Kind.CAPTION)
        if number in captions and piece.kind in (Kind.PROSE, Kind.SHORT)
        else piece
        for number, piece in enumerate(pieces)
    ]


def _mark_repeats(pieces: Iterable[Piece]) -> Iterator[Piece]:
    seen: set[str] = set()
    for piece in pieces:
        if piece.kind is not Kind.PROSE:
            yield piece
        elif piece.text in seen:
            yield replace(piece, kind=Kind.REPEAT)
        else:
            seen.add(piece.text)
            yield piece
