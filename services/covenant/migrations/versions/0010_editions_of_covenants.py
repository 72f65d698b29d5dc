"""The texts of signed covenants: the one first signed, and each amendment proposed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None

TOLD = ("indicator", "name", "unit_of_measure", "direction", "value", "upper")
TARGETS = sa.table(
    "covenant_targets",
    sa.column("covenant_id", sa.Uuid),
    sa.column("place", sa.Integer),
    *(sa.column(name, sa.Text) for name in TOLD),
)
COVENANTS = sa.table(
    "covenants",
    sa.column("id", sa.Uuid),
    sa.column("state", sa.Text),
    sa.column("signed_on", sa.Date),
    sa.column("recorded_on", sa.Date),
    sa.column("signed_event", sa.Uuid),
)
TEXTS = sa.table(
    "covenant_texts",
    sa.column("covenant_id", sa.Uuid),
    sa.column("edition", sa.Integer),
    sa.column("attempt", sa.Integer),
    sa.column("phase", sa.Text),
    sa.column("targets", sa.JSON),
    sa.column("reason", sa.Text),
    sa.column("since", sa.Date),
    sa.column("answer", sa.Text),
    sa.column("recorded_on", sa.Date),
    sa.column("event", sa.Uuid),
    sa.column("version", sa.Integer),
)


def upgrade() -> None:
    with op.batch_alter_table("covenants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edition", sa.Integer(), nullable=True))
    op.execute("UPDATE covenants SET edition = 1 WHERE state = 'signed'")
    op.create_table(
        "covenant_texts",
        sa.Column("covenant_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("covenant_id", "edition", "attempt", name=op.f("pk_covenant_texts")),
    )
    _tell_the_first_texts()


def _tell_the_first_texts() -> None:
    """What was signed before has its first edition."""
    connection = op.get_bind()
    of_covenant: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(sa.select(TARGETS).order_by(TARGETS.c.covenant_id, TARGETS.c.place)):
        of_covenant[row.covenant_id].append({name: getattr(row, name) for name in TOLD})
    rows = [
        {
            "covenant_id": row.id,
            "edition": 1,
            "attempt": 0,
            "phase": "signed",
            "targets": of_covenant[row.id],
            "reason": "",
            "since": row.signed_on,
            "answer": "",
            "recorded_on": row.recorded_on or row.signed_on,
            "event": row.signed_event,
            "version": 0,
        }
        for row in connection.execute(sa.select(COVENANTS).where(COVENANTS.c.state == "signed"))
    ]
    if rows:
        connection.execute(TEXTS.insert(), rows)


def downgrade() -> None:
    op.drop_table("covenant_texts")
    with op.batch_alter_table("covenants", schema=None) as batch_op:
        batch_op.drop_column("edition")
