"""Confirmation of figures (xác nhận số liệu quy định) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, Today, present
from services.nomination.domain.confirmation import FigureConfirmation, Reading
from services.nomination.views import confirmations as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class ConfirmationOut(BaseModel):
    """Xác nhận một số liệu: what the rulebook ships, and what was read where, by whom."""

    id: UUID
    key: str = Field(description="Khóa, như trong `thidua rules`", examples=["medal.classes.in_sector.in_sector.man"])
    shipped: str = Field(description="Giá trị trong bộ quy định", examples=["20"])
    shipped_source: str
    shipped_status: str = Field(description="Độ tin cậy của giá trị đó", examples=["analogue"])
    value: str = Field(description="Giá trị đã đọc", examples=["20"])
    document: str = Field(description="Văn bản đã đọc", examples=["QĐ 889/QĐ-BHXH (2024)"])
    article: str
    read_on: date
    confirmed_on: date
    confirmed_by: str
    withdrawn_on: date | None
    withdrawn_because: str | None
    version: int


class ConfirmationPage(BaseModel):
    """Một trang xác nhận theo khóa: by key."""

    items: list[ConfirmationOut]
    next: str | None


class WaitingOut(BaseModel):
    """Số liệu phải xác nhận trước khi dùng lần đầu: a figure that waits for an administrator."""

    key: str
    value: str
    document: str
    article: str
    status: str


class Waiting(BaseModel):
    """Các số liệu còn chờ xác nhận trong quy định của một ngày."""

    as_of: date
    items: list[WaitingOut]


class NewConfirmation(Body):
    """Xác nhận: the key, the value read, the document and article, the day of reading."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "medal.classes.in_sector.in_sector.man",
                    "value": "20",
                    "document": "QĐ 889/QĐ-BHXH (2024)",
                    "article": "Điều 5",
                    "read_on": "2024-06-03",
                }
            ]
        }
    )

    key: str = Field(max_length=120)
    value: str = Field(max_length=200)
    document: str = Field(description="Văn bản đã đọc", max_length=300)
    article: str = Field("", description="Điều, khoản", max_length=300)
    read_on: date = Field(description="Ngày đọc")
    as_of: date | None = Field(None, description="Số liệu của quy định ngày này; mặc định là ngày hiệu lực của lệnh")

    def reading(self) -> Reading:
        """The domain's value."""
        return Reading(self.value.strip(), self.document.strip(), self.article.strip(), self.read_on)


class WithdrawalOfConfirmation(Body):
    """Rút xác nhận: why."""

    reason: str = Field(description="Lý do", max_length=1000)


@router.post("/figure-confirmations", status_code=201, summary="Confirm a figure of the rules")
def confirm_figure(order: OrderDep, app: App, body: NewConfirmation) -> Receipt:
    """Xác nhận số liệu đã đọc trong văn bản: from then on the value read is used, with its document as source."""
    return order.answer(app.confirmations.confirm(order.command, body.key, body.reading(), body.as_of))


@router.get("/figure-confirmations", summary="Confirmations of figures")
def list_confirmations(
    _reader: Reader,
    app: App,
    key: Annotated[str | None, Query(description="Khóa của số liệu", max_length=120)] = None,
    stands: Annotated[bool | None, Query(description="Còn hiệu lực hay đã rút")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ConfirmationPage:
    """Danh sách xác nhận theo khóa: by key, withdrawn ones included."""
    with app.store.reading() as connection:
        found = view.search(connection, view.Filter(key, stands), after, limit)
    return ConfirmationPage(items=[ConfirmationOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/figure-confirmations/waiting", summary="Figures that must be confirmed before their first use")
def list_waiting(_reader: Reader, app: App, today: Today, as_of: date | None = None) -> Waiting:
    """Số liệu còn chờ quản trị viên xác nhận, theo quy định của một ngày (mặc định: hôm nay)."""
    day = as_of or today
    items = [
        WaitingOut(
            key=each.key,
            value=each.value,
            document=each.source.document,
            article=each.source.article,
            status=each.source.status.value,
        )
        for each in app.confirmations.waiting(day)
    ]
    return Waiting(as_of=day, items=items)


@router.get("/figure-confirmations/{confirmation_id}", summary="One confirmation")
def get_confirmation(_reader: Reader, app: App, confirmation_id: UUID, response: Response) -> ConfirmationOut:
    """Một xác nhận: what was read where, by whom."""
    with app.store.reading() as connection:
        [found] = view.by_ids(connection, [confirmation_id])
    row = present(found, FigureConfirmation.CALLED, confirmation_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return ConfirmationOut.model_validate(row)


@router.post("/figure-confirmations/{confirmation_id}/withdrawal", summary="Withdraw a confirmation")
def withdraw_confirmation(order: OrderDep, app: App, confirmation_id: UUID, body: WithdrawalOfConfirmation) -> Receipt:
    """Rút xác nhận: a new event; what was decided on it stays as it was."""
    return order.answer(app.confirmations.withdraw(order.command, confirmation_id, body.reason))
