"""What a person may do now (việc có thể làm ngay): what the state leaves open and the rights grant, and no more."""

from __future__ import annotations

from collections.abc import Collection

from kernel.identity import Principal
from regulations.chapters import TieRule
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.convening import Convening
from services.nomination.domain.decision import Decision
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.rights import NOTHING, Action, Subject, may
from services.nomination.domain.steps import VOTED_IN, DecisionStep, NominationStep, SessionStep
from services.nomination.domain.voting_session import VotingSession

NOMINATION_ACTIONS = {
    NominationStep.SELECT: Action.CONVENE_SELECTION,
    NominationStep.PUT_TO_COUNCIL: Action.CONVENE_COUNCIL,
    NominationStep.ANNOUNCE: Action.ANNOUNCE,
    NominationStep.DECIDE: Action.DECIDE,
    NominationStep.WITHDRAW: Action.WITHDRAW,
    NominationStep.RESUBMIT: Action.NOMINATE,
}
"""The right that each step of a nomination takes."""

DECISION_ACTIONS = {DecisionStep.POST_NOTICE: Action.POST_NOTICE, DecisionStep.REVOKE: Action.REVOKE}
"""The right that each step of a decision takes."""

CHAIR_ACTIONS = {SessionKind.SELECTION: Action.CONVENE_SELECTION, SessionKind.COUNCIL: Action.CONVENE_COUNCIL}
"""The right that every step of a session takes but the vote."""


def subject_of(nomination: Nomination) -> Subject:
    """What a right to a nomination is about: its unit, and the board it stands on if it stands on one."""
    return Subject(nomination.unit_id, nomination.standing.cluster_id if nomination.standing else None)


def nomination_steps(
    principal: Principal, nomination: Nomination, standing_in: Collection[SessionKind]
) -> tuple[NominationStep, ...]:
    """What this principal may do with a nomination that stands in sessions of these kinds already."""
    subject = subject_of(nomination)
    taken = {VOTED_IN[kind] for kind in standing_in}
    return tuple(
        step
        for step in nomination.open_steps()
        if step not in taken and may(principal, NOMINATION_ACTIONS[step], subject)
    )


def session_steps(principal: Principal, session: VotingSession) -> tuple[SessionStep, ...]:
    """What this principal may do in a session; a vote only who is on the roll and has not voted in this round."""
    convening = session.convening
    chairs = may(principal, CHAIR_ACTIONS[convening.kind], Subject(cluster_id=convening.cluster_id))
    granted = {SessionStep.CAST: _votes(principal, session), SessionStep.SETTLE: may_settle(principal, convening)}
    return tuple(step for step in session.open_steps() if granted.get(step, chairs))


def _votes(principal: Principal, session: VotingSession) -> bool:
    mandate = session.mandate_of(principal.id)
    if mandate is not None:
        return may(principal, Action.VOTE_BY_MANDATE, Subject(voter=principal.id)) and session.waits_for(mandate.voter)
    voter = voter_of(principal, session.convening.kind)
    return voter is not None and voter not in session.mandates and session.waits_for(voter)


def settling(convening: Convening) -> Action:
    """The right to record what is decided after the last round: the chair's, or the authority's own."""
    return Action.DECIDE if convening.terms.tie is TieRule.AUTHORITY else CHAIR_ACTIONS[convening.kind]


def may_settle(principal: Principal, convening: Convening) -> bool:
    """Whether this principal may record what is decided after the last round."""
    return may(principal, settling(convening), Subject(cluster_id=convening.cluster_id))


def decision_steps(principal: Principal, decision: Decision) -> tuple[DecisionStep, ...]:
    """What this principal may do with a decision."""
    return tuple(step for step in decision.open_steps() if may(principal, DECISION_ACTIONS[step], NOTHING))


def voter_of(principal: Principal, kind: SessionKind) -> str | None:
    """Whose vote this principal casts: in a selection the unit's, in a council the person's own; None: nobody's."""
    if kind is SessionKind.COUNCIL:
        return principal.id if may(principal, Action.VOTE_IN_COUNCIL, Subject(voter=principal.id)) else None
    return str(principal.unit_id) if may(principal, Action.VOTE_FOR_UNIT, Subject(principal.unit_id)) else None
