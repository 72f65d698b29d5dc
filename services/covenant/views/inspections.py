"""Inspections and cross-checks (kiểm tra, kiểm tra chéo) with their findings, and which are open or overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.inspection import FindingState, Inspection
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

INSPECTIONS = sa.Table(
    "inspections",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("cluster_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("inspector_id", sa.Uuid, nullable=False, index=True),
    sa.Column("inspected_id", sa.Uuid, nullable=False, index=True),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("plan_item", sa.Text, nullable=False),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    sa.Column("conclusion", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("cluster_id", "code"),
)

FINDINGS = sa.Table(
    "findings",
    metadata,
    sa.Column("inspection_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("remedy", sa.Text, nullable=False),
    sa.Column("recorded_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("report", sa.Text),
    sa.Column("evidence", sa.Text),
    sa.Column("reported_on", sa.Date),
    sa.Column("rejections", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("settled_on", sa.Date),
)
"""`reason` is why a remedy was sent back last, or the finding withdrawn; `settled_on` when it was confirmed or so."""

FINDING_STEPS = sa.Table(
    "finding_steps",
    metadata,
    sa.Column("inspection_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date),
)
"""What became of each finding day by day: its state from then on, and while it is open, by when it is to be settled."""

UNSETTLED = (FindingState.OPEN.value, FindingState.REPORTED.value)


@dataclass(frozen=True)
class Filter:
    """Which inspections: of a block or cluster, by or of a unit, of a kind, closed or still open."""

    cluster_id: UUID | None = None
    inspector_id: UUID | None = None
    inspected_id: UUID | None = None
    kind: str | None = None
    closed: bool | None = None


@dataclass(frozen=True)
class FindingFilter:
    """Which findings: of a block or cluster, of a unit inspected, in a state, weighing so much, overdue or not."""

    cluster_id: UUID | None = None
    inspected_id: UUID | None = None
    state: str | None = None
    severity: str | None = None
    overdue: bool | None = None


def citing(connection: sa.Connection, cluster_id: UUID, year: int, plan_item: str, *, but: UUID) -> str | None:
    """The code of the other inspection that cites this item of the year's plan; None if none does."""
    table = INSPECTIONS.c
    of_year = sa.or_(table.period == str(year), table.period.startswith(f"{year}-"))
    cited = sa.select(table.code).where(table.cluster_id == cluster_id, table.plan_item == plan_item, of_year)
    cited = cited.where(table.id != but)
    found: str | None = connection.execute(cited.order_by(table.opened_on, table.code).limit(1)).scalar()
    return found


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of inspections."""
    event = recorded.event
    if not isinstance(event, Inspection.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: dict[str, object] = {}
    match event:
        case Inspection.Opened():
            add(connection, INSPECTIONS, _opened(event))
        case Inspection.FindingRecorded():
            add(connection, FINDINGS, _found(event))
            _step(connection, event, event.number, (event.recorded_on, FindingState.OPEN, event.finding.due_on))
        case Inspection.Closed(conclusion=conclusion, closed_on=day):
            changes = {"closed_on": day, "conclusion": conclusion}
        case Inspection.Reopened():
            changes = {"closed_on": None, "conclusion": None}
        case _:
            _follow(connection, event)
    connection.execute(INSPECTIONS.update().where(INSPECTIONS.c.id == id).values(version=version, **changes))


def _opened(event: Inspection.Opened) -> dict[str, object]:
    mandate = event.mandate
    plain = {name: getattr(mandate, name) for name in ("inspector_id", "inspected_id", "period", "plan_item")}
    row = {"id": event.originator_id, "code": event.code, "cluster_id": event.cluster_id, "kind": mandate.kind.value}
    return {**row, **plain, "opened_on": event.opened_on, "version": event.originator_version}


def _found(event: Inspection.FindingRecorded) -> dict[str, object]:
    finding = event.finding
    plain = {"severity": finding.severity.value, "text": finding.text, "remedy": finding.remedy}
    row = {"inspection_id": event.originator_id, "number": event.number, "state": FindingState.OPEN.value}
    return {**row, **plain, "due_on": finding.due_on, "recorded_on": event.recorded_on, "rejections": 0}


def _follow(connection: sa.Connection, event: Inspection.Event) -> None:
    """Follow the events on one finding."""
    match event:
        case Inspection.RemedyReported(number=number, report=report, evidence=evidence, reported_on=day):
            told = {"report": report, "evidence": evidence, "reported_on": day}
            _change(connection, event, number, {"state": FindingState.REPORTED.value, **told})
            _step(connection, event, number, (day, FindingState.REPORTED, None))
        case Inspection.RemedyRejected(number=number, reason=reason, due_on=due_on, rejected_on=day):
            again = {"due_on": due_on, "reason": reason, "rejections": FINDINGS.c.rejections + 1}
            _change(connection, event, number, {"state": FindingState.OPEN.value, "reported_on": None, **again})
            _step(connection, event, number, (day, FindingState.OPEN, due_on))
        case Inspection.RemedyConfirmed(number=number, confirmed_on=day):
            _change(connection, event, number, {"state": FindingState.CONFIRMED.value, "settled_on": day})
            _step(connection, event, number, (day, FindingState.CONFIRMED, None))
        case Inspection.FindingWithdrawn(number=number, reason=reason, withdrawn_on=day):
            gone = {"state": FindingState.WITHDRAWN.value, "reason": reason, "settled_on": day}
            _change(connection, event, number, gone)
            _step(connection, event, number, (day, FindingState.WITHDRAWN, None))


def _step(
    connection: sa.Connection, event: Inspection.Event, number: int, step: tuple[date, FindingState, date | None]
) -> None:
    day, state, due_on = step
    row = {"inspection_id": event.originator_id, "version": event.originator_version, "number": number}
    add(connection, FINDING_STEPS, {**row, "day": day, "state": state.value, "due_on": due_on})


def _change(connection: sa.Connection, event: Inspection.Event, number: int, values: dict[str, object]) -> None:
    own = sa.and_(FINDINGS.c.inspection_id == event.originator_id, FINDINGS.c.number == number)
    connection.execute(FINDINGS.update().where(own).values(**values))


VIEW = View("covenant.inspections", (INSPECTIONS, FINDINGS, FINDING_STEPS), project=project)


def finding_state_on(at: date) -> sa.ScalarSelect[str]:
    """How far the follow-up of a finding had come on that day; nothing before it was found."""
    return _standing(FINDING_STEPS.c.state, at)


def overdue_on(at: date) -> sa.ColumnElement[bool]:
    """Whether on that day a finding's remedy had been due before, and nothing was reported yet."""
    return sa.and_(finding_state_on(at) == FindingState.OPEN.value, _standing(FINDING_STEPS.c.due_on, at) < at)


