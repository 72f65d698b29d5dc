"""What happened to a nomination, a session, a quota line, a decision or a merit file, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.identity import Principal
from kernel.store import Store
from kernel.views import Recorded
from services.nomination.application.records import (
    case_is_open_to,
    may_read,
    objector_is_open_to,
    require_reader,
)
from services.nomination.domain import rights
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Objection
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views import history


def life_of(store: Store, reader: Principal, id: UUID) -> list[dict[str, Any]]:
    """Every event of one thing, oldest first; open ballots by name only for who may read them; none: no such thing.

    A merit file of a person is refused to who may not read it; of a nomination, a medal or an objection the others read
    what is public.
    """
    recorded = store.history(id)
    with store.reading() as connection:
        whole = not recorded or _is_open_to(connection, store, reader, recorded[0].event)
    ballots = rights.may(reader, Action.READ_OPEN_BALLOTS, Subject(cluster_id=_cluster_of(recorded)))
    return [history.entry(each, ballots=ballots, whole=whole) for each in recorded]


def _is_open_to(connection: sa.Connection, store: Store, reader: Principal, first: object) -> bool:
    """Whether the reader may know all that was recorded after this first event."""
    match first:
        case MeritFile.Opened(opening=opening):
            require_reader(connection, reader, opening.bearer)
        case Nomination.Accepted(originator_id=nomination):
            return case_is_open_to(connection, reader, store.load(Nomination, nomination))
        case Medal.Proposed(facts=facts):
            return may_read(connection, reader, Bearer.person(facts.person_code), facts.unit_id)
        case Objection.Raised(nomination_id=nomination):
            return objector_is_open_to(connection, reader, store.load(Nomination, nomination))
    return True


def _cluster_of(recorded: Sequence[Recorded]) -> UUID | None:
    """The block or cluster whose members vote, where it is a session of theirs."""
    first = recorded[0].event if recorded else None
    return first.convening.cluster_id if isinstance(first, VotingSession.Opened) else None
