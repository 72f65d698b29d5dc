"""The yearly programmes of blocks and clusters (chương trình, kế hoạch năm): what is planned, done, late and open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.covenant.domain.programme import Adjustment, PlanItem, Programme
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

PROGRAMMES = sa.Table(
    "cluster_programmes",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("cluster_id", sa.Uuid, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("adopted_on", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("cluster_id", "year"),
)

ITEMS = sa.Table(
    "programme_items",
    metadata,
    sa.Column("programme_id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("first_due_on", sa.Date, nullable=False),
    sa.Column("responsible_id", sa.Uuid, nullable=False, index=True),
    sa.Column("inspected_id", sa.Uuid),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("expected", ExactDecimal),
    sa.Column("planned_on", sa.Date, nullable=False),
    sa.Column("dropped_on", sa.Date),
    sa.Column("done_on", sa.Date),
    sa.Column("result", sa.Text),
    sa.Column("evidence", sa.Text),
    sa.Column("reached", ExactDecimal),
    sa.Column("inspection_id", sa.Uuid),
)
"""`inspection_id` is the inspection whose closing marked the item as done."""

ADJUSTMENTS = sa.Table(
    "programme_adjustments",
    metadata,
    sa.Column("programme_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("adjusted_on", sa.Date, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("added", sa.JSON, nullable=False),
    sa.Column("changed", sa.JSON, nullable=False),
    sa.Column("dropped", sa.JSON, nullable=False),
)


class ItemState(StrEnum):
    """How an item stands on a day."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Filter:
    """Which items: of a block or cluster, a year, a kind, a responsible unit, in a state on the day asked for."""

    cluster_id: UUID | None = None
    year: int | None = None
    kind: str | None = None
    responsible_id: UUID | None = None
    state: str | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of programmes."""
    event = recorded.event
    if not isinstance(event, Programme.Event):
        return
    id, version = event.originator_id, event.originator_version
    match event:
        case Programme.Adopted(cluster_id=cluster_id, year=year, document=document, items=items, adopted_on=day):
            row = {"cluster_id": cluster_id, "year": year, "document": document, "adopted_on": day}
            add(connection, PROGRAMMES, {"id": id, "version": version, **row})
            add(connection, ITEMS, [_planned(id, each, day) for each in items])
            return
        case Programme.Adjusted(adjustment=adjustment, adjusted_on=day):
            _adjust(connection, id, adjustment, day)
            plain = {"document": adjustment.document, "reason": adjustment.reason, **_told(adjustment)}
            add(connection, ADJUSTMENTS, {"programme_id": id, "version": version, "adjusted_on": day, **plain})
        case Programme.ItemDone(code=code, outcome=outcome, done_on=day):
            done = {"result": outcome.result, "evidence": outcome.evidence, "reached": outcome.reached}
            _change(connection, id, code, {"done_on": day, **done})
        case Programme.ItemInspected(code=code, inspection_id=by, outcome=outcome, done_on=day):
            done = {"result": outcome.result, "evidence": outcome.evidence}
            _change(connection, id, code, {"done_on": day, "inspection_id": by, **done})
        case Programme.ReportWithdrawn(code=code):
            told = ("done_on", "result", "evidence", "reached", "inspection_id")
            _change(connection, id, code, dict.fromkeys(told))
    connection.execute(PROGRAMMES.update().where(PROGRAMMES.c.id == id).values(version=version))


def _planned(programme_id: UUID, item: PlanItem, day: date) -> dict[str, object]:
    plain = {name: getattr(item, name) for name in ("code", "content", "due_on", "responsible_id", "inspected_id")}
    figures = {"indicator": item.indicator, "expected": item.expected}
    row = {"programme_id": programme_id, "kind": item.kind.value, "first_due_on": item.due_on, "planned_on": day}
    return {**row, **plain, **figures}


def _adjust(connection: sa.Connection, programme_id: UUID, adjustment: Adjustment, day: date) -> None:
    if adjustment.added:
        add(connection, ITEMS, [_planned(programme_id, each, day) for each in adjustment.added])
    for each in adjustment.changed:
        _change(connection, programme_id, each.code, {"due_on": each.due_on, "responsible_id": each.responsible_id})
    for code in adjustment.dropped:
        _change(connection, programme_id, code, {"dropped_on": day})


def _told(adjustment: Adjustment) -> dict[str, object]:
    changed = [
        {"code": each.code, "due_on": each.due_on.isoformat(), "responsible_id": str(each.responsible_id)}
        for each in adjustment.changed
    ]
    added = [each.code for each in adjustment.added]
    return {"added": added, "changed": changed, "dropped": list(adjustment.dropped)}


def _change(connection: sa.Connection, programme_id: UUID, code: str, values: dict[str, object]) -> None:
    own = sa.and_(ITEMS.c.programme_id == programme_id, ITEMS.c.code == code)
    connection.execute(ITEMS.update().where(own).values(**values))


VIEW = View("covenant.programmes", (PROGRAMMES, ITEMS, ADJUSTMENTS), project=project)


def state_on(at: date) -> sa.ColumnElement[str]:
    """How an item stands on a day: what was done later is open or late then."""
    done = ITEMS.c.done_on <= at
    return sa.case(
        (ITEMS.c.dropped_on <= at, ItemState.DROPPED.value),
        (sa.and_(done, ITEMS.c.done_on > ITEMS.c.due_on), ItemState.DONE_LATE.value),
        (done, ItemState.DONE.value),
        (ITEMS.c.due_on < at, ItemState.LATE.value),
        else_=ItemState.OPEN.value,
    )


_REPORTED = ("done_on", "result", "evidence", "reached", "inspection_id")


def _items(at: date) -> sa.Select[Any]:
    """What was planned by that day, with what had been reported of it by then; due days as they stand now."""
    own = PROGRAMMES.c.id == ITEMS.c.programme_id
    reported = [sa.case((ITEMS.c.done_on <= at, ITEMS.c[name])).label(name) for name in _REPORTED]
    dropped = sa.case((ITEMS.c.dropped_on <= at, ITEMS.c.dropped_on)).label("dropped_on")
    plain = [column for column in ITEMS.c if column.name not in (*_REPORTED, "dropped_on")]
    columns = (PROGRAMMES.c.cluster_id, PROGRAMMES.c.year, state_on(at).label("state"))
    return sa.select(*plain, *reported, dropped, *columns).join(PROGRAMMES, own).where(ITEMS.c.planned_on <= at)


def search(connection: sa.Connection, wanted: Filter, at: date, after: str | None, limit: int) -> Page:
    """Items as they stand on a day, by the day they are due."""
    query = _items(at)
    columns = {
        PROGRAMMES.c.cluster_id: wanted.cluster_id,
        PROGRAMMES.c.year: wanted.year,
        ITEMS.c.kind: wanted.kind,
        ITEMS.c.responsible_id: wanted.responsible_id,
    }
    for column, value in columns.items():
        if value is not None:
            query = query.where(column == value)
    if wanted.state is not None:
        query = query.where(state_on(at) == wanted.state)
    return page(connection, query, [ITEMS.c.due_on, ITEMS.c.programme_id, ITEMS.c.code], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Programmes, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(PROGRAMMES).where(PROGRAMMES.c.id.in_(ids))))


def of_clusters(connection: sa.Connection, cluster_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every programme of each block or cluster, by year."""
    query = sa.select(PROGRAMMES).where(PROGRAMMES.c.cluster_id.in_(cluster_ids)).order_by(PROGRAMMES.c.year)
    return grouped(cluster_ids, rows_of(connection, query), "cluster_id")


def items(connection: sa.Connection, programme_ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """The items of each programme as they stand on a day, by the day they are due."""
    query = _items(at).where(ITEMS.c.programme_id.in_(programme_ids)).order_by(ITEMS.c.due_on, ITEMS.c.code)
    return grouped(programme_ids, rows_of(connection, query), "programme_id")


def adjustments(connection: sa.Connection, programme_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The adjustments of each programme, in their order."""
    query = sa.select(ADJUSTMENTS).where(ADJUSTMENTS.c.programme_id.in_(programme_ids))
    return grouped(programme_ids, rows_of(connection, query.order_by(ADJUSTMENTS.c.version)), "programme_id")
