"""Covenants (giao ước thi đua) over REST: draft, targets, agreement; and reading them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, Number, OrderDep
from kernel.problems import ProblemSource
from kernel.store import Missing, Receipt
from regulations.chapters import Holder
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.shapes import ExplanationTree, History
from services.covenant.api.units import Reference
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.lateness import Timeliness
from services.covenant.domain.steps import State, Step
from services.covenant.domain.target import Direction, Target
from services.covenant.views import covenants as view
from services.covenant.views import lateness

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_TARGETS = 200


class TargetOut(BaseModel):
    """Chỉ tiêu thi đua: one target; decimals as text, exact."""

    indicator: str = Field(description="Mã chỉ tiêu", examples=["BHXH_BB"])
    name: str = Field(description="Tên chỉ tiêu")
    unit_of_measure: str = Field(description="Đơn vị tính", examples=["người"])
    direction: Direction = Field(description="Chiều: which way is better")
    value: Decimal = Field(description="Mức đăng ký; cận dưới của khoảng", examples=["123456"])
    upper: Decimal | None = Field(description="Cận trên của khoảng (BAND)")


class RegistrationOut(BaseModel):
    """Đăng ký danh hiệu: one title aimed at."""

    title: str = Field(examples=["CO_BHXH"])
    holder: Holder
    person_code: str | None = Field(description="Mã cá nhân; null: the unit itself")
    registered_on: date
    due_on: date = Field(description="Hạn đăng ký")
    late: bool = Field(description="Đăng ký muộn")
    recorded_on: date | None = Field(description="Ngày ghi nhận: the day it was recorded, maybe later")
    timing: Timeliness | None = Field(description="Đúng hạn, đúng hạn nhưng ghi nhận sau hạn, hay muộn")
    rulebook: str


class CovenantOut(BaseModel):
    """Giao ước thi đua: a covenant."""

    id: UUID
    unit_id: UUID
    unit_code: str = Field(examples=["BHXH-68"])
    unit_name: str | None = Field(description="Tên đơn vị vào ngày đó: the unit's name on the day asked for")
    movement_id: UUID
    movement_code: str = Field(examples=["TDTX-2024"])
    state: State
    drafted_on: date
    agreed_on: date | None = Field(description="Ngày thống nhất chỉ tiêu")
    signed_on: date | None = Field(description="Ngày ký")
    due_on: date | None = Field(description="Hạn ký; null until signed")
    due_source: ProblemSource | None = Field(description="Căn cứ của hạn ký")
    late: bool | None = Field(description="Ký muộn; null until signed")
    recorded_on: date | None = Field(description="Ngày ghi nhận: the day it was recorded, maybe later")
    timing: Timeliness | None = Field(description="Đúng hạn, đúng hạn nhưng ghi nhận sau hạn, hay muộn")
    rulebook: str | None = Field(description="Phiên bản quy định")
    edition: int | None = Field(description="Bản đang có hiệu lực: 1 once signed, more once amended")
    version: int


class CovenantPage(BaseModel):
    """Một trang giao ước: one page."""

    items: list[CovenantOut]
    next: str | None


class CovenantDetails(CovenantOut):
    """Giao ước với chỉ tiêu và danh hiệu đăng ký: with targets, titles, and what the reader may do now."""

    targets: list[TargetOut]
    registrations: list[RegistrationOut]
    steps: list[Step] = Field(description="Việc có thể làm ngay: what the asking person may do with it now")


class NewTarget(Body):
    """Chỉ tiêu thi đua: numbers as JSON numbers, exact."""

    indicator: str = Field(description="Mã chỉ tiêu", max_length=60, examples=["BHXH_BB"])
    name: str = Field(description="Tên chỉ tiêu", max_length=300, examples=["Số người tham gia BHXH bắt buộc"])
    unit_of_measure: str = Field(description="Đơn vị tính", max_length=300, examples=["người"])
    direction: Direction
    value: Number = Field(description="Mức đăng ký; the lower bound of a BAND")
    upper: Number | None = Field(None, description="Cận trên, of a BAND only")

    def to_domain(self) -> Target:
        """The domain's value."""
        return Target(self.indicator, self.name, self.unit_of_measure, self.direction, self.value, self.upper)


Targets = Annotated[list[NewTarget], Field(max_length=MOST_TARGETS)]

EXAMPLE_TARGET: JsonDict = {
    "indicator": "BHXH_BB",
    "name": "Số người tham gia BHXH bắt buộc",
    "unit_of_measure": "người",
    "direction": "HIGHER",
    "value": 123456,
}


