"""The state machine of a covenant, once: what can be done in which state, and what is answered otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kernel.explanation import Worded
from kernel.refusals import Refusal
from services.covenant.domain.refusals.amendments import AmendmentNotAgreed, AmendmentPending, NoAmendment, NotYetSigned
from services.covenant.domain.refusals.covenants import AlreadySigned, NotAgreed, SignedCovenantIsFixed, TargetsAgreed


class State(Worded):
    """How far a covenant has come."""

    DRAFTED = "drafted", "đang dự thảo", "drafted"
    AGREED = "agreed", "đã thống nhất", "agreed"
    SIGNED = "signed", "đã ký", "signed"


class Phase(Worded):
    """How far a proposed amendment of a signed covenant has come."""

    PROPOSED = "proposed", "đã đề nghị", "proposed"
    AGREED = "agreed", "đã thống nhất", "agreed"
    WITHDRAWN = "withdrawn", "đã rút", "withdrawn"
    RETURNED = "returned", "đã trả lại", "returned"
    SIGNED = "signed", "đã ký", "signed"


WAITING = (Phase.PROPOSED, Phase.AGREED)
"""An amendment that is neither signed nor dropped."""


class Step(StrEnum):
    """What can be done with a covenant."""

    SET_TARGETS = "set_targets"
    AGREE = "agree"
    WITHDRAW_AGREEMENT = "withdraw_agreement"
    SIGN = "sign"
    REGISTER_TITLES = "register_titles"
    PROPOSE_AMENDMENT = "propose_amendment"
    WITHDRAW_AMENDMENT = "withdraw_amendment"
    RETURN_AMENDMENT = "return_amendment"
    AGREE_AMENDMENT = "agree_amendment"
    SIGN_AMENDMENT = "sign_amendment"


AMENDING = (
    Step.PROPOSE_AMENDMENT,
    Step.WITHDRAW_AMENDMENT,
    Step.RETURN_AMENDMENT,
    Step.AGREE_AMENDMENT,
    Step.SIGN_AMENDMENT,
)
"""What is done with an amendment of a signed covenant."""


CLOSED_STEPS = {
    (Step.SET_TARGETS, State.AGREED): TargetsAgreed,
    (Step.SET_TARGETS, State.SIGNED): SignedCovenantIsFixed,
    (Step.AGREE, State.AGREED): TargetsAgreed,
    (Step.AGREE, State.SIGNED): AlreadySigned,
    (Step.WITHDRAW_AGREEMENT, State.DRAFTED): NotAgreed,
    (Step.WITHDRAW_AGREEMENT, State.SIGNED): SignedCovenantIsFixed,
    (Step.SIGN, State.DRAFTED): NotAgreed,
    (Step.SIGN, State.SIGNED): AlreadySigned,
    **{(step, state): NotYetSigned for step in AMENDING for state in (State.DRAFTED, State.AGREED)},
}
"""The one state machine of a covenant: every step is open in every state but these, each with its refusal."""

DROPPED = (None, Phase.WITHDRAWN, Phase.RETURNED, Phase.SIGNED)

CLOSED_AMENDMENTS: Mapping[tuple[Step, Phase | None], type[Refusal]] = {
    **{(Step.PROPOSE_AMENDMENT, phase): AmendmentPending for phase in WAITING},
    **{(step, phase): NoAmendment for step in AMENDING[1:] for phase in DROPPED},
    (Step.AGREE_AMENDMENT, Phase.AGREED): AmendmentPending,
    (Step.SIGN_AMENDMENT, Phase.PROPOSED): AmendmentNotAgreed,
}
"""Of a signed covenant: what cannot be done with its next amendment as far as that is (None: there is none yet)."""


def open_steps(state: State, amendment: Phase | None = None) -> tuple[Step, ...]:
    """What can be done with a covenant in this state, its amendment being so far, whoever asks."""
    return tuple(
        step for step in Step if (step, state) not in CLOSED_STEPS and (step, amendment) not in CLOSED_AMENDMENTS
    )
