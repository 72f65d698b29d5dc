"""Papers (phiếu bầu): the nominations that stand on one, those cast openly, and the boxes of those cast in secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.nomination.domain.ballots import RoundState, SessionKind
from services.nomination.views.session_parts import parts
from services.nomination.views.sessions import CANDIDATES, OPEN_BALLOTS, ROUNDS, SESSIONS

_PAPERS = CANDIDATES.join(SESSIONS, SESSIONS.c.id == CANDIDATES.c.session_id)


def with_candidate(connection: sa.Connection, nomination_id: UUID, kind: SessionKind) -> list[UUID]:
    """The sessions of this kind on whose paper the nomination stands."""
    mine = sa.and_(CANDIDATES.c.nomination_id == nomination_id, SESSIONS.c.kind == kind.value)
    return list(connection.execute(sa.select(SESSIONS.c.id).select_from(_PAPERS).where(mine)).scalars())


def kinds_with(connection: sa.Connection, nomination_ids: Sequence[UUID]) -> dict[UUID, set[SessionKind]]:
    """For each nomination the kinds of sessions on whose paper it stands."""
    query = sa.select(CANDIDATES.c.nomination_id, SESSIONS.c.kind).select_from(_PAPERS)
    found: dict[UUID, set[SessionKind]] = {each: set() for each in nomination_ids}
    for row in connection.execute(query.where(CANDIDATES.c.nomination_id.in_(nomination_ids))):
        found[row.nomination_id].add(SessionKind(row.kind))
    return found


def open_ballots(connection: sa.Connection, session_id: UUID) -> list[dict[str, Any]]:
    """The ballots of an open vote, by round and name."""
    [found] = parts(connection, OPEN_BALLOTS, [session_id], "number", "voter", "nomination_id")
    return found


def keys_of_closed_boxes(connection: sa.Connection) -> list[str]:
    """The public halves of the box keys of rounds that are closed or void."""
    ended = sa.and_(ROUNDS.c.state != RoundState.OPEN.value, ROUNDS.c.box_key.is_not(None))
    return list(connection.execute(sa.select(ROUNDS.c.box_key).where(ended)).scalars())
