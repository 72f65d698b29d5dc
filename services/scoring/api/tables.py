"""Score tables (bảng điểm) over REST: draft, revise, sign; and reading them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.scoring.api.asking import (
    App,
    ClusterAsked,
    ClusterCode,
    MovementAsked,
    MovementCode,
    Reader,
    present,
    tag,
)
from services.scoring.api.schemes import EXAMPLE_SCHEME, SchemeIn
from services.scoring.domain.score_table import ScoreTable
from services.scoring.views import score_tables as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class TableOut(BaseModel):
    """Bảng điểm: a score table."""

    id: UUID
    cluster_id: UUID
    cluster_code: str | None = Field(description="Mã khối, cụm", examples=["2024/VII"])
    movement_id: UUID
    movement_code: str | None = Field(description="Mã phong trào", examples=["TDTX-2024"])
    content_total: Decimal = Field(description="Tổng điểm nội dung", examples=["950"])
    bonus_cap: Decimal = Field(description="Trần điểm thưởng", examples=["50"])
    signed_on: date | None = Field(description="Ngày ký; null while a draft")
    rulebook: str | None = Field(description="Bộ quy định lúc ký", examples=["law-2022@1f0c6a3e0b7b"])
    digest: str = Field(description="Mã băm nội dung: equal text, equal digest")
    version: int


class TableDetails(TableOut):
    """Bảng điểm với toàn bộ nội dung: with its whole text, decimals as strings."""

    scheme: dict[str, Any]


class TablePage(BaseModel):
    """Một trang bảng điểm: one page."""

    items: list[TableOut]
    next: str | None


class NewTable(Body):
    """Dự thảo bảng điểm: of a block or cluster for a movement."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"cluster_id": "2024/VII", "movement_id": "TDTX-2024", "scheme": EXAMPLE_SCHEME}]
        }
    )

    cluster_id: ClusterCode = Field(description="Khối, cụm thi đua: id or code")
    movement_id: MovementCode = Field(description="Phong trào: id or code")
    scheme: SchemeIn


class NewScheme(SchemeIn):
    """Nội dung mới: in place of the draft's."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_SCHEME]})


@router.get("/score-tables", summary="Score tables")
def list_tables(
    _reader: Reader,
    app: App,
    cluster_id: ClusterAsked = None,
    movement_id: MovementAsked = None,
    signed: Annotated[bool | None, Query(description="Đã ký: only signed, or only drafts")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> TablePage:
    """Danh sách bảng điểm."""
    in_cluster, in_movement = app.naming.ids(cluster_id=cluster_id, movement_id=movement_id)
    with app.store.reading() as connection:
        found = view.search(connection, view.Filter(in_cluster, in_movement, signed), after, limit)
    return TablePage(items=[TableOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/score-tables", status_code=201, summary="Draft a score table")
def draft_table(order: OrderDep, app: App, body: NewTable) -> Receipt:
    """Soạn bảng điểm: one per block or cluster and movement; refused where its points do not add up."""
    command, name = order.command, app.naming.id
    cluster, movement = name("cluster_id", body.cluster_id), name("movement_id", body.movement_id)
    return order.answer(app.tables.draft(command, cluster, movement, body.scheme.to_domain()))


@router.get("/score-tables/{table_id}", summary="One score table")
def get_table(_reader: Reader, app: App, table_id: UUID, response: Response) -> TableDetails:
    """Một bảng điểm với toàn bộ nội dung."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [table_id])[0], ScoreTable.CALLED, table_id)
    tag(response, row["version"])
    return TableDetails.model_validate(row)


@router.put("/score-tables/{table_id}/scheme", summary="Revise a draft")
def revise_table(order: OrderDep, app: App, table_id: UUID, body: NewScheme) -> Receipt:
    """Sửa dự thảo bảng điểm: refused once it is signed."""
    return order.answer(app.tables.revise(order.command, table_id, body.to_domain()))


@router.post("/score-tables/{table_id}/signature", summary="Sign a score table")
def sign_table(order: OrderDep, app: App, table_id: UUID) -> Receipt:
    """Ký bảng điểm: by the head of the block or cluster; from then on it is frozen."""
    return order.answer(app.tables.sign(order.command, table_id))
