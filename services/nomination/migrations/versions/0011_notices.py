"""Who made a candidate public where, and the objections that came in time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("nominations") as table:
        table.add_column(sa.Column("announced_at", sa.Text(), nullable=True))
        table.add_column(sa.Column("announced_by", sa.Text(), nullable=True))
    with op.batch_alter_table("objections") as table:
        table.add_column(sa.Column("notice", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("objections") as table:
        table.drop_column("notice")
    with op.batch_alter_table("nominations") as table:
        table.drop_column("announced_by")
        table.drop_column("announced_at")
