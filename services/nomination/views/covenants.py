"""Signed covenants and registered titles, as the covenant service tells of them: the gate of every nomination."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import View
from kernel.wire import Envelope
from services.nomination.domain.candidacy import Registration, SignedCovenant
from services.nomination.views.heard import CovenantSigned, TitlesRegistered, TitleWithdrawn
from services.nomination.views.tables import metadata

COVENANTS = sa.Table(
    "signed_covenants",
    metadata,
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("covenant_id", sa.Uuid, nullable=False),
    sa.Column("signed_on", sa.Date, nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)

TITLES = sa.Table(
    "registered_titles",
    metadata,
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.Text, primary_key=True),
    sa.Column("person_code", sa.Text, primary_key=True),
    sa.Column("registered_on", sa.Date, nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)
"""`person_code` is empty where the unit itself aims at the title."""


def _signed(connection: sa.Connection, fact: CovenantSigned, envelope: Envelope) -> None:
    row = {
        "unit_id": fact.unit_id,
        "movement_id": fact.movement_id,
        "covenant_id": fact.covenant_id,
        "signed_on": fact.signed_on,
        "late": fact.late,
        "event": envelope.id,
    }
    add(connection, COVENANTS, row)


def _registered(connection: sa.Connection, fact: TitlesRegistered, envelope: Envelope) -> None:
    rows = [
        {
            "unit_id": fact.unit_id,
            "movement_id": fact.movement_id,
            "title": each.title,
            "person_code": each.person_code or "",
            "registered_on": fact.registered_on,
            "late": fact.late,
            "event": envelope.id,
        }
        for each in fact.registrations
    ]
    add(connection, TITLES, rows)


def _withdrawn(connection: sa.Connection, fact: TitleWithdrawn, _: Envelope) -> None:
    gone = sa.and_(
        TITLES.c.unit_id == fact.unit_id,
        TITLES.c.movement_id == fact.movement_id,
        TITLES.c.title == fact.registration.title,
        TITLES.c.person_code == (fact.registration.person_code or ""),
    )
    connection.execute(TITLES.delete().where(gone))


VIEW = View(
    "nomination.covenants",
    (COVENANTS, TITLES),
    hear={CovenantSigned: _signed, TitlesRegistered: _registered, TitleWithdrawn: _withdrawn},
)


def signed(connection: sa.Connection, unit_id: UUID, movement_id: UUID) -> SignedCovenant | None:
    """The covenant the unit signed for the movement, None while it has not."""
    mine = sa.and_(COVENANTS.c.unit_id == unit_id, COVENANTS.c.movement_id == movement_id)
    row = connection.execute(sa.select(COVENANTS).where(mine)).first()
    return None if row is None else SignedCovenant(row.covenant_id, row.signed_on, row.late, row.event)


def registered(
    connection: sa.Connection, unit_id: UUID, movement_id: UUID, title: str, person: str = ""
) -> Registration | None:
    """The registration of the title for the movement, by the unit itself or for a person of it; None: there is none."""
    return registrations(connection, [(unit_id, person)], movement_id, title).get((unit_id, person))


def registrations(
    connection: sa.Connection, holders: Sequence[tuple[UUID, str]], movement_id: UUID, title: str
) -> dict[tuple[UUID, str], Registration]:
    """The same of several units and persons of them, without those that have none."""
    person = sa.func.upper(TITLES.c.person_code)
    mine = sa.and_(
        TITLES.c.unit_id.in_({unit for unit, _ in holders}),
        TITLES.c.movement_id == movement_id,
        TITLES.c.title == title,
        person.in_({code for _, code in holders}),
    )
    query = sa.select(TITLES, person.label("person")).where(mine)
    latest_first = query.order_by(TITLES.c.registered_on.desc(), TITLES.c.event.desc())
    rows = connection.execute(latest_first)
    return {(row.unit_id, row.person): Registration(row.registered_on, row.late, row.event) for row in rows}
