"""Values as people read them: dates as precise as they are, numbers, addresses that are safe."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

from api.page_translation import page_locale

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it: `javascript:` and the like are no addresses."""
    return url if url and _WEB_ADDRESS.fullmatch(url) else None


def number(value: int) -> str:
    """A whole number as the reader's language groups its digits."""
    return _grouped(value, page_locale())


def day_and_time(published: dict[str, Any]) -> str:
    """A publication date (see `index.published_of`) in words, no finer than it is known, in the
    zone that the article gives."""
    zone = published["timezone"]
    return _in_words(published["at"], published["precision"], zone, page_locale())


# A page shows some hundred of each, and most of them again and again.
@lru_cache(maxsize=4096)
def _grouped(value: int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _in_words(at: str, precision: str, zone: str | None, locale: Locale) -> str:
    match precision:
        case "year":
            return at[:4]
        case "month":
            return format_skeleton("yMMMM", _moment(f"{at[:7]}-01"), locale=locale)
        case "day":
            return format_date(_moment(at[:10]), "long", locale=locale)
    moment = _moment(at[:16])
    day = format_date(moment, "long", locale=locale)
    time = format_time(moment, "short", locale=locale)
    return f"{day}, {time} {zone or _offset(at)}".rstrip()


def _offset(at: str) -> str:
    """The offset from UTC at the end of an ISO 8601 time, empty if it has none."""
    found = re.search(r"(?:[Zz]|[+-]\d\d:\d\d)$", at[10:])
    return found[0].upper().replace("Z", "UTC") if found else ""


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
