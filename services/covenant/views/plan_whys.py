"""Why a table of targets stands as it does: each target's appraisal, its floor, and what each year brought."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation, Source, Status, Text
from services.covenant.domain import sources
from services.covenant.domain.plan import Area, Category, Comparison, FigureTarget, Goal, YearFigure
from services.covenant.domain.rules.floors import explain_the_floor
from services.covenant.domain.target import Direction
from services.covenant.views import national_targets, plan_editions
from services.covenant.views.plans import PLANS, VERDICTS
from services.covenant.views.tables import grouped, in_order, rows_of
from services.covenant.views.year_reviews import FINDINGS

DRAFT = Text("dự thảo", "draft")


def whys(connection: sa.Connection, plan_ids: Sequence[UUID]) -> list[Explanation | None]:
    """The explanation of each table, in the order of the ids, None for an id that is none's."""
    rows = in_order(plan_ids, rows_of(connection, sa.select(PLANS).where(PLANS.c.id.in_(plan_ids))))
    movement_ids = [row["movement_id"] for row in rows if row is not None]
    goals = dict(zip(movement_ids, national_targets.goals(connection, movement_ids), strict=True))
    keys = [(id, 0 if row is None else row["edition"]) for id, row in zip(plan_ids, rows, strict=True)]
    texts = plan_editions.texts(connection, keys)
    verdicts, findings = (_of(connection, table, plan_ids) for table in (VERDICTS, FINDINGS))
    told = zip(rows, texts, verdicts, findings, strict=True)
    return [
        None if row is None else _table(row, targets, _Facts(goals[row["movement_id"]], said, found))
        for row, targets, said, found in told
    ]


class _Facts:
    """What a table's targets are held against, by indicator."""

    def __init__(
        self, goals: Sequence[dict[str, Any]], verdicts: Sequence[dict[str, Any]], findings: Sequence[dict[str, Any]]
    ) -> None:
        self.goals = goals
        self.events = {row["indicator"]: row["event"] for row in verdicts}
        self.findings = findings


def _of(connection: sa.Connection, table: sa.Table, plan_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    ordered = sa.select(table).where(table.c.plan_id.in_(plan_ids)).order_by(*table.primary_key.columns)
    return grouped(plan_ids, rows_of(connection, ordered), "plan_id")


def _table(row: dict[str, Any], targets: Sequence[dict[str, Any]], facts: _Facts) -> Explanation:
    inputs = tuple(_target(each, facts) for each in targets)
    label = Text("Tình trạng bảng chỉ tiêu", "State of the table of targets")
    return Explanation(label=label, value=row["state"], source=sources.YEARLY_TARGETS, inputs=inputs)


def _target(text: dict[str, Any], facts: _Facts) -> Explanation:
    event = facts.events.get(text["indicator"])
    floors = [
        explain_the_floor(_figures(text), _goal(goal), figure)
        for goal in facts.goals
        if goal["binding"] and goal["indicator"] == text["indicator"] and text["unit_of_measure"] is not None
        if (figure := _figures(text).in_year(goal["year"])) is not None
    ]
    years = [_year(row, text["direction"]) for row in facts.findings if row["indicator"] == text["indicator"]]
    return Explanation(
        label=Text(text["name"], text["indicator"]),
        value=text["verdict"] or DRAFT.vi,
        source=sources.APPRAISAL,
        events=() if event is None else (event,),
        inputs=(*floors, *years),
    )


def _year(row: dict[str, Any], direction: str | None) -> Explanation:
    signs = {Direction.HIGHER.value: "actual ≥ figure", Direction.LOWER.value: "actual ≤ figure"}
    said = [("Mức đăng ký", "Figure registered", row["registered"]), ("Số thực hiện", "Actual", row["actual"])]
    return Explanation(
        label=Text(f"Kết quả năm {row['year']}", f"Result of {row['year']}"),
        value=row["outcome"],
        formula=signs.get(direction or "", "done"),
        source=sources.YEARLY_REVIEW,
        events=(row["event"],),
        inputs=tuple(Explanation(Text(vi, en), "—" if value is None else str(value)) for vi, en, value in said),
    )


def _figures(text: dict[str, Any]) -> FigureTarget:
    years = tuple(YearFigure(each["year"], Decimal(each["figure"])) for each in text["years"])
    worded = (Direction(text["direction"]), Area(text["area"]), Category(text["category"]))
    said = (text["indicator"], text["name"], text["unit_of_measure"])
    return FigureTarget(*said, *worded, text["department_id"], years, text["baseline"])


def _goal(row: dict[str, Any]) -> Goal:
    source = Source(row["source"]["document"], row["source"]["article"], Status(row["source"]["status"]))
    said = (row["indicator"], row["name"], row["unit_of_measure"], Area(row["area"]), row["year"])
    return Goal(*said, Comparison(row["comparison"]), row["value"], row["binding"], row["department_id"], source)
