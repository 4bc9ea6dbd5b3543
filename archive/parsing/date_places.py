"""Every date on a page: where it stands and what the words beside it call it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from archive.parsing.body import Layout
from archive.parsing.kinds import Kind, Piece
from archive.parsing.moments import Moment, find_moments, find_time
from archive.parsing.phrases import fold
from archive.parsing.tables import load_table
from archive.parsing.titles import Title

_LINE = 300  # letters: a longer block is no date line
_BESIDES = 90  # letters beside the date that a line given over to it may have
_DATELINE = 100
_LABEL_LINE = 40
_TIME_LINE = 32
_NEAR_ABOVE = 3  # blocks above the headline within which a date is the article's
_NEAR_UNTITLED = 12  # blocks above an article without a headline
_DATELINE_END = re.compile(r"[^\n]{0,22}?(?:[-–—:]|\))\s")


class Label(StrEnum):
    """What a page says that a date is."""

    PUBLISHED = "published"
    UPDATED = "updated"


class Place(StrEnum):
    """Where a date stands; see archive.parsing.dates."""

    TITLE = "title"
    HEADER_LINE = "header-line"
    BYLINE = "byline"
    DATE_LINE = "date-line"
    INSIDE = "inside"
    DATELINE = "dateline"
    FOOTER_LINE = "footer-line"
    MASTHEAD = "masthead"


@dataclass(frozen=True, slots=True)
class SpottedDate:
    """A date on a page; `distance` is in blocks from the headline, less being nearer."""

    moment: Moment
    place: Place
    label: Label | None
    distance: int
    evidence: str


def spot_dates(
    pieces: Sequence[Piece], layout: Layout, title: Title | None, header_date: str | None
) -> Iterator[SpottedDate]:
    """Every date on the page; `header_date` is that of a scraper's header line."""
    if header_date:
        for moment in find_moments(header_date):
            yield SpottedDate(moment, Place.HEADER_LINE, None, 0, f"date {header_date}")
    if title and title.date:
        for moment in find_moments(title.date):
            yield SpottedDate(moment, Place.TITLE, None, 0, title.date)
    yield from _around(pieces, layout, title.piece if title else None)
    for order, number in enumerate(layout.footer):
        yield from _in_line(pieces, number, Place.FOOTER_LINE, len(pieces) + order)
    yield from _elsewhere(pieces, layout)
    if layout.body:
        yield from _in_dateline(pieces[layout.body[0]].text[:_DATELINE])


def _around(pieces: Sequence[Piece], layout: Layout, top: int | None) -> Iterator[SpottedDate]:
    """Dates beside the headline and between the first paragraphs."""
    for number in layout.header:
        if top is None:
            distance = layout.header[-1] - number
            far = distance > _NEAR_UNTITLED
        else:
            distance = abs(number - top)
            far = top - number > _NEAR_ABOVE
        place = Place.MASTHEAD if far else Place.DATE_LINE
        yield from _in_line(pieces, number, place, distance)
    for number in layout.inside:
        start = top if top is not None else layout.body[0]
        yield from _in_line(pieces, number, Place.INSIDE, number - start)


def _elsewhere(pieces: Sequence[Piece], layout: Layout) -> Iterator[SpottedDate]:
    """Dates far from the article: any above it, below it only those with a label."""
    read = {*layout.header, *layout.inside, *layout.footer, *layout.body}
    first = min(read, default=0)
    for number, piece in enumerate(pieces):
        if number in read or piece.kind is Kind.PROSE:
            continue
        distance = len(pieces) + abs(first - number)
        for spotted in _in_line(pieces, number, Place.MASTHEAD, distance):
            if number < first or spotted.label:
                yield spotted


def _in_dateline(start: str) -> Iterator[SpottedDate]:
    """The date that opens the first paragraph: "SEOUL, Oct. 21, 2024 (Yonhap) -- "."""
    for moment in find_moments(start):
        if moment.day is not None and _DATELINE_END.match(start, moment.span[1]):
            yield SpottedDate(moment, Place.DATELINE, None, 50, start)


def _in_line(
    pieces: Sequence[Piece], number: int, place: Place, distance: int
) -> Iterator[SpottedDate]:
    """The dates of a line that is there for them."""
    piece = pieces[number]
    if len(piece.text) > _LINE or piece.kind is Kind.RELATED:
        return
    moments = find_moments(piece.text)
    besides = len(piece.text) - sum(moment.span[1] - moment.span[0] for moment in moments)
    if piece.kind is Kind.BYLINE:
        place = Place.BYLINE if place is Place.DATE_LINE else place
    elif besides > _BESIDES:
        return
    end = 0
    for moment in moments:
        if piece.kind is Kind.LEGAL and moment.day is None:
            continue  # a copyright's year
        label = _label_in(piece.text[end : moment.span[0]])
        if label is None and end == 0 and number > 0:
            label = _label_of(pieces[number - 1].text)
        end = moment.span[1]
        if len(moments) == 1 and number + 1 < len(pieces):
            moment = _with_time_below(moment, pieces[number + 1].text)
        yield SpottedDate(moment, place, label, distance, piece.text)


def _with_time_below(moment: Moment, below: str) -> Moment:
    time = find_time(below) if moment.hour is None and len(below) < _TIME_LINE else None
    if time is None:
        return moment
    return replace(moment, hour=time.hour, minute=time.minute, second=time.second, zone=time.zone)


def _label_of(line: str) -> Label | None:
    """What a line calls the date below it, if it says nothing else."""
    if len(line) > _LABEL_LINE:
        return None
    folded = fold(line).strip(" :：|·•-–—(")
    return next((label for label in Label if folded in _labels(label)), None)


def _label_in(text: str) -> Label | None:
    """What the words before a date call it; of several the last counts."""
    folded = fold(text)
    found = [
        (match.end(), label) for label in Label for match in _label_pattern(label).finditer(folded)
    ]
    return max(found)[1] if found else None


@cache
def _labels(label: Label) -> frozenset[str]:
    return frozenset(map(fold, load_table("dates")["labels"][label.value]))


@cache
def _label_pattern(label: Label) -> re.Pattern[str]:
    words = sorted(_labels(label), key=len, reverse=True)
    return re.compile(
        "|".join(
            re.escape(word) if word[0] >= "\u0e00" else rf"(?<!\w){re.escape(word)}(?!\w)"
            for word in words
        )
    )
