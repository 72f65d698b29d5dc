"""Rules of amending a signed covenant (điều chỉnh giao ước đã ký): in which order, until when, and what it must change.

No article is known that says how; that registrations are adjusted in time (kịp thời sửa đổi, điều chỉnh) stands in
CV 01/BHXH-TĐKT. The order is that of the first signing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.covenant.domain.refusals.amendments import AmendmentAfterTheEnd, NothingToAmend
from services.covenant.domain.steps import CLOSED_AMENDMENTS, Phase, Step
from services.covenant.domain.target import Target


def an_amendment_takes_its_turn(step: Step, phase: Phase | None) -> None:
    """House rule: one amendment at a time; proposed by the unit, agreed by the cluster, then signed by the head."""
    refusal = CLOSED_AMENDMENTS.get((step, phase))
    if refusal is not None:
        raise refusal(phase=phase or "—")


def an_amendment_changes_something(signed: Sequence[Target], proposed: Sequence[Target]) -> None:
    """House rule: what is proposed is not what is signed already."""
    if tuple(signed) == tuple(proposed):
        raise NothingToAmend


def a_covenant_is_amended_while_its_movement_lasts(day: date, movement: str, ends: date) -> None:
    """House rule: once the movement's period is over its results are known, and its targets stay as they are."""
    if day > ends:
        raise AmendmentAfterTheEnd(movement=movement, ends=ends, given=day)
