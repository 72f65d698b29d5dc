"""Inspections (kiểm tra, kiểm tra chéo) as the covenant service tells of them: which unit each of them is about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import View
from kernel.wire import Envelope
from services.nomination.views.heard import InspectionOpened
from services.nomination.views.tables import metadata

INSPECTIONS = sa.Table(
    "inspections",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("inspected_id", sa.Uuid, nullable=False),
)


@dataclass(frozen=True)
class Inspected:
    """Which unit an inspection is about, and what people call the inspection."""

    code: str
    unit_id: UUID


def _opened(connection: sa.Connection, fact: InspectionOpened, _: Envelope) -> None:
    row = {"id": fact.inspection_id, "code": fact.code, "inspected_id": fact.inspected_id}
    add(connection, INSPECTIONS, row)


VIEW = View("nomination.inspections", (INSPECTIONS,), hear={InspectionOpened: _opened})


def inspected(connection: sa.Connection, inspection_id: UUID) -> Inspected | None:
    """What the inspection is about; None where its opening was not heard of."""
    query = sa.select(INSPECTIONS.c.code, INSPECTIONS.c.inspected_id).where(INSPECTIONS.c.id == inspection_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Inspected(row.code, row.inspected_id)
