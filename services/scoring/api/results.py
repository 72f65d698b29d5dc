"""Results (kết quả) over REST: pushed in bulk by national systems, tried before they are recorded, corrected after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, Number, OrderDep
from kernel.rows import CSV
from kernel.store import Receipt
from services.scoring.api.asking import App, MovementAsked, MovementCode, Reader, UnitAsked, UnitCode, present, tag
from services.scoring.api.shapes import PeriodCode
from services.scoring.application.judging import Reported
from services.scoring.application.results import Delivery
from services.scoring.application.sheet_files import MEDIA_TYPES, SheetFormat
from services.scoring.domain.period import period_asked
from services.scoring.domain.result_sheet import Cell, Evidence, EvidenceKind, ResultSheet
from services.scoring.domain.verdicts import Outcome, Verdict
from services.scoring.views import results as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_SHEETS = 2000
MOST_CELLS = 200
MOST_CORRECTED = 200


class EvidenceIn(Body):
    """Minh chứng: how the result is known."""

    kind: EvidenceKind = EvidenceKind.DECLARED
    source: Annotated[str, Field(max_length=1000)] = Field("", description="Địa chỉ hoặc tên nguồn")
    note: Annotated[str, Field(max_length=1000)] = ""


class CellIn(Body):
    """Một ô kết quả: a value, or `not_applicable`; what is not sent is missing, and 0 is a value."""

    indicator: Annotated[str, Field(max_length=60)] = Field(examples=["BHYT_TYLE"])
    value: Number | None = Field(None, examples=[93.1])
    not_applicable: bool = Field(False, description="Không áp dụng cho đơn vị")
    evidence: EvidenceIn | None = Field(None, description="Minh chứng riêng của ô; else the sheet's")

    @model_validator(mode="after")
    def _value_or_not_applicable(self) -> Self:
        if (self.value is None) is not self.not_applicable:
            raise PydanticCustomError("value_or_not_applicable", "give a value, or not_applicable: true")
        return self

    def to_domain(self, evidence: Evidence) -> Cell:
        """The domain's value; `evidence` is the sheet's."""
        own = self.evidence
        return Cell(self.indicator, self.value, evidence if own is None else Evidence(own.kind, own.source, own.note))


class SheetIn(Body):
    """Kết quả của một đơn vị trong một quý."""

    unit_id: UnitCode = Field(description="Đơn vị: id or code")
    movement_id: MovementCode = Field(description="Phong trào: id or code")
    period: PeriodCode = Field(description="Quý: must be open", examples=["2024-Q2"])
    evidence: EvidenceIn = Field(default_factory=EvidenceIn, description="Minh chứng chung của các ô")
    cells: Annotated[list[CellIn], Field(min_length=1, max_length=MOST_CELLS)]

    def to_domain(self) -> Reported:
        """The application's value."""
        evidence = Evidence(self.evidence.kind, self.evidence.source, self.evidence.note)
        cells = tuple(cell.to_domain(evidence) for cell in self.cells)
        return Reported(self.unit_id, self.movement_id, self.period, cells)


class PushIn(Body):
    """Một lần đẩy kết quả: all of it is recorded, or nothing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "system": "TST",
                    "batch": "2024-Q2/1",
                    "sheets": [
                        {
                            "unit_id": "BHXH-68",
                            "movement_id": "TDTX-2024",
                            "period": "2024-Q2",
                            "evidence": {"kind": "REAL", "source": "https://www.gso.gov.vn"},
                            "cells": [
                                {"indicator": "BHYT_TYLE", "value": 93.1},
                                {"indicator": "BC_CHAM", "value": 0},
                            ],
                        }
                    ],
                }
            ]
        }
    )

    system: Annotated[str, Field(min_length=1, max_length=100)] = Field(description="Hệ thống nguồn", examples=["TST"])
    batch: Annotated[str, Field(max_length=200)] = Field("", description="Số hiệu lô của hệ thống nguồn")
    dry_run: bool = Field(False, description="Kiểm tra thử: a verdict on every cell, nothing recorded")
    sheets: Annotated[list[SheetIn], Field(min_length=1, max_length=MOST_SHEETS)]

    def to_domain(self) -> Delivery:
        """The application's value."""
        return Delivery(self.system, self.batch, tuple(sheet.to_domain() for sheet in self.sheets))


class VerdictOut(BaseModel):
    """Kết quả kiểm tra một ô: what would become of a cell."""

    field: str = Field(examples=["sheets[0].cells[1]"])
    indicator: str
    outcome: Outcome
    good: bool
    message: str = Field(examples=["Sẽ được ghi"])
    message_en: str = Field(examples=["Will be recorded"])
    detail: str

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """From the domain's value."""
        words = verdict.words
        return cls(
            field=verdict.field,
            indicator=verdict.indicator,
            outcome=verdict.outcome,
            good=verdict.good,
            message=words.vi,
            message_en=words.en,
            detail=verdict.detail,
        )


class Trial(BaseModel):
    """Kết quả kiểm tra thử: nothing was recorded."""

    good: bool = Field(description="Có thể ghi toàn bộ: the push would be recorded as it is")
    cells: int
    verdicts: list[VerdictOut]

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> Self:
        """From the domain's values."""
        told = [VerdictOut.of(verdict) for verdict in verdicts]
        return cls(good=all(verdict.good for verdict in verdicts), cells=len(told), verdicts=told)


