"""Mergers of units (sáp nhập đơn vị), as the covenant service tells of them: which units went up in which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import View
from kernel.wire import Envelope
from services.nomination.domain.merit.facts import Merger
from services.nomination.views.heard import UnitMerged
from services.nomination.views.organisation import UNITS, code
from services.nomination.views.tables import metadata

MERGERS = sa.Table(
    "mergers",
    metadata,
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("into_id", sa.Uuid, nullable=False, index=True),
    sa.Column("merged_on", sa.Date, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)


def _merged(connection: sa.Connection, fact: UnitMerged, envelope: Envelope) -> None:
    row = {"unit_id": fact.unit_id, "into_id": fact.into_id, "merged_on": fact.merged_on, "event": envelope.id}
    add(connection, MERGERS, row)


VIEW = View("nomination.mergers", (MERGERS,), hear={UnitMerged: _merged})

_NAMED = sa.select(MERGERS, code(UNITS, MERGERS.c.unit_id).label("code"))


def life_of(connection: sa.Connection, unit_id: UUID) -> Any:
    """The code of a unit, the first day without it and what it went up in, where it ended; None of one unheard of."""
    successor = UNITS.alias("successor")
    query = sa.select(UNITS.c.code, UNITS.c.ended_on, successor.c.code.label("into"))
    merged = query.outerjoin(MERGERS, MERGERS.c.unit_id == UNITS.c.id)
    named = merged.outerjoin(successor, successor.c.id == MERGERS.c.into_id)
    return connection.execute(named.where(UNITS.c.id == unit_id)).one_or_none()


def into(connection: sa.Connection, unit_id: UUID) -> tuple[Merger, ...]:
    """Every unit that went up in this one, also by way of another, by the day of its merger."""
    found: dict[UUID, Merger] = {}
    above = [unit_id]
    while above:
        rows = connection.execute(_NAMED.where(MERGERS.c.into_id.in_(above), MERGERS.c.unit_id.not_in(found)))
        above = []
        for row in rows:
            found[row.unit_id] = Merger(row.unit_id, row.code or str(row.unit_id), row.merged_on, row.event)
            above.append(row.unit_id)
    return tuple(sorted(found.values(), key=lambda each: (each.merged_on, each.unit)))
