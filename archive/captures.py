"""Which originals were imported before, so that they need not be parsed again."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, select

from archive.tables import articles, versions
from archive.versions import Capture

_later = versions.alias()
_newest = versions.alias()
_IMPORTED: Select[Any] = (
    select(
        versions.c.article_id,
        versions.c.original_sha256,
        versions.c.parser,
        versions.c.reading,
        _newest.c.original_sha256.label("newest_sha256"),
    )
    .join(articles, articles.c.id == versions.c.article_id)
    .join(_newest, _newest.c.revision == articles.c.revision)
    .where(
        versions.c.original_sha256.in_(bindparam("hashes", expanding=True)),
        versions.c.reading.is_not(None),
        ~articles.c.deleted,
        ~exists().where(  # a deletion in between
            _later.c.article_id == versions.c.article_id,
            _later.c.number > versions.c.number,
            _later.c.original_sha256.is_(None),
        ),
    )
)


def find_imported(connection: Connection, captures: Collection[Capture]) -> dict[Capture, str]:
    """Those of the captures whose import would change nothing, and their articles' ids.

    It is what StoreWriter.put says of them, told before parsing: a version of an article has the
    same original, read the same way; by the same parser, or a later original has superseded it.
    """
    if not captures:
        return {}
    hashes = {capture.original_sha256 for capture in captures}
    wanted = {(one.original_sha256, one.provenance.reading): one for one in captures}
    found: dict[Capture, str] = {}
    for row in connection.execute(_IMPORTED, {"hashes": list(hashes)}):
        capture = wanted.get((row.original_sha256, row.reading))
        is_superseded = row.newest_sha256 != row.original_sha256
        if capture and (is_superseded or row.parser == capture.provenance.parser):
            found[capture] = row.article_id
    return found
