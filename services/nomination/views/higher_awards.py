"""Awards decided elsewhere (khen thưởng cấp trên), and all that counts towards the aims of the sector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kernel.aggregate import event_id
from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from regulations.chapters import Holder
from services.nomination.domain.aims import Given
from services.nomination.domain.higher_award import HigherAward
from services.nomination.domain.terms import local_day
from services.nomination.views.decisions import DECISIONS
from services.nomination.views.nominations import NOMINATIONS
from services.nomination.views.tables import metadata

AWARDS = sa.Table(
    "higher_awards",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("authority", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid),
    sa.Column("person_code", sa.Text),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("struck_because", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("year", sa.Integer),
)


@dataclass(frozen=True)
class Filter:
    """Which awards: of a title; standing or struck."""

    title: str | None = None
    struck: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of awards decided elsewhere."""
    event = recorded.event
    match event:
        case HigherAward.Recorded(facts=facts, act=act):
            day = {"decided_on": local_day(act.effective), "version": event.originator_version}
            add(connection, AWARDS, {"id": event.originator_id, **vars(facts), "struck_because": None, **day})
        case HigherAward.RecordStruck(reason=reason):
            mine = AWARDS.update().where(AWARDS.c.id == event.originator_id)
            connection.execute(mine.values(struck_because=reason, version=event.originator_version))


VIEW = View("nomination.higher_awards", (AWARDS,), project=project)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Awards by their day, then by id."""
    query = sa.select(AWARDS)
    if wanted.title is not None:
        query = query.where(AWARDS.c.title == wanted.title)
    if wanted.struck is not None:
        struck = AWARDS.c.struck_because
        query = query.where(struck.is_not(None) if wanted.struck else struck.is_(None))
    return page(connection, query, [AWARDS.c.decided_on, AWARDS.c.id], after, limit)


def given(connection: sa.Connection) -> list[Given]:
    """Every award that stands: decided here, or put down from elsewhere."""
    told = (DECISIONS.c.id, DECISIONS.c.title, DECISIONS.c.decided_on, DECISIONS.c.number, NOMINATIONS.c.person_code)
    here = sa.select(*told).outerjoin(NOMINATIONS, NOMINATIONS.c.id == DECISIONS.c.nomination_id)
    own = connection.execute(here.where(DECISIONS.c.revoked_on.is_(None)))
    found = [_given(row) for row in own]
    elsewhere = connection.execute(sa.select(AWARDS).where(AWARDS.c.struck_because.is_(None)))
    return found + [_given(row) for row in elsewhere]


def _given(row: Any) -> Given:
    holder = Holder.PERSON if row.person_code else Holder.COLLECTIVE
    return Given(row.title, holder, row.decided_on, row.number, event_id(row.id, 1))
