"""The heads and deputies that blocks and clusters elected, as they were told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("elected_on", sa.Date(), nullable=False),
        sa.Column("sid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("term_year", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("cluster_id", "elected_on", "sid", name=op.f("pk_terms")),
    )


def downgrade() -> None:
    op.drop_table("terms")
