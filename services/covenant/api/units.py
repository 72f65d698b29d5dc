"""Units (đơn vị) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.rows import CSV, NDJSON
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.shapes import History
from services.covenant.application.units import UnitRow
from services.covenant.domain.unit import Unit, UnitKind
from services.covenant.views import units as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

LARGEST_BATCH = 5000

Code = Annotated[str, Field(description="Mã đơn vị: the unit's code", max_length=60, examples=["BHXH-68"])]
Name = Annotated[
    str, Field(description="Tên đơn vị: its name", max_length=300, examples=["Bảo hiểm xã hội tỉnh Lâm Đồng"])
]
Reference = Annotated[str, Field(max_length=60, examples=["BHXH-68"])]


class UnitOut(BaseModel):
    """Đơn vị: a unit as it is on the day asked for."""

    id: UUID
    code: str = Field(examples=["BHXH-68"])
    name: str | None = Field(description="Tên vào ngày đó: the name of that day; null before its first")
    kind: UnitKind = Field(description="Cấp đơn vị: the unit's level")
    parent_id: UUID | None = Field(description="Đơn vị cấp trên: the unit above on that day")
    established_on: date = Field(description="Ngày thành lập: its first day")
    ended_on: date | None = Field(description="Ngày kết thúc: the first day without it")
    merged_into_id: UUID | None = Field(description="Đơn vị tiếp nhận: the unit it was merged into")
    version: int


class UnitPage(BaseModel):
    """Một trang đơn vị: one page of units, by code."""

    items: list[UnitOut]
    next: str | None = Field(description="Con trỏ trang sau: cursor of the next page, null at the end")


class NameOut(BaseModel):
    """Tên theo thời gian: a name and its first day."""

    since: date
    version: int
    name: str


class ParentOut(BaseModel):
    """Đơn vị cấp trên theo thời gian: a unit above and the first day under it."""

    since: date
    version: int
    parent_id: UUID | None


class UnitDetails(UnitOut):
    """Đơn vị với mọi tên và cấp trên: a unit with all its names and parents by date."""

    names: list[NameOut]
    parents: list[ParentOut]


class NewUnit(Body):
    """Đơn vị mới: a unit to be, from `Effective-At` on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"code": "BHXH-68", "name": "Bảo hiểm xã hội tỉnh Lâm Đồng", "kind": "province"}]
        }
    )

    code: Code
    name: Name
    kind: UnitKind
    parent: Reference | None = Field(None, description="Đơn vị cấp trên: code or id of the unit above")


class NewName(Body):
    """Tên mới: the name from `Effective-At` on."""

    name: Name


class NewParent(Body):
    """Cấp trên mới: the unit above from `Effective-At` on; null: topmost."""

    parent: Reference | None = Field(description="Đơn vị cấp trên: code or id")


class Merger(Body):
    """Sáp nhập: the unit that takes this one over."""

    into: Reference = Field(description="Đơn vị tiếp nhận: code or id")


class BatchRow(Body):
    """Một dòng dữ liệu gốc: what a unit is to be."""

    code: Code
    name: Name
    kind: UnitKind
    parent: Reference | None = None
    since: date | None = Field(None, description="Từ ngày: the first day of it, default `Effective-At`")


