"""When a page was published: every date on it gathered, weighed by where it stands, one chosen.

Each candidate gets a weight for its place and for what is said before it ("Published", "Updated").
The greatest wins; of equals the nearest to the headline. Agreement between places raises the
confidence, doubt about day and month or about the zone lowers it. `method` names the place:

- text:published-line, text:update-line: a label says what the date is
- text:byline: beside an author's name
- text:date-line: a line for the date between headline and body
  or between its first paragraphs
- text:title: stuck to the headline's end
- text:header-line: the line that a scraper put above the page
- text:dateline: at the start of the first paragraph
- text:footer-line: below the article
- text:masthead: far from the article, often the day that the page was scraped
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache

from archive.article import Confidence, Precision, PublicationDate
from archive.parsing.authors import read_byline
from archive.parsing.body import Layout
from archive.parsing.kinds import Kind, Piece
from archive.parsing.moments import Moment, find_moments, find_time
from archive.parsing.phrases import fold
from archive.parsing.tables import load_table
from archive.parsing.titles import Title
from archive.parsing.zones import read_zone

_LINE = 300  # letters: a longer block is no date line
_DATELINE = 100
_GRACE = timedelta(days=1)  # a date may lie this far ahead: the page's zone may be ahead of ours
_EARLIEST = 1800
_EVIDENCE = 200
_BESIDES = 90  # letters beside the date that a line given over to it may have


class _Label(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class _Candidate:
    moment: Moment
    local: datetime
    weight: float
    distance: int  # blocks from the headline
    method: str
    evidence: str
    certain: bool  # day and month are told apart by the text


@dataclass(frozen=True, slots=True)
class _Place:
    method: str
    weight: float


_TITLE = _Place("text:title", 4.0)
_HEADER_LINE = _Place("text:header-line", 3.5)
_DATE_LINE = _Place("text:date-line", 4.0)
_BYLINE = _Place("text:byline", 4.2)
_INSIDE = _Place("text:date-line", 3.4)
_DATELINE_PLACE = _Place("text:dateline", 3.0)
_FOOTER_LINE = _Place("text:footer-line", 2.0)
_MASTHEAD = _Place("text:masthead", 1.0)
_LABEL_WEIGHT = {_Label.PUBLISHED: 1.5, _Label.UPDATED: -0.6}
_LABEL_METHOD = {_Label.PUBLISHED: "text:published-line", _Label.UPDATED: "text:update-line"}
_TIMED = 0.3
_AGREES = 1.2
_MONTH_FIRST_ZONES = frozenset("ET EST EDT CT CDT MT MDT PT PST PDT AKST AKDT HST".split())
_DAY_FIRST_ZONES = frozenset(
    "CET CEST MEZ MESZ BST WEST EET EEST MSK IST AEST AEDT NZST NZDT SAST WIB BRT".split()
)
_HIGH, _MEDIUM = 3.3, 2.4


def find_publication_date(
    pieces: Sequence[Piece],
    layout: Layout,
    title: Title | None,
    header_date: str | None,
    *,
    now: datetime | None = None,
) -> PublicationDate | None:
    """The publication date, None where the page names none that is possible.

    `header_date` is the ISO date of a scraper's header line. No date after `now` (UTC; the current
    time by default) and a day's grace is taken.
    """
    latest = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None) + _GRACE
    spotted = list(_spot(pieces, layout, title, header_date))
    day_first = _day_first([moment for moment, *_ in spotted])
    candidates = [
        candidate
        for moment, place, label, distance, evidence in spotted
        if (candidate := _candidate(moment, place, label, distance, evidence, day_first))
        and candidate.local <= latest
        and candidate.local.year >= _EARLIEST
    ]
    if not candidates:
        return None
    chosen, agreed = _choose(candidates)
    page = "\n".join(piece.text[: _LINE * 4] for piece in pieces)
    return _dated(chosen, agreed=agreed, page=page)


_Spotted = tuple[Moment, _Place, _Label | None, int, str]


def _spot(
    pieces: Sequence[Piece], layout: Layout, title: Title | None, header_date: str | None
) -> Iterator[_Spotted]:
    """Every date on the page with its place, label, distance from the headline and words."""
    if header_date:
        for moment in find_moments(header_date):
            yield moment, _HEADER_LINE, None, 0, f"date {header_date}"
    top = title.piece if title else None
    if title and title.date:
        for moment in find_moments(title.date):
            yield moment, _TITLE, None, 0, title.date
    for number in layout.header:
        above = top is not None and number < top
        near = abs(number - (top if top is not None else max(layout.header)))
        place = _DATE_LINE
        if above and near > 3 or top is None and near > 12:
            place = _MASTHEAD
        yield from _in_line(pieces, number, place, near)
    for number in layout.inside:
        near = number - (top if top is not None else layout.body[0])
        yield from _in_line(pieces, number, _INSIDE, near)
    for order, number in enumerate(layout.footer):
        yield from _in_line(pieces, number, _FOOTER_LINE, len(pieces) + order)
    yield from _elsewhere(pieces, layout)
    if layout.body:
        first = pieces[layout.body[0]].text[:_DATELINE]
        for moment in find_moments(first):
            if moment.day is not None and re.search(r"[-–—:]\s|\)\s", first[moment.span[1] :][:24]):
                yield moment, _DATELINE_PLACE, None, 50, first


def _elsewhere(pieces: Sequence[Piece], layout: Layout) -> Iterator[_Spotted]:
    """Dates far from the article: any above it, below it only those with a label."""
    read = {*layout.header, *layout.inside, *layout.footer, *layout.body}
    first = min(read, default=0)
    for number, piece in enumerate(pieces):
        if number in read or piece.kind is Kind.PROSE:
            continue
        for spotted in _in_line(pieces, number, _MASTHEAD, len(pieces) + abs(first - number)):
            if number < first or spotted[2]:
                yield spotted


def _in_line(
    pieces: Sequence[Piece], number: int, place: _Place, distance: int
) -> Iterator[_Spotted]:
    piece = pieces[number]
    if len(piece.text) > _LINE or piece.kind is Kind.RELATED:
        return
    moments = find_moments(piece.text)
    if not moments:
        return
    spans = sum(end - start for start, end in (moment.span for moment in moments))
    byline = read_byline(piece.text) is not None
    if len(piece.text) - spans > _BESIDES and not byline:
        return
    end = 0
    for moment in moments:
        if piece.kind is Kind.LEGAL and moment.day is None:
            continue  # a copyright's year
        label = _label(piece.text[end : moment.span[0]])
        if label is None and end == 0 and number > 0 and len(pieces[number - 1].text) <= 40:
            label = _label(pieces[number - 1].text, whole=True)
        end = moment.span[1]
        if moment.hour is None and number + 1 < len(pieces) and len(moments) == 1:
            time = find_time(pieces[number + 1].text) if len(pieces[number + 1].text) < 32 else None
            if time:
                moment = replace(
                    moment, hour=time.hour, minute=time.minute, second=time.second, zone=time.zone
                )
        where = _BYLINE if byline and place is _DATE_LINE else place
        yield moment, where, label, distance, piece.text


def _label(text: str, *, whole: bool = False) -> _Label | None:
    """What the words before a date call it; the last label counts. `whole`: nothing but a label."""
    folded = fold(text).strip(" :：|·•-–—(")
    if whole:
        table = load_table("dates")["labels"]
        return next((label for label in _Label if folded in table[label.value]), None)
    found = [
        (match.end(), label) for label in _Label for match in _label_pattern(label).finditer(folded)
    ]
    return max(found)[1] if found else None


@cache
def _label_pattern(label: _Label) -> re.Pattern[str]:
    words = sorted(map(fold, load_table("dates")["labels"][label.value]), key=len, reverse=True)
    return re.compile(
        "|".join(
            re.escape(word) if word[0] >= "\u0e00" else rf"(?<!\w){re.escape(word)}(?!\w)"
            for word in words
        )
    )


def _day_first(moments: Sequence[Moment]) -> bool | None:
    """Whether the page writes 31/12 (True) or 12/31 (False), None where nothing shows it.

    A number above 12 decides, and so does a date in words that agrees with one reading; American
    and other zones and a clock of twelve hours only speak for an order.
    """
    votes = 0
    worded = {(moment.month, moment.day) for moment in moments if moment.month and moment.day}
    for moment in moments:
        if moment.zone in _MONTH_FIRST_ZONES:
            votes -= 1
        elif moment.zone in _DAY_FIRST_ZONES:
            votes += 1
        if moment.numeric is None:
            continue
        first, second = moment.numeric
        if first > 12 or moment.separator == "." or ((second, first) in worded):
            votes += 4
        elif second > 12 or (first, second) in worded:
            votes -= 4
        elif moment.twelve_hour and moment.separator == "/":
            votes -= 1
    return None if votes == 0 else votes > 0


def _candidate(
    moment: Moment,
    place: _Place,
    label: _Label | None,
    distance: int,
    evidence: str,
    day_first: bool | None,
) -> _Candidate | None:
    month, day, certain = moment.month, moment.day, not moment.short_year
    if moment.numeric:
        first, second = moment.numeric
        if first == second:
            day, month = first, second
        else:
            certain = certain and (day_first is not None or max(first, second) > 12)
            dayfirst = first > 12 or (second <= 12 and day_first is not False)
            day, month = (first, second) if dayfirst else (second, first)
    try:
        local = datetime(
            moment.year, month or 1, day or 1, moment.hour or 0, moment.minute, moment.second or 0
        )
    except ValueError:
        return None
    weight = place.weight + (_TIMED if moment.hour is not None else 0.0)
    if label:
        weight += _LABEL_WEIGHT[label] * (0.4 if place is _INSIDE else 1.0)
    if day is None:
        weight -= 2.0
    method = _LABEL_METHOD[label] if label else place.method
    resolved = replace(moment, month=month, day=day)
    return _Candidate(resolved, local, weight, distance, method, evidence[:_EVIDENCE], certain)


def _choose(candidates: Sequence[_Candidate]) -> tuple[_Candidate, bool]:
    """The weightiest candidate, and whether another place names the same day."""

    def support(candidate: _Candidate) -> bool:
        return any(
            other.evidence != candidate.evidence
            and _same_day(other.local.date(), candidate.local.date())
            for other in candidates
        )

    def rank(candidate: _Candidate) -> tuple[float, int]:
        return candidate.weight + (_AGREES if support(candidate) else 0.0), -candidate.distance

    chosen = max(candidates, key=rank)
    return chosen, support(chosen)


def _same_day(one: date, other: date) -> bool:
    """Whether two dates are one day, zones allowed for."""
    return abs(one - other) <= timedelta(days=1)


def _dated(chosen: _Candidate, *, agreed: bool, page: str) -> PublicationDate:
    moment = chosen.moment
    zone = read_zone(moment.zone, chosen.local, page) if moment.zone else None
    weight = chosen.weight + (_AGREES if agreed else 0.0)
    confidence = (
        Confidence.HIGH
        if weight >= _HIGH
        else Confidence.MEDIUM
        if weight >= _MEDIUM
        else Confidence.LOW
    )
    if not chosen.certain:
        confidence = Confidence.LOW
    elif zone and not zone.certain and confidence is Confidence.HIGH:
        confidence = Confidence.MEDIUM
    return PublicationDate(
        local=chosen.local,
        precision=_precision(moment),
        offset=zone.offset if zone else None,
        timezone=moment.zone,
        method=chosen.method,
        confidence=confidence,
        evidence=chosen.evidence,
    )


def _precision(moment: Moment) -> Precision:
    if moment.month is None:
        return Precision.YEAR
    if moment.day is None:
        return Precision.MONTH
    if moment.hour is None:
        return Precision.DAY
    return Precision.MINUTE if moment.second is None else Precision.SECOND
