"""Tables of targets over years (bảng chỉ tiêu từng năm): each edition's text, how far its appraisal is, what counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Recorded, View
from services.covenant.domain.plan import AnyTarget, FigureTarget, PlanState, TargetTable
from services.covenant.domain.target_plan import TargetPlan, Verdict
from services.covenant.views.tables import metadata, plain_timing

PLANS = sa.Table(
    "target_plans",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("covenant_id", sa.Uuid, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("drafted_on", sa.Date, nullable=False),
    sa.Column("submitted_on", sa.Date),
    sa.Column("due_on", sa.Date),
    sa.Column("due_source", sa.JSON(none_as_null=True)),
    sa.Column("late", sa.Boolean),
    sa.Column("recorded_on", sa.Date),
    sa.Column("timing", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("movement_id", "unit_id"),
)

TEXTS = sa.Table(
    "plan_texts",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("department_id", sa.Uuid),
    sa.Column("unit_of_measure", sa.Text),
    sa.Column("direction", sa.Text),
    sa.Column("area", sa.Text),
    sa.Column("baseline", ExactDecimal),
    sa.Column("requirement", sa.Text),
    sa.Column("measures", sa.JSON(none_as_null=True)),
    sa.Column("years", sa.JSON, nullable=False),
)
"""A quantitative target has a unit of measure, and its `years` are figures; of the others they are tasks."""

EDITIONS = sa.Table(
    "plan_editions",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("changed", sa.JSON, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)

VERDICTS = sa.Table(
    "plan_verdicts",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("appraised_on", sa.Date),
    sa.Column("event", sa.Uuid),
    sa.Column("official_edition", sa.Integer),
)
"""How far the appraisal of each target of the last edition is; `official_edition` is the one whose text counts."""

FIGURES = sa.Table(
    "plan_figures",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("figure", ExactDecimal),
)
"""The years of official targets; a target without a figure has a year without one.

`since` is the day from which it was official, `until` the first day on which another text of it was.
"""


def official_on(at: date | None) -> sa.ColumnElement[bool]:
    """Whether a figure was official on that day; None: as it stands."""
    if at is None:
        return FIGURES.c.until.is_(None)
    return sa.and_(FIGURES.c.since <= at, sa.or_(FIGURES.c.until.is_(None), FIGURES.c.until > at))


When = tuple[int, date]
"""The version at which something came to be, and the day from which it holds."""


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of tables."""
    event = recorded.event
    if not isinstance(event, TargetPlan.Event):
        return
    id = event.originator_id
    changes: dict[str, object] = {}
    match event:
        case TargetPlan.Drafted():
            add(connection, PLANS, _drafted(event))
        case TargetPlan.TableSet(table=table):
            connection.execute(TEXTS.delete().where(TEXTS.c.plan_id == id))
            _write(connection, id, 0, table)
        case TargetPlan.Submitted():
            changes = _submitted(connection, event, recorded.id)
        case TargetPlan.Amended():
            changes = _amended(connection, event, recorded.id)
        case TargetPlan.Appraised():
            changes = _appraised(connection, event, recorded.id)
    changes["version"] = event.originator_version
    connection.execute(PLANS.update().where(PLANS.c.id == id).values(**changes))


def _drafted(event: TargetPlan.Drafted) -> dict[str, object]:
    ids = {"unit_id": event.unit_id, "movement_id": event.movement_id, "covenant_id": event.covenant_id}
    state = {
        "state": PlanState.DRAFT.value,
        "edition": 0,
        "drafted_on": event.drafted_on,
        "version": event.originator_version,
    }
    return {"id": event.originator_id, **ids, **state}


def _write(connection: sa.Connection, plan_id: UUID, edition: int, table: TargetTable) -> None:
    rows = [{"plan_id": plan_id, "edition": edition, "place": place, **_text(each)} for place, each in enumerate(table)]
    if rows:
        add(connection, TEXTS, rows)


def _text(target: AnyTarget) -> dict[str, object]:
    row = {"indicator": target.indicator, "name": target.name, "category": target.category.value}
    row["department_id"] = target.department_id  # type: ignore[assignment]
    if isinstance(target, FigureTarget):
        years: list[dict[str, object]] = [
            {"year": each.year, "figure": format(each.value, "f")} for each in target.years
        ]
        measured = {"unit_of_measure": target.unit_of_measure, "direction": target.direction.value}
        figures = {"area": target.area.value, "baseline": target.baseline}
        return {**row, **measured, **figures, "requirement": None, "measures": None, "years": years}
    years = [{"year": each.year, "task": each.task} for each in target.timetable]
    said = {"requirement": target.requirement, "measures": list(target.measures), "years": years}
    return {**row, "unit_of_measure": None, "direction": None, "area": None, "baseline": None, **said}


