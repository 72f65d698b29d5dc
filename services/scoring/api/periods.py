"""Periods (kỳ báo cáo, sơ kết, tổng kết) over REST: open, close, reopen; and reading them."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.scoring.api.asking import App, MovementAsked, MovementCode, Reader, present, tag
from services.scoring.api.shapes import PeriodCode, Reason
from services.scoring.domain.period import PeriodKind
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.views import periods as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class PeriodOut(BaseModel):
    """Kỳ: a quarter, half-year or year of a movement."""

    id: UUID
    movement_id: UUID
    period: str = Field(examples=["2024-Q1"])
    kind: PeriodKind
    starts: date
    ends: date
    is_open: bool = Field(description="Đang mở: results and reviews are taken in")
    version: int


class PeriodPage(BaseModel):
    """Một trang: one page."""

    items: list[PeriodOut]
    next: str | None


class NewPeriod(Body):
    """Mở kỳ: of a movement."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"movement_id": "TDTX-2024", "period": "2024-Q1"}]})

    movement_id: MovementCode = Field(description="Phong trào: id or code")
    period: PeriodCode


@router.get("/periods", summary="Periods")
def list_periods(
    _reader: Reader,
    app: App,
    movement_id: MovementAsked = None,
    is_open: Annotated[bool | None, Query(description="Đang mở: only open, or only closed")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> PeriodPage:
    """Danh sách kỳ, theo thời gian."""
    [in_movement] = app.naming.ids(movement_id=movement_id)
    with app.store.reading() as connection:
        found = view.search(connection, view.Filter(in_movement, is_open), after, limit)
    return PeriodPage(items=[PeriodOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/periods", status_code=201, summary="Open a period")
def open_period(order: OrderDep, app: App, body: NewPeriod) -> Receipt:
    """Mở kỳ: a quarter for results, or any period for a review; by the standing council body."""
    command, movement = order.command, app.naming.id("movement_id", body.movement_id)
    return order.answer(app.periods.open(command, movement, body.period))


@router.get("/periods/{period_id}", summary="One period")
def get_period(_reader: Reader, app: App, period_id: UUID, response: Response) -> PeriodOut:
    """Một kỳ."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [period_id])[0], ReviewPeriod.CALLED, period_id)
    tag(response, row["version"])
    return PeriodOut.model_validate(row)


@router.post("/periods/{period_id}/closure", summary="Close a period")
def close_period(order: OrderDep, app: App, period_id: UUID) -> Receipt:
    """Đóng kỳ: nothing more is taken in, corrections of results apart."""
    return order.answer(app.periods.close(order.command, period_id))


@router.post("/periods/{period_id}/reopening", summary="Reopen a period")
def reopen_period(order: OrderDep, app: App, period_id: UUID, body: Reason) -> Receipt:
    """Mở lại kỳ đã đóng, kèm lý do."""
    return order.answer(app.periods.reopen(order.command, period_id, body.reason))
