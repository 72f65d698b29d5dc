"""From when until when each figure of a table of targets was official."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None

KEY = ("plan_id", "indicator", "year")


def _table(key: tuple[str, ...], *columns: sa.Column[object]) -> None:
    op.create_table(
        "plan_figures",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.Column("figure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_plan_figures")),
    )


def upgrade() -> None:
    """Figures of before are told from the day their table was submitted; a rebuild of the view tells every text."""
    op.execute("CREATE TABLE figures_before AS SELECT * FROM plan_figures")
    op.drop_table("plan_figures")
    _table(
        (*KEY, "version"),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
    )
    op.execute(
        "INSERT INTO plan_figures (plan_id, indicator, year, version, since, figure) "
        "SELECT f.plan_id, f.indicator, f.year, 0, p.submitted_on, f.figure "
        "FROM figures_before f JOIN target_plans p ON p.id = f.plan_id"
    )
    op.drop_table("figures_before")


def downgrade() -> None:
    op.execute("CREATE TABLE figures_since AS SELECT * FROM plan_figures WHERE until IS NULL")
    op.drop_table("plan_figures")
    _table(KEY)
    op.execute(
        "INSERT INTO plan_figures (plan_id, indicator, year, figure) "
        "SELECT plan_id, indicator, year, figure FROM figures_since"
    )
    op.drop_table("figures_since")
