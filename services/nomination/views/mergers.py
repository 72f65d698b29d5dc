"""Mergers of units (sáp nhập đơn vị), as the covenant service tells of them: which units went up in which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add, among
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


def lives(connection: sa.Connection, unit_ids: Sequence[UUID]) -> dict[UUID, Any]:
    """The code of each unit heard of, the first day without it and what it went up in, where it ended."""
    successor = UNITS.alias("successor")
    query = sa.select(UNITS.c.id, UNITS.c.code, UNITS.c.ended_on, successor.c.code.label("into"))
    merged = query.outerjoin(MERGERS, MERGERS.c.unit_id == UNITS.c.id)
    named = merged.outerjoin(successor, successor.c.id == MERGERS.c.into_id)
    return {row.id: row for row in connection.execute(named.where(among(connection, UNITS.c.id, unit_ids)))}


def into(connection: sa.Connection, unit_ids: Sequence[UUID]) -> dict[UUID, tuple[Merger, ...]]:
    """Every unit that went up in each of these, also by way of another, by the day of its merger."""
    merged: dict[UUID, list[Merger]] = defaultdict(list)
    known, above = set[UUID](), list(unit_ids)
    while above:
        rows = connection.execute(_NAMED.where(among(connection, MERGERS.c.into_id, above))).all()
        new = [row for row in rows if row.unit_id not in known]
        for row in new:
            merger = Merger(row.unit_id, row.code or str(row.unit_id), row.merged_on, row.event)
            merged[row.into_id].append(merger)
        above = [row.unit_id for row in new]
        known.update(above)
    return {unit: _all_below(unit, merged) for unit in unit_ids}


def _all_below(unit_id: UUID, merged: Mapping[UUID, Sequence[Merger]]) -> tuple[Merger, ...]:
    found: dict[UUID, Merger] = {}
    above = [unit_id]
    while above:
        new = {each.unit_id: each for unit in above for each in merged.get(unit, ()) if each.unit_id not in found}
        found |= new
        above = list(new)
    return tuple(sorted(found.values(), key=lambda each: (each.merged_on, each.unit)))
