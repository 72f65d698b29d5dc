"""Scorecards (phiếu chấm điểm) in short: where each stands and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.scoring.domain.scorecard import Scorecard
from services.scoring.views import organisation
from services.scoring.views.tables import Row, grouped, in_order, metadata, rows_of


class Stage(StrEnum):
    """How far a card has come: opened (mới lập), computed (đã chấm máy), final (đã chốt)."""

    OPENED = "OPENED"
    COMPUTED = "COMPUTED"
    FINAL = "FINAL"


CARDS = sa.Table(
    "scorecards",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("cluster_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("finalisations", sa.Integer, nullable=False),
    sa.Column("score", ExactDecimal),
    sa.Column("missing", sa.Integer),
    sa.Column("barred_by", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "movement_id", "cluster_id", "period"),
    sa.Index(None, "unit_id"),
)
"""`score`, `missing` and `barred_by` are those of the last finalisation."""


@dataclass(frozen=True)
class Filter:
    """Which cards: of a block or cluster, movement, period, unit, at some stage."""

    cluster_id: UUID | None = None
    movement_id: UUID | None = None
    period: str | None = None
    unit_id: UUID | None = None
    stage: Stage | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of scorecards."""
    event = recorded.event
    if not isinstance(event, Scorecard.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: Row = {}
    match event:
        case Scorecard.Opened(cluster_id=cluster_id, movement_id=movement_id, period=period, unit_id=unit_id):
            row = {"id": id, "cluster_id": cluster_id, "movement_id": movement_id, "period": period, "unit_id": unit_id}
            first = {"stage": Stage.OPENED.value, "finalisations": 0, "barred_by": [], "version": version}
            add(connection, CARDS, {**row, **first})
        case Scorecard.Computed() | Scorecard.Reopened():
            changes = {"stage": Stage.COMPUTED.value}
        case Scorecard.Finalised(totals=totals):
            changes = {
                "stage": Stage.FINAL.value,
                "finalisations": CARDS.c.finalisations + 1,
                "score": totals.score,
                "missing": totals.missing,
                "barred_by": list(totals.barred_by),
            }
    if version > Scorecard.INITIAL_VERSION:
        connection.execute(CARDS.update().where(CARDS.c.id == id).values(version=version, **changes))


_CARDS = sa.select(
    CARDS,
    organisation.unit_code(CARDS.c.unit_id).label("unit_code"),
    organisation.cluster_code(CARDS.c.cluster_id),
    organisation.movement_code(CARDS.c.movement_id),
)

VIEW = View("scoring.scorecards", (CARDS,), project=project)


def search(connection: sa.Connection, which: Filter, after: str | None, limit: int) -> Page:
    """A page of cards."""
    wanted = {
        CARDS.c.cluster_id: which.cluster_id,
        CARDS.c.movement_id: which.movement_id,
        CARDS.c.period: which.period,
        CARDS.c.unit_id: which.unit_id,
        CARDS.c.stage: which.stage and which.stage.value,
    }
    query = _CARDS.where(*(column == value for column, value in wanted.items() if value is not None))
    return page(connection, query, (CARDS.c.id,), after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[Row | None]:
    """The card of each id."""
    return in_order(ids, rows_of(connection, sa.select(CARDS).where(CARDS.c.id.in_(ids))))


def of_units(connection: sa.Connection, unit_ids: Sequence[UUID]) -> list[list[Row]]:
    """The cards of each unit, by period."""
    query = sa.select(CARDS).where(CARDS.c.unit_id.in_(unit_ids)).order_by(CARDS.c.period, CARDS.c.id)
    return grouped(unit_ids, rows_of(connection, query), "unit_id")
