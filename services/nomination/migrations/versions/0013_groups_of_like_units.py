"""The group of like units that a board ranks a unit in, on the lines of editions and on nominations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None

OF_A_LINE = ("like_group", "like_group_name", "like_group_name_en")


def upgrade() -> None:
    with op.batch_alter_table("edition_lines") as table:
        for name in OF_A_LINE:
            table.add_column(sa.Column(name, sa.Text(), nullable=True))
    with op.batch_alter_table("nominations") as table:
        table.add_column(sa.Column("like_group", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("nominations") as table:
        table.drop_column("like_group")
    with op.batch_alter_table("edition_lines") as table:
        for name in reversed(OF_A_LINE):
            table.drop_column(name)
