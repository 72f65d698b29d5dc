"""Quota lines (chỉ tiêu khen thưởng) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, Reference, present
from services.nomination.api.nominations import Title
from services.nomination.api.shapes import ExplanationTree
from services.nomination.application.quota_lines import WantedLine, Words
from services.nomination.domain.over_the_line import Change, Over
from services.nomination.domain.quota import Composition
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.views import quota_lines as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_PREFERRED = 200
MOST_MEMBERS = 100_000


class PlaceOut(BaseModel):
    """Thứ tự của một đề cử: its place, and whether the quota lets it through."""

    nomination_id: UUID
    unit_id: UUID
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-68"])
    place: int
    within: bool = Field(description="Trong chỉ tiêu: within the quota")
    by_chair: bool = Field(description="Chủ tịch Hội đồng quyết định: a tie that the chair broke")
    by_law: bool = Field(description="Ưu tiên nữ theo luật: a tie that the law's preference for women broke")
    members: int | None = Field(description="Số người: of the collective, where it was stated")
    women: int | None = Field(description="Số nữ: of them")
    in_favour: int = Field(description="Phiếu đồng ý")
    base: int = Field(description="Mẫu số")
    score: Decimal = Field(description="Điểm")


class QuotaLineOut(BaseModel):
    """Chỉ tiêu của một danh hiệu trong một phong trào: how many, of what, by which share."""

    id: UUID
    title: str
    movement_id: UUID
    movement_code: str | None = Field(examples=["TDTX-2024"])
    unit_id: UUID | None = Field(description="Đơn vị: where the quota is a share of its own people")
    quota: str = Field(description="Mã quy tắc chỉ tiêu", examples=["government_flag"])
    basis: str = Field(description="Căn cứ: what is counted", examples=["cluster_leaders"])
    base: int = Field(description="Số đếm được", examples=[15])
    share: str = Field(description="Tỷ lệ", examples=["1/5"])
    rounding: str = Field(description="Làm tròn", examples=["down"])
    places: int = Field(description="Số suất", examples=[3])
    drawn_on: date
    rulebook: str
    version: int


class QuotaLineDetails(QuotaLineOut):
    """Chỉ tiêu với thứ tự các đề cử: with everybody in order."""

    order: list[PlaceOut]


class KeepingOut(BaseModel):
    """Thay đổi nhỏ nhất: the smallest change of one kind that would keep a contender."""

    change: Change = Field(description="Thêm phiếu, thêm điểm (hơn), thêm số căn cứ, bớt người đứng trước")
    amount: Decimal = Field(examples=["2"])


class OverOut(BaseModel):
    """Một đề cử vượt chỉ tiêu: its place, how many places there are, and what would keep it."""

    nomination_id: UUID
    unit_id: UUID
    place: int
    places: int
    keeping: list[KeepingOut]


class OverPage(BaseModel):
    """Những đề cử vượt chỉ tiêu."""

    items: list[OverOut]


class QuotaLinePage(BaseModel):
    """Một trang: one page, by title."""

    items: list[QuotaLineOut]
    next: str | None


class CompositionIn(Body):
    """Tỷ lệ nữ: how many women a collective has (of a person: 1 of 1), and the paper that says so."""

    nomination_id: UUID
    members: int = Field(description="Số người", ge=1, le=MOST_MEMBERS)
    women: int = Field(description="Số nữ", ge=0, le=MOST_MEMBERS)
    paper: str = Field(description="Văn bản xác nhận", max_length=300)


class NewQuotaLine(Body):
    """Xác định chỉ tiêu: of a title in a movement; `chair_prefers` breaks a tie at the last place."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "CO_CHINH_PHU", "movement_id": "TDTX-2024", "chair_prefers": []}]}
    )

    title: Title
    movement_id: Reference = Field(description="Phong trào: code or id")
    unit_id: Reference | None = Field(default=None, description="Đơn vị: where the quota is a share of its people")
    chair_prefers: list[UUID] = Field(
        default=[], description="Thứ tự do Chủ tịch quyết định: nominations, best first", max_length=MOST_PREFERRED
    )
    compositions: list[CompositionIn] = Field(
        default=[], description="Tỷ lệ nữ: among equals they tell who comes first", max_length=MOST_PREFERRED
    )

    def words(self) -> Words:
        """What people add to the line."""
        found = {each.nomination_id: Composition(each.members, each.women, each.paper) for each in self.compositions}
        return Words(tuple(self.chair_prefers), found)


@router.post("/quota-lines", status_code=201, summary="Draw the line of a quota, or draw it anew")
def draw_line(order: OrderDep, app: App, body: NewQuotaLine) -> Receipt:
    """Xác định chỉ tiêu: whom the council passed, from the highest down; what falls over the line stays seen."""
    command, movement = order.command, app.naming.id("movement_id", body.movement_id)
    wanted = WantedLine(body.title, movement, app.naming.given("unit_id", body.unit_id))
    return order.answer(app.quota_lines.draw(command, wanted, body.words()))


@router.get("/quota-lines", summary="Quota lines")
def list_lines(
    _reader: Reader,
    app: App,
    title: Annotated[str | None, Query(description="Danh hiệu: title")] = None,
    movement: Annotated[str | None, Query(description="Phong trào: code or id")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> QuotaLinePage:
    """Danh sách chỉ tiêu theo danh hiệu: by title."""
    [in_movement] = app.naming.ids(movement=movement)
    wanted = view.Filter(app.naming.title(title), in_movement)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return QuotaLinePage(items=[QuotaLineOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/quota-lines/{line_id}", summary="One quota line")
def get_line(_reader: Reader, app: App, line_id: UUID, response: Response) -> QuotaLineDetails:
    """Chỉ tiêu với thứ tự các đề cử: with everybody in order."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [line_id])[0], QuotaLine.CALLED, line_id)
        [row["order"]] = view.places(connection, [line_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return QuotaLineDetails.model_validate(row)


@router.get("/quota-lines/{line_id}/why", summary="Why a quota line falls where it falls")
def why_line(_reader: Reader, app: App, line_id: UUID) -> ExplanationTree:
    """Giải trình chỉ tiêu: what was counted, the share, the rounding, and each place."""
    return ExplanationTree.of(app.quota_lines.why(line_id))


@router.get("/quota-lines/{line_id}/over", summary="Who falls over a quota line, and what would keep each")
def over(_reader: Reader, app: App, line_id: UUID) -> OverPage:
    """Vượt chỉ tiêu: place by place, with the smallest change of each kind that would have kept it."""
    return OverPage(items=[_over(each) for each in app.quota_lines.over(line_id)])


def _over(found: Over) -> OverOut:
    contender = found.place.contender
    return OverOut(
        nomination_id=contender.nomination_id,
        unit_id=contender.unit_id,
        place=found.place.place,
        places=found.places,
        keeping=[KeepingOut(change=each.change, amount=each.amount) for each in found.keeping],
    )
