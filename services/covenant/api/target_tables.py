"""Figures over years as a table, CSV or JSON: a verdict on every row, previewed before it is recorded."""

from __future__ import annotations

from itertools import islice
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ConfigDict, Field

from kernel.bodies import text_of
from kernel.http import PROBLEMS, Body, CsvRoute, ExactRoute, Number, OrderDep
from kernel.naming import id_of
from kernel.refusals import Refusal
from kernel.rows import CSV, Row, TooManyRows, csv_rows
from kernel.store import Receipt
from services.covenant.api.asking import App
from services.covenant.api.long_shapes import Code, Department, Name, Year
from services.covenant.api.units import LARGEST_BATCH, Reference
from services.covenant.application.target_loading import FigureRow
from services.covenant.domain.plan import Area, Category, FigureTarget
from services.covenant.domain.rules import plans
from services.covenant.domain.target import Direction

csv_router = APIRouter(route_class=CsvRoute, responses=PROBLEMS)
router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

Preview = Annotated[bool, Query(description="Xem trước: verdicts only, nothing is recorded")]


class TargetRow(Body):
    """Một ô của bảng chỉ tiêu: a unit's figure of a year; one without a figure is not found, never zero."""

    unit: Reference = Field(description="Đơn vị: code or id")
    indicator: Code
    name: Name
    unit_of_measure: Name
    year: Year
    figure: Number | None = None
    area: Area = Area.WHOLE
    category: Category = Category.PARTICIPATION
    direction: Direction = Direction.HIGHER
    department: Department = None

    def to_command(self) -> FigureRow:
        """The application's value."""
        department_id = None if self.department is None else id_of("unit", self.department)
        target = FigureTarget(
            self.indicator,
            self.name,
            self.unit_of_measure,
            self.direction,
            self.area,
            self.category,
            department_id,
            (),
        )
        return FigureRow(self.unit, target, self.year, self.figure)


class TargetRows(Body):
    """Lô mức chỉ tiêu: figures of units by year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rows": [
                        {
                            "unit": "BHXH-37",
                            "indicator": "BHYT_PCT",
                            "name": "Tỷ lệ dân số tham gia BHYT",
                            "unit_of_measure": "% dân số",
                            "year": 2020,
                            "figure": 91.06,
                        }
                    ]
                }
            ]
        }
    )

    rows: list[TargetRow] = Field(min_length=1, max_length=LARGEST_BATCH)


_AS_TABLE = {
    "requestBody": {
        "content": {
            CSV: {
                "schema": {"type": "string", "description": "UTF-8, with or without BOM; columns: members of a row"},
                "example": (
                    "unit,indicator,name,unit_of_measure,year,figure\r\n"
                    "BHXH-37,BHYT_PCT,Tỷ lệ dân số tham gia BHYT,% dân số,2020,91.06\r\n"
                    "BHXH-37,BHYT_PCT,Tỷ lệ dân số tham gia BHYT,% dân số,2016,\r\n"
                ),
            }
        }
    }
}


async def _body(request: Request) -> bytes:
    return await request.body()


def _told(row: Row[TargetRow]) -> FigureRow | Refusal:
    """What a row says, or why it cannot be taken."""
    said = row.said
    if isinstance(said, Refusal):
        return said
    try:
        if said.figure is not None:
            plans.a_figure_of_a_table_has_one_reading(said.figure, field=f"rows[{row.number}].figure")
    except Refusal as refusal:
        return refusal
    return said.to_command()


@csv_router.post("/movements/{movement_id}/target-rows", include_in_schema=False)
def load_csv(
    order: OrderDep,
    app: App,
    movement_id: UUID,
    table: Annotated[bytes, Depends(_body)],
    preview: Preview = False,
) -> Receipt:
    """Nạp bảng chỉ tiêu bằng CSV; told with its JSON twin."""
    read = list(islice(csv_rows(text_of(table), TargetRow, ("figure",)), LARGEST_BATCH + 1))
    if len(read) > LARGEST_BATCH:
        raise TooManyRows(most=LARGEST_BATCH)
    rows = [(row.number, _told(row)) for row in read]
    return order.answer(app.target_loading.load(order.command, movement_id, rows, preview=preview))


@router.post("/movements/{movement_id}/target-rows", summary="Load figures over years", openapi_extra=_AS_TABLE)
def load_rows(
    order: OrderDep,
    app: App,
    movement_id: UUID,
    body: TargetRows,
    preview: Preview = False,
) -> Receipt:
    """Nạp mức chỉ tiêu từng năm của nhiều đơn vị: mỗi dòng có kết luận riêng; xem trước được.

    A verdict per row: `set`, `unchanged`, `not_found` (an empty cell is not found, never zero), or `refused` with its
    problem; the good rows are recorded together, into drafts that each unit still has to submit. Sent again, every row
    is `unchanged`. As `text/csv` a row that cannot be read is refused alone.
    """
    rows = [(number, row.to_command()) for number, row in enumerate(body.rows, start=1)]
    return order.answer(app.target_loading.load(order.command, movement_id, rows, preview=preview))
