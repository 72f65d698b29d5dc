"""The group of like units that a unit is ranked in, on each line of a board."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column("board_rows", sa.Column("like_group", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("board_rows", schema=None) as batch_op:
        batch_op.drop_column("like_group")
