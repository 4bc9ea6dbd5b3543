"""What narrows a search: values of fields, and a span of time that may be counted from now."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from marshmallow import ValidationError

from api.time_fields import RelativeDate, WrittenDate
from index import DateSyntaxError, Filters, Published


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeFilters:
    """Filters whose span of time is counted from now: what they are is known when `now` is."""

    values: dict[str, tuple[str, ...]]
    first: WrittenDate | None
    last: WrittenDate | None
    zone: tzinfo

    def at(self, now: datetime) -> Filters:
        """The filters at `now` (aware); raises ValidationError where nothing could match."""
        return Filters(
            values=self.values, published=_published(self.first, self.last, self.zone, now)
        )


AskedFilters = Filters | RelativeFilters


def asked_filters(
    values: dict[str, tuple[str, ...]],
    *,
    first: WrittenDate | None,
    last: WrittenDate | None,
    zone: tzinfo,
) -> AskedFilters:
    """Filters by these values and from the one date to the other, in days of the zone.

    Raises ValidationError for a span that ends before it begins whatever the time.
    """
    asked = RelativeFilters(values=values, first=first, last=last, zone=zone)
    counts_from_now = isinstance(first, RelativeDate) or isinstance(last, RelativeDate)
    return asked if counts_from_now else asked.at(_ANY_TIME)


_ANY_TIME = datetime.min.replace(tzinfo=UTC)


def _published(
    first: WrittenDate | None, last: WrittenDate | None, zone: tzinfo, now: datetime
) -> Published:
    start = first and _within(first, zone, now, "from")[0]
    end = last and _within(last, zone, now, "to")[1]
    if start and end and start >= end:
        raise ValidationError("Is later than `to`, so nothing could match.", "from")
    return Published(start, end)


def _within(
    date: WrittenDate, zone: tzinfo, now: datetime, name: str
) -> tuple[datetime, datetime | None]:
    try:
        return date.within(zone, now)
    except DateSyntaxError as error:
        raise ValidationError(str(error), name) from error
    except OverflowError as error:
        raise ValidationError("Is outside the years 1 to 9999 in UTC.", name) from error
