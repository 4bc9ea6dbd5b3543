"""When a page was published: every date on it gathered, weighed by where it stands, one chosen.

Each date gets a weight for its place and for what is said before it ("Published", "Updated"). The
greatest wins; of equals the nearest to the headline. Agreement between places raises the
confidence, doubt about day and month or about the zone lowers it. `method` names the place:

- text:published-line, text:update-line: a label says what the date is
- text:byline: beside an author's name
- text:date-line: a line for the date between headline and body or between its first paragraphs
- text:title: stuck to the headline's end
- text:header-line: the line that a scraper put above the page
- text:dateline: at the start of the first paragraph
- text:footer-line: below the article
- text:masthead: far from the article, often the day that the page was scraped
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from archive.article import Confidence, Precision, PublicationDate
from archive.parsing.body import Layout
from archive.parsing.date_places import Label, Place, SpottedDate, spot_dates
from archive.parsing.kinds import Piece
from archive.parsing.moments import Moment
from archive.parsing.titles import Title
from archive.parsing.zones import read_zone

_GRACE = timedelta(days=1)  # a date may lie this far ahead: the page's zone may be ahead of ours
_EARLIEST = 1800
_EVIDENCE = 200
_ZONE_SAMPLE = 1_200  # letters of each block that are searched for a zone's evidence
_PLACE_WEIGHT = {
    Place.BYLINE: 4.2,
    Place.TITLE: 4.0,
    Place.DATE_LINE: 4.0,
    Place.HEADER_LINE: 3.5,
    Place.INSIDE: 3.4,
    Place.DATELINE: 3.0,
    Place.FOOTER_LINE: 2.0,
    Place.MASTHEAD: 1.0,
}
_LABEL_WEIGHT = {Label.PUBLISHED: 1.5, Label.UPDATED: -0.6, None: 0.0}
_LABEL_INSIDE = 0.4  # between paragraphs a label counts less: the article may speak of the date
_TIMED = 0.3
_NO_DAY = -2.0
_AGREES = 1.2
_HIGH, _MEDIUM = 3.3, 2.4  # the weights from which a confidence is high or medium
_METHOD = {Label.PUBLISHED: "text:published-line", Label.UPDATED: "text:update-line"}
_MONTH_FIRST_ZONES = frozenset("ET EST EDT CT CDT MT MDT PT PST PDT AKST AKDT HST".split())
_DAY_FIRST_ZONES = frozenset(
    "CET CEST MEZ MESZ BST WEST EET EEST MSK IST AEST AEDT NZST NZDT SAST WIB BRT".split()
)
_SURE = 4  # votes for an order of day and month
_RANKED = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date with its order settled; it is never surer than `most`."""

    spotted: SpottedDate
    moment: Moment
    local: datetime
    weight: float
    most: Confidence


@dataclass(frozen=True, slots=True)
class _Order:
    """Whether a page puts days before months, and how sure that is."""

    day_first: bool
    confidence: Confidence


def find_publication_date(
    pieces: Sequence[Piece],
    layout: Layout,
    title: Title | None,
    header_date: str | None,
    *,
    now: datetime | None = None,
) -> PublicationDate | None:
    """The publication date, None where the page names none that is possible.

    `header_date` is the ISO date of a scraper's header line. No date is taken that lies more than
    a day after `now` (aware; the current time by default).
    """
    latest = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None) + _GRACE
    spotted = list(spot_dates(pieces, layout, title, header_date))
    order = _order([one.moment for one in spotted])
    candidates = [
        candidate
        for one in spotted
        if (candidate := _candidate(one, order))
        and candidate.local <= latest
        and candidate.local.year >= _EARLIEST
    ]
    if not candidates:
        return None
    page = "\n".join(piece.text[:_ZONE_SAMPLE] for piece in pieces)
    return _dated(_choose(candidates), page)


