"""Dates and times as people write them, found in a line of text; no choice is made here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from archive.parsing.phrases import fold
from archive.parsing.tables import load_table
from archive.parsing.zones import zone_pattern

_BUDDHIST_ERA = 543


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with whatever time and zone stands beside it; `span` is where in the line.

    `numeric` holds the first two numbers of a date such as 03/04/2024, whose order is not known
    yet; `month` and `day` are then None. `month` alone may be None for no other reason, `day` is
    None where only a month and a year are named.
    """

    span: tuple[int, int]
    year: int
    month: int | None = None
    day: int | None = None
    numeric: tuple[int, int] | None = None
    separator: str = ""
    short_year: bool = False
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    zone: str | None = None
    twelve_hour: bool = False  # a clock of am and pm, as where months come first


# A year; a day may be stuck to it: "28. Juni 201914. Januar 2020", two dates without a space.
_YEAR = r"(?P<year>(?:1[89]|20|25)\d{2})(?:(?!\.?\d)|(?=\d{1,2}\.? ?[^\W\d_]{3}))"
_DAY_START = r"(?:(?<!\d)|(?<=[12][089]\d\d))"
_NAME = r"(?P<name>[^\s\d,|/():;.–-]{2,24}|(?:[\u0e00-\u0e7f]{1,3}\.){2})"
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2024-10-21, 2024/10/21, 2024. 10. 21.
        r"(?<!\d)(?P<year>(?:1[89]|20|25)\d{2})(?P<separator>[-/.]) ?"
        r"(?P<month>\d{1,2})(?P=separator) ?(?P<day>\d{1,2})(?!\d)",
        # 2024年10月21日, 2024년 10월 21일
        r"(?<!\d)(?P<year>(?:1[89]|20)\d{2}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?"
        r"(?P<day>\d{1,2}) ?[日일号號]?",
        # 21 tháng 10 năm 2024
        r"(?<!\d)(?P<day>\d{1,2}),? tháng (?P<month>\d{1,2})(?:,| năm)? " + _YEAR,
        # 21 October 2024, 21. Oktober 2024, 21 de octubre de 2024, 21-Oct-2024
        rf"{_DAY_START}(?P<day>\d{{1,2}}){_ORDINAL}[., /-]{{0,3}}"
        rf"(?:(?:of|de|del|di|den) |d')?{_NAME}"
        rf"[., /-]{{0,3}}(?:(?:of|de|del|do|năm) )?{_YEAR}",
        # October 21, 2024
        rf"{_NAME}\.? ?(?P<day>\d{{1,2}}){_ORDINAL}[., ]{{1,3}}{_YEAR}",
        # 2024. október 21.
        rf"(?<!\d){_YEAR}[., ]{{1,2}}{_NAME}\.? (?P<day>\d{{1,2}})(?!\d)",
        # 21/10/2024, 21.10.2024, 21. 10. 2024, 10-21-2024
        r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<separator>[-/.]) ?(?P<b>\d{1,2})(?P=separator) ?" + _YEAR,
        # 21.10.24, 10/21/24
        r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<separator>[/.])(?P<b>\d{1,2})(?P=separator)"
        r"(?P<short>\d{2})(?![\d./-])",
        # October 2024
        rf"{_NAME}[., ]{{1,2}}(?:de )?{_YEAR}",
    )
)
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")

_HALVES = {
    "오전": 0,
    "上午": 0,
    "午前": 0,
    "凌晨": 0,
    "早上": 0,
    "오후": 12,
    "下午": 12,
    "午後": 12,
    "晚上": 12,
}
_TIME = (
    rf"(?:(?P<half_before>{'|'.join(_HALVES)}) ?)?(?<![\d.,:])(?P<hour>\d{{1,2}})"
    r"(?:(?P<mark> ?[:.hH時时시点] ?| Uhr )(?P<minute>\d{2}|(?:(?<=[時时시点])|(?<=[時时시点] ))\d)"
    r"(?![\d%])(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?(?!\d))?"
    r"| ?(?P<whole>Uhr|h\b|hrs\b|時|시))? ?[分분]?(?: ?(?:Uhr|hrs\b|hours\b|h\b|WIB\b))?"
    r"(?: ?(?P<half>[aApP])\.? ?[mM](?![^\W\d_])\.?)?"
)
_AFTER = re.compile(r"(?:T|[^\d]{0,16}?)" + _TIME)
_ALONE = re.compile(r"[^\d]{0,12}?" + _TIME)
_ANYWHERE = re.compile(_TIME)
_WINDOW = 48
_GAP = 20
# What every date above holds: a year of four digits, or three short numbers.
_DATED = re.compile(r"(?:1[89]|2[05])\d\d|\d[/.]\d{1,2}[/.]\d\d")
_REMEMBERED_LETTERS = 300


