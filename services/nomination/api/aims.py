"""Aims of the sector, awards decided elsewhere, and priority by the long movement, over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, Reference, Today
from services.nomination.api.shapes import ExplanationTree
from services.nomination.domain.higher_award import HigherAwardFacts
from services.nomination.views import higher_awards as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class AimOut(BaseModel):
    """Chỉ tiêu phấn đấu: how many are aimed at by when, how many there are, with every decision."""

    code: str = Field(examples=["collective_heroes"])
    name: str
    name_en: str
    title: str
    by: date
    at_least: int
    counted: int
    reached: bool
    overdue: bool = Field(description="Quá hạn mà chưa đạt")
    why: ExplanationTree


class Aims(BaseModel):
    """Các chỉ tiêu phấn đấu toàn ngành tính đến một ngày."""

    on: date
    items: list[AimOut]


class HigherAwardOut(BaseModel):
    """Khen thưởng cấp trên đã ghi nhận."""

    id: UUID
    title: str
    number: str
    authority: str
    unit_id: UUID | None
    person_code: str | None
    year: int | None = Field(description="Năm của thành tích; null: năm của quyết định")
    decided_on: date
    struck_because: str | None = Field(description="Lý do xóa ghi nhận")
    version: int


class HigherAwardPage(BaseModel):
    """Một trang khen thưởng cấp trên theo ngày: by day."""

    items: list[HigherAwardOut]
    next: str | None


class NewHigherAward(Body):
    """Ghi nhận: `Effective-At` is the day of the decision."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "AHLD", "number": "1234/QĐ-CTN", "authority": "Chủ tịch nước", "unit_id": "BHXH-68"}]
        }
    )

    title: str = Field(max_length=60)
    number: str = Field(max_length=80)
    authority: str = Field(max_length=200)
    unit_id: Reference | None = None
    person_code: str | None = Field(None, max_length=60)
    year: int | None = Field(None, ge=1945, le=2200, description="Năm của thành tích; null: năm của quyết định")


class Struck(Body):
    """Lý do xóa ghi nhận."""

    reason: str = Field(max_length=1000)


class LongStandingOut(BaseModel):
    """Kết quả đã chốt của phong trào dài hạn: reached of how many, in which edition."""

    through: int = Field(description="Sơ kết, tổng kết đến năm")
    edition: int = Field(description="Lần chốt")
    frozen_on: date
    planned: int = Field(description="Số chỉ tiêu của năm")
    reached: int = Field(description="Số chỉ tiêu đạt")
    unconfirmed: int = Field(description="Chưa được ban nghiệp vụ xác nhận")


class PrecedenceOut(BaseModel):
    """Thứ tự ưu tiên của một đề cử; không có thứ tự khi chưa biết kết quả."""

    place: int | None
    nomination_id: UUID
    unit: str
    mean: Decimal | None = Field(description="Trung bình phần đơn vị xếp sau, qua các bảng")
    boards: int
    standing: LongStandingOut | None = Field(description="Lần chốt mới nhất; null: không có chỉ tiêu trong lần chốt đó")
    why: ExplanationTree


class Priorities(BaseModel):
    """Thứ tự ưu tiên trong số đủ điều kiện: an aid, no decision."""

    items: list[PrecedenceOut]


@router.get("/aims", summary="How far the aims of the sector have been reached")
def list_aims(_reader: Reader, app: App, today: Today, on: date | None = None) -> Aims:
    """Chỉ tiêu phấn đấu toàn ngành, tính từ quyết định đã ban hành hoặc ghi nhận."""
    day = on or today
    items = [
        AimOut(
            code=each.aim.code,
            name=each.aim.name.vi,
            name_en=each.aim.name.en,
            title=each.aim.title,
            by=each.aim.by,
            at_least=each.aim.at_least.value,
            counted=len(each.counted),
            reached=each.reached,
            overdue=each.overdue,
            why=ExplanationTree.of(each.explain()),
        )
        for each in app.aims.progress(day)
    ]
    return Aims(on=day, items=items)


@router.post("/higher-awards", status_code=201, summary="Put down an award decided elsewhere")
def record_award(order: OrderDep, app: App, body: NewHigherAward) -> Receipt:
    """Ghi nhận khen thưởng của cấp trên."""
    command, unit = order.command, app.naming.given("unit_id", body.unit_id)
    said = (body.title.strip(), body.number.strip(), body.authority.strip())
    facts = HigherAwardFacts(*said, unit, body.person_code, body.year)
    return order.answer(app.aims.record(command, facts))


@router.get("/higher-awards", summary="Awards decided elsewhere")
def list_awards(
    _reader: Reader,
    app: App,
    title: Annotated[str | None, Query(description="Danh hiệu", max_length=60)] = None,
    struck: Annotated[bool | None, Query(description="Đã xóa ghi nhận")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> HigherAwardPage:
    """Danh sách khen thưởng cấp trên theo ngày."""
    wanted = view.Filter(app.naming.title(title), struck)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return HigherAwardPage(items=[HigherAwardOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/higher-awards/{award_id}/striking", summary="Strike a record")
def strike_award(order: OrderDep, app: App, award_id: UUID, body: Struck) -> Receipt:
    """Xóa ghi nhận, nêu lý do; bản ghi vẫn thấy được."""
    return order.answer(app.aims.strike(order.command, award_id, body.reason))


@router.get("/priorities", summary="Priority among the nominated, by the long movement")
def list_priorities(
    _reader: Reader,
    app: App,
    title: Annotated[str, Query(description="Danh hiệu", max_length=60)],
    movement: Annotated[str, Query(description="Phong trào của đề cử: code or id", max_length=60)],
    long_movement: Annotated[str, Query(description="Phong trào dài hạn: code or id", max_length=60)],
) -> Priorities:
    """Trong số đủ điều kiện, ưu tiên đơn vị làm tốt hơn trong phong trào dài hạn."""
    movements = app.naming.id("movement", movement), app.naming.id("long_movement", long_movement)
    found = app.aims.priorities(app.naming.known_title(title), *movements)
    items = [
        PrecedenceOut(
            place=each.place,
            nomination_id=each.eligible.nomination_id,
            unit=each.eligible.unit,
            mean=each.shown,
            boards=len(each.results),
            standing=None if each.standing is None else LongStandingOut.model_validate(vars(each.standing)),
            why=ExplanationTree.of(each.explain()),
        )
        for each in found
    ]
    return Priorities(items=items)
