"""Everything heard about one unit, one title and one movement, gathered for the rules of nomination."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.stages import Stage
from services.nomination.views import covenants, editions, nominations, organisation


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
        already_nominated=held is not None and held["stage"] != Stage.WITHDRAWN.value,
        person=person,
    )
