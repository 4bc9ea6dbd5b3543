"""Kinds of parameters that are about time: dates, time zones, lengths of time."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from difflib import get_close_matches
from typing import Any, NamedTuple

from marshmallow import ValidationError, fields

from archive import zone_named, zone_names
from index import DateSyntaxError, is_relative, parse_date_bound, relative_span


class Span(NamedTuple):
    """The half-open span of time that a written date means, in UTC; no end is open.

    `floating` is whether the date names no offset, so that whose days it means is still to be said.
    """

    start: datetime
    end: datetime | None
    floating: bool

    def within(self, zone: tzinfo, now: datetime) -> tuple[datetime, datetime | None]:
        """The span with floating dates read in this zone, whatever the time; raises OverflowError
        at the ends of the calendar."""
        if not self.floating:
            return self.start, self.end
        return _floated(self.start, zone), self.end and _floated(self.end, zone)


def _floated(moment: datetime, zone: tzinfo) -> datetime:
    """The instant at which clocks in the zone show what a moment shows in UTC."""
    shown = moment.replace(tzinfo=zone)
    offset = shown.utcoffset()
    return moment - offset if offset is not None else moment


class RelativeDate(NamedTuple):
    """A date counted from now, as it is written: which span it means is known when `now` is."""

    text: str

    def within(self, zone: tzinfo, now: datetime) -> tuple[datetime, datetime | None]:
        """The span that it means at `now` (aware), rounded to days of this zone; raises
        DateSyntaxError beyond the calendar."""
        return parse_date_bound(self.text, now=now, zone=zone)

    def days(self, zone: tzinfo, now: datetime) -> tuple[str, str]:
        """The first and the last day of that span, `YYYY-MM-DD`."""
        start, end = relative_span(self.text, now, zone)
        last = end - timedelta(microseconds=1)
        return str(start.astimezone(zone).date()), str(last.astimezone(zone).date())


WrittenDate = Span | RelativeDate

_PLUS = "in an address, a + is written as %2B."
_LOST_PLUS = re.compile(r"\d[Tt].* \d\d:?\d\d$", re.ASCII)
_OFFSET = re.compile(r"\d[Tt ].*(?:[Zz]|[+-]\d\d:\d\d)$", re.ASCII)


class DateBound(fields.Field[WrittenDate]):
    """A date of any precision, or one counted from now, loaded as the half-open span of time that
    it means."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> WrittenDate:
        text = value.strip()
        if not text:
            raise ValidationError("Is empty; name a date or leave the parameter out.")
        try:
            start, end = parse_date_bound(text, now=datetime.now(UTC))
        except DateSyntaxError as error:
            hint = f" ({_PLUS})" if _LOST_PLUS.search(text) else ""
            raise ValidationError(f"{error}{hint}") from error
        if is_relative(text):
            return RelativeDate(text)
        return Span(start, end, floating=_OFFSET.search(text) is None)


class TimeZone(fields.Field[tzinfo]):
    """A time zone by its name in the IANA database."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> tzinfo:
        try:
            return zone_named(value)
        except ValueError as error:
            near = get_close_matches(value[:_LONGEST_ZONE], sorted(zone_names()), n=1)
            hint = f"did you mean `{near[0]}`?" if near else "write it as in `Asia/Seoul` or `UTC`."
            if " " in value.strip():
                hint = _PLUS
            raise ValidationError(f"Is no time zone of the IANA database; {hint}") from error

    def _serialize(self, value: Any, attr: Any, obj: Any, **_: Any) -> str:
        return str(value)


_LONGEST_ZONE = 50  # characters that are compared with names

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
MAX_HALF_LIFE = timedelta(days=36_500)


class HalfLife(fields.Field[timedelta]):
    """A length of time: a whole number and its unit."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> timedelta:
        found = re.fullmatch(r"(\d{1,6})([hdw])", value.strip(), re.ASCII)
        length = found and int(found[1]) * _UNITS[found[2]]
        if not length or length > MAX_HALF_LIFE:
            raise ValidationError(
                "Must be a number of hours, days or weeks, such as `12h`, `30d` or `8w`, "
                f"up to {MAX_HALF_LIFE.days:,}d."
            )
        return length
