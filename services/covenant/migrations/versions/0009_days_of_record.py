"""When a signature, registration or table was recorded beside its own day; what became of findings day by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

STEPS = (("'open'", "recorded_on", "due_on"), ("'reported'", "reported_on", "NULL"), ("state", "settled_on", "NULL"))
"""What the findings of before still tell of their steps; a rebuild of the view tells every one."""

TABLES = ("covenants", "registrations", "target_plans")


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column("recorded_on", sa.Date(), nullable=True))
            batch_op.add_column(sa.Column("timing", sa.Text(), nullable=True))
    op.create_table(
        "finding_steps",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("inspection_id", "version", name=op.f("pk_finding_steps")),
    )
    for place, (state, day, due_on) in enumerate(STEPS):
        op.execute(
            "INSERT INTO finding_steps (inspection_id, version, number, day, state, due_on) "  # noqa: S608 (own words)
            f"SELECT inspection_id, {place} - 3 * number, number, {day}, {state}, {due_on} "
            f"FROM findings WHERE {day} IS NOT NULL"
        )


def downgrade() -> None:
    op.drop_table("finding_steps")
    for name in TABLES:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column("timing")
            batch_op.drop_column("recorded_on")
