"""The national targets (mục tiêu chung) of movements over years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Recorded, View
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import Goal
from services.covenant.views.tables import grouped, in_order, metadata, plain_source, rows_of

PROGRAMMES = sa.Table(
    "movement_programmes",
    metadata,
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("appraised", sa.Boolean, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)

GOALS = sa.Table(
    "national_targets",
    metadata,
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("unit_of_measure", sa.Text, nullable=False),
    sa.Column("area", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("comparison", sa.Text, nullable=False),
    sa.Column("value", ExactDecimal, nullable=False),
    sa.Column("binding", sa.Boolean, nullable=False),
    sa.Column("department_id", sa.Uuid),
    sa.Column("source", sa.JSON, nullable=False),
)


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the national targets."""
    match recorded.event:
        case Movement.NationalTargetsSet(originator_id=id, programme=programme):
            for table in (PROGRAMMES, GOALS):
                connection.execute(table.delete().where(table.c.movement_id == id))
            row = {"movement_id": id, "appraised": programme.appraised, "event": recorded.id}
            add(connection, PROGRAMMES, row)
            goals = [{"movement_id": id, "place": place, **_goal(each)} for place, each in enumerate(programme.goals)]
            if goals:
                add(connection, GOALS, goals)


def _goal(goal: Goal) -> dict[str, object]:
    return {
        "indicator": goal.indicator,
        "name": goal.name,
        "unit_of_measure": goal.unit_of_measure,
        "area": goal.area.value,
        "year": goal.year,
        "comparison": goal.comparison.value,
        "value": goal.value,
        "binding": goal.binding,
        "department_id": goal.department_id,
        "source": plain_source(goal.source),
    }


VIEW = View("covenant.national_targets", (PROGRAMMES, GOALS), project=project)


def goals(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The national targets of each movement, in the order they were set."""
    query = sa.select(GOALS).where(GOALS.c.movement_id.in_(movement_ids)).order_by(GOALS.c.place)
    return grouped(movement_ids, rows_of(connection, query), "movement_id")


def programmes(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Whether the targets of each movement are appraised; None for one without national targets."""
    query = sa.select(PROGRAMMES).where(PROGRAMMES.c.movement_id.in_(movement_ids))
    return in_order(movement_ids, rows_of(connection, query), "movement_id")
