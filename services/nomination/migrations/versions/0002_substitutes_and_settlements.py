"""Mandates of substitutes, what was decided after the last round, and women first among equals at a quota's line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "session_mandates",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("substitute", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "version", name=op.f("pk_session_mandates")),
    )
    op.create_table(
        "session_settlements",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("in_favour", sa.Boolean(), nullable=False),
        sa.Column("deciders", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", "nomination_id", name=op.f("pk_session_settlements")),
    )
    with op.batch_alter_table("quota_places") as places:
        places.add_column(sa.Column("by_law", sa.Boolean(), nullable=False, server_default=sa.false()))
        places.add_column(sa.Column("members", sa.Integer(), nullable=True))
        places.add_column(sa.Column("women", sa.Integer(), nullable=True))
    with op.batch_alter_table("quota_places") as places:
        places.alter_column("by_law", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("quota_places") as places:
        for column in ("women", "members", "by_law"):
            places.drop_column(column)
    op.drop_table("session_settlements")
    op.drop_table("session_mandates")
