"""The line that a scraper put above the page: " date 2024-10-24 ..."."""

import re

_HEADER = re.compile(
    r"\A\s{0,200}(?:date|published|datum|fecha|data)\s{0,3}[:=]?\s{1,3}"
    r"((?:19|20)\d\d-\d\d-\d\d"
    r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\w-])[ \t]*",
    re.IGNORECASE,
)


def split_header(text: str) -> tuple[str | None, str]:
    """The ISO date of a scraper's header and the text without it."""
    match = _HEADER.match(text)
    return (match[1], text[match.end() :]) if match else (None, text)
