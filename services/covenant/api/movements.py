"""Movements (phong trào thi đua) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.problems import ProblemSource
from kernel.store import Receipt
from services.covenant.api.asking import App, Named, Reader, life_of, present
from services.covenant.api.shapes import History
from services.covenant.api.units import Reference
from services.covenant.application.movements import Launching
from services.covenant.domain.movement import Duty, Launch, Movement, MovementKind
from services.covenant.views import movements as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_LINES = 100

Line = Annotated[str, Field(max_length=4000)]
Lines = Annotated[list[Line], Field(max_length=MOST_LINES)]


class DutyOut(BaseModel):
    """Phân công: who does what."""

    party: str
    task: str


class MovementOut(BaseModel):
    """Phong trào thi đua: a movement with what it was launched with."""

    id: UUID
    code: str = Field(examples=["TDTX-2024"])
    kind: MovementKind
    theme: str = Field(description="Chủ đề")
    purposes: list[str] = Field(description="Mục đích, yêu cầu")
    audience: str = Field(description="Đối tượng")
    contents: list[str] = Field(description="Nội dung thi đua")
    duties: list[DutyOut] = Field(description="Tổ chức thực hiện: who does what")
    period_from: date
    period_to: date
    covenant_signing_by: date = Field(description="Hạn ký giao ước: last day in time")
    covenant_signing_source: ProblemSource = Field(description="Căn cứ của hạn ký")
    registration_by: date = Field(description="Hạn đăng ký danh hiệu: last day in time")
    registration_source: ProblemSource = Field(description="Căn cứ của hạn đăng ký")
    rulebook: str = Field(description="Phiên bản quy định: version of the rules the deadlines come from")
    organiser_id: UUID | None = Field(description="Đơn vị phát động; null: Hội đồng TĐKT BHXH Việt Nam")
    launched_on: date
    closed_on: date | None
    version: int


class MovementPage(BaseModel):
    """Một trang phong trào: one page, by code."""

    items: list[MovementOut]
    next: str | None


class NewDuty(Body):
    """Phân công: who does what."""

    party: Line
    task: Line


class NewMovement(Body):
    """Phát động phong trào: deadlines left out are those of the rules (31 March; 30 November before a long one)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "TDTX-2024",
                    "kind": "annual",
                    "theme": "Đoàn kết, sáng tạo, hoàn thành xuất sắc nhiệm vụ năm 2024",
                    "purposes": ["Phát triển người tham gia bền vững"],
                    "audience": "Các đơn vị trực thuộc, BHXH tỉnh, BHXH huyện",
                    "contents": ["Thu, giảm nợ", "Phát triển đối tượng", "Cải cách thủ tục"],
                    "duties": [{"party": "Thường trực Hội đồng TĐKT", "task": "theo dõi, đôn đốc"}],
                    "period_from": "2024-01-01",
                    "period_to": "2024-12-31",
                }
            ]
        }
    )

    code: Annotated[str, Field(description="Mã phong trào", max_length=60)]
    kind: MovementKind
    theme: Annotated[str, Field(description="Chủ đề", max_length=300)]
    purposes: Lines = Field(default_factory=list)
    audience: Line = ""
    contents: Lines
    duties: list[NewDuty] = Field(default_factory=list, max_length=MOST_LINES)
    period_from: date
    period_to: date
    covenant_signing_by: date | None = Field(None, description="Hạn ký giao ước; default: the rules'")
    registration_by: date | None = Field(None, description="Hạn đăng ký; default: the rules'")
    document: Annotated[str, Field(description="Văn bản phát động: source of stated deadlines", max_length=300)] = ""
    organiser: Reference | None = Field(None, description="Đơn vị phát động: code or id; default: the sector's council")


@router.get("/movements", summary="Movements")
def list_movements(
    _reader: Reader,
    app: App,
    kind: Annotated[MovementKind | None, Query(description="Loại: kind")] = None,
    year: Annotated[int | None, Query(description="Năm: running in that year", ge=1995, le=2200)] = None,
    organiser: Annotated[Named | None, Query(description="Đơn vị phát động: launched by; code or id")] = None,
    closed: Annotated[bool | None, Query(description="Đã kết thúc: only closed, or only open ones")] = None,
    code: Annotated[str | None, Query(description="Mã: exact code")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> MovementPage:
    """Danh sách phong trào, theo mã: by code."""
    [by] = app.naming.ids(organiser=organiser)
    wanted = view.Filter(kind, year, by, closed, code)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return MovementPage(items=[MovementOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/movements", status_code=201, summary="Launch a movement")
def launch_movement(order: OrderDep, app: App, body: NewMovement) -> Receipt:
    """Phát động phong trào thi đua: by the sector's council, or by a unit for those below it."""
    launch = Launch(
        kind=body.kind,
        theme=body.theme,
        purposes=tuple(body.purposes),
        audience=body.audience,
        contents=tuple(body.contents),
        duties=tuple(Duty(each.party, each.task) for each in body.duties),
        period_from=body.period_from,
        period_to=body.period_to,
    )
    launching = Launching(
        body.code, launch, body.covenant_signing_by, body.registration_by, body.document, body.organiser
    )
    return order.answer(app.movements.launch(order.command, launching))


@router.get("/movements/{movement_id}", summary="One movement")
def get_movement(_reader: Reader, app: App, movement_id: UUID, response: Response) -> MovementOut:
    """Một phong trào thi đua."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [movement_id])[0], Movement.CALLED, movement_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return MovementOut.model_validate(row)


@router.get("/movements/{movement_id}/history", summary="What happened to a movement")
def movement_history(_reader: Reader, app: App, movement_id: UUID) -> History:
    """Lịch sử của phong trào: every event, oldest first."""
    return History.model_validate({"items": life_of(app, Movement, movement_id)})


@router.post("/movements/{movement_id}/closing", summary="Close a movement")
def close_movement(order: OrderDep, app: App, movement_id: UUID) -> Receipt:
    """Kết thúc phong trào: nothing more is drafted, signed, registered or submitted in it."""
    return order.answer(app.movements.close(order.command, movement_id))
