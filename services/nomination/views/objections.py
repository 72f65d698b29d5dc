"""Objections to candidates (ý kiến, đơn phản ánh), open and answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Recorded, View
from services.nomination.domain.objection import Objection
from services.nomination.domain.terms import local_day
from services.nomination.views.tables import grouped, metadata, rows_of

OBJECTIONS = sa.Table(
    "objections",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("nomination_id", sa.Uuid, nullable=False, index=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("raised_on", sa.Date, nullable=False),
    sa.Column("answered_on", sa.Date),
    sa.Column("upheld", sa.Boolean),
    sa.Column("finding", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("notice", sa.Uuid),
)


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of objections."""
    event = recorded.event
    if not isinstance(event, Objection.Event):
        return
    day, version = local_day(event.act.effective), event.originator_version
    match event:
        case Objection.Raised(nomination_id=nomination, complaint=complaint, notice=notice):
            row = {"id": event.originator_id, "nomination_id": nomination, **vars(complaint), "notice": notice}
            add(connection, OBJECTIONS, {**row, "raised_on": day, "version": version})
        case Objection.Answered(upheld=upheld, finding=finding):
            mine = OBJECTIONS.c.id == event.originator_id
            now = {"answered_on": day, "upheld": upheld, "finding": finding, "version": version}
            connection.execute(OBJECTIONS.update().where(mine).values(**now))


VIEW = View("nomination.objections", (OBJECTIONS,), project=project)


def of_nominations(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The objections to each nomination, by day and number; `in_time`: raised while its notice was open."""
    in_time = OBJECTIONS.c.notice.is_not(None).label("in_time")
    query = sa.select(OBJECTIONS, in_time).where(OBJECTIONS.c.nomination_id.in_(ids))
    found = query.order_by(OBJECTIONS.c.raised_on, OBJECTIONS.c.code)
    return grouped(ids, rows_of(connection, found), "nomination_id")


def open_against(nomination_id: sa.ColumnElement[UUID]) -> sa.Exists:
    """Whether an objection waits for its answer, in another query."""
    return sa.exists().where(OBJECTIONS.c.nomination_id == nomination_id, OBJECTIONS.c.upheld.is_(None))


def standing(connection: sa.Connection, nomination_id: UUID) -> dict[str, bool | None]:
    """What became of each objection to a nomination: upheld, not, or open (None)."""
    [found] = of_nominations(connection, [nomination_id])
    return {row["code"]: row["upheld"] for row in found}
