"""The words of people: units, movements, nominations and sessions by their codes, ids only where nobody told more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa

from kernel.refusals import Refusal
from kernel.store import Store
from services.nomination.domain.minutes import Called
from services.nomination.views import commendations, nominations, organisation, sessions

P = ParamSpec("P")
R = TypeVar("R")

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id, alone or among others: the voters of a selection and the nominations of a tie are told as text."""


class Commands(Protocol):
    """Commands that decide over a store."""

    _store: Store


C = TypeVar("C", bound=Commands)


def by_code(command: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    """The command, its refusals naming by code what the domain, which knows ids only, names by id."""

    @wraps(command)
    def told(self: C, /, *given: P.args, **named: P.kwargs) -> R:
        try:
            return command(self, *given, **named)
        except Refusal as refusal:
            with self._store.reading() as connection:
                refusal.facts.update(_worded(connection, refusal))
            raise

    return told


def _worded(connection: sa.Connection, refusal: Refusal) -> dict[str, str]:
    """The facts that hold ids, with the codes in their place."""
    held = {name: str(fact) for name, fact in refusal.facts.items() if ID.search(str(fact))}
    return {name: ID.sub(lambda found: _name(connection, UUID(found[0])), text) for name, text in held.items()}


def _name(connection: sa.Connection, id: UUID) -> str:
    """The code of what has this id: a nomination goes by its title, the person where there is one, and its unit."""
    [nomination] = nominations.by_ids(connection, [id])
    if nomination is not None:
        return _nomination(nomination)
    [commendation] = commendations.by_ids(connection, [id])
    if commendation is not None:
        return _commendation(commendation)
    tables = (organisation.UNITS, organisation.CLUSTERS, organisation.MOVEMENTS)
    codes = (organisation.code_of(connection, table, id) for table in tables)
    return next((code for code in codes if code is not None), str(id))


def _nomination(row: dict[str, Any]) -> str:
    of = row["unit_code"] or row["unit_id"]
    return f"{row['title']} ({row['person_code']}, {of})" if row["person_code"] else f"{row['title']} ({of})"


def _commendation(row: dict[str, Any]) -> str:
    of = ", ".join(part for part in (row["person"], row["unit_code"] or str(row["unit_id"]), row["code"]) if part)
    return f"{row['title']} ({of})"


def names_of(connection: sa.Connection, nomination_ids: Sequence[UUID], session_ids: Sequence[UUID] = ()) -> Called:
    """What an explanation calls these nominations or commendations, and sessions."""
    found = {row["id"]: _nomination(row) for row in nominations.by_ids(connection, nomination_ids) if row is not None}
    commended = commendations.by_ids(connection, nomination_ids)
    found |= {row["id"]: _commendation(row) for row in commended if row is not None}
    found |= {row["id"]: row["code"] for row in sessions.by_ids(connection, session_ids) if row is not None}
    return lambda id: found.get(id, str(id))
