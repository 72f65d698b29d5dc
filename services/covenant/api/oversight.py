"""Oversight of blocks and clusters (theo dõi, đôn đốc hoạt động của khối, cụm) over REST."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from kernel.http import PROBLEMS, AfterParam, ExactRoute, LimitParam
from services.covenant.api.asking import App, Day, Reader
from services.covenant.domain.cluster import ClusterKind
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


class OversightPage(BaseModel):
    """Một trang khối, cụm: one page, by code."""

    items: list[OversightOut]
    next: str | None


@router.get("/cluster-oversight", summary="What blocks and clusters lack")
def list_oversight(  # noqa: PLR0913, PLR0917 (filters)
    _reader: Reader,
    app: App,
    at: Day,
    year: Annotated[int | None, Query(description="Năm của chương trình (mặc định: năm của ngày đó)")] = None,
    lacking: Annotated[bool | None, Query(description="Còn thiếu hoặc muộn: only those, or only the others")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> OversightPage:
    """Theo dõi khối, cụm vào một ngày: thiếu quy chế, thiếu chương trình, nội dung muộn, tồn tại chưa khắc phục."""
    wanted = view.Filter(year or at.year, lacking)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return OversightPage(items=[OversightOut.model_validate(row) for row in found.items], next=found.next)
