"""Schemas that refuse what they do not know, and say what was probably meant."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from marshmallow import RAISE, Schema, ValidationError

OTHER_NAMES = {
    "query": "q",
    "search": "q",
    "text": "q",
    "limit": "page_size",
    "size": "page_size",
    "per_page": "page_size",
    "count": "page_size",
    "offset": "page",
    "start": "page",
    "order": "sort",
    "order_by": "sort",
    "since": "from",
    "after": "from",
    "date_from": "from",
    "from_date": "from",
    "begin_date": "from",
    "start_date": "from",
    "until": "to",
    "before": "to",
    "date_to": "to",
    "to_date": "to",
    "end_date": "to",
    "lang": "language",
    "facet": "facets",
    "outlet": "source",
    "publisher": "source",
    "headline": "title",
    "content": "body",
    "date": "published",
    "byline": "authors",
    "link": "url",
}
"""What other APIs call our parameters and members."""

_LONGEST_NAME = 50
"""So many characters of an unknown name are compared with the known ones: that takes time."""


_ALIKE = 0.7
"""So much of two names is the same (see difflib) where one may be a slip for the other: a letter or
two of six."""


class StrictSchema(Schema):
    """A schema whose error for an unknown name points at a known one that is like it, or at all.

    `read_only` are names that the API answers with and does not take.
    """

    read_only: frozenset[str] = frozenset()

    class Meta:
        """Nothing is silently dropped."""

        unknown = RAISE

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Put words of our own in place of marshmallow's "Unknown field."."""
        if not isinstance(error.messages, dict):
            return
        known = [field.data_key or name for name, field in self.fields.items()]
        for name, messages in error.messages.items():
            if messages == [self.error_messages["unknown"]]:
                error.messages[name] = [self._unknown(str(name), known)]

    def _unknown(self, name: str, known: list[str]) -> str:
        if name in self.read_only:
            return "Is set by the archive; leave it out."
        if not known:
            return "Unknown; nothing can be given here."
        near = nearest(name, known)
        if near is None:
            return f"Unknown. Known are {', '.join(sorted(known))}."
        return f"Unknown; did you mean `{near}`?"


def nearest(name: str, known: list[str]) -> str | None:
    """The known name that `name` was probably meant to be; None where none is like it."""
    plain = name[:_LONGEST_NAME].casefold().replace("-", "_")
    if OTHER_NAMES.get(plain) in known:
        return OTHER_NAMES[plain]
    return next(iter(get_close_matches(plain, known, n=1, cutoff=_ALIKE)), None)


def flat_messages(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """marshmallow's nested messages as (path with dots, message) pairs."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            own = "" if name == "_schema" else str(name)
            yield from flat_messages(inner, ".".join(filter(None, (path, own))))
    elif isinstance(messages, str):
        yield path, messages
    else:
        for message in messages:
            yield from flat_messages(message, path)
