"""Runs the migrations of this service's tables, inside the transaction of the caller."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from kernel.views import ExactDecimal


def as_text(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A decimal kept as text is written down as the text column it is: a migration leans on no code of today."""
    return "sa.Text()" if kind == "type" and isinstance(item, ExactDecimal) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    transaction_per_migration=False,
    render_as_batch=True,
    render_item=as_text,
)
context.run_migrations()
