"""What happened to a nomination, a session, a quota line, a decision or a merit file, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kernel.identity import Principal
from kernel.store import Store
from kernel.views import Recorded
from services.nomination.application.merit_files import require_reader
from services.nomination.domain import rights
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views import history


def life_of(store: Store, reader: Principal, id: UUID) -> list[dict[str, Any]]:  # noqa: A002
    """Every event of one thing, oldest first; open ballots by name only for who may read them; none: no such thing."""
    recorded = store.history(id)
    if recorded and isinstance(recorded[0].event, MeritFile.Opened):
        require_reader(reader, store.load(MeritFile, id))
    ballots = rights.may(reader, Action.READ_OPEN_BALLOTS, Subject(cluster_id=_cluster_of(recorded)))
    return [history.entry(each, ballots=ballots) for each in recorded]


def _cluster_of(recorded: Sequence[Recorded]) -> UUID | None:
    """The block or cluster whose members vote, where it is a session of theirs."""
    first = recorded[0].event if recorded else None
    return first.convening.cluster_id if isinstance(first, VotingSession.Opened) else None
