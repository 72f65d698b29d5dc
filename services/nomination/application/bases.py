"""What stands on an award: the nominations let in on it are challenged in the moment it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act, Aggregate
from kernel.store import Store
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.stages import LostBasis
from services.nomination.views import merit_files, nominations


class MoreStandsOnIt(Exception):
    """A nomination was let in on the award while it was being taken back."""


def taken_back(
    store: Store, act: Act, bearer: Bearer, lost: LostBasis
) -> tuple[list[Aggregate], Callable[[sa.Connection], None]]:
    """The holder's file without the award and the nominations challenged, and the check that there are no others.

    A decision older than merit files is in none, and nothing rests on it.
    """
    file = store.find(MeritFile, bearer.file_id)
    if file is not None:
        file.take_back(act, lost.decision_id, f"{lost.number}: {lost.finding}")
    with store.reading() as connection:
        ids = _standing_on(connection, lost.decision_id)
        found = [each for each in store.find_many(Nomination, ids, connection) if each is not None]
    for each in found:
        each.lose_basis(act, lost)

    def check(connection: sa.Connection) -> None:
        if _standing_on(connection, lost.decision_id) != ids:
            raise MoreStandsOnIt

    return [*([] if file is None else [file]), *found], check


def _standing_on(connection: sa.Connection, decision_id: UUID) -> list[UUID]:
    return nominations.waiting_on(connection, merit_files.of_decision(connection, decision_id))
