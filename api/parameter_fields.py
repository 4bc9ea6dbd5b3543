"""Kinds of parameters: whole numbers in a range, comma lists, dates, names to filter by."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from marshmallow import ValidationError, fields, validate

from api.choices import MAX_VERSION
from index import DateSyntaxError, parse_date_bound

Choice = TypeVar("Choice", bound=StrEnum)

MAX_VALUES = 100
MAX_VALUE_LENGTH = 500


class WholeNumber(fields.Integer):
    """A number of plain digits, from `minimum` to `maximum`."""

    def __init__(
        self, *, minimum: int, maximum: int, default: int | None = None, description: str
    ) -> None:
        message = f"Must be a whole number from {minimum:,} to {maximum:,}."
        super().__init__(
            load_default=default,
            validate=validate.Range(minimum, maximum, error=message),
            error_messages={"invalid": message},
            metadata={"description": description},
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < 20):
            raise self.make_error("invalid")
        return int(value)


def version_number(description: str) -> WholeNumber:
    """The number of an article's version; `description` says what holds without one."""
    return WholeNumber(minimum=1, maximum=MAX_VERSION, description=description)


def one_of(choices: type[Choice], *, default: Choice, description: str) -> fields.Enum[Choice]:
    """One of an enumeration's values."""
    return fields.Enum(
        choices,
        by_value=fields.String,
        load_default=default,
        metadata={"description": description},
    )


class CommaList(fields.List[str]):
    """Names from a fixed list: separated by commas, repeated, or both; an empty text is none."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        inner = fields.String(
            validate=validate.OneOf(choices), metadata={"description": "One of the names."}
        )
        super().__init__(inner, **options)
        self.choices = tuple(choices)

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        names = dict.fromkeys(
            name for part in value for name in map(str.strip, part.split(",")) if name
        )
        unknown = [name for name in names if name not in self.choices]
        if unknown:
            raise ValidationError(
                f"Names {', '.join(unknown)}, which is not one of {', '.join(self.choices)}."
            )
        return tuple(names)


class FilterValues(fields.List[str]):
    """The values a field may have; the parameter is repeated for more than one."""

    def __init__(self, *, description: str, example: str) -> None:
        inner = fields.String(metadata={"description": "A whole value, as a facet shows it."})
        super().__init__(
            inner,
            load_default=(),
            metadata={"description": description, "examples": [[example]], "maxItems": MAX_VALUES},
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if len(value) > MAX_VALUES:
            raise ValidationError(f"Can be given at most {MAX_VALUES} times.")
        if any(not text.strip() for text in value):
            raise ValidationError("Is empty; name a value or leave the parameter out.")
        if any(len(text) > MAX_VALUE_LENGTH for text in value):
            raise ValidationError(f"Can be at most {MAX_VALUE_LENGTH} characters long.")
        return tuple(dict.fromkeys(value))


class Switch(fields.Boolean):
    """On or off: `true` or `false`."""

    def __init__(self, *, description: str) -> None:
        super().__init__(
            load_default=False,
            truthy={"true", "1"},
            falsy={"false", "0"},
            error_messages={"invalid": "Must be true or false."},
            metadata={"description": description},
        )


class Span(NamedTuple):
    """The half-open span of time that a written date means, in UTC; no end is open.

    `floating` is whether the date names no offset, so that whose days it means is still to be said.
    """

    start: datetime
    end: datetime | None
    floating: bool

    def within(self, zone: tzinfo) -> tuple[datetime, datetime | None]:
        """The span with floating dates read in this zone; raises OverflowError at the ends of the
        calendar."""
        if not self.floating:
            return self.start, self.end
        return _floated(self.start, zone), self.end and _floated(self.end, zone)


def _floated(moment: datetime, zone: tzinfo) -> datetime:
    """The instant at which clocks in the zone show what a moment shows in UTC."""
    shown = moment.replace(tzinfo=zone)
    offset = shown.utcoffset()
    return moment - offset if offset is not None else moment


_OFFSET = re.compile(r"\d[Tt ].*(?:[Zz]|[+-]\d\d:\d\d)$", re.ASCII)


class DateBound(fields.Field[Span]):
    """A date of any precision, loaded as the half-open span of time that it means."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Span:
        text = value.strip()
        if not text:
            raise ValidationError("Is empty; name a date or leave the parameter out.")
        try:
            start, end = parse_date_bound(text)
        except DateSyntaxError as error:
            raise ValidationError(str(error)) from error
        return Span(start, end, floating=_OFFSET.search(text) is None)


class TimeZone(fields.Field[tzinfo]):
    """A time zone by its name in the IANA database."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> tzinfo:
        names = _zone_names()
        if value not in names:
            near = get_close_matches(value[:_LONGEST_ZONE], names, n=1)
            hint = f"did you mean `{near[0]}`?" if near else "write it as in `Asia/Seoul` or `UTC`."
            raise ValidationError(f"Is no time zone of the IANA database; {hint}")
        return ZoneInfo(value)

    def _serialize(self, value: Any, attr: Any, obj: Any, **_: Any) -> str:
        return str(value)


_LONGEST_ZONE = 50  # characters that are compared with names


@lru_cache(maxsize=1)
def _zone_names() -> list[str]:
    """Every zone of the machine's copy of the database; reading their list takes milliseconds."""
    return sorted(available_timezones())


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
