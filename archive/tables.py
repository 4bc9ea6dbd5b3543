"""The database's tables, as the newest migration leaves them."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time in every database; SQLite itself knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time as the driver takes it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite makes a key its row number (the fastest there is) only if the type is INTEGER itself.
_Counter = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row: which archive this is, and the revision of its newest change. Writers lock the row, so
# that revisions are committed in their order.
archive = Table(
    "archive",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("archive_id", String(32), nullable=False),
    Column("revision", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# One row for every article there is or was: where its newest version is, and what statistics need.
articles = Table(
    "articles",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("revision", BigInteger, nullable=False, unique=True),
    Column("number", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("published", UtcDateTime),
    Column("source", Text),
    Column("language", Text),
    sqlite_with_rowid=False,
)

# The bytes as they came, once however many versions share them.
originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Every state that was ever stored; rows are only added. `parser` is the release of the parser that
# made the article of the original, and `reading` (JSON) how that was read; both are missing where
# the article came as it is. The article is its canonical JSON and comes last, so that reading the
# other columns leaves its pages alone.
versions = Table(
    "versions",
    metadata,
    Column("revision", _Counter, primary_key=True, autoincrement=False),
    Column("article_id", String(128), ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("original_sha256", String(64), ForeignKey("originals.sha256"), index=True),
    Column("media_type", Text),
    Column("name", Text),
    Column("parser", String(16)),
    Column("reading", Text),
    Column("article", Text),
    UniqueConstraint("article_id", "number"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("scopes", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# Imports over HTTP, `id` in the order of their creation. `files` (JSON) tells what was sent and
# `sha256` is of all that was asked; `by` is the name of the key. `documents` is the position: how
# many were dealt with, whatever came of them. `attempts` counts the starts since the last progress.
imports = Table(
    "imports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("files", Text, nullable=False),
    Column("reading_options", Text, nullable=False),
    Column("idempotency_key", String(255), unique=True),
    Column("sha256", String(64), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("by", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("documents", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("passed_over", Integer, nullable=False),
    Column("bytes_read", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("revision", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("detail", Text),
)

# `number` is the document's place in its import.
import_failures = Table(
    "import_failures",
    metadata,
    Column("import_id", String(32), ForeignKey("imports.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("location", Text, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("import_id", "number"),
)

# Logins to the operator's page; the token itself is only in its cookie.
sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column(
        "key_name", String(100), ForeignKey("api_keys.name", ondelete="CASCADE"), nullable=False
    ),
    Column("expires_at", UtcDateTime, nullable=False),
)

# What `flask archive watch` has imported, as the files were then.
watched_files = Table(
    "watched_files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
)
