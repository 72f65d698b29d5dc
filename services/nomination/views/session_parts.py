"""The parts of a session as they are read: its paper, its roll, its recusals, its rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.nomination.views.commendations import COMMENDATIONS
from services.nomination.views.nominations import person_of
from services.nomination.views.organisation import UNITS, code
from services.nomination.views.sessions import CANDIDATES, RECUSALS, RESULTS, ROLL, ROUNDS, TURNOUT
from services.nomination.views.tables import grouped, rows_of


def parts(connection: sa.Connection, table: sa.Table, ids: Sequence[UUID], *order: str) -> list[list[dict[str, Any]]]:
    """The rows of one of these tables that belong to each session, in this order."""
    query = sa.select(table, *_unit_code(table)).where(table.c.session_id.in_(ids))
    return grouped(ids, rows_of(connection, query.order_by(*(table.c[name] for name in order))), "session_id")


def _unit_code(table: sa.Table) -> tuple[sa.Label[Any], ...]:
    """The code of the unit that a candidate or voter is of, where the table says of whom it speaks; of the person."""
    if table is CANDIDATES:
        return (code(UNITS, table.c.unit_id).label("unit_code"), _person_code())
    if "unit_id" in table.c:
        return (code(UNITS, table.c.unit_id).label("unit_code"),)
    if "voter" not in table.c:
        return ()
    listed = sa.and_(ROLL.c.session_id == table.c.session_id, ROLL.c.voter == table.c.voter)
    unit = sa.select(UNITS.c.code).join(ROLL, ROLL.c.unit_id == UNITS.c.id).where(listed)
    return (unit.scalar_subquery().label("unit_code"),)


def _person_code() -> sa.Label[Any]:
    """The code of the person nominated or to be commended; null where it is the unit itself."""
    case, commended = CANDIDATES.c.nomination_id, COMMENDATIONS.c
    person = sa.select(sa.func.nullif(commended.person, "")).where(commended.id == case).scalar_subquery()
    return sa.func.coalesce(person_of(case), person).label("person_code")


def candidates(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The paper of each session."""
    return parts(connection, CANDIDATES, ids, "session_id", "place")


def roll(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The roll of each session."""
    return parts(connection, ROLL, ids, "session_id", "voter")


def recusals(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The recusals of each session."""
    return parts(connection, RECUSALS, ids, "session_id", "voter", "nomination_id")


def rounds(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The rounds of each session, each with its `results` and `turnout`."""
    results = parts(connection, RESULTS, ids, "session_id", "number", "nomination_id")
    turnout = parts(connection, TURNOUT, ids, "session_id", "number", "voter")
    return [
        [
            {
                **row,
                "results": [each for each in counted if each["number"] == row["number"]],
                "turnout": [each for each in seen if each["number"] == row["number"]],
            }
            for row in rows
        ]
        for rows, counted, seen in zip(
            parts(connection, ROUNDS, ids, "session_id", "number"), results, turnout, strict=True
        )
    ]
