"""Voting (bỏ phiếu) over REST: attendance, ballots, the count, void rounds and new ones."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep, SealedOrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App
from services.nomination.api.nominations import Reason
from services.nomination.api.sessions import MOST_CANDIDATES, MOST_VOTERS
from services.nomination.domain.ballots import Choice, Mark

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class AttendanceIn(Body):
    """Điểm danh: members present, besides those who vote in person."""

    present: list[Annotated[str, Field(max_length=100)]] = Field(max_length=MOST_VOTERS)


class MarkIn(Body):
    """Một dòng của phiếu: one candidate and the choice."""

    nomination_id: UUID
    choice: Choice = Field(description="YES đồng ý, NO không đồng ý, ABSTAIN không có ý kiến")


class BallotIn(Body):
    """Phiếu: each candidate you vote on, exactly once. A secret ballot leaves no trace but that you have voted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"marks": [{"nomination_id": "5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11", "choice": "YES"}]}]
        }
    )

    marks: list[MarkIn] = Field(max_length=MOST_CANDIDATES)
    in_writing: bool = Field(default=False, description="Vắng mặt, gửi ý kiến bằng văn bản: absent, in writing")


class Voiding(Body):
    """Hủy vòng bỏ phiếu: with its reason."""

    reason: Reason


class NewRound(Body):
    """Vòng mới: in a meeting, or in writing up to a day."""

    opinions_until: date | None = Field(None, description="Hạn gửi ý kiến bằng văn bản; null: a meeting")


@router.post("/sessions/{session_id}/attendance", summary="Note who is present")
def take_attendance(order: OrderDep, app: App, session_id: UUID, body: AttendanceIn) -> Receipt:
    """Điểm danh thành viên có mặt: for the quorum; who votes in person is present anyway."""
    return order.answer(app.sessions.take_attendance(order.command, session_id, body.present))


@router.post("/sessions/{session_id}/ballots", summary="Cast a ballot")
def cast_ballot(sealed: SealedOrderDep, whole: OrderDep, app: App, session_id: UUID, body: BallotIn) -> Receipt:
    """Bỏ phiếu: in a selection as the head of a member unit, in a council in person.

    Of a secret ballot only that you have voted is recorded. The paper is sealed, lies in the box without name, order
    or time, and is opened and shuffled with the others at the count. A repeat with the same Idempotency-Key gives the
    first answer, whatever it marks; of an open ballot, with other marks, it is refused.
    """
    order = sealed if app.sessions.is_secret(session_id) else whole
    paper = tuple(Mark(each.nomination_id, each.choice) for each in body.marks)
    return order.answer(app.sessions.cast(order.command, session_id, paper, in_writing=body.in_writing))


@router.post("/sessions/{session_id}/closing", summary="Close the round and count")
def close_round(order: OrderDep, app: App, session_id: UUID) -> Receipt:
    """Kiểm phiếu: with a quorum only; `details` has every candidate's result. The box's key is destroyed."""
    return order.answer(app.sessions.close(order.command, session_id))


@router.post("/sessions/{session_id}/voiding", summary="Declare the last round void")
def void_round(order: OrderDep, app: App, session_id: UUID, body: Voiding) -> Receipt:
    """Hủy vòng bỏ phiếu: open or counted; it stays on record, and a rerun is a new round."""
    return order.answer(app.sessions.void(order.command, session_id, body.reason))


@router.post("/sessions/{session_id}/rounds", summary="Open a further round")
def open_round(order: OrderDep, app: App, session_id: UUID, body: NewRound | None = None) -> Receipt:
    """Mở vòng bỏ phiếu mới: on everybody after a void round, else on those who did not pass."""
    until = None if body is None else body.opinions_until
    return order.answer(app.sessions.open_round(order.command, session_id, until))
