"""Targets of movements and their cascade to the levels below (cụ thể hoá phong trào) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Reader, life_of, present
from services.covenant.api.covenants import MOST_TARGETS, NewTarget
from services.covenant.api.movements import MOST_LINES, Line, Lines, NewDuty
from services.covenant.api.operating_rules import Reason
from services.covenant.api.shapes import History
from services.covenant.api.units import Reference, UnitOut
from services.covenant.application.cascades import Cascading
from services.covenant.domain.cascade import MovementTarget, MovementTargets, Scope
from services.covenant.domain.movement import Duty, Movement, MovementKind
from services.covenant.domain.target import Direction
from services.covenant.views import cascades as view
from services.covenant.views import movements

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class MovementTargetOut(BaseModel):
    """Chỉ tiêu của phong trào: one target, for each unit below or for all of them together."""

    indicator: str
    name: str
    unit_of_measure: str
    direction: Direction
    value: Decimal
    upper: Decimal | None
    scope: Scope = Field(description="each: mỗi đơn vị cấp dưới phải đạt; together: các đơn vị cùng đạt")
    taken_on: Decimal | None = Field(description="Tổng mức cấp dưới đã nhận, của chỉ tiêu chung: taken on below")


class TargetsOut(BaseModel):
    """Chỉ tiêu của một phong trào: its targets, and the movement above that it was made from."""

    movement_id: UUID
    parent_id: UUID | None = Field(description="Phong trào cấp trên")
    stated_on: date
    reason: str = Field(description="Lý do nêu lại; empty the first time")
    version: int
    targets: list[MovementTargetOut]


class CascadeOut(BaseModel):
    """Một phong trào và các phong trào cụ thể hoá từ nó: a node of the tree."""

    id: UUID
    code: str
    kind: MovementKind
    theme: str
    contents: list[str]
    period_from: date
    period_to: date
    covenant_signing_by: date
    registration_by: date
    organiser_id: UUID | None = Field(description="Đơn vị phát động; null: Hội đồng TĐKT BHXH Việt Nam")
    closed_on: date | None
    targets: list[MovementTargetOut]
    cascaded: list[CascadeOut] = Field(description="Các phong trào cụ thể hoá từ phong trào này")
    missing: list[UnitOut] = Field(description="Đơn vị cấp dưới trực tiếp chưa cụ thể hoá, ngày đó")


class NewMovementTarget(NewTarget):
    """Chỉ tiêu của phong trào, cho mỗi đơn vị hoặc chung các đơn vị."""

    scope: Scope = Field(description="each: mỗi đơn vị; together: chung")

    def stated(self) -> MovementTarget:
        """The domain's value."""
        return MovementTarget(self.to_domain(), self.scope)


MovementTargetList = Annotated[list[NewMovementTarget], Field(max_length=MOST_TARGETS)]

EXAMPLE: JsonDict = {
    "indicator": "BHYT_TYLE",
    "name": "Tỷ lệ bao phủ BHYT",
    "unit_of_measure": "%",
    "direction": "HIGHER",
    "value": 93.5,
    "scope": "each",
}


class StatedTargets(Body):
    """Nêu chỉ tiêu của phong trào; stated anew, with the reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"targets": [EXAMPLE]}]})

    targets: MovementTargetList
    reason: Reason = ""


class NewCascade(Body):
    """Cụ thể hoá một phong trào cấp trên: what is left out is as above."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "TDTX-2024/BHXH-68",
                    "organiser": "BHXH-68",
                    "theme": "Lâm Đồng thi đua hoàn thành nhiệm vụ năm 2024",
                    "contents": ["Thu, giảm nợ"],
                    "targets": [EXAMPLE],
                }
            ]
        }
    )

    code: Annotated[str, Field(description="Mã phong trào", max_length=60)]
    organiser: Reference = Field(description="Đơn vị phát động: code or id")
    theme: Annotated[str, Field(description="Chủ đề", max_length=300)]
    contents: Lines
    targets: MovementTargetList
    purposes: Lines = Field(default_factory=list)
    audience: Line = ""
    duties: list[NewDuty] = Field(default_factory=list, max_length=MOST_LINES)
    period_from: date | None = None
    period_to: date | None = None
    covenant_signing_by: date | None = Field(None, description="Hạn ký giao ước: not later than above")
    registration_by: date | None = Field(None, description="Hạn đăng ký: not later than above")
    document: Annotated[str, Field(description="Văn bản phát động", max_length=300)] = ""

    def asked(self) -> Cascading:
        """As the application takes it."""
        plain = self.model_dump(exclude={"targets", "duties", "purposes", "contents"})
        return Cascading(
            **plain,
            contents=tuple(self.contents),
            purposes=tuple(self.purposes),
            duties=tuple(Duty(each.party, each.task) for each in self.duties),
            targets=tuple(each.stated() for each in self.targets),
        )


@router.get("/movements/{movement_id}/targets", summary="The targets of a movement")
def get_movement_targets(_reader: Reader, app: App, movement_id: UUID, response: Response) -> TargetsOut:
    """Chỉ tiêu của phong trào; với chỉ tiêu chung, tổng mức cấp dưới đã nhận."""
    with app.store.reading() as connection:
        row = view.statements(connection, [movement_id])[0]
        row = present(row, MovementTargets.CALLED, MovementTargets.id_for(movement_id))
        [row["targets"]] = view.targets(connection, [movement_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return TargetsOut.model_validate(row)


@router.put("/movements/{movement_id}/targets", summary="State the targets of a movement")
def state_movement_targets(order: OrderDep, app: App, movement_id: UUID, body: StatedTargets) -> Receipt:
    """Nêu chỉ tiêu của phong trào; nêu lại thì có lý do, và chỉ khi cấp dưới chưa cụ thể hoá."""
    targets = [each.stated() for each in body.targets]
    return app.cascades.state_targets(order.command, movement_id, targets, body.reason)


@router.get("/movements/{movement_id}/targets/history", summary="What happened to the targets of a movement")
def movement_targets_history(_reader: Reader, app: App, movement_id: UUID) -> History:
    """Lịch sử chỉ tiêu của phong trào: every statement, oldest first."""
    return History.model_validate({"items": life_of(app, MovementTargets, MovementTargets.id_for(movement_id))})


@router.post("/movements/{movement_id}/cascades", status_code=201, summary="Make a movement one's own")
def cascade_movement(order: OrderDep, app: App, movement_id: UUID, body: NewCascade) -> Receipt:
    """Cụ thể hoá phong trào cấp trên thành nội dung, chỉ tiêu của đơn vị: inside its days, no target weaker."""
    return order.answer(app.cascades.cascade(order.command, movement_id, body.asked()))


@router.get("/movements/{movement_id}/cascade", summary="A movement and what was made of it below")
def get_cascade(_reader: Reader, app: App, at: Day, movement_id: UUID) -> CascadeOut:
    """Cây cụ thể hoá phong trào: every level below, and which units directly below have not done so that day."""
    with app.store.reading() as connection:
        row = present(movements.by_ids(connection, [movement_id])[0], Movement.CALLED, movement_id)
        return CascadeOut.model_validate(view.tree(connection, row, at))
