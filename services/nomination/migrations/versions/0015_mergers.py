"""Mergers of units heard of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "mergers",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_mergers")),
    )
    op.create_index(op.f("ix_mergers_into_id"), "mergers", ["into_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_mergers_into_id"), "mergers")
    op.drop_table("mergers")
