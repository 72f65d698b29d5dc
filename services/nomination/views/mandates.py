"""Who acts in a session for others: mandates of substitutes, and what was decided after the last round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Recorded, View
from services.nomination.domain.terms import local_day
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views.organisation import UNITS, code
from services.nomination.views.tables import grouped, metadata, rows_of

MANDATES = sa.Table(
    "session_mandates",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("voter", sa.Text, nullable=False),
    sa.Column("substitute", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid),
    sa.Column("paper", sa.Text, nullable=False),
    sa.Column("given_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
    sa.Column("ended_because", sa.Text),
)

SETTLEMENTS = sa.Table(
    "session_settlements",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("in_favour", sa.Boolean, nullable=False),
    sa.Column("deciders", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("settled_on", sa.Date, nullable=False),
)
"""A settlement of a round that was declared void afterwards is void with it and stands here no more."""


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the mandates and settlements of sessions."""
    event = recorded.event
    if not isinstance(event, VotingSession.Event):
        return
    id, day = event.originator_id, local_day(event.act.effective)
    match event:
        case VotingSession.SubstituteMandated(mandate=mandate):
            row = {"session_id": id, "version": event.originator_version, **vars(mandate), "given_on": day}
            add(connection, MANDATES, row)
        case VotingSession.MandateEnded(voter=voter, reason=reason):
            standing = sa.and_(MANDATES.c.session_id == id, MANDATES.c.voter == voter, MANDATES.c.ended_on.is_(None))
            connection.execute(MANDATES.update().where(standing).values(ended_on=day, ended_because=reason))
        case VotingSession.CaseSettled(number=number, settlement=settled):
            row = {**vars(settled), "deciders": ", ".join(settled.deciders)}
            add(connection, SETTLEMENTS, {"session_id": id, "number": number, **row, "settled_on": day})
        case VotingSession.RoundVoided(number=number):
            of_round = sa.and_(SETTLEMENTS.c.session_id == id, SETTLEMENTS.c.number == number)
            connection.execute(SETTLEMENTS.delete().where(of_round))


VIEW = View("nomination.mandates", (MANDATES, SETTLEMENTS), project=project)


def mandates(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The mandates of each session, ended ones included, in their order."""
    query = sa.select(MANDATES, code(UNITS, MANDATES.c.unit_id).label("unit_code"))
    found = query.where(MANDATES.c.session_id.in_(ids)).order_by(MANDATES.c.session_id, MANDATES.c.version)
    return grouped(ids, rows_of(connection, found), "session_id")


def settlements(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """What was decided after the last round of each session."""
    order = (SETTLEMENTS.c.session_id, SETTLEMENTS.c.number, SETTLEMENTS.c.nomination_id)
    found = sa.select(SETTLEMENTS).where(SETTLEMENTS.c.session_id.in_(ids)).order_by(*order)
    return grouped(ids, rows_of(connection, found), "session_id")
