# ruff: noqa: INP001 - a folder of scripts that Alembic loads by path, no package
"""How Alembic runs here: on the connection it is handed, inside its transaction; nothing is read from a file."""

from __future__ import annotations

from alembic import context

from store.tables.schema import metadata

config = context.config
connection = config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
