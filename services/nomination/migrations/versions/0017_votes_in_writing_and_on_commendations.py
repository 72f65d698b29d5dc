"""Votes held in writing, and votes on commendations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    for name in ("sessions", "rounds"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("opinions_until", sa.Date(), nullable=True))
    with op.batch_alter_table("session_candidates") as table:
        table.add_column(sa.Column("case", sa.Text(), nullable=False, server_default="NOMINATION"))
    with op.batch_alter_table("commendations") as table:
        table.add_column(sa.Column("recommendation", sa.Text(), nullable=True))
        table.add_column(sa.Column("recommended_on", sa.Date(), nullable=True))
    op.create_table(
        "commendation_votes",
        sa.Column("commendation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("voted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("commendation_id", "version"),
    )


def downgrade() -> None:
    op.drop_table("commendation_votes")
    with op.batch_alter_table("commendations") as table:
        table.drop_column("recommended_on")
        table.drop_column("recommendation")
    with op.batch_alter_table("session_candidates") as table:
        table.drop_column("case")
    for name in ("rounds", "sessions"):
        with op.batch_alter_table(name) as table:
            table.drop_column("opinions_until")
