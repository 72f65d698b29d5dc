"""The reviews of long movements (sơ kết, tổng kết) in their editions, as they were frozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.covenant.domain.movement_review import MovementReview
from services.covenant.views.tables import grouped, metadata, rows_of
from services.covenant.views.units import UNITS

REVIEWS = sa.Table(
    "movement_reviews",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("through", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("movement_id", "through"),
)

EDITIONS = sa.Table(
    "movement_review_editions",
    metadata,
    sa.Column("review_id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("frozen_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)

_COUNTS = ("planned", "reached", "not_reached", "no_figure", "unreviewed", "unreviewed_before", "unconfirmed")

STANDINGS = sa.Table(
    "movement_review_units",
    metadata,
    sa.Column("review_id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
    sa.Column("finished_in", sa.Integer),
)

FINISHES = sa.Table(
    "movement_review_finishes",
    metadata,
    sa.Column("review_id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("actual", ExactDecimal, nullable=False),
)


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the reviews."""
    match recorded.event:
        case MovementReview.Held(originator_id=id, movement_id=movement_id, through=through, kind=kind) as event:
            row = {"id": id, "movement_id": movement_id, "through": through, "kind": kind.value}
            add(connection, REVIEWS, {**row, "version": event.originator_version})
        case MovementReview.EditionFrozen(originator_id=id) as event:
            _freeze(connection, event, recorded.id)
            version = event.originator_version
            connection.execute(REVIEWS.update().where(REVIEWS.c.id == id).values(version=version))


def _freeze(connection: sa.Connection, event: MovementReview.EditionFrozen, event_id: UUID) -> None:
    key = {"review_id": event.originator_id, "edition": event.edition}
    add(connection, EDITIONS, {**key, "frozen_on": event.frozen_on, "reason": event.reason, "event": event_id})
    stood = ("unit_id", *_COUNTS, "finished_in")  # by name: an edition of before does not hold what is told since
    standings = [{**key, **{name: getattr(each, name) for name in stood}} for each in event.summary.units]
    add(connection, STANDINGS, standings)
    if event.summary.early:
        add(connection, FINISHES, [{**key, **vars(each)} for each in event.summary.early])


VIEW = View("covenant.movement_reviews", (REVIEWS, EDITIONS, STANDINGS, FINISHES), project=project)


def of_movements(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every edition of every review of each movement, by year and edition, with its totals."""
    totals = [sa.func.sum(STANDINGS.c[name]).label(name) for name in _COUNTS]
    of = ("review_id", "edition")
    summed = sa.select(*(STANDINGS.c[name] for name in of), sa.func.count().label("units"), *totals)
    counted = summed.group_by(*(STANDINGS.c[name] for name in of)).subquery()
    columns = [counted.c[name] for name in ("units", *_COUNTS)]
    query = sa.select(REVIEWS, *(EDITIONS.c[name] for name in ("edition", "frozen_on", "reason", "event")), *columns)
    query = query.join(EDITIONS, EDITIONS.c.review_id == REVIEWS.c.id)
    query = query.join(counted, sa.and_(*(counted.c[name] == EDITIONS.c[name] for name in of)))
    query = query.where(REVIEWS.c.movement_id.in_(movement_ids)).order_by(REVIEWS.c.through, EDITIONS.c.edition)
    return grouped(movement_ids, rows_of(connection, query), "movement_id")


def standings(connection: sa.Connection, review_id: UUID, edition: int, after: str | None, limit: int) -> Page:
    """How the units stood in an edition, by code."""
    query = sa.select(UNITS.c.code, STANDINGS).join(UNITS, UNITS.c.id == STANDINGS.c.unit_id)
    query = query.where(STANDINGS.c.review_id == review_id, STANDINGS.c.edition == edition)
    return page(connection, query, [UNITS.c.code], after, limit)


def finishes(connection: sa.Connection, review_id: UUID, edition: int) -> list[dict[str, Any]]:
    """Who had finished early by an edition, by unit and target."""
    query = sa.select(UNITS.c.code, FINISHES).join(UNITS, UNITS.c.id == FINISHES.c.unit_id)
    query = query.where(FINISHES.c.review_id == review_id, FINISHES.c.edition == edition)
    return rows_of(connection, query.order_by(UNITS.c.code, FINISHES.c.indicator))
