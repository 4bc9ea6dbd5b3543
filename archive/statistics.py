"""Counting what the archive holds, by one pass over the table of articles."""

from datetime import datetime

from sqlalchemy import Column, Connection, func, select

from archive.tables import archive, articles
from archive.versions import StoreStatistics


def read_statistics(connection: Connection, size: int) -> StoreStatistics:
    """The statistics as of the connection's transaction; `size` is the database's in bytes."""
    query = select(
        articles.c.deleted,
        func.count().label("articles"),
        func.sum(articles.c.number).label("versions"),
        func.count(articles.c.published).label("dated"),
        func.min(articles.c.published).label("first"),
        func.max(articles.c.published).label("last"),
    ).group_by(articles.c.deleted)
    count = dated = deleted = versions = 0
    first: datetime | None = None
    last: datetime | None = None
    for row in connection.execute(query):
        versions += int(row.versions)
        if row.deleted:
            deleted = row.articles
        else:
            count, dated, first, last = row.articles, row.dated, row.first, row.last
    return StoreStatistics(
        articles=count,
        deleted=deleted,
        versions=versions,
        revision=connection.execute(select(archive.c.revision)).scalar_one(),
        first_published=first,
        last_published=last,
        undated=count - dated,
        sources=_counts(connection, articles.c.source),
        languages=_counts(connection, articles.c.language),
        bytes=size,
    )


def _counts(
    connection: Connection, column: Column[str | None]
) -> tuple[tuple[str | None, int], ...]:
    query = select(column, func.count()).where(articles.c.deleted.is_(False)).group_by(column)
    counts = [(name, count) for name, count in connection.execute(query)]
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0] is None, pair[0] or "")))
