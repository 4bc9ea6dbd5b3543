"""Writing to the archive: what a change adds to the tables."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from archive.article import Article, Original
from archive.article_json import article_to_json, check_text
from archive.errors import ArticleNotFound
from archive.identity import article_id, check_id, is_id
from archive.tables import archive, articles, originals, versions
from archive.versions import Deletion, Outcome, Provenance, Put

_FLUSHED_ROWS = 500
_FLUSHED_BYTES = 8 * 2**20
_DELETION_HASH = hashlib.sha256(b"null").hexdigest()

_CURRENT = (
    select(
        articles.c.number,
        articles.c.revision,
        articles.c.deleted,
        versions.c.content_hash,
        versions.c.original_sha256,
    )
    .join_from(articles, versions, articles.c.revision == versions.c.revision)
    .where(articles.c.id == bindparam("id"))
)
_MOVE_ON = (
    update(articles)
    .where(articles.c.id == bindparam("key"))
    .values(
        {
            column: bindparam(f"new_{column.name}")
            for column in articles.c
            if column is not articles.c.id
        }
    )
)


# What is known of an original among an article's versions since it was last deleted.
_deletions = versions.alias()
_CAPTURES = select(
    versions.c.revision, versions.c.content_hash, versions.c.parser, versions.c.reading
).where(
    versions.c.article_id == bindparam("id"),
    versions.c.original_sha256 == bindparam("original_sha256"),
    versions.c.revision
    > select(func.coalesce(func.max(_deletions.c.revision), 0))
    .where(_deletions.c.article_id == bindparam("id"), _deletions.c.original_sha256.is_(None))
    .scalar_subquery(),
)
_NOTE_PROVENANCE = (
    update(versions)
    .where(versions.c.revision == bindparam("of_revision"))
    .values(parser=bindparam("new_parser"), reading=bindparam("new_reading"))
)


@dataclass(frozen=True, slots=True)
class _State:
    """An article's newest version, in the database or about to be."""

    number: int
    revision: int
    deleted: bool
    content_hash: str
    original_sha256: str | None

    def is_of(self, content_hash: str, original_sha256: str) -> bool:
        """Whether it has this article, made from this original."""
        return (self.content_hash, self.original_sha256) == (content_hash, original_sha256)


