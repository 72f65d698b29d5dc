"""What can be done with a nomination, a session and a decision. Each of them says itself what is open now."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from kernel.refusals import Refusal
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.stages import OUT, Stage


class NominationStep(StrEnum):
    """What can be done with a nomination."""

    SELECT = "SELECT"  # đưa ra bình xét, suy tôn
    PUT_TO_COUNCIL = "PUT_TO_COUNCIL"  # trình Hội đồng
    ANNOUNCE = "ANNOUNCE"  # công khai lấy ý kiến
    DECIDE = "DECIDE"  # ban hành quyết định
    WITHDRAW = "WITHDRAW"  # rút
    RESUBMIT = "RESUBMIT"  # đề cử lại


class SessionStep(StrEnum):
    """What can be done in a voting session."""

    TAKE_ATTENDANCE = "TAKE_ATTENDANCE"  # điểm danh
    MANDATE = "MANDATE"  # ghi nhận ủy quyền
    CAST = "CAST"  # bỏ phiếu
    CLOSE = "CLOSE"  # kiểm phiếu
    VOID = "VOID"  # hủy vòng
    OPEN_ROUND = "OPEN_ROUND"  # mở vòng mới
    SETTLE = "SETTLE"  # quyết định khi hết vòng


class DecisionStep(StrEnum):
    """What can be done with a decision."""

    POST_NOTICE = "POST_NOTICE"  # công khai quyết định
    REVOKE = "REVOKE"  # hủy bỏ


VOTED_IN = {SessionKind.SELECTION: NominationStep.SELECT, SessionKind.COUNCIL: NominationStep.PUT_TO_COUNCIL}
"""The step of a nomination that a session of a kind is."""

RESTS_ON_THE_BOARD = frozenset({NominationStep.SELECT, NominationStep.PUT_TO_COUNCIL, NominationStep.DECIDE})
"""Steps that wait while a newer edition of the board, or a revoked decision, contradicts the nomination."""

_WAITING = tuple(stage for stage in Stage if stage not in OUT)


def stages_open_to(step: NominationStep, *, needs_selection: bool) -> tuple[Stage, ...]:
    """The one state machine of a nomination: the stages at which this step may be taken."""
    return {
        NominationStep.SELECT: (Stage.PROPOSED, Stage.NOT_SELECTED),
        NominationStep.PUT_TO_COUNCIL: (Stage.SELECTED if needs_selection else Stage.PROPOSED, Stage.NOT_ENDORSED),
        NominationStep.ANNOUNCE: (Stage.PROPOSED, Stage.SELECTED, Stage.ENDORSED),
        NominationStep.DECIDE: _WAITING,
        NominationStep.WITHDRAW: _WAITING,
        NominationStep.RESUBMIT: (Stage.WITHDRAWN,),
    }[step]


S = TypeVar("S", NominationStep, SessionStep, DecisionStep)


def open_steps(steps: type[S], require: Callable[[S], None]) -> tuple[S, ...]:
    """Those of the steps that are not refused now, whoever asks."""
    return tuple(step for step in steps if _is_open(step, require))


def _is_open(step: S, require: Callable[[S], None]) -> bool:
    try:
        require(step)
    except Refusal:
        return False
    return True
