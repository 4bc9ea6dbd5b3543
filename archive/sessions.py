"""Logins: for a while, a browser may do what a key allows without being told the key each time.

Like a key's, a session's token is 256 random bits and only its hash is kept. A session is no key:
it ends by itself, with its logout, and when its key is revoked.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from archive.database import Database
from archive.keys import Key
from archive.tables import api_keys, sessions

SESSION_LIFETIME = timedelta(hours=12)
"""After which a session has ended: a working day."""


class Sessions:
    """The sessions of an archive. Raises StoreUnavailable where the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: Key) -> str:
        """A new session for whoever showed this key; answers its token, which is nowhere kept."""
        token = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            connection.execute(
                insert(sessions).values(
                    token_sha256=_hash(token), key_name=key.name, expires_at=now + SESSION_LIFETIME
                )
            )
        return token

    def key(self, token: str) -> Key | None:
        """The key whose session this token is; None for one that ended or never was."""
        query = (
            select(api_keys.c.name, api_keys.c.scopes, api_keys.c.created_at)
            .join_from(sessions, api_keys, sessions.c.key_name == api_keys.c.name)
            .where(
                sessions.c.token_sha256 == _hash(token),
                sessions.c.expires_at > datetime.now(UTC),
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Key(name=row.name, scopes=frozenset(row.scopes.split()), created_at=row.created_at)

    def end(self, token: str) -> None:
        """End a session; nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_sha256 == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
