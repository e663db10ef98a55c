"""Runs the migrations on the connection it is handed; there is no other way in."""

from alembic import context

from services.db.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
