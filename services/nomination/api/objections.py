"""Objections to candidates (ý kiến, đơn phản ánh) over REST."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader
from services.nomination.domain.objection import Complaint

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class NewObjection(Body):
    """Ý kiến, đơn phản ánh: its number, who raises it, what about."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "DON-12", "by": "ông A", "text": "số liệu thu chưa đúng"}]}
    )

    code: str = Field(description="Số thụ lý", max_length=60)
    by: str = Field(description="Người phản ánh", max_length=200)
    text: str = Field(description="Nội dung", max_length=2000)


class Answer(Body):
    """Kết luận: whether the objection was right, and what was found."""

    upheld: bool
    finding: str = Field(description="Nội dung kết luận", max_length=2000)


class ObjectionOut(BaseModel):
    """Ý kiến, đơn phản ánh: open while it has no answer."""

    id: UUID
    code: str
    by: str | None = Field(description="Người phản ánh; null: for those with the right to the candidate's record")
    text: str | None = Field(description="Nội dung; null: likewise")
    raised_on: date
    answered_on: date | None
    upheld: bool | None
    finding: str | None = Field(description="Kết luận; null: none yet, or likewise")
    notice: UUID | None = Field(description="Đợt công khai: the announcement it came under; null: none was open")
    in_time: bool = Field(description="Trong thời hạn công khai: it came while the notice was open")
    version: int


class Objections(BaseModel):
    """Các ý kiến về một đề cử: by day and number."""

    items: list[ObjectionOut]


@router.post("/nominations/{nomination_id}/objections", status_code=201, summary="Raise an objection")
def raise_objection(order: OrderDep, app: App, nomination_id: UUID, body: NewObjection) -> Receipt:
    """Ghi nhận ý kiến phản ánh: while it is open nothing is decided."""
    complaint = Complaint(body.code, body.by, body.text)
    return order.answer(app.objections.raise_(order.command, nomination_id, complaint))


@router.get("/nominations/{nomination_id}/objections", summary="Objections to a nomination")
def list_objections(reader: Reader, app: App, nomination_id: UUID) -> Objections:
    """Các ý kiến về một đề cử: empty where nobody objected; who did only for those who may read the record."""
    with app.store.reading() as connection:
        found = app.objections.of(connection, reader, nomination_id)
    return Objections(items=[ObjectionOut.model_validate(row) for row in found])


@router.post("/objections/{objection_id}/answer", summary="Answer an objection")
def answer_objection(order: OrderDep, app: App, objection_id: UUID, body: Answer) -> Receipt:
    """Kết luận về ý kiến phản ánh: once."""
    return order.answer(app.objections.answer(order.command, objection_id, body.finding, upheld=body.upheld))
