"""Of each unit in an edition of a review, the targets of earlier years that nobody had reviewed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Editions frozen before do not say; a rebuild of the view reads the same from their events."""
    with op.batch_alter_table("movement_review_units", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unreviewed_before", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("movement_review_units", schema=None) as batch_op:
        batch_op.alter_column("unreviewed_before", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("movement_review_units", schema=None) as batch_op:
        batch_op.drop_column("unreviewed_before")
