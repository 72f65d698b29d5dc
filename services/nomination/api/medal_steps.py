"""What is done with a proposal for the medal (các bước xét tặng kỷ niệm chương) over REST."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App
from services.nomination.domain.decision import Ground

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class Papers(Body):
    """Giấy tờ đã nhận."""

    papers: list[str] = Field(min_length=1, max_length=50, examples=[["request"]])


class Opinion(Body):
    """Ý kiến thẩm định."""

    opinion: str = Field(max_length=2000)


class Because(Body):
    """Lý do."""

    reason: str = Field(max_length=1000)


class Death(Body):
    """Ngày mất."""

    died_on: date


class MedalDecision(Body):
    """Quyết định tặng."""

    number: str = Field(description="Số quyết định", max_length=80, examples=["2468/QĐ-BHXH"])


class MedalRevocation(Body):
    """Hủy bỏ quyết định tặng."""

    ground: Ground
    finding: str = Field(max_length=2000)


@router.post("/medals/{medal_id}/papers", summary="Note papers that came in")
def receive_papers(order: OrderDep, app: App, medal_id: UUID, body: Papers) -> Receipt:
    """Nhận giấy tờ của hồ sơ."""
    return order.answer(app.medals.receive(order.command, medal_id, body.papers))


@router.post("/medals/{medal_id}/appraisal", summary="Appraise a proposal")
def appraise_medal(order: OrderDep, app: App, medal_id: UUID, body: Opinion) -> Receipt:
    """Thẩm định hồ sơ đầy đủ của người còn sống."""
    return order.answer(app.medals.appraise(order.command, medal_id, body.opinion))


@router.post("/medals/{medal_id}/return", summary="Return a proposal to its unit")
def return_medal(order: OrderDep, app: App, medal_id: UUID, body: Because) -> Receipt:
    """Trả lại hồ sơ, nêu lý do."""
    return order.answer(app.medals.give_back(order.command, medal_id, body.reason))


@router.post("/medals/{medal_id}/withdrawal", summary="Withdraw a proposal")
def withdraw_medal(order: OrderDep, app: App, medal_id: UUID, body: Because) -> Receipt:
    """Rút đề nghị, nêu lý do."""
    return order.answer(app.medals.withdraw(order.command, medal_id, body.reason))


@router.post("/medals/{medal_id}/death", summary="Note that the person died")
def report_death(order: OrderDep, app: App, medal_id: UUID, body: Death) -> Receipt:
    """Ghi nhận người được đề nghị đã mất: từ đó không tặng."""
    return order.answer(app.medals.report_death(order.command, medal_id, body.died_on))


@router.post("/medals/{medal_id}/award", summary="Give the medal by a decision")
def award_medal(order: OrderDep, app: App, medal_id: UUID, body: MedalDecision) -> Receipt:
    """Quyết định tặng kỷ niệm chương."""
    return order.answer(app.medals.award(order.command, medal_id, body.number))


@router.post("/medals/{medal_id}/revocation", summary="Revoke the decision")
def revoke_medal(order: OrderDep, app: App, medal_id: UUID, body: MedalRevocation) -> Receipt:
    """Hủy bỏ quyết định, thu hồi kỷ niệm chương: a new event; the decision stays on record."""
    return order.answer(app.medals.revoke(order.command, medal_id, body.ground, body.finding))
