"""API keys: shown once when they are made, kept only as hashes."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from archive.database import Database
from archive.errors import UserError
from archive.tables import api_keys

TOKEN_PREFIX = "aa_"
"""What every token begins with, so that people and secret scanners know one when they see it."""

SCOPES = ("read", "write", "admin")
"""What a key can allow: `write` to change articles and to see what is kept of deleted ones, `admin`
to see the operator's page. None takes in another; `read` is for a time when reading needs a key."""

_NAME = re.compile(r"[\w][\w .@-]{0,99}")


class InvalidKey(UserError):
    """A key that cannot be made or is not there; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An API key, without its secret; `created_at` is an aware UTC time."""

    name: str
    scopes: frozenset[str]
    created_at: datetime


class KeyRing:
    """The keys of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, scopes: Iterable[str] = ("write",)) -> str:
        """Make a key and return its token, which cannot be shown again.

        Raises InvalidKey for a name that is taken or no name, and for an unknown scope.
        """
        wanted = sorted(set(scopes))
        if not _NAME.fullmatch(name):
            raise InvalidKey(
                f"{name[:200]!r} cannot be a key's name: use 1 to 100 letters, digits, spaces or "
                "the characters . _ @ -, beginning with a letter or a digit."
            )
        if not wanted or not set(wanted) <= set(SCOPES):
            raise InvalidKey(f"A key's scopes are one or more of: {', '.join(SCOPES)}.")
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            taken = select(api_keys.c.name).where(api_keys.c.name == name)
            if connection.execute(taken).first():
                raise InvalidKey(f"There is a key named {name!r} already; revoke it first.")
            connection.execute(
                insert(api_keys).values(
                    name=name,
                    token_sha256=_hash(token),
                    scopes=" ".join(wanted),
                    created_at=datetime.now(UTC),
                )
            )
        return token

    def verify(self, token: str) -> Key | None:
        """The key that this token belongs to; None for any other text.

        The token's hash is looked up, so how long that takes says nothing about any token: whoever
        guesses cannot steer the hash.
        """
        query = select(api_keys).where(api_keys.c.token_sha256 == _hash(token))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _key(row.name, row.scopes, row.created_at)

    def exists(self) -> bool:
        """Whether there is any key at all."""
        with self._database.reading() as connection:
            return connection.execute(select(api_keys.c.name).limit(1)).first() is not None

    def list(self) -> tuple[Key, ...]:
        """Every key, by name."""
        query = select(api_keys).order_by(api_keys.c.name)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(_key(row.name, row.scopes, row.created_at) for row in rows)

    def revoke(self, name: str) -> None:
        """Remove a key, so that its token opens nothing any more; raises InvalidKey if unknown."""
        removed = 0
        if _NAME.fullmatch(name):
            with self._database.writing() as connection:
                query = delete(api_keys).where(api_keys.c.name == name)
                removed = connection.execute(query).rowcount
        if not removed:
            raise InvalidKey(f"There is no key named {name[:200]!r}.")


def _key(name: str, scopes: str, created_at: datetime) -> Key:
    return Key(name=name, scopes=frozenset(scopes.split()), created_at=created_at)


def _hash(token: str) -> str:
    """A plain SHA-256: a token is 256 random bits, which no dictionary holds, so the slow and
    salted hashes that passwords need would only make each request slow."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