def find_moments(line: str) -> tuple[Moment, ...]:
    """Every date in the line, in order, each with its time and zone where it has them."""
    if _DATED.search(line) is None:
        return ()
    return (_remembered if len(line) <= _REMEMBERED_LETTERS else _moments)(line)


def _moments(line: str) -> tuple[Moment, ...]:
    found: list[Moment] = []
    for moment in sorted(_dates(line), key=lambda moment: moment.span):
        found.append(_with_time(line, moment, found[-1].span[1] if found else 0))
    return tuple(found)


# A page's lines are asked for their dates by whoever looks for a kind, a headline, a byline.
_remembered = lru_cache(maxsize=1_024)(_moments)


def find_time(line: str) -> Moment | None:
    """The time that a line consists of, as a moment without a date (year 0)."""
    match = _ALONE.match(line)
    if match is None or len(line) - match.end() > 12:
        return None
    return _timed(Moment((0, 0), 0), line, match)


def _dates(line: str) -> Iterator[Moment]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(line):
            moment = _moment(match)
            if moment and all(moment.span[1] <= a or b <= moment.span[0] for a, b in taken):
                taken.append(moment.span)
                yield moment


def _moment(match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    start = match.start()
    month: int | None = None
    if name := parts.get("name"):
        # "RussiaOctober 24": a headline stuck to the date after it.
        glued = _INNER_CAPITAL.split(name)[-1]
        month = _month_number(glued)
        if month is None:
            return None
        start = (
            match.start("name") + len(name) - len(glued) if start == match.start("name") else start
        )
    elif parts.get("month"):
        month = int(parts["month"])
    year = 2000 + int(parts["short"]) if parts.get("short") else int(parts["year"])
    if year >= 2400:
        year -= _BUDDHIST_ERA
    day = int(parts["day"]) if parts.get("day") else None
    numeric = (int(parts["a"]), int(parts["b"])) if parts.get("a") else None
    if numeric and not (1 <= min(numeric) <= 12 and max(numeric) <= 31 and min(numeric) > 0):
        return None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return Moment(
        span=(start, match.end()),
        year=year,
        month=month,
        day=day,
        numeric=numeric,
        separator=parts.get("separator") or "",
        short_year=bool(parts.get("short")),
    )


@cache
def _months() -> dict[str, int]:
    return {
        fold(name).strip("."): number
        for months in load_table("dates")["months"].values()
        for number, names in enumerate(months, start=1)
        for name in names.split()
    }


def _month_number(name: str) -> int | None:
    return _months().get(fold(name).strip("."))


def _with_time(line: str, moment: Moment, earliest: int) -> Moment:
    """The moment with the time after it, else the time before it, unless it belongs elsewhere."""
    start, end = moment.span
    if moment.day is None and moment.numeric is None:
        return moment
    readings: list[tuple[int, Moment]] = []  # with the letters between date and time
    after = line[end : end + _WINDOW]
    if (match := _AFTER.match(after)) and (timed := _timed(moment, after, match)):
        gap = _letters(after[: match.start("hour")])
        readings.append((gap, replace(timed, span=(start, end + timed.span[1]))))
    offset = max(earliest, start - _WINDOW)
    before = line[offset:start]
    for match in _ANYWHERE.finditer(before):
        timed = _timed(moment, before, match)
        between = before[timed.span[1] :] if timed else ""
        if timed and len(between) <= _GAP and not re.search(r"\d", between):
            readings.append((_letters(between), replace(timed, span=(offset + match.start(), end))))
    return min(readings, key=lambda reading: reading[0])[1] if readings else moment


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _timed(moment: Moment, text: str, match: re.Match[str]) -> Moment | None:
    """The moment at the time matched; its span becomes the time's within `text`."""
    parts = match.groupdict()
    hour = int(parts["hour"])
    half = {"a": 0, "p": 12}.get(
        (parts["half"] or "").lower(), _HALVES.get(parts["half_before"] or "")
    )
    if parts["minute"] is None and half is None and not parts["whole"]:
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    minute = int(parts["minute"] or 0)
    second = int(parts["second"]) if parts["second"] else None
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    zone = zone_pattern().match(text[match.end() : match.end() + 24])
    end = match.end() + (zone.end() if zone else 0)
    name = " ".join(zone.group("zone").split()) if zone else None
    return replace(
        moment,
        hour=hour,
        minute=minute,
        second=second,
        zone=name,
        span=(match.start(), end),
        twelve_hour=half is not None,
    )