class CellOut(BaseModel):
    """Kết quả đang có hiệu lực: a result in force, with its evidence."""

    sheet_id: UUID
    unit_id: UUID
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-68"])
    movement_id: UUID
    quarter: str
    indicator: str
    value: Decimal | None = Field(description="Giá trị; null: not applicable", examples=["93.1"])
    not_applicable: bool
    evidence: EvidenceKind
    source: str
    note: str
    correction: str | None = Field(description="Lý do đính chính, where it replaced another value")
    event_id: UUID = Field(description="Sự kiện ghi nhận, as explanations cite it")
    actor: str
    recorded_at: datetime


class CellPage(BaseModel):
    """Một trang kết quả: one page."""

    items: list[CellOut]
    next: str | None


class SheetOut(BaseModel):
    """Phiếu kết quả của một đơn vị trong một quý."""

    id: UUID
    unit_id: UUID
    movement_id: UUID
    quarter: str
    version: int
    cells: list[CellOut]


class CorrectionIn(Body):
    """Đính chính: other values for results that were recorded, with the reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reason": "Số quyết toán", "cells": [{"indicator": "BHYT_TYLE", "value": 93.4}]}]
        }
    )

    reason: Annotated[str, Field(max_length=4000)]
    evidence: EvidenceIn = Field(default_factory=EvidenceIn)
    cells: Annotated[list[CellIn], Field(min_length=1, max_length=MOST_CORRECTED)]


_AS_TABLE = {
    "requestBody": {
        "content": {
            CSV: {
                "schema": {
                    "type": "string",
                    "description": "UTF-8, with or without BOM; columns: members of a stream's row",
                },
                "example": (
                    "unit_id,movement_id,period,indicator,value,not_applicable,evidence,source\r\n"
                    "BHXH-68,TDTX-2024,2024-Q2,BHYT_TYLE,93.1,,REAL,https://www.gso.gov.vn\r\n"
                    "BHXH-68,TDTX-2024,2024-Q2,REVIEW,,true,,\r\n"
                ),
            },
            MEDIA_TYPES[SheetFormat.XLSX]: {
                "schema": {"type": "string", "format": "binary", "description": "A workbook with the same columns"}
            },
        }
    },
    "parameters": [
        {"name": name, "in": "query", "schema": {"type": kind}, "description": f"{text} (only with {media})"}
        for name, kind, text, media in (
            ("system", "string", "Hệ thống nguồn, bắt buộc: the reporting system, required", "a CSV or XLSX"),
            ("batch", "string", "Số hiệu lô: the system's own number of the batch", "a CSV or XLSX"),
            ("dry_run", "boolean", "Kiểm tra thử: verdicts only", "a CSV or XLSX"),
            ("worksheet", "string", "Trang: needed where several hold results", "an XLSX"),
        )
    ],
}


@router.post("/results", summary="Push results in bulk", openapi_extra=_AS_TABLE)
def push_results(order: OrderDep, app: App, body: PushIn) -> Receipt | Trial:
    """Đẩy kết quả (JSON, CSV, XLSX): all or nothing, every bad cell named; the same push again is told as unchanged.

    As `text/csv` the header names the columns, numbers have a decimal point and no separator of thousands, and
    `system`, `batch` and `dry_run` stand in the query; a workbook has the same columns, and its cells are named as
    spreadsheets do. Beyond 2,000 units and quarters use the stream.
    """
    delivery = body.to_domain()
    if body.dry_run:
        return Trial.of(app.results.verdicts(order.command, delivery))
    return order.answer(app.results.record(order.command, delivery))


@router.get("/results", summary="Results in force")
def list_results(
    _reader: Reader,
    app: App,
    unit_id: UnitAsked = None,
    movement_id: MovementAsked = None,
    period: Annotated[str | None, Query(description="Quý", examples=["2024-Q2"])] = None,
    indicator: Annotated[str | None, Query(description="Mã chỉ tiêu")] = None,
    evidence: Annotated[EvidenceKind | None, Query(description="Loại minh chứng")] = None,
    corrected: Annotated[bool | None, Query(description="Đã đính chính")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> CellPage:
    """Danh sách kết quả đang có hiệu lực, với minh chứng."""
    of_unit, in_movement = app.naming.ids(unit_id=unit_id, movement_id=movement_id)
    wanted = view.Filter(of_unit, in_movement, period_asked(period), indicator, evidence, corrected)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return CellPage(items=[CellOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/results/{sheet_id}", summary="The results of one unit in one quarter")
def get_results(_reader: Reader, app: App, sheet_id: UUID, response: Response) -> SheetOut:
    """Phiếu kết quả của một đơn vị trong một quý."""
    with app.store.reading() as connection:
        row = present(view.sheets(connection, [sheet_id])[0], ResultSheet.CALLED, sheet_id)
        [cells] = view.cells_of_sheets(connection, [sheet_id])
    tag(response, row["version"])
    return SheetOut.model_validate({**row, "cells": cells})


@router.post("/results/{sheet_id}/corrections", summary="Correct results")
def correct_results(order: OrderDep, app: App, sheet_id: UUID, body: CorrectionIn) -> Receipt:
    """Đính chính kết quả: appended with the reason; the earlier value stays in the log, boards stay as frozen."""
    evidence = Evidence(body.evidence.kind, body.evidence.source, body.evidence.note)
    cells = [cell.to_domain(evidence) for cell in body.cells]
    return order.answer(app.results.correct(order.command, sheet_id, cells, body.reason))
