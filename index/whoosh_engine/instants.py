"""Times as the index holds them: whole microseconds since 1970-01-01T00:00:00Z."""

from datetime import datetime, timedelta

from index.query import Published

NO_INSTANT = -(2**63)
"""What stands where an article has no date; earlier than any."""

DAY = 86_400_000_000
"""Microseconds in a day."""

_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


def instant_of(moment: datetime) -> int:
    """An aware time as an instant."""
    offset = moment.utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - _EPOCH - offset) // _MICROSECOND


def bounds(span: Published) -> tuple[int, int]:
    """The half-open range of instants that a span stands for; it leaves out NO_INSTANT."""
    start = NO_INSTANT + 1 if span.start is None else instant_of(span.start)
    end = 2**63 - 1 if span.end is None else instant_of(span.end)
    return start, max(start, end)
