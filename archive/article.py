"""What an article is: frozen values that every other module passes along."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum


class Precision(StrEnum):
    """The smallest unit of time that the outlet named."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Confidence(StrEnum):
    """How sure a parser is of what it found."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SourceKind(StrEnum):
    """Whether a source's name is an outlet's or, for want of one, a wire agency's."""

    OUTLET = "outlet"
    AGENCY = "agency"


class AgencyRole(StrEnum):
    """Whether the article came from the agency (credited) or only quotes it (cited)."""

    CREDITED = "credited"
    CITED = "cited"


_ISO_LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDate:
    """When the outlet says it published, and how that was found.

    `local` is the wall clock as written, without a zone; parts finer than `precision` hold
    their first value. `offset` is the distance from UTC, None where the text names no zone;
    `timezone` is the zone's name as written ("EDT", "+05:30"). `method` says where it was found
    ("text:byline", "json", ...) and `evidence` holds the words themselves.
    """

    local: datetime
    precision: Precision
    offset: timedelta | None = None
    timezone: str | None = None
    method: str
    confidence: Confidence
    evidence: str = ""

    @property
    def utc(self) -> datetime:
        """The instant the article is ordered by; a date without a zone counts as UTC."""
        return (self.local - (self.offset or timedelta())).replace(tzinfo=UTC)

    @property
    def at(self) -> str:
        """The date as ISO 8601, no finer than its precision and with a zone only where known.

        >>> PublicationDate(local=datetime(2024, 10, 24), precision=Precision.DAY,
        ...                 method="json", confidence=Confidence.HIGH).at
        '2024-10-24'
        """
        if self.precision in _ISO_LENGTHS:
            return self.local.date().isoformat()[: _ISO_LENGTHS[self.precision]]
        if self.offset is None:
            return self.local.isoformat(timespec="seconds")
        if not self.offset:
            return self.local.isoformat(timespec="seconds") + "Z"
        return self.local.replace(tzinfo=timezone(self.offset)).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published the article; `evidence` is the words that gave it away."""

    name: str
    kind: SourceKind
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A wire agency in the article; `evidence` is the words that show it."""

    name: str
    role: AgencyRole
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article, cleaned. What could not be found is None or empty, never guessed.

    `body` is plain text, paragraphs separated by an empty line, without menus, captions and
    footers. `description` is the standfirst. `language` is a BCP 47 tag. `agencies` has at most
    one entry for a name, the credited one if there are both.
    """

    title: str
    body: str
    description: str | None = None
    url: str | None = None
    published: PublicationDate | None = None
    source: Source | None = None
    agencies: tuple[Agency, ...] = ()
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An article as it came: the bytes untouched, their media type and the file's name, if any."""

    content: bytes
    media_type: str
    name: str | None = None
