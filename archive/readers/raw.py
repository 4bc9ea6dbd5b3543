"""What every reader yields."""

from dataclasses import dataclass

from archive.article import Original


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """One document before parsing.

    `text` is the original's content decoded with `encoding`, otherwise unchanged. `location` says
    where the document came from, for messages and reports.
    """

    original: Original
    text: str
    encoding: str
    location: str
