"""Targets of movements, and which was made from which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "cascades",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("movement_id", name=op.f("pk_cascades")),
        sa.UniqueConstraint("id", name=op.f("uq_cascades_id")),
    )
    with op.batch_alter_table("cascades", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cascades_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "movement_targets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_of_measure", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("upper", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "place", name=op.f("pk_movement_targets")),
    )


def downgrade() -> None:
    op.drop_table("movement_targets")
    op.drop_table("cascades")
