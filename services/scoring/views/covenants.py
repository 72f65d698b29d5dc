"""Signed covenants and their targets, as the covenant service told them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import View
from kernel.wire import Envelope
from services.scoring.domain.material import Promise, SignedCovenant
from services.scoring.reactions import CovenantAmended, CovenantSigned, Target
from services.scoring.views.tables import metadata

COVENANTS = sa.Table(
    "signed_covenants",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("signed_on", sa.Date, nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("event_id", sa.Uuid, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("targets", sa.JSON, nullable=False),
    sa.Index(None, "movement_id", "unit_id"),
)


def _signed(connection: sa.Connection, fact: CovenantSigned, envelope: Envelope) -> None:
    row = {
        "id": fact.covenant_id,
        "unit_id": fact.unit_id,
        "movement_id": fact.movement_id,
        "signed_on": fact.signed_on,
        "late": fact.late,
        "event_id": envelope.id,
        "edition": 1,
        "targets": _plain(fact.targets),
    }
    add(connection, COVENANTS, row)


def _amended(connection: sa.Connection, fact: CovenantAmended, envelope: Envelope) -> None:
    row = {"event_id": envelope.id, "edition": fact.edition, "targets": _plain(fact.targets)}
    connection.execute(COVENANTS.update().where(COVENANTS.c.id == fact.covenant_id).values(**row))


def _plain(targets: Sequence[Target]) -> list[dict[str, str | None]]:
    return [
        {
            "indicator": each.indicator,
            "direction": each.direction,
            "value": format(each.value, "f"),
            "upper": None if each.upper is None else format(each.upper, "f"),
        }
        for each in targets
    ]


VIEW = View("scoring.covenants", (COVENANTS,), hear={CovenantSigned: _signed, CovenantAmended: _amended})


def signed(connection: sa.Connection, movement_id: UUID, unit_ids: Sequence[UUID]) -> dict[UUID, SignedCovenant]:
    """The signed covenants of these units for a movement, by unit."""
    query = sa.select(COVENANTS).where(COVENANTS.c.movement_id == movement_id, COVENANTS.c.unit_id.in_(unit_ids))
    return {
        row.unit_id: SignedCovenant(
            covenant_id=row.id,
            event=row.event_id,
            signed_on=row.signed_on,
            late=row.late,
            edition=row.edition,
            promises=tuple(
                Promise(
                    indicator=each["indicator"],
                    direction=each["direction"],
                    value=Decimal(each["value"]),
                    upper=None if each["upper"] is None else Decimal(each["upper"]),
                )
                for each in row.targets
            ),
        )
        for row in connection.execute(query)
    }