class StoreWriter:
    """Changes to the archive, all of them stored together or none.

    A writer lives in the block of Store.writing. It sees its own changes, and gathers rows so that
    many changes take few statements.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        # The row's lock makes revisions be committed in their order (SQLite has one writer anyway).
        counter = select(archive.c.revision).with_for_update()
        self._revision: int = connection.execute(counter).scalar_one()
        self._stored_revision = self._revision
        self._states: dict[str, _State | None] = {}
        self._new: dict[str, dict[str, Any]] = {}
        self._moved: dict[str, dict[str, Any]] = {}
        self._versions: list[dict[str, Any]] = []
        self._originals: dict[str, bytes] = {}
        self._bytes = 0

    @property
    def revision(self) -> int:
        """The revision of the newest change, of this writer too."""
        return self._revision

    def put(
        self,
        article: Article,
        original: Original,
        *,
        id: str | None = None,
        provenance: Provenance | None = None,
    ) -> Put:
        """Store the article under `id`, or under archive.article_id's if none is given.

        Nothing changes if the newest version has the same article and the same original bytes; the
        original's name and media type alone make no new version. Otherwise a version is added, also
        where only the original differs, because what came is to be kept. After a deletion the
        article counts as added again, and its numbers go on.

        A `provenance` says that an import has parsed the original, which may have come before: then
        nothing changes either if one that came later has superseded it, or if a version has the
        same original, parsed by the same parser, and the same reading or article. So an old capture
        never becomes the newest text, and importing the same again, or going on with it, changes
        nothing. Where the newest version is the same but for its provenance, that is noted in it.

        Raises InvalidId, InvalidUrl or InvalidArticle for what cannot be stored; the writer can
        still be used then.
        """
        key = article_id(article, original) if id is None else check_id(id)
        text = article_to_json(article)
        check_text(original.media_type, "The original's media type")
        check_text(original.name or "", "The original's name")
        content_hash = hashlib.sha256(text).hexdigest()
        original_sha256 = hashlib.sha256(original.content).hexdigest()
        state = self._state(key)
        outcome = Outcome.ADDED
        if state is not None and not state.deleted:
            if provenance:
                is_known = self._was_imported(key, content_hash, original_sha256, provenance)
            else:
                is_known = state.is_of(content_hash, original_sha256)
            if is_known:
                return Put(
                    id=key,
                    outcome=Outcome.UNCHANGED,
                    number=state.number,
                    revision=state.revision,
                )
            outcome = Outcome.UPDATED
        origin = _origin(original, original_sha256, provenance)
        version = {**origin, "article": text.decode("utf-8")}
        new = self._add(key, content_hash, version, _summary(article))
        self._originals[original_sha256] = original.content
        self._bytes += len(text) + len(original.content)
        if len(self._versions) >= _FLUSHED_ROWS or self._bytes >= _FLUSHED_BYTES:
            self.flush()
        return Put(id=key, outcome=outcome, number=new.number, revision=new.revision)

    def delete(self, id: str) -> Deletion:
        """Add a version that says the article is gone.

        Raises ArticleNotFound if it never was or is deleted already.
        """
        state = self._state(id) if is_id(id) else None
        if state is None or state.deleted:
            raise ArticleNotFound(f"There is no article {id!r} to delete.")
        new = self._add(id, _DELETION_HASH, {**_NO_ORIGIN, "article": None}, _NO_SUMMARY)
        return Deletion(id=id, number=new.number, revision=new.revision)

    def flush(self) -> None:
        """Send what was gathered to the database; it is committed when the block ends."""
        if self._revision == self._stored_revision:
            return
        self._insert_originals()
        if self._new:
            self.connection.execute(insert(articles), list(self._new.values()))
        if self._moved:
            self.connection.execute(_MOVE_ON, list(self._moved.values()))
        self.connection.execute(insert(versions), self._versions)
        self.connection.execute(update(archive).values(revision=self._revision))
        self._stored_revision = self._revision
        self._states.clear()
        self._new.clear()
        self._moved.clear()
        self._versions.clear()
        self._bytes = 0

    def _was_imported(
        self, id: str, content_hash: str, original_sha256: str, provenance: Provenance
    ) -> bool:
        """Whether an import of this changes nothing; see `put`."""
        if id in self._new or id in self._moved:
            self.flush()
        rows = self.connection.execute(
            _CAPTURES, {"id": id, "original_sha256": original_sha256}
        ).all()
        newest = self._state(id)
        assert newest is not None, "it was there before"
        if newest.original_sha256 != original_sha256:
            return bool(rows)
        by_same_parser = [row for row in rows if row.parser == provenance.parser]
        if any(
            provenance.reading == row.reading or content_hash == row.content_hash
            for row in by_same_parser
        ):
            return True
        if newest.content_hash != content_hash:
            return False
        note = {
            "of_revision": newest.revision,
            "new_parser": provenance.parser,
            "new_reading": provenance.reading,
        }
        self.connection.execute(_NOTE_PROVENANCE, note)
        return True

    def _state(self, id: str) -> _State | None:
        if id not in self._states:
            row = self.connection.execute(_CURRENT, {"id": id}).first()
            self._states[id] = None if row is None else _State(*row)
        return self._states[id]

    def _add(
        self, id: str, content_hash: str, version: dict[str, Any], summary: dict[str, Any]
    ) -> _State:
        """Gather the rows of a new version."""
        old = self._state(id)
        self._revision += 1
        new = _State(
            number=old.number + 1 if old else 1,
            revision=self._revision,
            deleted=version["article"] is None,
            content_hash=content_hash,
            original_sha256=version["original_sha256"],
        )
        self._states[id] = new
        row = {"revision": new.revision, "number": new.number, "deleted": new.deleted, **summary}
        if old is None or id in self._new:
            self._new[id] = {"id": id, **row}
        else:
            self._moved[id] = {"key": id, **{f"new_{name}": value for name, value in row.items()}}
        self._versions.append(
            {
                "revision": new.revision,
                "article_id": id,
                "number": new.number,
                "stored_at": datetime.now(UTC),
                "content_hash": content_hash,
                **version,
            }
        )
        return new

    def _insert_originals(self) -> None:
        query = select(originals.c.sha256).where(originals.c.sha256.in_(self._originals))
        for sha256 in self.connection.execute(query).scalars():
            del self._originals[sha256]
        if self._originals:
            rows = [
                {"sha256": sha256, "content": content}
                for sha256, content in self._originals.items()
            ]
            self.connection.execute(insert(originals), rows)
        self._originals.clear()


def _origin(
    original: Original, sha256: str, provenance: Provenance | None
) -> dict[str, str | None]:
    """What a version tells of what it was made from, and how."""
    return {
        "original_sha256": sha256,
        "media_type": original.media_type,
        "name": original.name,
        "parser": provenance.parser if provenance else None,
        "reading": provenance.reading if provenance else None,
    }


def _summary(article: Article) -> dict[str, Any]:
    """What statistics need to know of an article."""
    return {
        "published": article.published.utc if article.published else None,
        "source": article.source.name if article.source else None,
        "language": article.language,
    }


_NO_ORIGIN = dict.fromkeys(("original_sha256", "media_type", "name", "parser", "reading"))
_NO_SUMMARY = {"published": None, "source": None, "language": None}
