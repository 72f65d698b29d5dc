"""The names of units as they are searched: without regard to case and to how accents are written."""

from __future__ import annotations

from unicodedata import normalize

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None

NAMES = sa.table("unit_names", sa.column("name", sa.Text), sa.column("folded", sa.Text))


def upgrade() -> None:
    with op.batch_alter_table("unit_names", schema=None) as batch_op:
        batch_op.add_column(sa.Column("folded", sa.Text(), nullable=True))
    connection = op.get_bind()
    for name in connection.scalars(sa.select(NAMES.c.name).distinct()).all():
        folded = normalize("NFC", name.casefold())
        connection.execute(NAMES.update().where(NAMES.c.name == name).values(folded=folded))
    with op.batch_alter_table("unit_names", schema=None) as batch_op:
        batch_op.alter_column("folded", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("unit_names", schema=None) as batch_op:
        batch_op.drop_column("folded")
