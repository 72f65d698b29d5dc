"""Yearly programmes of blocks and clusters (chương trình, kế hoạch năm) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, Number, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.clusters import Document
from services.covenant.api.operating_rules import Reason
from services.covenant.api.shapes import History
from services.covenant.api.units import Reference
from services.covenant.application.programmes import AdjustmentRows, ChangeRow, ItemRow
from services.covenant.domain.programme import ItemKind, Outcome, Programme
from services.covenant.views import programmes as view
from services.covenant.views.programmes import ItemState

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_ITEMS = 500

Year = Annotated[int, Path(description="Năm: the year of the programme", ge=1995, le=2200)]
ItemCode = Annotated[str, Field(description="Mã nội dung", max_length=60, examples=["KT-01"])]
Said = Annotated[str, Field(max_length=4000)]


class ItemOut(BaseModel):
    """Một nội dung của chương trình, kế hoạch: one item as it stands on the day asked for."""

    programme_id: UUID
    cluster_id: UUID
    year: int
    code: str = Field(examples=["KT-01"])
    kind: ItemKind = Field(description="Chương trình hoạt động, tiến độ chỉ tiêu, hay kiểm tra: of which plan it is")
    content: str
    due_on: date = Field(description="Thời hạn")
    first_due_on: date = Field(description="Thời hạn ban đầu: before any adjustment")
    responsible_id: UUID = Field(description="Đơn vị chủ trì")
    inspected_id: UUID | None = Field(description="Đơn vị được kiểm tra")
    indicator: str = Field(description="Chỉ tiêu, của nội dung tiến độ")
    expected: Decimal | None = Field(description="Số liệu cần đạt")
    state: ItemState = Field(description="Tình trạng ngày đó: open, late, done, done late, dropped")
    done_on: date | None
    result: str | None = Field(description="Kết quả thực hiện")
    evidence: str | None = Field(description="Minh chứng: the papers that show it")
    reached: Decimal | None = Field(description="Số liệu đạt được")
    inspection_id: UUID | None = Field(description="Cuộc kiểm tra mà việc kết thúc ghi nội dung này là đã thực hiện")


class ItemPage(BaseModel):
    """Một trang nội dung: one page, by the day they are due."""

    items: list[ItemOut]
    next: str | None


class ChangeOut(BaseModel):
    """Thay đổi: another day, another responsible unit."""

    code: str
    due_on: date
    responsible_id: UUID


class AdjustmentOut(BaseModel):
    """Một lần điều chỉnh: what a paper changed in the plans, and why."""

    adjusted_on: date
    version: int
    document: str
    reason: str
    added: list[str]
    changed: list[ChangeOut]
    dropped: list[str]


class ProgrammeOut(BaseModel):
    """Chương trình, kế hoạch năm của một khối, cụm: with its items as they stand on the day asked for."""

    id: UUID
    cluster_id: UUID
    year: int
    document: str
    adopted_on: date
    version: int
    items: list[ItemOut]
    adjustments: list[AdjustmentOut]


class NewItem(Body):
    """Nội dung: one item; a progress item has indicator and figure, an inspection the unit inspected."""

    code: ItemCode
    kind: ItemKind
    content: Said
    due_on: date
    responsible: Reference = Field(description="Đơn vị chủ trì: code or id")
    inspected: Reference | None = Field(None, description="Đơn vị được kiểm tra: code or id")
    indicator: Annotated[str, Field(max_length=60)] = ""
    expected: Number | None = None

    def row(self) -> ItemRow:
        """As the application takes it."""
        return ItemRow(**self.model_dump())


class NewProgramme(Body):
    """Ban hành chương trình, kế hoạch năm: activities, progress of targets, inspections."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2024,
                    "document": "KH 05/KH-CTĐ 20/01/2024",
                    "items": [
                        {
                            "code": "KT-01",
                            "kind": "inspection",
                            "content": "Kiểm tra chéo việc thực hiện giao ước quý I",
                            "due_on": "2024-04-15",
                            "responsible": "BHXH-62",
                            "inspected": "BHXH-64",
                        }
                    ],
                }
            ]
        }
    )

    year: int = Field(description="Năm", ge=1995, le=2200)
    document: Document
    items: list[NewItem] = Field(max_length=MOST_ITEMS)


class NewChange(Body):
    """Thay đổi một nội dung chưa thực hiện: its new day and responsible unit."""

    code: ItemCode
    due_on: date
    responsible: Reference


