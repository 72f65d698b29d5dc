"""The state machine of a covenant, once: what can be done in which state, and what is answered otherwise."""

from __future__ import annotations

from enum import StrEnum

from services.covenant.domain.refusals.covenants import AlreadySigned, NotAgreed, SignedCovenantIsFixed, TargetsAgreed


class State(StrEnum):
    """How far a covenant has come."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    SIGNED = "signed"


class Step(StrEnum):
    """What can be done with a covenant."""

    SET_TARGETS = "set_targets"
    AGREE = "agree"
    WITHDRAW_AGREEMENT = "withdraw_agreement"
    SIGN = "sign"
    REGISTER_TITLES = "register_titles"


CLOSED_STEPS = {
    (Step.SET_TARGETS, State.AGREED): TargetsAgreed,
    (Step.SET_TARGETS, State.SIGNED): SignedCovenantIsFixed,
    (Step.AGREE, State.AGREED): TargetsAgreed,
    (Step.AGREE, State.SIGNED): AlreadySigned,
    (Step.WITHDRAW_AGREEMENT, State.DRAFTED): NotAgreed,
    (Step.WITHDRAW_AGREEMENT, State.SIGNED): SignedCovenantIsFixed,
    (Step.SIGN, State.DRAFTED): NotAgreed,
    (Step.SIGN, State.SIGNED): AlreadySigned,
}
"""The one state machine of a covenant: every step is open in every state but these, each with its refusal."""


def open_steps(state: State) -> tuple[Step, ...]:
    """What can be done with a covenant in this state, whoever asks."""
    return tuple(step for step in Step if (step, state) not in CLOSED_STEPS)
