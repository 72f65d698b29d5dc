"""Decisions (quyết định khen thưởng) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, present
from services.nomination.api.shapes import ExplanationTree
from services.nomination.application.decisions import Ruling
from services.nomination.domain.decision import Decision, Ground
from services.nomination.domain.steps import DecisionStep
from services.nomination.views import decisions as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class DecisionOut(BaseModel):
    """Quyết định khen thưởng: who receives what, by whom, on which vote, with which money."""

    id: UUID
    nomination_id: UUID
    number: str = Field(description="Số quyết định", examples=["2468/QĐ-BHXH"])
    title: str = Field(examples=["CO_BHXH"])
    unit_id: UUID
    unit_code: str | None = Field(examples=["BHXH-68"])
    unit_name: str | None = Field(examples=["Bảo hiểm xã hội tỉnh Lâm Đồng"])
    person_code: str | None = Field(description="Mã cán bộ: of a person; null: the unit's own")
    movement_id: UUID
    movement_code: str | None = Field(examples=["TDTX-2024"])
    authority: str = Field(description="Thẩm quyền", examples=["Tổng Giám đốc BHXH Việt Nam"])
    in_favour: int | None = Field(description="Phiếu đồng ý của Hội đồng", examples=[14])
    base: int | None = Field(description="Mẫu số", examples=[15])
    reward: Decimal | None = Field(description="Tiền thưởng (đồng)", examples=["18720000"])
    override_reason: str | None = Field(description="Lý do quyết định ngoại lệ: why against a rule, on record")
    overridden: str | None = Field(description="Quy tắc bị vượt: code of the refusal overridden")
    rulebook: str = Field(examples=["law-2022"])
    rulebook_hash: str
    decided_on: date = Field(description="Ngày quyết định")
    posted_on: date | None = Field(description="Ngày công khai")
    place: str | None = Field(description="Nơi công khai")
    revoked_on: date | None = Field(description="Ngày hủy bỏ")
    ground: Ground | None = Field(description="Căn cứ hủy bỏ")
    finding: str | None = Field(description="Nội dung kết luận")
    recover: Decimal | None = Field(description="Tiền thưởng phải thu hồi")
    version: int


class DecisionDetails(DecisionOut):
    """Quyết định, và việc người hỏi có thể làm ngay: with what may be done."""

    steps: list[DecisionStep] = Field(description="Việc có thể làm ngay: what the asking person may do with it now")


class DecisionPage(BaseModel):
    """Một trang quyết định: one page, by day."""

    items: list[DecisionOut]
    next: str | None


class NewDecision(Body):
    """Quyết định mới: on a nomination that the council passed and the quota lets through."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "nomination_id": "5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11",
                    "number": "2468/QĐ-BHXH",
                    "authority": "Tổng Giám đốc BHXH Việt Nam",
                }
            ]
        }
    )

    nomination_id: UUID
    number: str = Field(description="Số quyết định", max_length=80)
    authority: str = Field(description="Thẩm quyền: who decides, in Vietnamese or English", max_length=200)
    override_reason: str = Field(
        "", description="Lý do, nếu quyết định khác quy tắc: only against a rule", max_length=1000
    )


class Notice(Body):
    """Công khai quyết định: where."""

    place: str = Field(description="Nơi công khai", max_length=300, examples=["baohiemxahoi.gov.vn"])


class Revocation(Body):
    """Hủy bỏ quyết định: the ground of law, and what was found."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ground": "FALSE_RECORD", "finding": "Kết luận thanh tra số 12/KL-TTr"}]}
    )

    ground: Ground
    finding: str = Field(description="Nội dung kết luận", max_length=2000)


@router.post("/decisions", status_code=201, summary="Issue a decision")
def issue_decision(order: OrderDep, app: App, body: NewDecision) -> Receipt:
    """Ban hành quyết định khen thưởng: by the competent authority; against a rule only with the reason on record."""
    ruling = Ruling(body.number, body.authority, body.override_reason)
    return order.answer(app.decisions.issue(order.command, body.nomination_id, ruling))


@router.get("/decisions", summary="Decisions")
def list_decisions(
    _reader: Reader,
    app: App,
    title: Annotated[str | None, Query(description="Danh hiệu: title")] = None,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    movement: Annotated[str | None, Query(description="Phong trào: code or id")] = None,
    number: Annotated[str | None, Query(description="Số quyết định: exact number")] = None,
    revoked: Annotated[bool | None, Query(description="Đã hủy bỏ: revoked or standing")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> DecisionPage:
    """Danh sách quyết định theo ngày: by day."""
    of_unit, in_movement = app.naming.ids(unit=unit, movement=movement)
    wanted = view.Filter(app.naming.title(title), of_unit, in_movement, number, revoked)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return DecisionPage(items=[DecisionOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/decisions/{decision_id}", summary="One decision")
def get_decision(reader: Reader, app: App, decision_id: UUID, response: Response) -> DecisionDetails:
    """Một quyết định: with its notice and revocation, and what the asking person may do now."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [decision_id])[0], Decision.CALLED, decision_id)
    row["steps"] = app.decisions.open_to(reader, decision_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return DecisionDetails.model_validate(row)


@router.get("/decisions/{decision_id}/why", summary="Why a decision is what it is")
def why_decision(reader: Reader, app: App, decision_id: UUID) -> ExplanationTree:
    """Giải trình quyết định: authority, conditions, votes, quota, money, override and revocation."""
    return ExplanationTree.of(app.decisions.why(reader, decision_id))


@router.post("/decisions/{decision_id}/notice", summary="Make a decision public")
def post_notice(order: OrderDep, app: App, decision_id: UUID, body: Notice) -> Receipt:
    """Công khai quyết định: once."""
    return order.answer(app.decisions.post_notice(order.command, decision_id, body.place))


@router.post("/decisions/{decision_id}/revocation", summary="Revoke a decision")
def revoke_decision(order: OrderDep, app: App, decision_id: UUID, body: Revocation) -> Receipt:
    """Hủy bỏ quyết định, thu hồi hiện vật và tiền thưởng: a new event; the decision stays on record."""
    return order.answer(app.decisions.revoke(order.command, decision_id, body.ground, body.finding))
