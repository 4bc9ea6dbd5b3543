"""Articles with little to type."""

from collections.abc import Iterable
from datetime import datetime

from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)


def article(
    title: str = "",
    body: str = "",
    *,
    description: str | None = None,
    published: str | datetime | None = None,
    source: str | None = None,
    agencies: Iterable[str] = (),
    authors: Iterable[str] = (),
    language: str | None = None,
) -> Article:
    """An article with little to type; `published` is ISO 8601, with a zone or in UTC."""
    return Article(
        title=title,
        body=body,
        description=description,
        published=date(published) if published else None,
        source=Source(name=source, kind=SourceKind.OUTLET) if source else None,
        agencies=tuple(Agency(name=name, role=AgencyRole.CITED) for name in agencies),
        authors=tuple(authors),
        language=language,
    )


def date(published: str | datetime) -> PublicationDate:
    moment = datetime.fromisoformat(published) if isinstance(published, str) else published
    return PublicationDate(
        local=moment.replace(tzinfo=None),
        offset=moment.utcoffset(),
        precision=Precision.SECOND,
        method="test",
        confidence=Confidence.HIGH,
    )


def values(found: Article, field: str) -> tuple[str, ...]:
    match field:
        case "title" | "body":
            return (getattr(found, field),)
        case "description" | "language":
            return (getattr(found, field),) if getattr(found, field) else ()
        case "source":
            return (found.source.name,) if found.source else ()
        case "agency":
            return tuple(agency.name for agency in found.agencies)
        case "author":
            return found.authors
    raise AssertionError(field)
