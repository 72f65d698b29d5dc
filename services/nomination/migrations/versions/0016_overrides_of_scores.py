"""What assessors moved on the cards behind the lines of an edition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("edition_lines") as table:
        table.add_column(sa.Column("moves", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("edition_lines") as table:
        table.drop_column("moves")
