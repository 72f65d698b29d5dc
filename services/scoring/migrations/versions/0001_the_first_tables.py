"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("principal", "key"),
    )
    op.create_table(
        "dropped",
        sa.Column("follower", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("sid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.Text(), nullable=False),
        sa.Column("dropped_by", sa.Text(), nullable=False),
        sa.Column("dropped_at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("follower", "topic", "partition", "sid"),
    )
    op.create_table(
        "events",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("originator_id", sa.Uuid(), nullable=False),
        sa.Column("originator_version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("originator_id", "originator_version", name="uq_events_originator"),
    )
    op.create_index("ix_events_topic", "events", ["topic", "position"])
    op.create_table("log_head", sa.Column("position", sa.BigInteger(), nullable=False))
    op.execute("INSERT INTO log_head (position) VALUES (0)")
    op.create_table(
        "parked",
        sa.Column("follower", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("sid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("follower", "topic", "partition", "sid"),
    )
    op.create_table(
        "tracking",
        sa.Column("application_name", sa.Text(), nullable=False),
        sa.Column("notification_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("application_name"),
    )
    op.create_table(
        "board_rows",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("classification", sa.Text(), nullable=False),
        sa.Column("prize", sa.Text(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("barred_by", sa.JSON(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("finalisation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "no", "place", name=op.f("pk_board_rows")),
        sa.UniqueConstraint("board_id", "no", "unit_id", name=op.f("uq_board_rows_board_id_no_unit_id")),
    )
    with op.batch_alter_table("board_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_rows_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "clusters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("disbanded_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_table(
        "editions",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("period_kind", sa.Text(), nullable=False),
        sa.Column("period_ends", sa.Text(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("table_version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "no", name=op.f("pk_editions")),
    )
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_editions_cluster_id_movement_id"), ["cluster_id", "movement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_editions_movement_id_period"), ["movement_id", "period"], unique=False)

    op.create_table(
        "members",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("sid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", "effective_from", "sid", "unit_id", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
    )
    op.create_table(
        "periods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods")),
    )
    with op.batch_alter_table("periods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_periods_movement_id"), ["movement_id"], unique=False)

    op.create_table(
        "result_cells",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sheet_id", "indicator", name=op.f("pk_result_cells")),
    )
    op.create_table(
        "result_entries",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sheet_id", "entry", name=op.f("pk_result_entries")),
    )
    op.create_table(
        "result_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_sheets")),
    )
    with op.batch_alter_table("result_sheets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_result_sheets_movement_id_quarter"), ["movement_id", "quarter"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_result_sheets_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "score_tables",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("content_total", sa.Text(), nullable=False),
        sa.Column("bonus_cap", sa.Text(), nullable=False),
        sa.Column("scheme", sa.JSON(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("rulebook", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_tables")),
    )
    with op.batch_alter_table("score_tables", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_score_tables_movement_id_cluster_id"), ["movement_id", "cluster_id"], unique=False
        )

    op.create_table(
        "scorecards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("finalisations", sa.Integer(), nullable=False),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("barred_by", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecards")),
    )
    with op.batch_alter_table("scorecards", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scorecards_movement_id_cluster_id_period"),
            ["movement_id", "cluster_id", "period"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_scorecards_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "signed_covenants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_covenants")),
    )
    with op.batch_alter_table("signed_covenants", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signed_covenants_movement_id_unit_id"), ["movement_id", "unit_id"], unique=False
        )

    op.create_table(
        "unit_names",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("sid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "since", "sid", name=op.f("pk_unit_names")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    )


def downgrade() -> None:
    op.drop_table("units")
    op.drop_table("unit_names")
    with op.batch_alter_table("signed_covenants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signed_covenants_movement_id_unit_id"))

    op.drop_table("signed_covenants")
    with op.batch_alter_table("scorecards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scorecards_unit_id"))
        batch_op.drop_index(batch_op.f("ix_scorecards_movement_id_cluster_id_period"))

    op.drop_table("scorecards")
    with op.batch_alter_table("score_tables", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_tables_movement_id_cluster_id"))

    op.drop_table("score_tables")
    with op.batch_alter_table("result_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_sheets_unit_id"))
        batch_op.drop_index(batch_op.f("ix_result_sheets_movement_id_quarter"))

    op.drop_table("result_sheets")
    op.drop_table("result_entries")
    op.drop_table("result_cells")
    with op.batch_alter_table("periods", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_periods_movement_id"))

    op.drop_table("periods")
    op.drop_table("movements")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_members_unit_id"))

    op.drop_table("members")
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_editions_movement_id_period"))
        batch_op.drop_index(batch_op.f("ix_editions_cluster_id_movement_id"))

    op.drop_table("editions")
    op.drop_table("clusters")
    with op.batch_alter_table("board_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_rows_unit_id"))

    op.drop_table("board_rows")
    op.drop_table("tracking")
    op.drop_table("parked")
    op.drop_table("log_head")
    op.drop_index("ix_events_topic", table_name="events")
    op.drop_table("events")
    op.drop_table("dropped")
    op.drop_table("answers")
