"""The database's tables, as the newest migration leaves them."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
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

# Every state that was ever stored; rows are only added. The article is its canonical JSON and
# comes last, so that reading the other columns leaves its pages alone.
versions = Table(
    "versions",
    metadata,
    Column("revision", _Counter, primary_key=True, autoincrement=False),
    Column("article_id", String(128), ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("original_sha256", String(64), ForeignKey("originals.sha256")),
    Column("media_type", Text),
    Column("name", Text),
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
