"""Periods (kỳ báo cáo, sơ kết, tổng kết) of movements, open and closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.scoring.domain.period import Period
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.views.tables import Row, grouped, in_order, metadata, rows_of

PERIODS = sa.Table(
    "periods",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("starts", sa.Text, nullable=False),
    sa.Column("ends", sa.Text, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "movement_id"),
)


@dataclass(frozen=True)
class Filter:
    """Which periods: of a movement, open or closed."""

    movement_id: UUID | None = None
    is_open: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of periods."""
    event = recorded.event
    if not isinstance(event, ReviewPeriod.Event):
        return
    id, version = event.originator_id, event.originator_version
    match event:
        case ReviewPeriod.Opened(movement_id=movement_id, period=code):
            period = Period.parse(code)
            row = {"id": id, "movement_id": movement_id, "period": code, "kind": period.kind.value}
            dates = {"starts": period.starts.isoformat(), "ends": period.ends.isoformat()}
            add(connection, PERIODS, {**row, **dates, "is_open": True, "version": version})
        case _:
            is_open = isinstance(event, ReviewPeriod.Reopened)
            connection.execute(PERIODS.update().where(PERIODS.c.id == id).values(is_open=is_open, version=version))


VIEW = View("scoring.periods", (PERIODS,), project=project)


def search(connection: sa.Connection, which: Filter, after: str | None, limit: int) -> Page:
    """A page of periods."""
    query = sa.select(PERIODS)
    if which.movement_id is not None:
        query = query.where(PERIODS.c.movement_id == which.movement_id)
    if which.is_open is not None:
        query = query.where(PERIODS.c.is_open == which.is_open)
    return page(connection, query, (PERIODS.c.ends, PERIODS.c.starts, PERIODS.c.id), after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[Row | None]:
    """The period of each id."""
    return in_order(ids, rows_of(connection, sa.select(PERIODS).where(PERIODS.c.id.in_(ids))))


def of_movements(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[list[Row]]:
    """The periods of each movement, in time."""
    query = sa.select(PERIODS).where(PERIODS.c.movement_id.in_(movement_ids)).order_by(PERIODS.c.ends, PERIODS.c.starts)
    return grouped(movement_ids, rows_of(connection, query), "movement_id")
