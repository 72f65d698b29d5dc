"""What happened to one thing, event by event: what was recorded, by whom, when, and from when it was true."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.utils import get_topic

from kernel.views import Recorded
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Objection
from services.nomination.domain.voting_session import VotingSession

OUTSIDE = frozenset({"originator_id", "originator_version", "timestamp", "originator_topic", "act", "box_key"})


OF_THE_RECORD = frozenset({"used", "died_on", "opinion", "finding", "reason"})
"""What the events of a medal or an objection say of the person, or in words about them."""

UNTOLD = {"actor": "", "correlation": UUID(int=0)}
"""In place of who recorded an objection, and of what leads to them: what else the same request did."""


def entry(recorded: Recorded, *, ballots: bool, whole: bool = True) -> dict[str, Any]:
    """One event for people: its durable name, its circumstances, and its own members as plain values.

    Without `ballots` an open vote says who voted, not what; not `whole`, nothing of the record of a person is told, nor
    who raised an objection: for readers without the right to more.
    """
    event = recorded.event
    hidden = OUTSIDE if ballots or not isinstance(event, VotingSession.BallotCast) else OUTSIDE | {"paper"}
    said = vars(event) if whole else _in_public(event)
    members = {name: value for name, value in said.items() if name not in hidden}
    told = {
        "event_id": recorded.id,
        "version": event.originator_version,
        "type": get_topic(type(event)),
        "actor": event.act.actor,
        "recorded_at": event.act.at,
        "effective": event.act.effective,
        "correlation": event.act.correlation,
        "members": msgspec.to_builtins(members, str_keys=True),
    }
    return told if whole or not isinstance(event, Objection.Event) else {**told, **UNTOLD}


def _in_public(event: Any) -> dict[str, Any]:
    """The members of an event about a person as everybody may read them."""
    if isinstance(event, Nomination.Accepted | Nomination.Resubmitted):
        return {**vars(event), "grounds": event.grounds.in_public()}
    if isinstance(event, Nomination.Event):
        return vars(event)
    said = {name: value for name, value in vars(event).items() if name not in OF_THE_RECORD}
    match event:
        case Medal.Proposed(facts=facts) | Medal.ProposedAgain(facts=facts):
            return {**said, "facts": facts.in_public()}
        case Objection.Raised(complaint=complaint):
            return {**said, "complaint": {"code": complaint.code}}
    return said
