"""Nominations that rest on a decision revoked since; the year of an award decided elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("nominations") as table:
        table.add_column(sa.Column("basis_lost", sa.Text(), nullable=True))
    with op.batch_alter_table("higher_awards") as table:
        table.add_column(sa.Column("year", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("higher_awards") as table:
        table.drop_column("year")
    with op.batch_alter_table("nominations") as table:
        table.drop_column("basis_lost")
