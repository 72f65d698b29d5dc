"""How far a long movement is, over REST: progress, early finishers, and its reviews in their editions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Missing, Receipt
from services.covenant.api.asking import App, Day, Named, Reader, present
from services.covenant.api.long_shapes import Line, Year
from services.covenant.domain.findings import Standing
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview, ReviewKind
from services.covenant.views import movement_reviews, movements
from services.covenant.views import progress as view
from services.covenant.views.progress import ProgressOutcome

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class ProgressOut(BaseModel):
    """Một đơn vị, một chỉ tiêu, một năm."""

    covenant_id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str | None
    indicator: str
    year: int
    figure: Decimal | None = Field(description="Mức đăng ký chính thức; null: chỉ tiêu không định lượng")
    actual: Decimal | None = Field(description="Số thực hiện; null: chưa có")
    outcome: ProgressOutcome
    final: bool | None = Field(description="Đã đạt mức năm cuối")
    why: str | None
    remedy: str | None
    evidence: str | None
    standing: Standing | None


class ProgressPage(BaseModel):
    """Một trang tiến độ, theo mã đơn vị, chỉ tiêu, năm."""

    items: list[ProgressOut]
    next: str | None


class NewEdition(Body):
    """Chốt số liệu sơ kết, tổng kết: through a year; the reason from the second edition on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"through": 2015}]})

    through: Year
    reason: Line = ""


class Counts(BaseModel):
    """Số chỉ tiêu của năm, theo kết quả."""

    planned: int
    reached: int
    not_reached: int
    no_figure: int
    unreviewed: int = Field(description="Chưa kiểm điểm")
    unreviewed_before: int = Field(description="Chỉ tiêu của các năm trước chưa được kiểm điểm")
    unconfirmed: int = Field(description="Đã kiểm điểm nhưng ban nghiệp vụ chưa xác nhận")


class EditionOut(Counts):
    """Một lần công bố sơ kết hay tổng kết, với tổng của toàn ngành."""

    review_id: UUID
    through: int
    kind: ReviewKind
    edition: int
    frozen_on: date
    reason: str
    event: UUID
    units: int
    version: int


class Editions(BaseModel):
    """Các lần công bố của phong trào."""

    items: list[EditionOut]


class StandingOut(Counts):
    """Một đơn vị trong một lần công bố."""

    unit_id: UUID
    unit_code: str
    finished_in: int | None = Field(description="Năm mọi chỉ tiêu định lượng đã đạt mức năm cuối; null: chưa")


class FinishOut(BaseModel):
    """Về đích trước thời hạn."""

    unit_id: UUID
    unit_code: str
    indicator: str
    year: int
    actual: Decimal


class EditionPage(BaseModel):
    """Một trang đơn vị của một lần công bố, và những chỉ tiêu về đích trước thời hạn."""

    items: list[StandingOut]
    early: list[FinishOut]
    next: str | None


@router.get("/movements/{movement_id}/progress", summary="Progress of a movement over years")
def movement_progress(
    _reader: Reader,
    app: App,
    at: Day,
    movement_id: UUID,
    unit: Annotated[Named | None, Query(description="Đơn vị: of this unit; code or id")] = None,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of its members on that day; code or id")] = None,
    province: Annotated[Named | None, Query(description="Tỉnh: of that province and all under it; code or id")] = None,
    indicator: Annotated[str | None, Query(description="Chỉ tiêu: of this target", max_length=60)] = None,
    year: Annotated[int | None, Query(description="Năm", ge=1995, le=2200)] = None,
    outcome: Annotated[ProgressOutcome | None, Query(description="Kết quả: outcome")] = None,
    merged: Annotated[bool, Query(description="Kể cả đơn vị đã sáp nhập vào: its predecessors too")] = False,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ProgressPage:
    """Tiến độ: units by official targets by years, with what was found of them."""
    of_unit, in_cluster, in_province = app.naming.ids(unit=unit, cluster=cluster, province=province)
    wanted = view.Filter(of_unit, in_cluster, in_province, indicator, year, outcome, merged)
    with app.store.reading() as connection:
        present(movements.by_ids(connection, [movement_id])[0], Movement.CALLED, movement_id)
        found = view.search(connection, movement_id, wanted, at, (after, limit))
    return ProgressPage.model_validate({"items": [_line(row) for row in found.items], "next": found.next})


@router.get("/movements/{movement_id}/early-finishers", summary="Who finished early")
def early_finishers(
    _reader: Reader, app: App, at: Day, movement_id: UUID, after: AfterParam = None, limit: LimitParam = 50
) -> ProgressPage:
    """Về đích trước thời hạn: the end year's figure reached before the end year, in the first year of it."""
    with app.store.reading() as connection:
        present(movements.by_ids(connection, [movement_id])[0], Movement.CALLED, movement_id)
        found = view.early(connection, movement_id, at, after, limit)
    return ProgressPage.model_validate({"items": [_line(row) for row in found.items], "next": found.next})


def _line(row: dict[str, object]) -> dict[str, object]:
    return {**row, "unit_code": row["code"], "outcome": row["outcome"] or ProgressOutcome.UNREVIEWED}


@router.get("/movements/{movement_id}/reviews", summary="Reviews of a movement")
def list_reviews(_reader: Reader, app: App, movement_id: UUID) -> Editions:
    """Sơ kết, tổng kết: every edition of every review, by year, with the totals of all units."""
    with app.store.reading() as connection:
        present(movements.by_ids(connection, [movement_id])[0], Movement.CALLED, movement_id)
        [rows] = movement_reviews.of_movements(connection, [movement_id])
    return Editions.model_validate({"items": [{**row, "review_id": row["id"]} for row in rows]})


@router.post("/movements/{movement_id}/reviews", status_code=201, summary="Freeze an edition of a review")
def freeze_review(order: OrderDep, app: App, movement_id: UUID, body: NewEdition) -> Receipt:
    """Chốt số liệu: how all units stand now; through the last year it is the final review, else a mid-term one."""
    return order.answer(app.years.freeze(order.command, movement_id, body.through, body.reason))


@router.get("/movements/{movement_id}/reviews/{through}/editions/{edition}", summary="One edition of a review")
def get_edition(
    _reader: Reader,
    app: App,
    movement_id: UUID,
    through: Annotated[int, Path(description="Đến năm", ge=1995, le=2200)],
    edition: Annotated[int, Path(description="Lần công bố", ge=1, le=10_000)],
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> EditionPage:
    """Một lần công bố: how the units stood, by code, and who had finished early."""
    review_id = MovementReview.id_for(movement_id, through)
    if edition > len(app.store.load(MovementReview, review_id).editions):
        raise Missing(thing=MovementReview.CALLED, id=f"{review_id}/{edition}")
    with app.store.reading() as connection:
        found = movement_reviews.standings(connection, review_id, edition, after, limit)
        early = movement_reviews.finishes(connection, review_id, edition)
    items, early = ([{**row, "unit_code": row["code"]} for row in rows] for rows in (found.items, early))
    return EditionPage.model_validate({"items": items, "early": early, "next": found.next})
