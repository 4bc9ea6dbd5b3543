"""How alembic runs the migrations: on the connection, and in the transaction, that it is given.

See archive/schema.py. Migrations only go forward; the way back is a backup.
"""

from alembic import context

from archive.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
