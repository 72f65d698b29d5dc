"""How units stood in the frozen reviews of movements over years."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "movement_reviews",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("movement_id", "through", "edition", name=op.f("pk_movement_reviews")),
    )
    op.create_table(
        "movement_standings",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("unconfirmed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("movement_id", "through", "edition", "unit_id", name=op.f("pk_movement_standings")),
    )


def downgrade() -> None:
    op.drop_table("movement_standings")
    op.drop_table("movement_reviews")
