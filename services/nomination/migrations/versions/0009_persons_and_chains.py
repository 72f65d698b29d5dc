"""Nominations of persons, what a nomination rests on, awards that no longer stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("nominations") as table:
        table.add_column(sa.Column("person_code", sa.Text(), nullable=True))
        table.add_column(sa.Column("merit", sa.Text(), nullable=True))
    op.create_index("ix_nominations_person_code", "nominations", ["person_code"])
    op.create_table(
        "nomination_rests",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("nomination_id", "event", name="pk_nomination_rests"),
    )
    op.create_index("ix_nomination_rests_event", "nomination_rests", ["event"])
    with op.batch_alter_table("merit_awards") as table:
        table.add_column(sa.Column("standing", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("merit_awards") as table:
        table.alter_column("standing", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merit_awards") as table:
        table.drop_column("standing")
    op.drop_table("nomination_rests")
    op.drop_index("ix_nominations_person_code", "nominations")
    with op.batch_alter_table("nominations") as table:
        table.drop_column("merit")
        table.drop_column("person_code")
