"""What came into the archive lately, for whoever looks after it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from sqlalchemy import bindparam, select

from archive.article_json import article_from_json
from archive.database import Database
from archive.tables import archive, articles, versions
from archive.versions import Version

_NEWEST = (
    select(
        versions.c.article_id,
        versions.c.number,
        versions.c.revision,
        versions.c.stored_at,
        versions.c.content_hash,
        versions.c.article,
    )
    .select_from(versions.join(articles, articles.c.revision == versions.c.revision))
    .where(articles.c.deleted.is_(False))
    .order_by(articles.c.revision.desc())
    .limit(bindparam("limit"))
)
_LAST = select(archive.c.revision)
_STORED_AT = (
    select(versions.c.stored_at)
    .where(versions.c.revision >= bindparam("revision"))
    .order_by(versions.c.revision)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many changes were stored on a day (UTC): articles added, updated and deleted."""

    day: date
    changes: int


class Activity:
    """What was stored when. Raises StoreUnavailable where the database cannot be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, limit: int) -> tuple[Version, ...]:
        """The articles that were stored last, as they are now, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_NEWEST, {"limit": limit}).all()
        return tuple(
            Version(
                id=row.article_id,
                number=row.number,
                revision=row.revision,
                stored_at=row.stored_at,
                content_hash=row.content_hash,
                article=article_from_json(row.article),
            )
            for row in rows
        )

    def by_day(self, last: date, days: int) -> tuple[DayCount, ...]:
        """The changes of each of so many days, `last` the last of them.

        Revisions count changes in the order of time, so each day's first is looked for by halving:
        some dozens of look-ups, however many changes there are. Where a clock was set back, the
        changes around that moment may count for the day beside theirs.
        """
        span = [last - timedelta(days=number) for number in range(days - 1, -1, -1)]
        starts = [datetime.combine(day, time(), UTC) for day in (*span, last + timedelta(days=1))]
        before = self._changes_before(starts)
        return tuple(
            DayCount(day, before[number + 1] - before[number]) for number, day in enumerate(span)
        )

    def _changes_before(self, moments: Sequence[datetime]) -> list[int]:
        """How many changes were stored before each of these moments, which are in order."""
        with self._database.reading() as connection:

            @cache
            def stored_at(revision: int) -> datetime:
                found: datetime = connection.execute(
                    _STORED_AT, {"revision": revision}
                ).scalar_one()
                return found

            revisions = range(1, connection.execute(_LAST).scalar_one() + 1)
            counts: list[int] = []
            for moment in moments:
                reached = counts[-1] if counts else 0
                counts.append(bisect_left(revisions, moment, lo=reached, key=stored_at))
        return counts
