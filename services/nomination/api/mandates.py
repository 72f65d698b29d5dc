"""Who acts in a session for others, over REST: substitutes with a mandate, and those who decide after the rounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reference
from services.nomination.domain.mandates import Mandate, Settlement

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_DECIDERS = 5
Name = Annotated[str, Field(max_length=100)]
Reason = Annotated[str, Field(description="Lý do", max_length=500)]


class MandateIn(Body):
    """Giấy ủy quyền: who votes in a member's place, and the document that says so."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"voter": "council-03", "substitute": "pho-ban-03", "paper": "Giấy ủy quyền 12/GUQ 05/01/2026"}
            ]
        }
    )

    voter: Name = Field(description="Thành viên vắng mặt: the member, as on the roll")
    substitute: Name = Field(description="Người được ủy quyền: the id of the person's token")
    unit_id: Reference | None = Field(None, description="Đơn vị của người được ủy quyền: code or id")
    paper: str = Field(description="Giấy ủy quyền: number and day", max_length=300)


class MandateEnding(Body):
    """Chấm dứt ủy quyền: whose, and why."""

    voter: Name
    reason: Reason


class SettlementIn(Body):
    """Quyết định khi hết vòng bỏ phiếu: by those whom the rule names, with the reason."""

    nomination_id: UUID
    in_favour: bool = Field(description="Đồng ý")
    deciders: list[Name] = Field(
        description="Người quyết định: one, or head and deputy together", max_length=MOST_DECIDERS
    )
    reason: Reason


class MandateOut(BaseModel):
    """Ủy quyền: a substitute's mandate, ended or standing."""

    voter: str
    substitute: str
    unit_id: UUID | None
    unit_code: str | None
    paper: str
    given_on: date
    ended_on: date | None
    ended_because: str | None


class SettlementOut(BaseModel):
    """Quyết định khi hết vòng: what was decided instead of a result."""

    number: int = Field(description="Vòng cuối")
    nomination_id: UUID
    in_favour: bool
    deciders: str
    reason: str
    settled_on: date


@router.post("/sessions/{session_id}/mandates", summary="Note a substitute's written mandate")
def give_mandate(order: OrderDep, app: App, session_id: UUID, body: MandateIn) -> Receipt:
    """Ghi nhận ủy quyền: the substitute votes in the member's place, where the rule of the vote says so."""
    command, unit = order.command, app.naming.given("unit_id", body.unit_id)
    mandate = Mandate(body.voter, body.substitute, unit, body.paper)
    return order.answer(app.mandates.give(command, session_id, mandate))


@router.post("/sessions/{session_id}/mandates/ending", summary="End a mandate")
def end_mandate(order: OrderDep, app: App, session_id: UUID, body: MandateEnding) -> Receipt:
    """Chấm dứt ủy quyền: the member votes again, unless the substitute has voted."""
    return order.answer(app.mandates.end(order.command, session_id, body.voter, body.reason))


@router.post("/sessions/{session_id}/settlements", summary="Decide after the last round")
def settle(order: OrderDep, app: App, session_id: UUID, body: SettlementIn) -> Receipt:
    """Quyết định khi hết vòng bỏ phiếu: the chair, head and deputy, or the authority, as the rule of the vote says."""
    settlement = Settlement(body.nomination_id, body.in_favour, tuple(body.deciders), body.reason)
    return order.answer(app.mandates.settle(order.command, session_id, settlement))
