"""What the store hands out: versions, outcomes, changes and statistics; frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.article import Article


class Outcome(StrEnum):
    """What storing an article did. `added` also stands for one that had been deleted before."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How an article came from its original: the release of the parser, and the reading as JSON
    (see archive.readers.Reading)."""

    parser: str
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What an import knows of a document before parsing it: the SHA-256 of its bytes, in hex, and
    how they were read and will be parsed."""

    original_sha256: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One stored state of an article; nothing is ever overwritten.

    `number` counts 1, 2, ... within the article, `revision` is the archive's counter at that
    change. `stored_at` is an aware UTC time. `content_hash` is the SHA-256, in hex, of the
    article's canonical JSON (of `null` for a deletion). `article` is None where this version is a
    deletion.
    """

    id: str
    number: int
    revision: int
    stored_at: datetime
    content_hash: str
    article: Article | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What came of storing an article; number and revision are the existing version's when
    nothing changed."""

    id: str
    outcome: Outcome
    number: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """The version that a deletion added."""

    id: str
    number: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An article's newest state, for whoever follows the archive; `article` is None if deleted."""

    revision: int
    id: str
    article: Article | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatistics:
    """How much the archive holds.

    `articles` counts those that are there now, `deleted` those that were deleted, `versions` every
    stored state of both. `sources` and `languages` are (name, number of articles), the most first;
    the name is None for articles without one. `undated` counts articles without a publication
    date. `bytes` is the space the database takes on disk.
    """

    articles: int
    deleted: int
    versions: int
    revision: int
    first_published: datetime | None
    last_published: datetime | None
    undated: int
    sources: tuple[tuple[str | None, int], ...]
    languages: tuple[tuple[str | None, int], ...]
    bytes: int
