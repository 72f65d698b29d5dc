"""Proposed groupings of a province's districts (phương án chia cụm thi đua cấp huyện) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Named, Reader, life_of, present
from services.covenant.api.clusters import Document
from services.covenant.api.districts import MOST_DISTRICTS, WeightedDistrict
from services.covenant.api.operating_rules import Reason
from services.covenant.api.shapes import ExplanationTree, History
from services.covenant.application.groupings import Asking
from services.covenant.domain.cluster import Issue
from services.covenant.domain.district_grouping import DistrictGrouping, OptionKind
from services.covenant.domain.grouping import District
from services.covenant.views import groupings as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_BORDERS = 600

Groups = Annotated[
    list[Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=MOST_DISTRICTS)]],
    Field(max_length=MOST_DISTRICTS),
]


class OptionOut(BaseModel):
    """Một phương án: a division with its figures."""

    kind: OptionKind
    groups: list[list[str]]
    imbalance: Decimal = Field(description="Chênh lệch lớn nhất so với tỷ trọng bằng nhau, điểm %")
    torn: int = Field(description="Số mảnh rời trên bản đồ: 0, each cluster is in one piece")


class DistrictOut(BaseModel):
    """Đơn vị cấp huyện với số thu, số chi."""

    code: str
    collections: Decimal
    payments: Decimal


class GroupingOut(BaseModel):
    """Phương án chia cụm đã lưu: what was divided, the division chosen, and every one that was shown."""

    id: UUID
    code: str
    province_id: UUID
    as_of: date
    connected: bool = Field(description="Yêu cầu liền địa giới")
    figures_from: str = Field(description="Nguồn số liệu")
    districts: list[DistrictOut]
    borders: list[tuple[str, str]]
    required: int = Field(description="Số cụm theo quy định")
    rulebook: str
    chosen: OptionOut
    options: list[OptionOut]
    proposed_on: date
    reason: str | None = Field(description="Lý do điều chỉnh lần cuối")
    adjusted_on: date | None
    document: str | None = Field(description="Văn bản ban hành")
    effective_from: date | None
    issued_on: date | None
    version: int


class GroupingPage(BaseModel):
    """Một trang phương án: one page, by province and code."""

    items: list[GroupingOut]
    next: str | None


class NewGrouping(Body):
    """Đề xuất phương án: every district of the province with its figures, and who borders on whom."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "PA-2024-1",
                    "as_of": "2024-01-01",
                    "districts": [{"code": "BHXH-68-672", "collections": 812.5, "payments": 640}],
                    "figures_from": "Số liệu giả định để dùng thử (synthetic)",
                    "borders": [],
                    "connected": False,
                }
            ]
        }
    )

    code: str = Field(description="Mã phương án", max_length=60)
    as_of: date = Field(description="Ngày: whose districts and rules")
    districts: list[WeightedDistrict] = Field(min_length=1, max_length=MOST_DISTRICTS)
    figures_from: str = Field(description="Nguồn số thu, số chi", max_length=300)
    borders: list[tuple[str, str]] = Field(
        default_factory=list, description="Các cặp giáp ranh: pairs that share a border", max_length=MOST_BORDERS
    )
    connected: bool = Field(True, description="Mỗi cụm liền địa giới: each cluster in one piece")


class GroupingAdjustment(Body):
    """Điều chỉnh phương án: the groups by district codes, and why."""

    groups: Groups
    reason: Reason


class GroupingIssue(Body):
    """Ban hành: the paper, and the first day of the lists."""

    document: Document
    effective_from: date


@router.get("/district-groupings", summary="Proposed groupings of districts")
def list_groupings(
    _reader: Reader,
    app: App,
    province: Annotated[Named | None, Query(description="Tỉnh: of this province; code or id")] = None,
    issued: Annotated[bool | None, Query(description="Đã ban hành: only issued, or only others")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> GroupingPage:
    """Danh sách phương án chia cụm thi đua cấp huyện: by province and code."""
    [of_province] = app.naming.ids(province=province)
    with app.store.reading() as connection:
        found = view.search(connection, view.Filter(of_province, issued), after, limit)
    return GroupingPage(items=[GroupingOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/units/{province_id}/district-groupings", status_code=201, summary="Propose a grouping, and keep it")
def propose_grouping(order: OrderDep, app: App, province_id: UUID, body: NewGrouping) -> Receipt:
    """Đề xuất phương án chia cụm: đúng số cụm, cân đối số thu, số chi, liền địa giới; kept with its alternatives."""
    districts = tuple(District(each.code, each.collections, each.payments) for each in body.districts)
    asking = Asking(body.code, body.as_of, districts, body.figures_from, tuple(body.borders), body.connected)
    return order.answer(app.groupings.propose(order.command, province_id, asking))


@router.get("/district-groupings/{grouping_id}", summary="One proposed grouping")
def get_grouping(_reader: Reader, app: App, grouping_id: UUID, response: Response) -> GroupingOut:
    """Một phương án chia cụm với số liệu từng phương án."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [grouping_id])[0], DistrictGrouping.CALLED, grouping_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return GroupingOut.model_validate(row)


@router.get("/district-groupings/{grouping_id}/why", summary="Why these clusters")
def why_grouping(_reader: Reader, app: App, grouping_id: UUID) -> ExplanationTree:
    """Giải trình phương án: number by the rule, and what balance and geography cost one another."""
    why = app.groupings.why(grouping_id)
    return ExplanationTree(digest=why.digest(), tree=why.as_dict())


@router.get("/district-groupings/{grouping_id}/history", summary="What happened to a proposed grouping")
def grouping_history(_reader: Reader, app: App, grouping_id: UUID) -> History:
    """Lịch sử phương án: every event, oldest first."""
    return History.model_validate({"items": life_of(app, DistrictGrouping, grouping_id)})


@router.post("/district-groupings/{grouping_id}/adjustment", summary="Adjust a proposed grouping")
def adjust_grouping(order: OrderDep, app: App, grouping_id: UUID, body: GroupingAdjustment) -> Receipt:
    """Điều chỉnh phương án, nêu lý do: the figures of the adjusted one are shown beside the others."""
    return app.groupings.adjust(order.command, grouping_id, body.groups, body.reason)


@router.post("/district-groupings/{grouping_id}/issue", summary="Issue a proposed grouping as the clusters' lists")
def issue_grouping(order: OrderDep, app: App, grouping_id: UUID, body: GroupingIssue) -> Receipt:
    """Ban hành phương án: lập các cụm thi đua cấp huyện với danh sách thành viên, cùng lúc."""
    return app.groupings.issue(order.command, grouping_id, Issue(body.document, body.effective_from))