class NewCovenant(Body):
    """Dự thảo giao ước: of a unit in a movement, with its first targets if they are known."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"unit": "BHXH-68", "movement": "TDTX-2024", "targets": [EXAMPLE_TARGET]}]}
    )

    unit: Reference = Field(description="Đơn vị: code or id")
    movement: Reference = Field(description="Phong trào: code or id", examples=["TDTX-2024"])
    targets: Targets = Field(default_factory=list)


class TargetTable(Body):
    """Bảng chỉ tiêu: all targets, in place of those before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"targets": [EXAMPLE_TARGET]}]})

    targets: Targets


class Reason(Body):
    """Lý do: why it is done."""

    reason: Annotated[str, Field(max_length=4000, examples=["Cụm đề nghị nâng chỉ tiêu"])]


@router.get("/covenants", summary="Covenants")
def list_covenants(
    _reader: Reader,
    app: App,
    at: Day,
    movement: Annotated[Named | None, Query(description="Phong trào: of this movement; code or id")] = None,
    unit: Annotated[Named | None, Query(description="Đơn vị: of this unit; code or id")] = None,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of its members on that day; code or id")] = None,
    province: Annotated[Named | None, Query(description="Tỉnh: of that province and all under it; code or id")] = None,
    state: Annotated[State | None, Query(description="Trạng thái: state")] = None,
    late: Annotated[bool | None, Query(description="Ký muộn: only late, or only in time")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> CovenantPage:
    """Danh sách giao ước: by movement and unit; who has none stands in a cluster's standings."""
    in_movement, of_unit, in_cluster, in_province = app.naming.ids(
        movement=movement, unit=unit, cluster=cluster, province=province
    )
    wanted = view.Filter(in_movement, of_unit, in_cluster, in_province, state, late)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return CovenantPage(items=[CovenantOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/covenants", status_code=201, summary="Draft a covenant")
def draft_covenant(order: OrderDep, app: App, body: NewCovenant) -> Receipt:
    """Dự thảo giao ước thi đua: one per unit and movement."""
    targets = [each.to_domain() for each in body.targets]
    return order.answer(app.covenants.draft(order.command, body.unit, body.movement, targets))


@router.get("/covenants/{covenant_id}", summary="One covenant")
def get_covenant(reader: Reader, app: App, at: Day, covenant_id: UUID, response: Response) -> CovenantDetails:
    """Một giao ước với chỉ tiêu, danh hiệu đăng ký, và việc người hỏi có thể làm ngay."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [covenant_id], at)[0], Covenant.CALLED, covenant_id)
        [row["targets"]] = view.targets(connection, [covenant_id])
        [row["registrations"]] = view.registrations(connection, [covenant_id])
    row["steps"] = app.covenants.open_to(reader, covenant_id, at)
    response.headers["ETag"] = f'"{row["version"]}"'
    return CovenantDetails.model_validate(row)


@router.get("/covenants/{covenant_id}/history", summary="What happened to a covenant")
def covenant_history(_reader: Reader, app: App, covenant_id: UUID) -> History:
    """Lịch sử của giao ước: every event, oldest first; targets that were replaced stay readable here."""
    return History.model_validate({"items": life_of(app, Covenant, covenant_id)})


@router.get("/covenants/{covenant_id}/why", summary="Why a covenant is in time or late")
def covenant_why(_reader: Reader, app: App, covenant_id: UUID) -> ExplanationTree:
    """Giải trình đúng hạn hay muộn: the day of signing and of each registration against its deadline and source."""
    with app.store.reading() as connection:
        [why] = lateness.whys(connection, [covenant_id])
    if why is None:
        raise Missing(thing=Covenant.CALLED, id=covenant_id)
    return ExplanationTree(digest=why.digest(), tree=why.as_dict())


@router.put("/covenants/{covenant_id}/targets", summary="Set the targets of a covenant")
def set_targets(order: OrderDep, app: App, covenant_id: UUID, body: TargetTable) -> Receipt:
    """Đề ra chỉ tiêu: all of them, in place of those before; refused once agreed or signed."""
    targets = [each.to_domain() for each in body.targets]
    return order.answer(app.covenants.set_targets(order.command, covenant_id, targets))


@router.post("/covenants/{covenant_id}/agreement", summary="Agree to the targets")
def agree_covenant(order: OrderDep, app: App, covenant_id: UUID) -> Receipt:
    """Thống nhất chỉ tiêu: by the head of the block or cluster, or the standing council body."""
    return order.answer(app.covenants.agree(order.command, covenant_id))


@router.post("/covenants/{covenant_id}/agreement/withdrawal", summary="Withdraw the agreement")
def withdraw_agreement(order: OrderDep, app: App, covenant_id: UUID, body: Reason) -> Receipt:
    """Rút lại việc thống nhất, để sửa chỉ tiêu: before the covenant is signed."""
    return order.answer(app.covenants.withdraw_agreement(order.command, covenant_id, body.reason))
