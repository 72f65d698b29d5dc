"""Everything heard about one unit, one title and one movement, gathered for the rules of nomination."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from regulations.chapters import Holder
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.stages import OUT, Stage
from services.nomination.views import covenants, editions, nominations, organisation, sessions


def candidacy(
    connection: sa.Connection, title: str, unit_id: UUID, movement_id: UUID, person: str | None = None
) -> Candidacy:
    """The candidacy as known now."""
    [held] = nominations.by_ids(connection, [Nomination.id_for(title, unit_id, movement_id, person)])
    return Candidacy(
        title=title,
        unit_id=unit_id,
        movement_id=movement_id,
        unit_code=organisation.code_of(connection, organisation.UNITS, unit_id),
        movement_code=organisation.code_of(connection, organisation.MOVEMENTS, movement_id),
        covenant=covenants.signed(connection, unit_id, movement_id),
        registration=covenants.registered(connection, unit_id, movement_id, title, person or ""),
        standing=editions.standing(connection, unit_id, movement_id),
        already_nominated=held is not None and not _may_be_put_in_again(held),
        person=person,
    )


def _may_be_put_in_again(row: dict[str, Any]) -> bool:
    """Whether it was withdrawn, or waits because what it rests on was revoked."""
    return row["stage"] == Stage.WITHDRAWN.value or (row["basis_lost"] is not None and Stage(row["stage"]) not in OUT)


def standing_before(connection: sa.Connection, bearers: Sequence[Bearer], voter: str) -> set[Bearer]:
    """Those of these holders who stood, or stand, before a council on whose roll the voter is."""
    stood, paper, roll = nominations.NOMINATIONS.c, sessions.CANDIDATES.c, sessions.ROLL.c
    units = [UUID(each.key) for each in bearers if each.kind is Holder.COLLECTIVE]
    persons = [each.key for each in bearers if each.kind is Holder.PERSON]
    of_units = sa.and_(stood.unit_id.in_(units), stood.person_code.is_(None))
    listed = (
        sa.select(stood.unit_id, stood.person_code)
        .join_from(nominations.NOMINATIONS, sessions.CANDIDATES, paper.nomination_id == stood.id)
        .join(sessions.ROLL, roll.session_id == paper.session_id)
        .join(sessions.SESSIONS, sessions.SESSIONS.c.id == paper.session_id)
        .where(sa.or_(of_units, stood.person_code.in_(persons)))
        .where(roll.voter == voter, sessions.SESSIONS.c.kind == SessionKind.COUNCIL.value)
    )
    rows = connection.execute(listed.distinct())
    return {Bearer.person(row.person_code) if row.person_code else Bearer.unit(row.unit_id) for row in rows}


def open_of(connection: sa.Connection, bearer: Bearer) -> list[UUID]:
    """The nominations of a holder, the unit's own or the person's, that still wait for something, by id."""
    table = nominations.NOMINATIONS
    if bearer.kind is Holder.COLLECTIVE:
        mine = sa.and_(table.c.unit_id == UUID(bearer.key), table.c.person_code.is_(None))
    else:
        mine = table.c.person_code == bearer.key
    waiting = table.c.stage.not_in([stage.value for stage in OUT])
    return list(connection.execute(sa.select(table.c.id).where(mine, waiting).order_by(table.c.id)).scalars())