def _standing(column: sa.Column[Any], at: date) -> sa.ScalarSelect[Any]:
    steps = FINDING_STEPS.c
    own = sa.and_(steps.inspection_id == FINDINGS.c.inspection_id, steps.number == FINDINGS.c.number, steps.day <= at)
    query = sa.select(column).where(own).order_by(steps.day.desc(), steps.version.desc()).limit(1)
    return query.correlate(FINDINGS).scalar_subquery()


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Inspections by block or cluster and code."""
    query = sa.select(INSPECTIONS)
    columns = {
        INSPECTIONS.c.cluster_id: wanted.cluster_id,
        INSPECTIONS.c.inspector_id: wanted.inspector_id,
        INSPECTIONS.c.inspected_id: wanted.inspected_id,
        INSPECTIONS.c.kind: wanted.kind,
    }
    for column, value in columns.items():
        if value is not None:
            query = query.where(column == value)
    if wanted.closed is not None:
        query = query.where(INSPECTIONS.c.closed_on.is_not(None) == wanted.closed)
    return page(connection, query, [INSPECTIONS.c.cluster_id, INSPECTIONS.c.code], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Inspections, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(INSPECTIONS).where(INSPECTIONS.c.id.in_(ids))))


def of_clusters(connection: sa.Connection, cluster_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The inspections of each block or cluster, by code."""
    query = sa.select(INSPECTIONS).where(INSPECTIONS.c.cluster_id.in_(cluster_ids)).order_by(INSPECTIONS.c.code)
    return grouped(cluster_ids, rows_of(connection, query), "cluster_id")


def _findings(at: date) -> sa.Select[Any]:
    own = INSPECTIONS.c.id == FINDINGS.c.inspection_id
    columns = (INSPECTIONS.c.cluster_id, INSPECTIONS.c.code, INSPECTIONS.c.inspector_id, INSPECTIONS.c.inspected_id)
    of_the_day: dict[str, sa.ColumnElement[Any]] = {"state": finding_state_on(at), "overdue": overdue_on(at)}
    of_the_day |= {name: sa.case((FINDINGS.c[name] <= at, FINDINGS.c[name])) for name in ("reported_on", "settled_on")}
    plain = [column for column in FINDINGS.c if column.name not in of_the_day]
    labelled = [column.label(name) for name, column in of_the_day.items()]
    query = sa.select(*plain, *columns, *labelled).join(INSPECTIONS, own)
    return query.where(FINDINGS.c.recorded_on <= at)


def findings(connection: sa.Connection, inspection_ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """The findings of each inspection, by number, and whether their remedy is overdue that day."""
    query = _findings(at).where(FINDINGS.c.inspection_id.in_(inspection_ids)).order_by(FINDINGS.c.number)
    return grouped(inspection_ids, rows_of(connection, query), "inspection_id")


def search_findings(connection: sa.Connection, wanted: FindingFilter, at: date, after: str | None, limit: int) -> Page:
    """Findings by the day their remedy is due, as of a day: found, reported, confirmed and withdrawn by then."""
    query = _findings(at)
    columns = {
        INSPECTIONS.c.cluster_id: wanted.cluster_id,
        INSPECTIONS.c.inspected_id: wanted.inspected_id,
        finding_state_on(at): wanted.state,
        FINDINGS.c.severity: wanted.severity,
    }
    for column, value in columns.items():
        if value is not None:
            query = query.where(column == value)
    if wanted.overdue is not None:
        query = query.where(overdue_on(at) if wanted.overdue else sa.not_(overdue_on(at)))
    return page(connection, query, [FINDINGS.c.due_on, FINDINGS.c.inspection_id, FINDINGS.c.number], after, limit)
