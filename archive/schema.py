"""The database's schema: its version, and bringing it up to the newest."""

from sqlalchemy import Connection, inspect, select
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from archive.errors import StoreIncompatible

SCHEMA_VERSION = "0002"
"""The newest migration in archive/migrations/versions. A field added to Article needs one too,
even an empty one: an older release must not open an archive that it would read without it."""

_VERSIONS = sql_table("alembic_version", sql_column("version_num"))


def schema_version(connection: Connection) -> str | None:
    """The version of the database's schema; None where there is no schema with a version."""
    if not inspect(connection).has_table(_VERSIONS.name):
        return None
    version = connection.execute(select(_VERSIONS.c.version_num)).scalar_one_or_none()
    return None if version is None else str(version)


def upgrade_schema(connection: Connection, name: str, version: str = "head") -> None:
    """Bring the database to `version`, creating what is missing, in the connection's transaction.

    `name` is the database's, for messages. Raises StoreIncompatible for a database that a newer
    release wrote, or that is not an article archive.
    """
    # Imported here: alembic is slow to import, and an archive is migrated once in a while.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "archive:migrations")
    scripts = ScriptDirectory.from_config(config)
    current = schema_version(connection)
    if current is None:
        _require_empty(connection, name)
    elif current not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreIncompatible(
            f"The database {name} was written by a newer release (its schema is {current!r}, this "
            f"release knows {SCHEMA_VERSION!r}). Install that release, or a newer one."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _require_empty(connection: Connection, name: str) -> None:
    tables = inspect(connection).get_table_names()
    if tables:
        raise StoreIncompatible(
            f"The database {name} is not an article archive (it has a table {tables[0]!r}). Set "
            "ARCHIVE_DATA or ARCHIVE_DATABASE_URL to another place."
        )
