"""Score tables as files (tệp bảng điểm) over REST: previewed cell by cell, accepted, fetched, taken over, compared."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from services.scoring.api.asking import App, ClusterCode, MovementCode, Reader
from services.scoring.application.sheet_files import MEDIA_TYPES, SheetFormat
from services.scoring.application.sheets import Sheet
from services.scoring.domain.changes import ChangeKind
from services.scoring.domain.sheets.book import CellVerdict, Level
from services.scoring.domain.sheets.reading import Preview

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

_FILE = {"requestBody": {"required": True, "content": {media: {} for media in MEDIA_TYPES.values()}}}


async def _sheet(request: Request) -> Sheet:
    """The file that is sent, CSV where it says so, a workbook otherwise."""
    is_csv = request.headers.get("content-type", "").startswith(MEDIA_TYPES[SheetFormat.CSV])
    return Sheet(await request.body(), SheetFormat.CSV if is_csv else SheetFormat.XLSX)


SheetDep = Annotated[Sheet, Depends(_sheet)]


class VerdictOut(BaseModel):
    """Kết quả kiểm tra một ô: what was given, what was read, and what is to be said of it."""

    block: str = Field(description="Phần: the worksheet or block", examples=["Bảng điểm"])
    row: int = Field(examples=[7])
    column: str = Field(description="Cột", examples=["Điểm tối đa"])
    place: str = Field(description="Ô", examples=["F7"])
    given: str = Field(examples=["1.000,5"])
    read: str = Field(examples=["1000,5"])
    level: Level
    code: str = Field("", description="Mã lỗi hoặc cảnh báo", examples=["sheet-number-ambiguous"])
    message: str = ""
    message_en: str = ""
    source: str = Field("", description="Căn cứ: the rule and where it stands")

    @classmethod
    def of(cls, verdict: CellVerdict) -> Self:
        """From the domain's value."""
        plain = ("block", "row", "column", "place", "given", "read", "level")
        told = {name: getattr(verdict, name) for name in plain}
        said = verdict.said
        if said is None:
            return cls(**told)
        source = f"{said.source.document} {said.source.article}".strip()
        text = said.text()
        return cls(**told, code=said.code, message=text.vi, message_en=text.en, source=source)


class PreviewOut(BaseModel):
    """Xem trước: whether the file would be accepted, and the verdicts."""

    good: bool = Field(description="Có thể nhận")
    digest: str | None = Field(description="Mã băm nội dung bảng điểm; null where it is not sound")
    errors: int = Field(description="Số ô lỗi")
    warnings: int = Field(description="Số ô cảnh báo")
    cells: int = Field(description="Số ô đã đọc")
    verdicts: list[VerdictOut] = Field(description="Các ô có lỗi hoặc cảnh báo; with `all=true` every cell")

    @classmethod
    def of(cls, seen: Preview, *, every: bool) -> Self:
        """From the domain's value."""
        return cls(
            good=seen.scheme is not None,
            digest=None if seen.scheme is None else seen.scheme.digest(),
            errors=len(seen.errors),
            warnings=sum(each.level is Level.WARNING for each in seen.verdicts),
            cells=len(seen.verdicts),
            verdicts=[VerdictOut.of(each) for each in seen.verdicts if every or each.level is not Level.OK],
        )


class NewCopy(Body):
    """Kế thừa bảng điểm cho phong trào khác; without `cluster_id` for the same block or cluster."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"movement_id": "TDTX-2025"}]})

    movement_id: MovementCode = Field(description="Phong trào: id or code")
    cluster_id: ClusterCode | None = Field(None, description="Khối, cụm: id or code")


class ChangeOut(BaseModel):
    """Một điểm thay đổi."""

    kind: ChangeKind
    path: str = Field(examples=["criteria.BHYT_TYLE.max_points"])
    before: str
    after: str


class ChangeList(BaseModel):
    """Các điểm thay đổi giữa hai bảng điểm."""

    items: list[ChangeOut]


@router.post("/score-tables/preview", summary="Preview a score table's file", openapi_extra=_FILE)
def preview_sheet(
    _reader: Reader,
    app: App,
    sheet: SheetDep,
    every: Annotated[bool, Query(alias="all", description="Mọi ô: the good ones as well")] = False,
) -> PreviewOut:
    """Xem trước tệp bảng điểm XLSX hoặc CSV: a verdict per cell; nothing is stored."""
    return PreviewOut.of(app.sheets.preview(sheet), every=every)


@router.post("/score-tables/sheets", summary="Accept a score table's file", openapi_extra=_FILE)
def accept_sheet(
    order: OrderDep,
    app: App,
    sheet: SheetDep,
    cluster_id: Annotated[ClusterCode, Query(description="Khối, cụm: id or code")],
    movement_id: Annotated[MovementCode, Query(description="Phong trào: id or code")],
) -> Receipt:
    """Nhận tệp bảng điểm: drafts the table or revises the draft; the same file again changes nothing."""
    command, name = order.command, app.naming.id
    cluster, movement = name("cluster_id", cluster_id), name("movement_id", movement_id)
    return order.answer(app.sheets.accept(command, cluster, movement, sheet))


@router.get("/score-tables/{table_id}/sheet", summary="A score table as a file", response_class=Response)
def get_sheet(
    _reader: Reader,
    app: App,
    table_id: UUID,
    form: Annotated[SheetFormat, Query(alias="format", description="Định dạng")] = SheetFormat.XLSX,
) -> Response:
    """Tệp bảng điểm XLSX hoặc CSV, which is read back as the same table."""
    name = f"bang-diem-{table_id}.{form.lower()}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(app.sheets.file(table_id, form), media_type=MEDIA_TYPES[form], headers=headers)


@router.post("/score-tables/{table_id}/copies", status_code=201, summary="Take a table over for another movement")
def take_over(order: OrderDep, app: App, table_id: UUID, body: NewCopy) -> Receipt:
    """Kế thừa bảng điểm năm trước làm dự thảo năm nay."""
    command, name = order.command, app.naming.id
    cluster = app.naming.given("cluster_id", body.cluster_id)
    return order.answer(app.sheets.take_over(command, table_id, cluster, name("movement_id", body.movement_id)))


@router.get("/score-tables/{table_id}/changes", summary="What a table says otherwise than another")
def list_changes(
    _reader: Reader,
    app: App,
    table_id: UUID,
    against: Annotated[UUID | None, Query(description="So với bảng; absent: the one it was taken from")] = None,
) -> ChangeList:
    """Điểm thay đổi so với bảng điểm khác, hoặc so với bảng được kế thừa."""
    return ChangeList(items=[ChangeOut(**vars(each)) for each in app.sheets.changes(table_id, against)])