class NewAdjustment(Body):
    """Điều chỉnh chương trình, kế hoạch: by a paper, with the reason."""

    document: Document
    reason: Reason
    added: list[NewItem] = Field(default_factory=list, max_length=MOST_ITEMS)
    changed: list[NewChange] = Field(default_factory=list, max_length=MOST_ITEMS)
    dropped: list[ItemCode] = Field(default_factory=list, max_length=MOST_ITEMS)


class NewReport(Body):
    """Báo cáo đã thực hiện: result and evidence; of progress the figure reached."""

    code: ItemCode
    result: Said
    evidence: Said
    reached: Number | None = None


class ReportWithdrawal(Body):
    """Rút báo cáo: the item is to be done again."""

    code: ItemCode
    reason: Reason


@router.get("/programme-items", summary="What blocks and clusters plan and have done")
def list_items(
    _reader: Reader,
    app: App,
    at: Day,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of this one; code or id")] = None,
    year: Annotated[int | None, Query(description="Năm: of the programme of this year", ge=1995, le=2200)] = None,
    kind: Annotated[ItemKind | None, Query(description="Loại: activity, progress or inspection")] = None,
    responsible: Annotated[Named | None, Query(description="Đơn vị chủ trì: of this unit; code or id")] = None,
    state: Annotated[ItemState | None, Query(description="Tình trạng ngày đó: how it stands that day")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ItemPage:
    """Các nội dung theo thời hạn, tình trạng vào một ngày: by the day they are due; what is late can be asked for."""
    in_cluster, of_unit = app.naming.ids(cluster=cluster, responsible=responsible)
    wanted = view.Filter(in_cluster, year, kind, of_unit, state)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return ItemPage(items=[ItemOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/clusters/{cluster_id}/programmes", status_code=201, summary="Adopt the programme of a year")
def adopt_programme(order: OrderDep, app: App, cluster_id: UUID, body: NewProgramme) -> Receipt:
    """Khối trưởng, cụm trưởng ban hành chương trình, kế hoạch tiến độ và kế hoạch kiểm tra của năm: once a year."""
    rows = [each.row() for each in body.items]
    return app.programmes.adopt(order.command, cluster_id, body.year, body.document, rows)


@router.get("/clusters/{cluster_id}/programmes/{year}", summary="The programme of a year")
def get_programme(_reader: Reader, app: App, at: Day, cluster_id: UUID, year: Year, response: Response) -> ProgrammeOut:
    """Chương trình, kế hoạch năm với tình trạng từng nội dung vào ngày đó: each item as it stands that day."""
    programme_id = Programme.id_for(cluster_id, year)
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [programme_id])[0], Programme.CALLED, programme_id)
        [row["items"]] = view.items(connection, [programme_id], at)
        [row["adjustments"]] = view.adjustments(connection, [programme_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return ProgrammeOut.model_validate(row)


@router.get("/clusters/{cluster_id}/programmes/{year}/history", summary="What happened to a programme")
def programme_history(_reader: Reader, app: App, cluster_id: UUID, year: Year) -> History:
    """Lịch sử của chương trình: every event, oldest first."""
    return History.model_validate({"items": life_of(app, Programme, Programme.id_for(cluster_id, year))})


@router.post("/clusters/{cluster_id}/programmes/{year}/adjustments", summary="Adjust a programme")
def adjust_programme(order: OrderDep, app: App, cluster_id: UUID, year: Year, body: NewAdjustment) -> Receipt:
    """Điều chỉnh chương trình, kế hoạch, nêu lý do: what was planned before stays readable."""
    rows = AdjustmentRows(
        body.document,
        body.reason,
        tuple(each.row() for each in body.added),
        tuple(ChangeRow(each.code, each.due_on, each.responsible) for each in body.changed),
        tuple(body.dropped),
    )
    return app.programmes.adjust(order.command, cluster_id, year, rows)


@router.post("/clusters/{cluster_id}/programmes/{year}/reports", summary="Report an item done")
def report_item(order: OrderDep, app: App, cluster_id: UUID, year: Year, body: NewReport) -> Receipt:
    """Đơn vị chủ trì báo cáo đã thực hiện, với kết quả và minh chứng: on `Effective-At`; late is shown as late."""
    outcome = Outcome(body.result.strip(), body.evidence.strip(), body.reached)
    return app.programmes.report(order.command, cluster_id, year, body.code, outcome)


@router.post("/clusters/{cluster_id}/programmes/{year}/report-withdrawals", summary="Withdraw a report")
def withdraw_report(order: OrderDep, app: App, cluster_id: UUID, year: Year, body: ReportWithdrawal) -> Receipt:
    """Rút báo cáo đã thực hiện, nêu lý do: the item is open again."""
    return app.programmes.withdraw_report(order.command, cluster_id, year, body.code, body.reason)
