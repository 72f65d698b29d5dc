"""Quota lines of one unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("quota_lines") as table:
        table.add_column(sa.Column("unit_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("quota_lines") as table:
        table.drop_column("unit_id")
