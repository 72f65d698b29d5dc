"""Movements (phong trào thi đua) with what they were launched with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.movement import Movement
from services.covenant.views.tables import in_order, metadata, plain_source, rows_of

MOVEMENTS = sa.Table(
    "movements",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("theme", sa.Text, nullable=False),
    sa.Column("purposes", sa.JSON, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("contents", sa.JSON, nullable=False),
    sa.Column("duties", sa.JSON, nullable=False),
    sa.Column("period_from", sa.Date, nullable=False),
    sa.Column("period_to", sa.Date, nullable=False),
    sa.Column("covenant_signing_by", sa.Date, nullable=False),
    sa.Column("covenant_signing_source", sa.JSON, nullable=False),
    sa.Column("registration_by", sa.Date, nullable=False),
    sa.Column("registration_source", sa.JSON, nullable=False),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("organiser_id", sa.Uuid, index=True),
    sa.Column("launched_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which movements: of a kind, running in a year, launched by a unit, open or closed, by code."""

    kind: str | None = None
    year: int | None = None
    organiser_id: UUID | None = None
    closed: bool | None = None
    code: str | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of movements."""
    match recorded.event:
        case Movement.Launched() as event:
            add(connection, MOVEMENTS, _launched(event))
        case Movement.Closed(originator_id=id, originator_version=version, closed_on=day):
            change = MOVEMENTS.update().where(MOVEMENTS.c.id == id).values(closed_on=day, version=version)
            connection.execute(change)
        case Movement.NationalTargetsSet(originator_id=id, originator_version=version):
            connection.execute(MOVEMENTS.update().where(MOVEMENTS.c.id == id).values(version=version))


def _launched(event: Movement.Launched) -> dict[str, object]:
    launch, terms = event.launch, event.terms
    return {
        "id": event.originator_id,
        "code": event.code,
        "kind": launch.kind.value,
        "theme": launch.theme,
        "purposes": list(launch.purposes),
        "audience": launch.audience,
        "contents": list(launch.contents),
        "duties": [{"party": duty.party, "task": duty.task} for duty in launch.duties],
        "period_from": launch.period_from,
        "period_to": launch.period_to,
        "covenant_signing_by": terms.covenant_signing.day,
        "covenant_signing_source": plain_source(terms.covenant_signing.source),
        "registration_by": terms.registration.day,
        "registration_source": plain_source(terms.registration.source),
        "rulebook": terms.rulebook,
        "organiser_id": event.organiser_id,
        "launched_on": event.launched_on,
        "version": event.originator_version,
    }


VIEW = View("covenant.movements", (MOVEMENTS,), project=project)


def running_on(at: date) -> sa.ColumnElement[bool]:
    """Whether a movement was launched by that day and not closed by then."""
    open_still = sa.or_(MOVEMENTS.c.closed_on.is_(None), MOVEMENTS.c.closed_on > at)
    return sa.and_(MOVEMENTS.c.launched_on <= at, open_still)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Movements, by code."""
    query = sa.select(MOVEMENTS)
    if wanted.kind is not None:
        query = query.where(MOVEMENTS.c.kind == wanted.kind)
    if wanted.year is not None:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        query = query.where(MOVEMENTS.c.period_from <= last, MOVEMENTS.c.period_to >= first)
    if wanted.organiser_id is not None:
        query = query.where(MOVEMENTS.c.organiser_id == wanted.organiser_id)
    if wanted.closed is not None:
        query = query.where(MOVEMENTS.c.closed_on.is_not(None) == wanted.closed)
    if wanted.code is not None:
        query = query.where(MOVEMENTS.c.id == Movement.id_for(wanted.code))
    return page(connection, query, [MOVEMENTS.c.code], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Movements, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(MOVEMENTS).where(MOVEMENTS.c.id.in_(ids))))
