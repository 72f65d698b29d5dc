"""Whose record a reader may see: one question for merit files, explanations, histories, medals and objections."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from kernel.identity import Forbidden, Principal
from regulations.chapters import Holder
from services.nomination.domain import rights
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.rights import Action, Subject
from services.nomination.views import candidacies, merit_files


def may_read(connection: sa.Connection, reader: Principal, bearer: Bearer, through: UUID | None) -> bool:
    """Whether the reader may see what is on record about this holder, put forward `through` this unit."""
    [whole] = may_read_each(connection, reader, [(bearer, through)])
    return whole


def may_read_each(
    connection: sa.Connection, reader: Principal, holders: Sequence[tuple[Bearer, UUID | None]]
) -> list[bool]:
    """Of each of these holders, with who put the holder forward, whether the reader may see what is on record.

    The unit is the one the person is in now; who put the person forward, where no merit file is kept.
    """
    persons = [bearer.key for bearer, _ in holders if bearer.kind is Holder.PERSON]
    units = merit_files.units_of_persons(connection, persons) if persons else {}
    subjects = [Subject(units.get(bearer.key) or through) for bearer, through in holders]
    seen = [rights.may(reader, Action.READ_PERSONS, each) for each in subjects]
    if all(seen) or not rights.may(reader, Action.READ_PERSONS, Subject(voter=reader.id)):
        return seen
    closed = [bearer for (bearer, _), whole in zip(holders, seen, strict=True) if not whole]
    before = candidacies.standing_before(connection, closed, reader.id)
    return [whole or bearer in before for (bearer, _), whole in zip(holders, seen, strict=True)]


def require_reader(connection: sa.Connection, reader: Principal, bearer: Bearer) -> None:
    """Refuse a reader who may not see the merit file of a person; a collective's is open to every reader."""
    rights.require(reader, Action.READ)
    if bearer.kind is Holder.PERSON:
        require_may_read(connection, reader, bearer, None)


def require_may_read(connection: sa.Connection, reader: Principal, bearer: Bearer, through: UUID | None) -> None:
    """Refuse unless `may_read`."""
    if not may_read(connection, reader, bearer, through):
        raise Forbidden(who=reader.name, action=Action.READ_PERSONS)


def case_is_open_to(connection: sa.Connection, reader: Principal, nomination: Nomination) -> bool:
    """Whether the reader may see all that a nomination rests on: a collective's case is open to every reader."""
    person = nomination.bearer.kind is Holder.PERSON
    return not person or may_read(connection, reader, nomination.bearer, nomination.unit_id)


def objector_is_open_to(connection: sa.Connection, reader: Principal, nomination: Nomination) -> bool:
    """Whether the reader may know who objected and what was said: who may read the record of the candidate."""
    return may_read(connection, reader, nomination.bearer, nomination.unit_id)


def shown_to(reader: Principal) -> merit_files.Shown:
    """Whose files a list shows to this reader: of persons those of the own unit, without the right to more."""
    own = rights.may(reader, Action.READ_PERSONS, Subject(reader.unit_id))
    return merit_files.Shown(rights.may(reader, Action.READ_PERSONS), reader.unit_id if own else None)
