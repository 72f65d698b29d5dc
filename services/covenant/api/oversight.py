"""Oversight (theo dõi, đôn đốc) over REST: what blocks and clusters lack, and everything late, missing or thin."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from kernel.http import PROBLEMS, AfterParam, ExactRoute, LimitParam
from kernel.problems import ProblemSource
from services.covenant.api.asking import App, Day, Named, Reader
from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.reminder import MatterKind, Shortfall
from services.covenant.views import oversight as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class OversightOut(BaseModel):
    """Một khối, cụm: what it has and lacks, as of a day."""

    id: UUID
    code: str
    name: str
    kind: ClusterKind
    has_rules: bool = Field(description="Có quy chế đang có hiệu lực")
    has_programme: bool = Field(description="Đã ban hành chương trình, kế hoạch năm")
    late_items: int = Field(description="Số nội dung quá hạn chưa thực hiện")
    open_findings: int = Field(description="Số nội dung kiểm tra chưa xác nhận khắc phục")
    overdue_findings: int = Field(description="Trong đó quá hạn, chưa báo cáo")
    reminders: int = Field(description="Số lần đã đôn đốc: reminders about its work, and its units'")


class OversightPage(BaseModel):
    """Một trang khối, cụm: one page, by code."""

    items: list[OversightOut]
    next: str | None


@router.get("/cluster-oversight", summary="What blocks and clusters lack")
def list_oversight(
    _reader: Reader,
    app: App,
    at: Day,
    year: Annotated[
        int | None, Query(description="Năm của chương trình (mặc định: năm của ngày đó)", ge=1995, le=2200)
    ] = None,
    lacking: Annotated[bool | None, Query(description="Còn thiếu hoặc muộn: only those, or only the others")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> OversightPage:
    """Theo dõi khối, cụm vào một ngày: thiếu quy chế, thiếu chương trình, nội dung muộn, tồn tại chưa khắc phục."""
    wanted = view.Filter(year or at.year, lacking)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return OversightPage(items=[OversightOut.model_validate(row) for row in found.items], next=found.next)


class MatterOut(BaseModel):
    """Một việc muộn, thiếu, sơ sài hoặc chậm: of whom, about what, due when, and how often they were reminded."""

    kind: MatterKind = Field(description="Loại việc: what it is")
    about_id: UUID = Field(description="Với `kind` và `subject`: names the matter, for a reminder")
    subject: str = Field(description="Năm, kỳ, mã nội dung, số thứ tự, mã phong trào…", examples=["2024-Q1"])
    fault: Shortfall = Field(description="Muộn, thiếu, sơ sài, chậm so với kế hoạch")
    due_on: date = Field(description="Thời hạn; nếu văn bản không nêu: ngày kể từ đó phải có")
    waits: bool = Field(description="Còn phải làm: false of what was done, but late")
    unit_id: UUID | None = Field(description="Đơn vị phải làm: of a block or cluster, the unit of its head in office")
    unit_code: str | None
    cluster_id: UUID | None = Field(description="Khối, cụm: or the one that the unit competes in")
    cluster_code: str | None
    movement_id: UUID | None
    movement_code: str | None
    detail: str | None = Field(description="Nội dung: in words")
    source: ProblemSource = Field(description="Căn cứ: where it stands that this is to be done")
    reminders: int = Field(description="Số lần đã đôn đốc đến ngày đó")
    reminded_on: date | None = Field(description="Lần đôn đốc gần nhất")


class MatterPage(BaseModel):
    """Một trang việc muộn, thiếu, sơ sài: one page, by the day they were due."""

    items: list[MatterOut]
    next: str | None


def asked(
    app: App,
    kind: Annotated[MatterKind | None, Query(description="Loại việc: of this kind")] = None,
    fault: Annotated[Shortfall | None, Query(description="Muộn, thiếu, sơ sài, chậm")] = None,
    unit: Annotated[Named | None, Query(description="Đơn vị phải làm: waiting for this unit; code or id")] = None,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of this one or its members; code or id")] = None,
    movement: Annotated[Named | None, Query(description="Phong trào: in this movement; code or id")] = None,
    waits: Annotated[bool | None, Query(description="Còn phải làm: only those, or only what was done late")] = None,
    reminded: Annotated[bool | None, Query(description="Đã đôn đốc: only those, or only the others")] = None,
) -> view.MatterFilter:
    """Which matters."""
    of_unit, in_cluster, in_movement = app.naming.ids(unit=unit, cluster=cluster, movement=movement)
    return view.MatterFilter(kind, fault, of_unit, in_cluster, in_movement, waits, reminded)


@router.get("/oversight", summary="Who is late, missing or thin")
def list_matters(
    _reader: Reader,
    app: App,
    at: Day,
    wanted: Annotated[view.MatterFilter, Depends(asked)],
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> MatterPage:
    """Danh sách đơn vị, khối, cụm còn muộn, thiếu, sơ sài vào một ngày: what waits, for whom, since when."""
    with app.store.reading() as connection:
        found = view.matters(connection, wanted, at, after, limit)
    return MatterPage(items=[MatterOut.model_validate(row) for row in found.items], next=found.next)
