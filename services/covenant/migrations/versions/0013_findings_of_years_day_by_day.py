"""What was told of each year's findings day by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None

KEY = "plan_id, indicator, year"
TOLD = "actual, outcome, final, why, remedy, evidence"


def upgrade() -> None:
    """What the findings of before still tell of their steps; a rebuild of the view tells every one."""
    op.create_table(
        "year_finding_steps",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "indicator", "year", "version", name=op.f("pk_year_finding_steps")),
    )
    told = ", ".join(f"f.{name}" for name in f"{KEY}, {TOLD}".split(", "))
    of_the_year = "FROM year_findings f JOIN year_reviews r ON r.plan_id = f.plan_id AND r.year = f.year"
    into = f"INSERT INTO year_finding_steps ({KEY}, {TOLD}, standing, version, day)"
    op.execute(f"{into} SELECT {told}, 'recorded', -1, r.recorded_on {of_the_year}")
    looked = "f.standing, 0, f.looked_on"
    op.execute(f"{into} SELECT {told}, {looked} {of_the_year} WHERE f.looked_on IS NOT NULL")


def downgrade() -> None:
    op.drop_table("year_finding_steps")
