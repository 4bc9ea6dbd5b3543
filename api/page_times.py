"""Times of the archive's own, such as when something was stored, as people read them."""

from datetime import date, datetime

from api.page_values import day_and_time


def moment_in_words(moment: datetime) -> str:
    """An aware UTC time to the minute."""
    at = moment.isoformat(timespec="minutes")
    return day_and_time({"at": at, "precision": "minute", "timezone": "UTC"})


def day_in_words(day: date) -> str:
    """A day."""
    return day_and_time({"at": day.isoformat(), "precision": "day", "timezone": None})
