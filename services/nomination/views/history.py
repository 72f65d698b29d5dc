"""What happened to one thing, event by event: what was recorded, by whom, when, and from when it was true."""

from __future__ import annotations

from typing import Any

import msgspec
from eventsourcing.utils import get_topic

from kernel.views import Recorded
from services.nomination.domain.voting_session import VotingSession

OUTSIDE = frozenset({"originator_id", "originator_version", "timestamp", "originator_topic", "act", "box_key"})


def entry(recorded: Recorded, *, ballots: bool) -> dict[str, Any]:
    """One event for people: its durable name, its circumstances, and its own members as plain values.

    Without `ballots` an open vote says who voted, not what: for readers without the right to more.
    """
    event = recorded.event
    hidden = OUTSIDE if ballots or not isinstance(event, VotingSession.BallotCast) else OUTSIDE | {"paper"}
    members = {name: value for name, value in vars(event).items() if name not in hidden}
    return {
        "event_id": recorded.id,
        "version": event.originator_version,
        "type": get_topic(type(event)),
        "actor": event.act.actor,
        "recorded_at": event.act.at,
        "effective": event.act.effective,
        "correlation": event.act.correlation,
        "members": msgspec.to_builtins(members, str_keys=True),
    }