def _order(moments: Sequence[Moment]) -> _Order:
    """Whether the page writes 31/12 or 12/31.

    A number above 12 decides, and so does a date in words that agrees with one reading. Zones and
    a clock of twelve hours only speak for an order. Days first, the world's habit, is the guess.
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
        if first > 12 or (second, first) in worded:
            votes += _SURE
        elif second > 12 or (first, second) in worded:
            votes -= _SURE
        elif moment.twelve_hour and moment.separator == "/":
            votes -= 1
    sure = Confidence.HIGH if abs(votes) >= _SURE else Confidence.MEDIUM
    return _Order(votes >= 0, sure if votes else Confidence.LOW)


def _candidate(spotted: SpottedDate, order: _Order) -> _Candidate | None:
    """A date read in the page's order, None for a day that no calendar has."""
    moment, most = spotted.moment, Confidence.HIGH
    if moment.numeric:
        first, second = moment.numeric
        day_first = first > 12 or (second <= 12 and (order.day_first or moment.separator == "."))
        month, day = (second, first) if day_first else (first, second)
        if first != second and max(first, second) <= 12 and moment.separator != ".":
            most = order.confidence
        moment = replace(moment, month=month, day=day)
    if moment.short_year:
        most = _lower(most, Confidence.MEDIUM)
    try:
        local = datetime(
            moment.year,
            moment.month or 1,
            moment.day or 1,
            moment.hour or 0,
            moment.minute,
            moment.second or 0,
        )
    except ValueError:
        return None
    label = _LABEL_WEIGHT[spotted.label] * (_LABEL_INSIDE if spotted.place is Place.INSIDE else 1.0)
    weight = _PLACE_WEIGHT[spotted.place] + label
    weight += _TIMED if moment.hour is not None else 0.0
    weight += _NO_DAY if moment.day is None else 0.0
    return _Candidate(spotted, moment, local, weight, most)


def _choose(candidates: Sequence[_Candidate]) -> _Candidate:
    """The weightiest candidate; one whose day other words of the page name too weighs more."""
    words: dict[date, set[str]] = {}
    for candidate in candidates:
        words.setdefault(candidate.local.date(), set()).add(candidate.spotted.evidence)

    def agreed(candidate: _Candidate) -> bool:
        day = candidate.local.date()
        beside = (words.get(day + timedelta(days=step), set()) for step in (-1, 0, 1))
        return len(set().union(*beside)) > 1

    weighed = [
        replace(candidate, weight=candidate.weight + (_AGREES if agreed(candidate) else 0.0))
        for candidate in candidates
    ]
    return max(weighed, key=lambda candidate: (candidate.weight, -candidate.spotted.distance))


def _dated(chosen: _Candidate, page: str) -> PublicationDate:
    moment, spotted = chosen.moment, chosen.spotted
    zone = read_zone(moment.zone, chosen.local, page) if moment.zone else None
    confidence = Confidence.LOW
    if chosen.weight >= _MEDIUM:
        confidence = Confidence.HIGH if chosen.weight >= _HIGH else Confidence.MEDIUM
    confidence = _lower(confidence, chosen.most)
    if zone and not zone.certain:
        confidence = _lower(confidence, Confidence.MEDIUM)
    place = Place.DATE_LINE if spotted.place is Place.INSIDE else spotted.place
    return PublicationDate(
        local=chosen.local,
        precision=_precision(moment),
        offset=zone.offset if zone else None,
        timezone=moment.zone,
        method=_METHOD[spotted.label] if spotted.label else f"text:{place}",
        confidence=confidence,
        evidence=spotted.evidence[:_EVIDENCE],
    )


def _lower(one: Confidence, other: Confidence) -> Confidence:
    return min(one, other, key=_RANKED.index)


def _precision(moment: Moment) -> Precision:
    if moment.month is None:
        return Precision.YEAR
    if moment.day is None:
        return Precision.MONTH
    if moment.hour is None:
        return Precision.DAY
    return Precision.MINUTE if moment.second is None else Precision.SECOND
