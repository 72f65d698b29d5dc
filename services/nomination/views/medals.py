"""Medals (kỷ niệm chương) by person, how far each has come; how many of a year went to persons outside the sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.nomination.domain.medal.case import Medal, MedalState
from services.nomination.domain.medal.person import MedalFacts
from services.nomination.domain.rules.persons import normal
from services.nomination.domain.terms import local_day
from services.nomination.views.organisation import UNITS
from services.nomination.views.tables import in_order, metadata, rows_of

MEDALS = sa.Table(
    "medals",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_code", sa.Text, nullable=False),
    sa.Column("person_class", sa.Text, nullable=False),
    sa.Column("sex", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("papers", sa.JSON, nullable=False),
    sa.Column("proposed_on", sa.Date, nullable=False),
    sa.Column("appraised_on", sa.Date),
    sa.Column("opinion", sa.Text),
    sa.Column("decided_on", sa.Date),
    sa.Column("number", sa.Text),
    sa.Column("revoked_on", sa.Date),
    sa.Column("ground", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("died_on", sa.Date),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`reason` is why it was returned, withdrawn or revoked."""


@dataclass(frozen=True)
class Filter:
    """Which medals: at a state, of a class, proposed by a unit, decided in a year."""

    state: str | None = None
    person_class: str | None = None
    unit_id: UUID | None = None
    person_code: str | None = None
    year: int | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of medals."""
    event = recorded.event
    if not isinstance(event, Medal.Event):
        return
    id, version = event.originator_id, event.originator_version
    if isinstance(event, Medal.Proposed):
        add(connection, MEDALS, {"id": id, "version": version, **_proposed(event)})
        return
    mine = MEDALS.update().where(MEDALS.c.id == id)
    connection.execute(mine.values(version=version, **_changes(connection, event)))


def _changes(connection: sa.Connection, event: Medal.Event) -> dict[str, object]:  # noqa: PLR0911 (one an event)
    day = local_day(event.act.effective)
    match event:
        case Medal.ProposedAgain():
            return _proposed(event)
        case Medal.PapersReceived(papers=papers):
            held = connection.execute(sa.select(MEDALS.c.papers).where(MEDALS.c.id == event.originator_id)).scalar_one()
            return {"papers": sorted({*held, *papers})}
        case Medal.DeathReported(died_on=died_on):
            return {"died_on": died_on}
        case Medal.Appraised(opinion=opinion):
            return {"state": MedalState.APPRAISED.value, "appraised_on": day, "opinion": opinion}
        case Medal.Returned(reason=reason):
            return {"state": MedalState.RETURNED.value, "reason": reason}
        case Medal.ProposalWithdrawn(reason=reason):
            return {"state": MedalState.WITHDRAWN.value, "reason": reason}
        case Medal.Awarded(number=number):
            return {"state": MedalState.AWARDED.value, "decided_on": day, "number": number}
        case Medal.AwardRevoked(ground=ground, finding=finding):
            state = MedalState.REVOKED.value
            return {"state": state, "revoked_on": day, "ground": ground.value, "reason": finding}
    raise AssertionError(event)


def _proposed(event: Medal.Proposed | Medal.ProposedAgain) -> dict[str, object]:
    facts: MedalFacts = event.facts
    later = ("appraised_on", "opinion", "decided_on", "number", "revoked_on", "ground", "reason")
    return {
        "person_code": facts.person_code,
        "person_class": facts.person_class,
        "sex": facts.sex.value,
        "unit_id": facts.unit_id,
        "state": MedalState.PROPOSED.value,
        "papers": sorted(facts.papers),
        "proposed_on": local_day(event.act.effective),
        "died_on": facts.died_on,
        "rulebook": event.version_of_rules,
        **dict.fromkeys(later),
    }


VIEW = View("nomination.medals", (MEDALS,), project=project)


def _named() -> sa.Select[Any]:
    joined = MEDALS.outerjoin(UNITS, UNITS.c.id == MEDALS.c.unit_id)
    return sa.select(MEDALS, UNITS.c.code.label("unit_code"), UNITS.c.name.label("unit_name")).select_from(joined)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Medals by the day they were proposed, then by id."""
    query = _named()
    for name, value in vars(wanted).items():
        if name == "year" and value is not None:
            query = query.where(sa.extract("year", MEDALS.c.decided_on) == value)
        elif value is not None:
            query = query.where(MEDALS.c[name] == (normal(value) if name == "person_code" else value))
    return page(connection, query, [MEDALS.c.proposed_on, MEDALS.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Medals, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _named().where(MEDALS.c.id.in_(ids))))


def given(connection: sa.Connection) -> list[tuple[int, str, int]]:
    """(year, class of persons, medals given in it that stand), by year and class."""
    year = sa.extract("year", MEDALS.c.decided_on)
    standing = MEDALS.c.state == MedalState.AWARDED.value
    query = sa.select(year.label("year"), MEDALS.c.person_class, sa.func.count().label("many")).where(standing)
    rows = connection.execute(query.group_by(year, MEDALS.c.person_class).order_by(year, MEDALS.c.person_class))
    return [(int(row.year), row.person_class, row.many) for row in rows]
