"""Results (kết quả) row by row: the row itself, and a whole table of rows pushed as CSV, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kernel.bodies import MAX_BODY_BYTES, text_of
from kernel.explanation import Text
from kernel.http import PROBLEMS, Body, CsvRoute, Number, OrderDep
from kernel.naming import id_of
from kernel.refusals import Refusal
from kernel.rows import BrokenCsv, Row, csv_rows, readable
from kernel.store import Receipt
from services.scoring.api.asking import App, MovementCode, UnitCode
from services.scoring.api.results import MOST_SHEETS, Trial
from services.scoring.api.shapes import PeriodCode
from services.scoring.application.judging import Place, Reported
from services.scoring.application.results import Delivery
from services.scoring.domain.refusals.results import NumberOfTwoReadings, PushTooLarge
from services.scoring.domain.result_sheet import Cell, Evidence, EvidenceKind
from services.scoring.domain.sheets.numbers import in_words, two_readings

router = APIRouter(route_class=CsvRoute, responses=PROBLEMS)

MOST_TABLE_ROWS = 50_000

System = Annotated[str, Query(min_length=1, max_length=100, description="Hệ thống nguồn", examples=["TST"])]
Batch = Annotated[str, Query(max_length=200, description="Số hiệu lô của hệ thống nguồn")]
DryRun = Annotated[bool, Query(description="Kiểm tra thử: verdicts only, nothing recorded")]


class RowIn(Body):
    """Một dòng kết quả: one result of one unit in one quarter; what is not sent is missing, and 0 is a value."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit_id": "BHXH-68",
                    "movement_id": "TDTX-2024",
                    "period": "2024-Q2",
                    "indicator": "BHYT_TYLE",
                    "value": 93.1,
                    "evidence": "REAL",
                    "source": "https://www.gso.gov.vn",
                }
            ]
        }
    )

    unit_id: UnitCode = Field(description="Đơn vị: id or code")
    movement_id: MovementCode = Field(description="Phong trào: id or code")
    period: PeriodCode = Field(description="Quý: must be open", examples=["2024-Q2"])
    indicator: Annotated[str, Field(min_length=1, max_length=60)] = Field(examples=["BHYT_TYLE"])
    value: Number | None = Field(None, examples=[93.1])
    not_applicable: bool = Field(False, description="Không áp dụng cho đơn vị")
    evidence: EvidenceKind = Field(EvidenceKind.DECLARED, description="Loại minh chứng")
    source: Annotated[str, Field(max_length=1000)] = Field("", description="Địa chỉ hoặc tên nguồn")
    note: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _value_or_not_applicable(self) -> Self:
        if (self.value is None) is not self.not_applicable:
            raise PydanticCustomError(
                "value_or_not_applicable",
                "give a value, or not_applicable: true",
                {"vi": "phải có giá trị, hoặc not_applicable: true"},
            )
        return self

    def cell(self) -> Cell:
        """The domain's value."""
        return Cell(self.indicator, self.value, Evidence(self.evidence, self.source, self.note))


@dataclass
class Group:
    """The rows of one unit, movement and quarter; of those in a stream nobody asks where they stand."""

    unit: str
    movement: str
    period: str
    cells: list[Cell] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, row: RowIn) -> None:
        """One more row."""
        self.cells.append(row.cell())

    def placed(self, number: int) -> None:
        """Where the row that was added stands in its table."""
        row_of = f"rows[{number}]"
        self.places.append(Place(row_of, row_of, f"{row_of}.unit_id", f"{row_of}.movement_id", f"{row_of}.period"))

    def reported(self) -> Reported:
        """The application's value."""
        return Reported(self.unit, self.movement, self.period, tuple(self.cells), tuple(self.places))


Key = tuple[UUID, UUID, str]


def key_of(row: RowIn) -> Key:
    """Whose results of when the row tells, however it names them."""
    return id_of("unit", row.unit_id), id_of("movement", row.movement_id), row.period


def grouped(rows: Iterable[tuple[int, RowIn]]) -> tuple[Reported, ...]:
    """The rows by unit, movement and quarter, whatever their order.

    Raises:
        PushTooLarge: more rows, or more units and quarters, than one table may hold.
    """
    groups: dict[Key, Group] = {}
    for count, (number, row) in enumerate(rows, start=1):
        group = groups.setdefault(key_of(row), Group(row.unit_id, row.movement_id, row.period))
        group.add(row)
        group.placed(number)
        if count > MOST_TABLE_ROWS or len(groups) > MOST_SHEETS:
            raise PushTooLarge(rows=MOST_TABLE_ROWS, sheets=MOST_SHEETS, size=MAX_BODY_BYTES)
    return tuple(group.reported() for group in groups.values())


def unambiguous(row: Row[RowIn]) -> Row[RowIn]:
    """The row, refused where its number is one thousand to some and one point something to others."""
    if isinstance(row.said, Refusal) or row.said.value is None:
        return row
    given = format(row.said.value, "f")
    if (found := two_readings(given)) is None:
        return row
    one, other = found
    said = NumberOfTwoReadings(fields=(f"rows[{row.number}].value",), given=given, one=in_words(one), other=other)
    return Row(row.number, said)


async def _table(request: Request) -> str:
    return text_of(await request.body())


@router.post("/results", include_in_schema=False)
def push_table(
    order: OrderDep,
    app: App,
    table: Annotated[str, Depends(_table)],
    system: System,
    batch: Batch = "",
    dry_run: DryRun = False,
) -> Receipt | Trial:
    """Đẩy kết quả bằng bảng CSV; told with its JSON twin."""
    command = order.command
    told = islice(csv_rows(table, RowIn, numbers=("value",)), MOST_TABLE_ROWS + 1)
    rows = readable([unambiguous(row) for row in told])
    if not rows:
        raise BrokenCsv(row=2, reason=Text("không có dòng nào", "no rows"))
    delivery = Delivery(system, batch, grouped(rows))
    if dry_run:
        return Trial.of(app.results.verdicts(command, delivery))
    return order.answer(app.results.record(command, delivery))
