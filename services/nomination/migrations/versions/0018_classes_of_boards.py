"""The class that a unit reached on a board, and nominations that stand on none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("edition_lines") as table:
        table.add_column(sa.Column("classification", sa.Text(), nullable=True))
    with op.batch_alter_table("nominations") as table:
        table.alter_column("cluster_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """Older tables know of no nomination without a board: those rows go, the log keeps them."""
    nominations = sa.table("nominations", sa.column("cluster_id", sa.Uuid()))
    op.execute(nominations.delete().where(nominations.c.cluster_id.is_(None)))
    with op.batch_alter_table("nominations") as table:
        table.alter_column("cluster_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("edition_lines") as table:
        table.drop_column("classification")