class Batch(Body):
    """Lô dữ liệu gốc: units in an order in which parents come first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "units": [
                        {"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province", "since": "2024-01-01"},
                        {"code": "BHXH-68-672", "name": "BHXH TP. Đà Lạt", "kind": "district", "parent": "BHXH-68"},
                    ]
                }
            ]
        }
    )

    units: list[BatchRow] = Field(min_length=1, max_length=LARGEST_BATCH)


@router.get("/units", summary="Units as of a day")
def list_units(
    _reader: Reader,
    app: App,
    at: Day,
    kind: Annotated[UnitKind | None, Query(description="Cấp đơn vị: level")] = None,
    parent: Annotated[Named | None, Query(description="Đơn vị cấp trên: the unit above; code or id")] = None,
    province: Annotated[Named | None, Query(description="Tỉnh: that province and all under it; code or id")] = None,
    code: Annotated[str | None, Query(description="Mã đơn vị: exact code")] = None,
    text: Annotated[str | None, Query(description="Tìm: part of the code or name", max_length=100)] = None,
    ended: Annotated[bool, Query(description="Kể cả đơn vị không tồn tại ngày đó: also those not there")] = False,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> UnitPage:
    """Danh sách đơn vị vào một ngày, theo mã: units that are there on a day, by code."""
    under, in_province = app.naming.ids(parent=parent, province=province)
    wanted = view.Filter(kind, under, in_province, code, text, ended)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return UnitPage(items=[UnitOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/units", status_code=201, summary="Establish a unit")
def establish_unit(order: OrderDep, app: App, body: NewUnit) -> Receipt:
    """Thành lập đơn vị: a unit from `Effective-At` on."""
    row = UnitRow(body.code, body.name, body.kind, body.parent)
    return order.answer(app.units.establish(order.command, row))


_AS_TABLE = {
    "requestBody": {
        "content": {
            CSV: {
                "schema": {"type": "string", "description": "UTF-8, with or without BOM; columns: members of a row"},
                "example": (
                    "code,name,kind,parent,since\r\n"
                    "BHXH-68,BHXH tỉnh Lâm Đồng,province,,2024-01-01\r\n"
                    "BHXH-68-672,BHXH TP. Đà Lạt,district,BHXH-68,\r\n"
                ),
            },
            NDJSON: {
                "schema": BatchRow.model_json_schema(),
                "example": '{"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province"}\n',
            },
        }
    }
}


@router.post("/units/batches", summary="Bring units to the state of a national system", openapi_extra=_AS_TABLE)
def take_batch(order: OrderDep, app: App, body: Batch) -> Receipt:
    """Đồng bộ dữ liệu gốc về đơn vị: mỗi dòng có kết luận riêng; gửi lại không ghi trùng.

    A verdict per row (established, changed, unchanged, or refused with its problem); the good rows are recorded
    together. Sent again, every row is `unchanged`. As `text/csv` or `application/x-ndjson` each verdict names its
    `row`, and a row that cannot be read is refused alone.
    """
    rows = [UnitRow(row.code, row.name, row.kind, row.parent, row.since) for row in body.units]
    return app.units.take_batch(order.command, rows)


@router.get("/units/{unit_id}", summary="One unit")
def get_unit(_reader: Reader, app: App, at: Day, unit_id: UUID, response: Response) -> UnitDetails:
    """Một đơn vị với mọi tên và cấp trên theo thời gian: with all its names and parents by date."""
    with app.store.reading() as connection:
        row: dict[str, Any] = present(view.by_ids(connection, [unit_id], at)[0], Unit.CALLED, unit_id)
        [row["names"]] = view.names(connection, [unit_id])
        [row["parents"]] = view.parents(connection, [unit_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return UnitDetails.model_validate(row)


@router.get("/units/{unit_id}/history", summary="What happened to a unit")
def unit_history(_reader: Reader, app: App, unit_id: UUID) -> History:
    """Lịch sử của đơn vị: every event, oldest first."""
    return History.model_validate({"items": life_of(app, Unit, unit_id)})


@router.put("/units/{unit_id}/name", summary="Rename a unit")
def rename_unit(order: OrderDep, app: App, unit_id: UUID, body: NewName) -> Receipt:
    """Đổi tên đơn vị: from `Effective-At` on; to correct a name, give it anew for the same day."""
    return order.answer(app.units.rename(order.command, unit_id, body.name))


@router.put("/units/{unit_id}/parent", summary="Move a unit")
def move_unit(order: OrderDep, app: App, unit_id: UUID, body: NewParent) -> Receipt:
    """Chuyển đơn vị cấp trên: from `Effective-At` on."""
    return order.answer(app.units.move(order.command, unit_id, body.parent))


@router.post("/units/{unit_id}/merger", summary="Merge a unit into another")
def merge_unit(order: OrderDep, app: App, unit_id: UUID, body: Merger) -> Receipt:
    """Sáp nhập đơn vị: `Effective-At` is the first day without it."""
    return order.answer(app.units.merge(order.command, unit_id, body.into))


@router.post("/units/{unit_id}/dissolution", summary="Dissolve a unit")
def dissolve_unit(order: OrderDep, app: App, unit_id: UUID) -> Receipt:
    """Giải thể đơn vị: `Effective-At` is the first day without it."""
    return order.answer(app.units.dissolve(order.command, unit_id))
