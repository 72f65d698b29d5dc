"""Merit files (hồ sơ thành tích) as they are found: whose, in which unit when, which awards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from regulations.chapters import Holder
from services.nomination.domain.merit.facts import Award, Membership
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.holdings import FactRecorded
from services.nomination.domain.rules.persons import normal
from services.nomination.domain.terms import local_day
from services.nomination.views.organisation import UNITS, code
from services.nomination.views.tables import in_order, metadata, rows_of

FILES = sa.Table(
    "merit_files",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("person_code", sa.Text, index=True),
    sa.Column("unit_id", sa.Uuid, index=True),
    sa.Column("complete_from", sa.Integer),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`unit_id` is the unit itself, or the one that the person is in now: joined last, null where no membership stands.

No name of a person is kept.
"""

MEMBERSHIPS = sa.Table(
    "merit_memberships",
    metadata,
    sa.Column("event", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("moved_from", sa.Uuid),
)

AWARDS = sa.Table(
    "merit_awards",
    metadata,
    sa.Column("event", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("decision_id", sa.Uuid, index=True),
    sa.Column("standing", sa.Boolean, nullable=False),
)


@dataclass(frozen=True)
class Shown:
    """Whose files a list shows: of all persons, of those of one unit, or of collectives only."""

    everybody: bool
    unit_id: UUID | None = None


@dataclass(frozen=True)
class Filter:
    """Which files: of persons or collectives, of a unit, of one staff code; of those shown to whoever asks."""

    shown: Shown
    holder: Holder | None = None
    unit_id: UUID | None = None
    person_code: str | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of merit files."""
    event = recorded.event
    if not isinstance(event, MeritFile.Event):
        return
    id, changes = event.originator_id, dict[str, object]()
    match event:
        case MeritFile.Opened():
            _opened(connection, event)
        case FactRecorded(corrects=corrects):
            _forget(connection, corrects)
            _recorded(connection, id, recorded.id, vars(event)["fact"])
            _end_before_the_next(connection, id, corrects)
            changes = _joined_last(connection, id)
        case MeritFile.FactWithdrawn(fact_id=fact_id):
            _forget(connection, fact_id)
            _end_before_the_next(connection, id, fact_id)
            changes = _joined_last(connection, id)
        case MeritFile.DeclaredComplete(from_year=year):
            changes = {"complete_from": year}
    update = FILES.update().where(FILES.c.id == id).values(version=event.originator_version, **changes)
    connection.execute(update)


def _opened(connection: sa.Connection, event: MeritFile.Opened) -> None:
    opening = event.opening
    person = opening.bearer.kind is Holder.PERSON
    row = {
        "id": event.originator_id,
        "holder": opening.bearer.kind.value,
        "person_code": opening.bearer.key if person else None,
        "unit_id": None if person else UUID(opening.bearer.key),
        "complete_from": opening.complete_from,
        "opened_on": local_day(event.act.effective),
        "version": event.originator_version,
    }
    add(connection, FILES, row)


def _forget(connection: sa.Connection, fact_id: UUID | None) -> None:
    moved = sa.and_(MEMBERSHIPS.c.event == fact_id, MEMBERSHIPS.c.moved_from.is_not(None))
    gone = connection.execute(sa.select(MEMBERSHIPS.c.file_id, MEMBERSHIPS.c.since).where(moved)).first()
    if gone is not None:
        left = sa.and_(MEMBERSHIPS.c.file_id == gone.file_id, MEMBERSHIPS.c.until == gone.since - timedelta(days=1))
        connection.execute(MEMBERSHIPS.update().where(left).values(until=None))
    connection.execute(MEMBERSHIPS.delete().where(MEMBERSHIPS.c.event == fact_id))
    connection.execute(AWARDS.update().where(AWARDS.c.event == fact_id).values(standing=False))


def _joined_last(connection: sa.Connection, id: UUID) -> dict[str, object]:
    holder = connection.execute(sa.select(FILES.c.holder).where(FILES.c.id == id)).scalar_one()
    if holder != Holder.PERSON.value:
        return {}
    mine = sa.select(MEMBERSHIPS.c.unit_id).where(MEMBERSHIPS.c.file_id == id)
    last = mine.order_by(MEMBERSHIPS.c.since.desc()).limit(1)
    return {"unit_id": connection.execute(last).scalar_one_or_none()}


def _recorded(connection: sa.Connection, id: UUID, event: UUID, fact: object) -> None:
    if isinstance(fact, Award):
        members = {name: getattr(fact, name) for name in ("title", "year", "number", "decided_on", "decision_id")}
        add(connection, AWARDS, {"event": event, "file_id": id, "standing": True, **members})
    if not isinstance(fact, Membership):
        return
    if fact.moved_from is not None:
        last = fact.since - timedelta(days=1)
        there = (MEMBERSHIPS.c.unit_id == fact.moved_from, MEMBERSHIPS.c.until.is_(None), MEMBERSHIPS.c.since <= last)
        connection.execute(MEMBERSHIPS.update().where(MEMBERSHIPS.c.file_id == id, *there).values(until=last))
    add(connection, MEMBERSHIPS, {"event": event, "file_id": id, **vars(fact)})


def _end_before_the_next(connection: sa.Connection, id: UUID, gone: UUID | None) -> None:
    """Once a fact is gone: what its move had ended is open again, or ends before the next time in a unit."""
    if gone is None:
        return
    mine = sa.select(MEMBERSHIPS).where(MEMBERSHIPS.c.file_id == id).order_by(MEMBERSHIPS.c.since)
    rows = connection.execute(mine).all()
    for row, following in pairwise(rows):
        if row.until is None:
            ended = MEMBERSHIPS.update().where(MEMBERSHIPS.c.event == row.event)
            connection.execute(ended.values(until=following.since - timedelta(days=1)))


VIEW = View("nomination.merit_files", (FILES, MEMBERSHIPS, AWARDS), project=project)

_NAMED = sa.select(FILES, code(UNITS, FILES.c.unit_id).label("unit_code"))


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Files by day of opening, then by id."""
    query = _NAMED
    for name, value in vars(wanted).items():
        if value is not None and name != "shown":
            query = query.where(FILES.c[name] == (normal(value) if name == "person_code" else value))
    if not wanted.shown.everybody:
        own = FILES.c.unit_id == wanted.shown.unit_id
        query = query.where(sa.or_(FILES.c.holder == Holder.COLLECTIVE.value, own))
    return page(connection, query, [FILES.c.opened_on, FILES.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Files, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _NAMED.where(FILES.c.id.in_(ids))))


def units_of_persons(connection: sa.Connection, person_codes: Sequence[str]) -> dict[str, UUID | None]:
    """The unit that each of these persons is in now, as the merit file says; without those who have none."""
    query = sa.select(FILES.c.person_code, FILES.c.unit_id).where(FILES.c.person_code.in_(person_codes))
    return {row.person_code: row.unit_id for row in connection.execute(query)}


def holders(
    connection: sa.Connection, holder: Holder, units: Sequence[UUID] | None, after: UUID | None, limit: int
) -> list[UUID]:
    """The next files of this kind by id, in these units or everywhere."""
    query = sa.select(FILES.c.id).where(FILES.c.holder == holder.value).order_by(FILES.c.id).limit(limit)
    if units is not None:
        query = query.where(FILES.c.unit_id.in_(units))
    if after is not None:
        query = query.where(FILES.c.id > after)
    return list(connection.execute(query).scalars())


def with_title(connection: sa.Connection, title: str, year: int, unit_id: UUID) -> list[UUID]:
    """The awards of a title for a year to persons who were in this unit at the end of it, by event."""
    last = date(year, 12, 31)
    there = sa.and_(
        MEMBERSHIPS.c.file_id == AWARDS.c.file_id,
        MEMBERSHIPS.c.unit_id == unit_id,
        MEMBERSHIPS.c.since <= last,
        sa.or_(MEMBERSHIPS.c.until.is_(None), MEMBERSHIPS.c.until >= last),
    )
    given = sa.and_(AWARDS.c.title == title, AWARDS.c.year == year, AWARDS.c.standing)
    query = sa.select(AWARDS.c.event).join(MEMBERSHIPS, there).where(given).order_by(AWARDS.c.event).distinct()
    return list(connection.execute(query).scalars())


def any_fallen(connection: sa.Connection, events: Sequence[UUID]) -> bool:
    """Whether an award that entered a file by one of these events no longer stands."""
    fallen = sa.and_(AWARDS.c.event.in_(events), sa.not_(AWARDS.c.standing))
    return connection.execute(sa.select(AWARDS.c.event).where(fallen).limit(1)).first() is not None


def of_decision(connection: sa.Connection, decision_id: UUID) -> list[UUID]:
    """The events by which a decision's award entered a merit file, whether it still stands or not."""
    query = sa.select(AWARDS.c.event).where(AWARDS.c.decision_id == decision_id)
    return list(connection.execute(query).scalars())
