"""Quota lines (chỉ tiêu khen thưởng): the places, and who is within and who falls over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.quota import Place, Quota
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.stages import Stage
from services.nomination.domain.terms import RuleVersion, local_day
from services.nomination.views.nominations import NOMINATIONS, VOTES
from services.nomination.views.organisation import MOVEMENTS, UNITS, code
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

LINES = sa.Table(
    "quota_lines",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False, index=True),
    sa.Column("quota", sa.Text, nullable=False),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("share", sa.Text, nullable=False),
    sa.Column("rounding", sa.Text, nullable=False),
    sa.Column("places", sa.Integer, nullable=False),
    sa.Column("drawn_on", sa.Date, nullable=False),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("unit_id", sa.Uuid),
)

PLACES = sa.Table(
    "quota_places",
    metadata,
    sa.Column("line_id", sa.Uuid, primary_key=True),
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("within", sa.Boolean, nullable=False),
    sa.Column("by_chair", sa.Boolean, nullable=False),
    sa.Column("by_law", sa.Boolean, nullable=False),
    sa.Column("members", sa.Integer),
    sa.Column("women", sa.Integer),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("in_favour", sa.Integer, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("score", ExactDecimal, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which lines: of a title, of a movement."""

    title: str | None = None
    movement_id: UUID | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of quota lines."""
    event = recorded.event
    if not isinstance(event, QuotaLine.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: dict[str, object] = {}
    match event:
        case QuotaLine.Drawn(quota=quota, order=order, rules=rules):
            day = local_day(event.act.effective)
            row = {
                "id": id,
                "title": quota.title,
                "movement_id": quota.movement_id,
                "unit_id": quota.unit_id,
                "drawn_on": day,
                "version": version,
            }
            add(connection, LINES, {**row, **_quota(quota, rules)})
            _put_places(connection, id, order)
        case QuotaLine.Redrawn(quota=quota, order=order, rules=rules):
            _put_places(connection, id, order)
            changes = {**_quota(quota, rules), "drawn_on": local_day(event.act.effective)}
    connection.execute(LINES.update().where(LINES.c.id == id).values(version=version, **changes))


def _quota(quota: Quota, rules: RuleVersion) -> dict[str, object]:
    return {
        "quota": quota.code,
        "basis": quota.basis.value,
        "base": quota.base,
        "share": str(quota.share),
        "rounding": quota.rounding.value,
        "places": quota.places,
        "rulebook": str(rules),
    }


def _put_places(connection: sa.Connection, id: UUID, order: Sequence[Place]) -> None:
    connection.execute(PLACES.delete().where(PLACES.c.line_id == id))
    rows = [
        {
            "line_id": id,
            "nomination_id": each.contender.nomination_id,
            "place": each.place,
            "within": each.within,
            "by_chair": each.by_chair,
            "by_law": each.by_law,
            "members": found.members if found else None,
            "women": found.women if found else None,
            "unit_id": each.contender.unit_id,
            "in_favour": each.contender.in_favour,
            "base": each.contender.base,
            "score": each.contender.score,
        }
        for each in order
        for found in (each.contender.composition,)
    ]
    add(connection, PLACES, rows)


VIEW = View("nomination.quota_lines", (LINES, PLACES), project=project)


_NAMED = sa.select(LINES, code(MOVEMENTS, LINES.c.movement_id).label("movement_code"))


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Quota lines by title, then by id."""
    query = _NAMED
    for name, value in vars(wanted).items():
        if value is not None:
            query = query.where(LINES.c[name] == value)
    return page(connection, query, [LINES.c.title, LINES.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Quota lines, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _NAMED.where(LINES.c.id.in_(ids))))


def of_movements(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The lines of each movement, by title."""
    query = _NAMED.where(LINES.c.movement_id.in_(ids)).order_by(LINES.c.title)
    return grouped(ids, rows_of(connection, query), "movement_id")


def places(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The order under each line."""
    called = sa.select(PLACES, code(UNITS, PLACES.c.unit_id).label("unit_code"))
    query = called.where(PLACES.c.line_id.in_(ids)).order_by(PLACES.c.line_id, PLACES.c.place)
    return grouped(ids, rows_of(connection, query), "line_id")


def contending(
    connection: sa.Connection, title: str, movement_id: UUID, taken: Collection[UUID]
) -> list[dict[str, Any]]:
    """The unchallenged nominations whose last council vote passed, with its counts, and those that hold a place.

    Who holds one was decided, perhaps against the council's vote or without any: then there are other counts, or none.
    """
    holds = NOMINATIONS.c.id.in_(taken)
    stages = NOMINATIONS.c.stage.in_([Stage.ENDORSED.value, Stage.DECIDED.value])
    council = sa.and_(VOTES.c.nomination_id == NOMINATIONS.c.id, VOTES.c.kind == SessionKind.COUNCIL.value)
    told = (NOMINATIONS.c.id, NOMINATIONS.c.unit_id, NOMINATIONS.c.period, NOMINATIONS.c.score)
    query = sa.select(*told, VOTES.c.in_favour, VOTES.c.base).join_from(NOMINATIONS, VOTES, council, isouter=True)
    of_line = query.where(NOMINATIONS.c.title == title, NOMINATIONS.c.movement_id == movement_id)
    eligible = sa.or_(holds, sa.and_(stages, sa.not_(NOMINATIONS.c.challenged), VOTES.c.passed))
    rows = rows_of(connection, of_line.where(eligible).order_by(VOTES.c.version))
    return list({row["id"]: row for row in rows}.values())
