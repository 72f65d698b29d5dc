"""Alembic's entry point: the caller brings the connection and holds the transaction."""

from __future__ import annotations

from alembic import context

from kernel.recorder import METADATA
from services.scoring.views import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[METADATA, metadata],
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