def _submitted(connection: sa.Connection, event: TargetPlan.Submitted, event_id: UUID) -> dict[str, object]:
    id, timing = event.originator_id, event.timing
    connection.execute(TEXTS.update().where(TEXTS.c.plan_id == id).values(edition=1))
    named = sa.select(TEXTS.c.indicator).where(TEXTS.c.plan_id == id).order_by(TEXTS.c.place)
    changed = list(connection.scalars(named))
    row = {"plan_id": id, "edition": 1, "made_on": timing.day, "reason": "", "changed": changed, "event": event_id}
    add(connection, EDITIONS, row)
    made = 1, changed, (event.originator_version, timing.day)
    state = _propose(connection, id, made, official=not event.appraised)
    return {"submitted_on": timing.day, "edition": 1, "state": state, **plain_timing(timing, event.act)}


def _amended(connection: sa.Connection, event: TargetPlan.Amended, event_id: UUID) -> dict[str, object]:
    id, edition, changed = event.originator_id, event.edition, list(event.changed)
    _write(connection, id, edition, event.table)
    row = {"plan_id": id, "edition": edition, "made_on": event.amended_on, "reason": event.reason}
    add(connection, EDITIONS, {**row, "changed": changed, "event": event_id})
    gone = VERDICTS.c.indicator.not_in([each.indicator for each in event.table])
    connection.execute(VERDICTS.delete().where(VERDICTS.c.plan_id == id, gone))
    made = edition, changed, (event.originator_version, event.amended_on)
    return {"edition": edition, "state": _propose(connection, id, made, official=not event.appraised)}


def _appraised(connection: sa.Connection, event: TargetPlan.Appraised, event_id: UUID) -> dict[str, object]:
    id, own = event.originator_id, VERDICTS.c.indicator == event.indicator
    said = {"verdict": event.verdict.value, "reason": event.reason, "appraised_on": event.appraised_on}
    connection.execute(VERDICTS.update().where(VERDICTS.c.plan_id == id, own).values(**said, event=event_id))
    if event.verdict is Verdict.AGREED:
        _make_official(connection, id, [event.indicator], (event.originator_version, event.appraised_on))
    return {"state": _state(connection, id)}


def _propose(connection: sa.Connection, plan_id: UUID, made: tuple[int, list[str], When], *, official: bool) -> str:
    """The changed targets of this edition wait for their appraisal, or are official at once."""
    edition, changed, when = made
    known = set(connection.scalars(sa.select(VERDICTS.c.indicator).where(VERDICTS.c.plan_id == plan_id)))
    verdict = Verdict.AGREED if official else Verdict.PROPOSED
    row = {"edition": edition, "verdict": verdict.value, "reason": "", "appraised_on": None, "event": None}
    again = VERDICTS.c.indicator.in_([each for each in changed if each in known])
    connection.execute(VERDICTS.update().where(VERDICTS.c.plan_id == plan_id, again).values(**row))
    new = [{"plan_id": plan_id, "indicator": each, **row} for each in changed if each not in known]
    if new:
        add(connection, VERDICTS, new)
    if official:
        _make_official(connection, plan_id, changed, when)
    return _state(connection, plan_id)


def _make_official(connection: sa.Connection, plan_id: UUID, indicators: Sequence[str], when: When) -> None:
    """The last edition's text of these targets counts from that day on."""
    version, day = when
    newest = sa.select(sa.func.max(TEXTS.c.edition)).where(TEXTS.c.plan_id == plan_id)
    edition = connection.scalar(newest)
    mine = sa.and_(VERDICTS.c.plan_id == plan_id, VERDICTS.c.indicator.in_(indicators))
    connection.execute(VERDICTS.update().where(mine).values(official_edition=edition))
    before = FIGURES.c.plan_id == plan_id, FIGURES.c.indicator.in_(indicators), official_on(None)
    connection.execute(FIGURES.update().where(*before).values(until=day))
    texts = sa.select(TEXTS.c.indicator, TEXTS.c.years).where(
        TEXTS.c.plan_id == plan_id, TEXTS.c.edition == edition, TEXTS.c.indicator.in_(indicators)
    )
    key = {"plan_id": plan_id, "version": version, "since": day}
    rows = [
        {**key, "indicator": text.indicator, "year": year, "figure": figure}
        for text in connection.execute(texts).all()
        for year, figure in _years(text.years).items()
    ]
    add(connection, FIGURES, rows)


def _years(stated: list[dict[str, Any]]) -> dict[int, Decimal | None]:
    return {each["year"]: Decimal(each["figure"]) if "figure" in each else None for each in stated}


def _state(connection: sa.Connection, plan_id: UUID) -> str:
    open_ones = sa.select(sa.func.count()).where(
        VERDICTS.c.plan_id == plan_id, VERDICTS.c.verdict != Verdict.AGREED.value
    )
    return (PlanState.SUBMITTED if connection.scalar(open_ones) else PlanState.OFFICIAL).value


VIEW = View("covenant.target_plans", (PLANS, TEXTS, EDITIONS, VERDICTS, FIGURES), project=project)
