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
        "ballot_box",
        sa.Column("box_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("box_id", name=op.f("pk_ballot_box")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "clusters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("disbanded_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
        sa.UniqueConstraint("code", name=op.f("uq_clusters_code")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("reward", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("overridden", sa.Text(), nullable=True),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("rulebook_hash", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("recover", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_movement_id"), ["movement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decisions_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_decisions_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "edition_lines",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("cluster_id", "movement_id", "period", "no", "unit_id", name=op.f("pk_edition_lines")),
    )
    with op.batch_alter_table("edition_lines", schema=None) as batch_op:
        batch_op.create_index("ix_edition_lines_unit_id_movement_id", ["unit_id", "movement_id"], unique=False)

    op.create_table(
        "editions",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", "movement_id", "period", "no", name=op.f("pk_editions")),
    )
    op.create_table(
        "membership_lists",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("sid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", "sid", name=op.f("pk_membership_lists")),
    )
    op.create_table(
        "movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint("code", name=op.f("uq_movements_code")),
    )
    op.create_table(
        "nomination_votes",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("voted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("nomination_id", "version", name=op.f("pk_nomination_votes")),
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("edition_no", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("nominated_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("challenged", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("comments_until", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
    )
    with op.batch_alter_table("nominations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nominations_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nominations_movement_id"), ["movement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nominations_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "open_ballots",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", "voter", "nomination_id", name=op.f("pk_open_ballots")),
    )
    op.create_table(
        "quota_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("quota", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("rounding", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_lines")),
    )
    with op.batch_alter_table("quota_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quota_lines_movement_id"), ["movement_id"], unique=False)

    op.create_table(
        "quota_places",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("within", sa.Boolean(), nullable=False),
        sa.Column("by_chair", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("score", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line_id", "nomination_id", name=op.f("pk_quota_places")),
    )
    op.create_table(
        "registered_titles",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("person_code", sa.Text(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "movement_id", "title", "person_code", name=op.f("pk_registered_titles")),
    )
    op.create_table(
        "round_results",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", "nomination_id", name=op.f("pk_round_results")),
    )
    op.create_table(
        "round_turnout",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.Column("in_writing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", "voter", name=op.f("pk_round_turnout")),
    )
    op.create_table(
        "rounds",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("box_key", sa.Text(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_rounds")),
    )
    op.create_table(
        "session_candidates",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "nomination_id", name=op.f("pk_session_candidates")),
    )
    with op.batch_alter_table("session_candidates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_candidates_nomination_id"), ["nomination_id"], unique=False)

    op.create_table(
        "session_recusals",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "voter", "nomination_id", name=op.f("pk_session_recusals")),
    )
    op.create_table(
        "session_roll",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "voter", name=op.f("pk_session_roll")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.Text(), nullable=False),
        sa.Column("threshold", sa.Text(), nullable=False),
        sa.Column("denominator", sa.Text(), nullable=False),
        sa.Column("max_rounds", sa.Integer(), nullable=False),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_movement_id"), ["movement_id"], unique=False)

    op.create_table(
        "signed_covenants",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("covenant_id", sa.Uuid(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "movement_id", name=op.f("pk_signed_covenants")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )


def downgrade() -> None:
    op.drop_table("units")
    op.drop_table("signed_covenants")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_movement_id"))
        batch_op.drop_index(batch_op.f("ix_sessions_cluster_id"))

    op.drop_table("sessions")
    op.drop_table("session_roll")
    op.drop_table("session_recusals")
    with op.batch_alter_table("session_candidates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_candidates_nomination_id"))

    op.drop_table("session_candidates")
    op.drop_table("rounds")
    op.drop_table("round_turnout")
    op.drop_table("round_results")
    op.drop_table("registered_titles")
    op.drop_table("quota_places")
    with op.batch_alter_table("quota_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quota_lines_movement_id"))

    op.drop_table("quota_lines")
    op.drop_table("open_ballots")
    with op.batch_alter_table("nominations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nominations_unit_id"))
        batch_op.drop_index(batch_op.f("ix_nominations_movement_id"))
        batch_op.drop_index(batch_op.f("ix_nominations_cluster_id"))

    op.drop_table("nominations")
    op.drop_table("nomination_votes")
    op.drop_table("movements")
    op.drop_table("membership_lists")
    op.drop_table("editions")
    with op.batch_alter_table("edition_lines", schema=None) as batch_op:
        batch_op.drop_index("ix_edition_lines_unit_id_movement_id")

    op.drop_table("edition_lines")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decisions_unit_id"))
        batch_op.drop_index(batch_op.f("ix_decisions_number"))
        batch_op.drop_index(batch_op.f("ix_decisions_movement_id"))

    op.drop_table("decisions")
    op.drop_table("clusters")
    op.drop_table("ballot_box")
    op.drop_table("tracking")
    op.drop_table("parked")
    op.drop_table("log_head")
    op.drop_index("ix_events_topic", table_name="events")
    op.drop_table("events")
    op.drop_table("dropped")
    op.drop_table("answers")
