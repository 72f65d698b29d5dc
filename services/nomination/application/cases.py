"""What a session votes on (trường hợp trên phiếu): nominations and commendations, held against its meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kernel.store import Store
from services.nomination.domain.ballots import Candidate, CaseKind, SessionKind
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on
from services.nomination.domain.steps import VOTED_IN
from services.nomination.domain.voting_session import VotingSession

Case = Nomination | Commendation


@dataclass(frozen=True)
class Meeting:
    """Who meets: the members of a block or cluster, or the council; in which movement, on which day."""

    kind: SessionKind
    movement_id: UUID
    cluster_id: UUID | None
    day: date


def nominated(store: Store, meeting: Meeting, nominations: Sequence[UUID]) -> tuple[Candidate, ...]:
    """The nominations as candidates, if they are of the meeting, at the step that it is, and not younger than it."""
    found = [store.load(Nomination, each) for each in nominations]
    for each in found:
        rules.candidate_is_of_the_meeting(each.candidacy(), meeting.movement_id, meeting.cluster_id)
        each.require(VOTED_IN[meeting.kind])
        nothing_precedes_what_it_rests_on(meeting.day, each.last_step_on())
    return tuple(Candidate(each.id, each.unit_id, each.title) for each in found)


def commended(store: Store, meeting: Meeting, commendations: Sequence[UUID]) -> tuple[Candidate, ...]:
    """The commendations as candidates, if the council may vote on them in this movement."""
    found = [store.load(Commendation, each) for each in commendations]
    for each in found:
        each.may_be_voted_on(meeting.movement_id)
        nothing_precedes_what_it_rests_on(meeting.day, each.last_on)
    proposals = [(each.id, each.proposal) for each in found]
    return tuple(Candidate(id, its.unit_id, its.title, CaseKind.COMMENDATION) for id, its in proposals)


def case(store: Store, session: VotingSession, id: UUID) -> Case:
    """The case of this id on the paper of a session."""
    of_commendations = session.convening.on_the_paper(CaseKind.COMMENDATION)
    return store.load(Commendation, id) if id in of_commendations else store.load(Nomination, id)


def in_play(store: Store, session: VotingSession) -> dict[UUID, Case]:
    """The cases of the round that have not left meanwhile."""
    loaded = [case(store, session, each) for each in session.round.candidates]
    return {each.id: each for each in loaded if each.outcome is None}
