"""Targets over years: national ones, tables by year with their appraisal, yearly reviews, reviews of movements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "movement_review_editions",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", "edition", name=op.f("pk_movement_review_editions")),
    )
    op.create_table(
        "movement_review_finishes",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "review_id", "edition", "unit_id", "indicator", name=op.f("pk_movement_review_finishes")
        ),
    )
    op.create_table(
        "movement_review_units",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("not_reached", sa.Integer(), nullable=False),
        sa.Column("no_figure", sa.Integer(), nullable=False),
        sa.Column("unreviewed", sa.Integer(), nullable=False),
        sa.Column("unconfirmed", sa.Integer(), nullable=False),
        sa.Column("finished_in", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("review_id", "edition", "unit_id", name=op.f("pk_movement_review_units")),
    )
    op.create_table(
        "movement_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_reviews")),
        sa.UniqueConstraint("movement_id", "through", name=op.f("uq_movement_reviews_movement_id_through")),
    )
    op.create_table(
        "national_targets",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_of_measure", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("binding", sa.Boolean(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("movement_id", "place", name=op.f("pk_national_targets")),
    )
    op.create_table(
        "plan_editions",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "edition", name=op.f("pk_plan_editions")),
    )
    op.create_table(
        "plan_figures",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("figure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "indicator", "year", name=op.f("pk_plan_figures")),
    )
    op.create_table(
        "plan_texts",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=True),
        sa.Column("unit_of_measure", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("baseline", sa.Text(), nullable=True),
        sa.Column("requirement", sa.Text(), nullable=True),
        sa.Column("measures", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "edition", "place", name=op.f("pk_plan_texts")),
    )
    op.create_table(
        "plan_verdicts",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("event", sa.Uuid(), nullable=True),
        sa.Column("official_edition", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "indicator", name=op.f("pk_plan_verdicts")),
    )
    op.create_table(
        "movement_programmes",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("appraised", sa.Boolean(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("movement_id", name=op.f("pk_movement_programmes")),
    )
    op.create_table(
        "target_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("covenant_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_plans")),
        sa.UniqueConstraint("movement_id", "unit_id", name=op.f("uq_target_plans_movement_id_unit_id")),
    )
    with op.batch_alter_table("target_plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_plans_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "year_findings",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Text(), nullable=True),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("standing_reason", sa.Text(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "indicator", "year", name=op.f("pk_year_findings")),
    )
    op.create_table(
        "year_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("revised_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_reviews")),
        sa.UniqueConstraint("plan_id", "year", name=op.f("uq_year_reviews_plan_id_year")),
    )


def downgrade() -> None:
    op.drop_table("year_reviews")
    op.drop_table("year_findings")
    with op.batch_alter_table("target_plans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_plans_unit_id"))

    op.drop_table("target_plans")
    op.drop_table("movement_programmes")
    op.drop_table("plan_verdicts")
    op.drop_table("plan_texts")
    op.drop_table("plan_figures")
    op.drop_table("plan_editions")
    op.drop_table("national_targets")
    op.drop_table("movement_reviews")
    op.drop_table("movement_review_units")
    op.drop_table("movement_review_finishes")
    op.drop_table("movement_review_editions")
