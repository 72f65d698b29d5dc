"""Decisions of commendation (quyết định khen thưởng), with notice and revocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.nomination.domain.decision import Award, Decision
from services.nomination.domain.terms import local_day
from services.nomination.views.nominations import person_of
from services.nomination.views.organisation import MOVEMENTS, UNITS
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

DECISIONS = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("nomination_id", sa.Uuid, nullable=False),
    sa.Column("number", sa.Text, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("movement_id", sa.Uuid, nullable=False, index=True),
    sa.Column("authority", sa.Text, nullable=False),
    sa.Column("in_favour", sa.Integer),
    sa.Column("base", sa.Integer),
    sa.Column("reward", ExactDecimal),
    sa.Column("override_reason", sa.Text),
    sa.Column("overridden", sa.Text),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("rulebook_hash", sa.Text, nullable=False),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("posted_on", sa.Date),
    sa.Column("place", sa.Text),
    sa.Column("revoked_on", sa.Date),
    sa.Column("ground", sa.Text),
    sa.Column("finding", sa.Text),
    sa.Column("recover", ExactDecimal),
    sa.Column("version", sa.Integer, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which decisions: of a title, a unit, a movement, by number; revoked or standing."""

    title: str | None = None
    unit_id: UUID | None = None
    movement_id: UUID | None = None
    number: str | None = None
    revoked: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of decisions."""
    event = recorded.event
    if not isinstance(event, Decision.Event):
        return
    id, version, day = event.originator_id, event.originator_version, local_day(event.act.effective)
    changes: dict[str, object] = {}
    match event:
        case Decision.Issued(award=award):
            row = {"id": id, **_award(award), "decided_on": day, "version": version}
            add(connection, DECISIONS, row)
        case Decision.NoticePosted(place=place):
            changes = {"posted_on": day, "place": place}
        case Decision.Revoked(ground=ground, finding=finding, recover=recover):
            changes = {"revoked_on": day, "ground": ground.value, "finding": finding, "recover": recover}
    connection.execute(DECISIONS.update().where(DECISIONS.c.id == id).values(version=version, **changes))


def _award(award: Award) -> dict[str, object]:
    return {
        "nomination_id": award.nomination_id,
        "number": award.number,
        "title": award.title,
        "unit_id": award.unit_id,
        "movement_id": award.movement_id,
        "authority": award.authority,
        "in_favour": award.in_favour,
        "base": award.base,
        "reward": award.reward.amount if award.reward else None,
        "override_reason": award.override.reason if award.override else None,
        "overridden": award.override.refusal if award.override else None,
        "rulebook": award.rules.id,
        "rulebook_hash": award.rules.hash,
    }


VIEW = View("nomination.decisions", (DECISIONS,), project=project)


def _named() -> sa.Select[Any]:
    joined = DECISIONS.outerjoin(UNITS, UNITS.c.id == DECISIONS.c.unit_id)
    joined = joined.outerjoin(MOVEMENTS, MOVEMENTS.c.id == DECISIONS.c.movement_id)
    names = (UNITS.c.code.label("unit_code"), UNITS.c.name.label("unit_name"), MOVEMENTS.c.code.label("movement_code"))
    return sa.select(DECISIONS, *names, person_of(DECISIONS.c.nomination_id)).select_from(joined)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Decisions by their day, then by id."""
    query = _named()
    for name, value in vars(wanted).items():
        if name == "revoked" and value is not None:
            query = query.where(DECISIONS.c.revoked_on.is_not(None) if value else DECISIONS.c.revoked_on.is_(None))
        elif value is not None:
            query = query.where(DECISIONS.c[name] == value)
    return page(connection, query, [DECISIONS.c.decided_on, DECISIONS.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Decisions, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _named().where(DECISIONS.c.id.in_(ids))))


def _of(connection: sa.Connection, column: str, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    query = _named().where(DECISIONS.c[column].in_(ids)).order_by(DECISIONS.c.decided_on, DECISIONS.c.id)
    return grouped(ids, rows_of(connection, query), column)


def of_units(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The decisions of each unit, oldest first."""
    return _of(connection, "unit_id", ids)


def of_movements(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The decisions of each movement, oldest first."""
    return _of(connection, "movement_id", ids)
