"""Which inspection's closing marked an item of the year's plan as done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("programme_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("inspection_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("programme_items", schema=None) as batch_op:
        batch_op.drop_column("inspection_id")
