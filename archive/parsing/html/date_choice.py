"""Which of a page's dates is its publication's: places weighed, days summed up, one chosen.

A place's weight is the logarithm of its odds, right to wrong, counted on the 250 pages of
htmldate's evaluation (`python -m bench.extraction.date_weights` counts them again and
cross-validates). Places that a publishing system fills from one field speak once, as the best of
them; agreement between metadata, what readers see, the address and htmldate adds up. A modified
date counts where nothing better is known, as many pages carry no other.

The day is the local one that the outlet shows: where metadata in UTC lies within half a day of a
visible date, it speaks for that.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from archive.article import Precision
from archive.parsing.html.date_candidates import Candidate, Place
from archive.parsing.written import WrittenDate

_AHEAD, _BEHIND = timedelta(hours=13), timedelta(hours=11)  # how far local days lie from UTC

WEIGHTS: Mapping[Place, float] = {
    Place.LD_ARTICLE: 2.7,
    Place.LD_PAGE: 3.0,
    Place.LD_CREATED: 1.1,
    Place.LD_UPLOADED: 0.6,
    Place.LD_MODIFIED: 1.6,
    Place.META: 2.8,
    Place.META_DATE: 1.1,
    Place.META_MODIFIED: 1.2,
    Place.MICRODATA: 2.3,
    Place.TIME_PUBLISHED: 2.3,
    Place.TIME: 2.7,
    Place.TIME_LATER: 1.2,
    Place.TIME_UPDATED: 2.0,
    Place.CLASS: 2.7,
    Place.CLASS_ABOVE: 0.6,
    Place.SENTENCE: 3.0,
    Place.URL: 3.2,
    Place.TEXT: 2.1,
    Place.TEXT_UNSURE: 1.4,
    Place.TEXT_UPDATED: 2.0,
    Place.HTMLDATE: 2.2,
}
# Who fills a place: its places' best speaks in full, the others a little. The shares are set by
# hand, to round numbers.
_FILLED_BY: Mapping[Place, str] = {
    Place.LD_ARTICLE: "system",
    Place.LD_PAGE: "system",
    Place.META: "system",
    Place.MICRODATA: "system",
    Place.LD_CREATED: "related",
    Place.LD_UPLOADED: "related",
    Place.META_DATE: "related",
    Place.LD_MODIFIED: "updated",
    Place.META_MODIFIED: "updated",
    Place.TIME_UPDATED: "updated",
    Place.URL: "address",
    Place.HTMLDATE: "htmldate",
}
_SHARE = {
    "system": 1.0,
    "seen": 1.0,
    "address": 1.0,
    "htmldate": 0.5,
    "related": 0.3,
    "updated": 0.2,
}
_REPEATED = 0.2
_IN_PATH = 3.0  # for a day in the month or year that the address names
_SEEN = frozenset(
    {Place.TIME, Place.TIME_LATER, Place.TIME_PUBLISHED, Place.CLASS, Place.SENTENCE, Place.TEXT,
     Place.TEXT_UNSURE, Place.TEXT_UPDATED, Place.URL}
)  # fmt: skip
_MONTH_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=/|$)")
_YEAR_IN_PATH = re.compile(r"/((?:19|20)\d\d)(?=/|$)")


@dataclass(frozen=True, slots=True)
class Choice:
    """The day chosen, the candidates that speak for it and how far it leads.

    `safe_lead` is its lead if htmldate, not asked yet, spoke for the best of the other days.
    """

    day: date
    speakers: tuple[Candidate, ...]
    score: float
    lead: float
    safe_lead: float


def choose(
    candidates: Sequence[Candidate],
    url: str | None,
    weights: Mapping[Place, float] = WEIGHTS,
) -> Choice | None:
    """The likeliest day; None where no candidate names a day."""
    days = by_day(candidates)
    if not days:
        return None
    path = _named_in_path(url)
    scores = {
        day: _score(speakers, weights)
        + (_IN_PATH if path and day.isoformat().startswith(path) else 0.0)
        for day, speakers in days.items()
    }
    best, *rest = sorted(days, key=lambda day: (-scores[day], day))
    lead = scores[best] - (scores[rest[0]] if rest else 0.0)
    other = max(scores[rest[0]] if rest else 0.0, _IN_PATH if path else 0.0)
    safe_lead = scores[best] - other - weights.get(Place.HTMLDATE, 0.0) * _SHARE["htmldate"]
    return Choice(best, tuple(days[best]), scores[best], lead, safe_lead)


def by_day(candidates: Sequence[Candidate]) -> dict[date, list[Candidate]]:
    """Which candidates speak for which day: the first of each place, and UTC for a day seen."""
    first: dict[Place, Candidate] = {}
    for candidate in candidates:
        if candidate.date.precision not in (Precision.YEAR, Precision.MONTH):
            first.setdefault(candidate.place, candidate)
    seen = {one.date.local.date() for one in first.values() if one.place in _SEEN}
    days: defaultdict[date, list[Candidate]] = defaultdict(list)
    for candidate in first.values():
        day = candidate.date.local.date()
        if (
            candidate.place not in _SEEN
            and candidate.date.offset == timedelta()
            and day not in seen
        ):
            day = next((near for near in _days_near(candidate.date) if near in seen), day)
        days[day].append(candidate)
    return days


def _days_near(found: WrittenDate) -> Iterator[date]:
    """The other days that an instant in UTC can fall on somewhere."""
    if found.utc:
        for local in (found.utc - _BEHIND, found.utc + _AHEAD):
            if local.date() != found.local.date():
                yield local.date()


def _score(speakers: Sequence[Candidate], weights: Mapping[Place, float]) -> float:
    filled: defaultdict[str, list[float]] = defaultdict(list)
    for candidate in speakers:
        filled[_FILLED_BY.get(candidate.place, "seen")].append(weights.get(candidate.place, 0.0))
    return sum(
        max(found) * _SHARE[who] + _REPEATED * (sum(found) - max(found))
        for who, found in filled.items()
    )


def _named_in_path(url: str | None) -> str | None:
    """The month ("2018-08") or year ("2018") that an address names as a folder."""
    path = urlsplit(url).path if url else ""
    if match := _MONTH_IN_PATH.search(path):
        return f"{match[1]}-{int(match[2]):02d}"
    year = _YEAR_IN_PATH.search(path)
    return year[1] if year else None
