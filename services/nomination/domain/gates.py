"""What may be done in a session now: the state of its last round decides, and what the rule of the vote leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.nomination.domain.ballots import RoundState
from services.nomination.domain.convening import Convening
from services.nomination.domain.mandates import Mandate
from services.nomination.domain.rounds import Round
from services.nomination.domain.rules import mandates as mandating
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.rules import writing
from services.nomination.domain.steps import SessionStep


def require_step(step: SessionStep, rounds: Sequence[Round], convening: Convening) -> None:
    """Refuse unless this step may be taken now: a count needs its quorum, a further round somebody to vote on."""
    last, terms = rounds[-1], convening.terms
    if step is SessionStep.VOID:
        rules.round_is_not_void(last.number, last.state)
    elif step in (SessionStep.OPEN_ROUND, SessionStep.SETTLE):
        rules.round_is_not_open(last.number, last.state)
        rules.somebody_is_left_to_vote_on(last.number, last.left_over())
        held = sum(each.state is RoundState.CLOSED for each in rounds)
        (mandating.rounds_are_used_up if step is SessionStep.SETTLE else rules.a_round_is_left)(held, terms)
    else:
        rules.round_is_open(last.number, last.state)
    if step in (SessionStep.TAKE_ATTENDANCE, SessionStep.MANDATE):
        writing.members_meet(last.number, last.opinions_until)
    if step is SessionStep.MANDATE:
        mandating.substitutes_are_allowed(terms)
    if step is SessionStep.CLOSE:
        rules.quorum_is_present(len(last.present), convening.members, terms)


def mandate_may_stand(mandate: Mandate, convening: Convening, mandates: Mapping[str, Mandate]) -> None:
    """Refuse a mandate that is not in writing, gives somebody a second vote, or leads round a recusal."""
    mandating.mandate_is_in_writing(mandate)
    mandating.no_mandate_stands(mandate.voter, mandates.get(mandate.voter))
    mandating.substitute_has_no_other_vote(mandate, convening.roll, mandates)
    mandating.substitute_is_of_the_unit(convening.kind, mandate, convening.roll)
    mandating.substitute_is_in_no_own_case(mandate, convening.ballot_of(mandate.voter), convening.terms)
