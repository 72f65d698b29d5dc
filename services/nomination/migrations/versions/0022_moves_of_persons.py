"""Which unit a person moved from, so that a move that is withdrawn or corrected opens again what it ended."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Of the rows of before, one that begins the day after another ended is taken for a move; a rebuild tells it."""
    with op.batch_alter_table("merit_memberships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_from", sa.Uuid(), nullable=True))
    columns = (sa.column(name, sa.Uuid) for name in ("event", "file_id", "unit_id", "moved_from"))
    days = (sa.column(name, sa.Date) for name in ("since", "until"))
    memberships = sa.table("merit_memberships", *columns, *days)
    connection = op.get_bind()
    rows = connection.execute(sa.select(memberships)).all()
    ended = {(row.file_id, row.until): row.unit_id for row in rows if row.until is not None}
    for row in rows:
        left = ended.get((row.file_id, row.since - timedelta(days=1)))
        if left is not None:
            update = memberships.update().where(memberships.c.event == row.event)
            connection.execute(update.values(moved_from=left))


def downgrade() -> None:
    with op.batch_alter_table("merit_memberships", schema=None) as batch_op:
        batch_op.drop_column("moved_from")
