"""The targets of movements, which movement was made from which, and who below has not made it its own yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Recorded, View
from services.covenant.domain.cascade import MovementTarget, MovementTargets, Scope
from services.covenant.domain.unit import UnitKind
from services.covenant.views import movements, units
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

CASCADES = sa.Table(
    "cascades",
    metadata,
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("parent_id", sa.Uuid, index=True),
    sa.Column("stated_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

TARGETS = sa.Table(
    "movement_targets",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("unit_of_measure", sa.Text, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("value", ExactDecimal, nullable=False),
    sa.Column("upper", ExactDecimal),
    sa.Column("scope", sa.Text, nullable=False),
)

DIRECTLY_BELOW = (UnitKind.PROVINCE.value, UnitKind.REGION.value, UnitKind.HEAD_OFFICE.value)
"""Which units make a movement of the sector's council concrete; the agency itself, under nobody, is not among them."""


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the statements of targets."""
    event = recorded.event
    match event:
        case MovementTargets.Stated(movement_id=movement_id, parent_id=parent_id, targets=targets, stated_on=day):
            row = {"movement_id": movement_id, "parent_id": parent_id, "stated_on": day, "reason": ""}
            add(connection, CASCADES, {**row, "id": event.originator_id, "version": event.originator_version})
            _put(connection, event.originator_id, targets)
        case MovementTargets.Restated(targets=targets, reason=reason, stated_on=day):
            changes = {"stated_on": day, "reason": reason, "version": event.originator_version}
            connection.execute(CASCADES.update().where(CASCADES.c.id == event.originator_id).values(**changes))
            connection.execute(TARGETS.delete().where(TARGETS.c.id == event.originator_id))
            _put(connection, event.originator_id, targets)


def _put(connection: sa.Connection, id: UUID, targets: Sequence[MovementTarget]) -> None:
    names = ("indicator", "name", "unit_of_measure", "value", "upper")
    rows = [
        {
            "id": id,
            "place": place,
            "direction": each.target.direction.value,
            "scope": each.scope.value,
            **{name: getattr(each.target, name) for name in names},
        }
        for place, each in enumerate(targets, start=1)
    ]
    add(connection, TARGETS, rows)


VIEW = View("covenant.cascades", (CASCADES, TARGETS), project=project)


def children(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The movements made directly from each of these, by code."""
    own = movements.MOVEMENTS.c.id == CASCADES.c.movement_id
    query = sa.select(movements.MOVEMENTS, CASCADES.c.parent_id).join(CASCADES, own)
    query = query.where(CASCADES.c.parent_id.in_(movement_ids)).order_by(movements.MOVEMENTS.c.code)
    return grouped(movement_ids, rows_of(connection, query), "parent_id")


def parents(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """The movement that each of these was made from, None for one of no other."""
    own = movements.MOVEMENTS.c.id == CASCADES.c.parent_id
    query = sa.select(movements.MOVEMENTS, CASCADES.c.movement_id).join(CASCADES, own)
    return in_order(
        movement_ids, rows_of(connection, query.where(CASCADES.c.movement_id.in_(movement_ids))), "movement_id"
    )


def statements(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """When and why the targets of each movement were stated last, None where they never were."""
    query = sa.select(CASCADES).where(CASCADES.c.movement_id.in_(movement_ids))
    return in_order(movement_ids, rows_of(connection, query), "movement_id")


def targets(connection: sa.Connection, movement_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The targets of each movement in their order; of a common one also what those below have taken on together."""
    own = CASCADES.c.id == TARGETS.c.id
    query = sa.select(TARGETS, CASCADES.c.movement_id).join(CASCADES, own)
    query = query.where(CASCADES.c.movement_id.in_(movement_ids)).order_by(TARGETS.c.place)
    rows = rows_of(connection, query)
    taken = _taken_on(connection, movement_ids)
    for row in rows:
        together = row["scope"] == Scope.TOGETHER.value
        row["taken_on"] = taken.get((row["movement_id"], row["indicator"]), Decimal()) if together else None
    return grouped(movement_ids, rows, "movement_id")


def _taken_on(connection: sa.Connection, movement_ids: Sequence[UUID]) -> dict[tuple[UUID, str], Decimal]:
    """(movement, indicator) → the sum of the figures of the movements made directly from it: exact, so not in SQL."""
    own = CASCADES.c.id == TARGETS.c.id
    query = sa.select(CASCADES.c.parent_id, TARGETS.c.indicator, TARGETS.c.value).join(CASCADES, own)
    sums: dict[tuple[UUID, str], Decimal] = {}
    for row in connection.execute(query.where(CASCADES.c.parent_id.in_(movement_ids))):
        key = (row.parent_id, row.indicator)
        sums[key] = sums.get(key, Decimal()) + row.value
    return sums


def missing(connection: sa.Connection, movement_ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """The units directly below that have not made each movement their own, as of a day, by code."""
    found = movements.by_ids(connection, movement_ids)
    organisers = [None if each is None else each["organiser_id"] for each in found]
    named = [each for each in dict.fromkeys(organisers) if each is not None]
    under = dict(zip(named, units.children(connection, named, at), strict=True))
    sector = _of_the_sector(connection, at) if None in organisers else []
    below = [[] if row is None else under.get(row["organiser_id"], sector) for row in found]
    done = [{each["organiser_id"] for each in made} for made in children(connection, movement_ids)]
    return [[unit for unit in rows if unit["id"] not in own] for rows, own in zip(below, done, strict=True)]


def _of_the_sector(connection: sa.Connection, at: date) -> list[dict[str, Any]]:
    query = units.as_of(at).where(units.existing_on(at), units.UNITS.c.kind.in_(DIRECTLY_BELOW))
    rows = rows_of(connection, query.order_by(units.UNITS.c.code))
    return [row for row in rows if row["kind"] != UnitKind.HEAD_OFFICE.value or row["parent_id"] is not None]


DEEPEST = 4
"""Levels of a tree: the sector, its units, their districts, and one more."""


def tree(connection: sa.Connection, movement: dict[str, Any], at: date, depth: int = DEEPEST) -> dict[str, Any]:
    """A movement with its targets, those made from it all the way down, and the units below that have not done so."""
    ids = [movement["id"]]
    [own], [below], [absent] = targets(connection, ids), children(connection, ids), missing(connection, ids, at)
    under = [tree(connection, each, at, depth - 1) for each in below] if depth > 1 else []
    return {**movement, "targets": own, "cascaded": under, "missing": absent}
