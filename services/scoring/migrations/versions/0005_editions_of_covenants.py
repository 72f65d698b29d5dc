"""Which edition of a covenant its targets are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("signed_covenants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edition", sa.Integer(), nullable=True))
    op.execute("UPDATE signed_covenants SET edition = 1")
    with op.batch_alter_table("signed_covenants", schema=None) as batch_op:
        batch_op.alter_column("edition", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("signed_covenants", schema=None) as batch_op:
        batch_op.drop_column("edition")
