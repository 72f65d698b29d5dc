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
        "clusters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=False),
        sa.Column("disbanded_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
        sa.UniqueConstraint("code", name=op.f("uq_clusters_code")),
    )
    with op.batch_alter_table("clusters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clusters_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_clusters_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "covenant_targets",
        sa.Column("covenant_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_of_measure", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("upper", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("covenant_id", "place", name=op.f("pk_covenant_targets")),
    )
    op.create_table(
        "covenants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=True),
        sa.Column("rulebook", sa.Text(), nullable=True),
        sa.Column("signed_event", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenants")),
        sa.UniqueConstraint("movement_id", "unit_id", name=op.f("uq_covenants_movement_id_unit_id")),
    )
    with op.batch_alter_table("covenants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_covenants_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", "version", "place", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "membership_lists",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", "version", name=op.f("pk_membership_lists")),
    )
    op.create_table(
        "movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("covenant_signing_by", sa.Date(), nullable=False),
        sa.Column("covenant_signing_source", sa.JSON(), nullable=False),
        sa.Column("registration_by", sa.Date(), nullable=False),
        sa.Column("registration_source", sa.JSON(), nullable=False),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("organiser_id", sa.Uuid(), nullable=True),
        sa.Column("launched_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint("code", name=op.f("uq_movements_code")),
    )
    with op.batch_alter_table("movements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_movements_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "officers",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term_year", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.Column("elected_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("cluster_id", "version", name=op.f("pk_officers")),
    )
    op.create_table(
        "registration_sets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("signed", sa.JSON(), nullable=False),
        sa.Column("late", sa.JSON(), nullable=False),
        sa.Column("unsigned", sa.JSON(), nullable=False),
        sa.Column("unregistered", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_sets")),
        sa.UniqueConstraint("movement_id", "cluster_id", name=op.f("uq_registration_sets_movement_id_cluster_id")),
    )
    op.create_table(
        "registrations",
        sa.Column("covenant_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("person_code", sa.Text(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_source", sa.JSON(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("registered_event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("covenant_id", "title", "holder", "person_code", name=op.f("pk_registrations")),
    )
    op.create_table(
        "unit_names",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "since", "version", name=op.f("pk_unit_names")),
    )
    op.create_table(
        "unit_parents",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("unit_id", "since", "version", name=op.f("pk_unit_parents")),
    )
    with op.batch_alter_table("unit_parents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_parents_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_units_kind"), ["kind"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_units_kind"))

    op.drop_table("units")
    with op.batch_alter_table("unit_parents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parents_parent_id"))

    op.drop_table("unit_parents")
    op.drop_table("unit_names")
    op.drop_table("registrations")
    op.drop_table("registration_sets")
    op.drop_table("officers")
    with op.batch_alter_table("movements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_movements_organiser_id"))

    op.drop_table("movements")
    op.drop_table("membership_lists")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_members_unit_id"))

    op.drop_table("members")
    with op.batch_alter_table("covenants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_covenants_unit_id"))

    op.drop_table("covenants")
    op.drop_table("covenant_targets")
    with op.batch_alter_table("clusters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clusters_owner_id"))
        batch_op.drop_index(batch_op.f("ix_clusters_kind"))

    op.drop_table("clusters")
    op.drop_table("tracking")
    op.drop_table("parked")
    op.drop_table("log_head")
    op.drop_index("ix_events_topic", table_name="events")
    op.drop_table("events")
    op.drop_table("dropped")
    op.drop_table("answers")
