"""Good examples with their steps, and awards decided elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "good_examples",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=True),
        sa.Column("person_code", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_examples")),
    )
    op.create_index(op.f("ix_good_examples_unit_id"), "good_examples", ["unit_id"], unique=False)
    op.create_index(op.f("ix_good_examples_movement_id"), "good_examples", ["movement_id"], unique=False)
    op.create_table(
        "good_example_steps",
        sa.Column("example_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("example_id", "version", "no", name=op.f("pk_good_example_steps")),
    )
    op.create_index(op.f("ix_good_example_steps_unit_id"), "good_example_steps", ["unit_id"], unique=False)
    op.create_table(
        "higher_awards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person_code", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("struck_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_higher_awards")),
    )


def downgrade() -> None:
    op.drop_table("higher_awards")
    op.drop_index(op.f("ix_good_example_steps_unit_id"), table_name="good_example_steps")
    op.drop_table("good_example_steps")
    op.drop_index(op.f("ix_good_examples_movement_id"), table_name="good_examples")
    op.drop_index(op.f("ix_good_examples_unit_id"), table_name="good_examples")
    op.drop_table("good_examples")
