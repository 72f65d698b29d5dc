"""On whose papers nominations stand (các đề cử đã lên phiếu): what a session may not be opened on a second time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from services.nomination.domain.ballots import SessionKind
from services.nomination.views.sessions import CANDIDATES, SESSIONS

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
