"""Merit files and the names of persons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "merit_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("person_code", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("complete_from", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merit_files"),
    )
    op.create_index("ix_merit_files_person_code", "merit_files", ["person_code"])
    op.create_index("ix_merit_files_unit_id", "merit_files", ["unit_id"])
    op.create_table(
        "merit_memberships",
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("event", name="pk_merit_memberships"),
    )
    op.create_index("ix_merit_memberships_file_id", "merit_memberships", ["file_id"])
    op.create_index("ix_merit_memberships_unit_id", "merit_memberships", ["unit_id"])
    op.create_table(
        "merit_awards",
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("event", name="pk_merit_awards"),
    )
    op.create_index("ix_merit_awards_file_id", "merit_awards", ["file_id"])
    op.create_index("ix_merit_awards_decision_id", "merit_awards", ["decision_id"])
    op.create_table(
        "person_names",
        sa.Column("person_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_code", name="pk_person_names"),
    )


def downgrade() -> None:
    for table in ("person_names", "merit_awards", "merit_memberships", "merit_files"):
        op.drop_table(table)
