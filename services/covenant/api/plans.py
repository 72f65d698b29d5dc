"""Targets over years (chỉ tiêu từng năm) over REST: the national ones, a unit's table, its appraisal and amendment."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Missing, Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.long_shapes import (
    MOST_TARGETS,
    Code,
    Difference,
    Line,
    NewAmendment,
    NewProgramme,
    NewTable,
    PlanDetails,
    PlanOut,
    PlanPage,
    ProgrammeOut,
)
from services.covenant.api.shapes import ExplanationTree, History
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import PlanState, Programme
from services.covenant.domain.target_plan import Opinion, TargetPlan
from services.covenant.views import movements, national_targets, plan_editions, plan_whys
from services.covenant.views import plan_search as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class NewOpinion(Body):
    """Ý kiến thẩm định: agreed, or returned with the reason."""

    indicator: Code
    agreed: bool
    reason: Line = ""


class Appraisal(Body):
    """Thẩm định số liệu: opinions on targets of the department's field; all of them are recorded, or none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"opinions": [{"indicator": "BHYT_PCT", "agreed": False, "reason": "Chưa tính hộ cận nghèo"}]}]
        }
    )

    opinions: list[NewOpinion] = Field(min_length=1, max_length=MOST_TARGETS)


@router.get("/movements/{movement_id}/national-targets", summary="National targets of a movement")
def get_national_targets(_reader: Reader, app: App, movement_id: UUID) -> ProgrammeOut:
    """Mục tiêu chung của phong trào dài hạn, mỗi mục tiêu với văn bản của nó."""
    with app.store.reading() as connection:
        present(movements.by_ids(connection, [movement_id])[0], Movement.CALLED, movement_id)
        [programme] = national_targets.programmes(connection, [movement_id])
        [goals] = national_targets.goals(connection, [movement_id])
    appraised = programme is not None and programme["appraised"]
    return ProgrammeOut.model_validate({"appraised": appraised, "items": goals})


@router.put("/movements/{movement_id}/national-targets", summary="Set the national targets of a movement")
def set_national_targets(order: OrderDep, app: App, movement_id: UUID, body: NewProgramme) -> Receipt:
    """Đề ra mục tiêu chung: all of them, in place of those before; `If-Match` is the movement's version."""
    programme = Programme(tuple(each.to_domain() for each in body.goals), body.appraised)
    return order.answer(app.plans.set_national_targets(order.command, movement_id, programme))


@router.get("/plans", summary="Tables of targets over years")
def list_plans(
    _reader: Reader,
    app: App,
    at: Day,
    movement: Annotated[Named | None, Query(description="Phong trào: of this movement; code or id")] = None,
    unit: Annotated[Named | None, Query(description="Đơn vị: of this unit; code or id")] = None,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of its members on that day; code or id")] = None,
    province: Annotated[Named | None, Query(description="Tỉnh: of that province and all under it; code or id")] = None,
    state: Annotated[PlanState | None, Query(description="Trạng thái: dự thảo, chờ thẩm định, chính thức")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> PlanPage:
    """Danh sách bảng chỉ tiêu từng năm: by movement and unit."""
    in_movement, of_unit, in_cluster, in_province = app.naming.ids(
        movement=movement, unit=unit, cluster=cluster, province=province
    )
    wanted = view.Filter(in_movement, of_unit, in_cluster, in_province, state)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return PlanPage(items=[PlanOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/covenants/{covenant_id}/plan", summary="The table of targets over years of a covenant")
def get_plan(
    _reader: Reader,
    app: App,
    at: Day,
    covenant_id: UUID,
    response: Response,
    edition: Annotated[
        int | None, Query(description="Bản: an older edition's text; default the last", ge=1, le=10_000)
    ] = None,
) -> PlanDetails:
    """Bảng chỉ tiêu từng năm của giao ước, bản hiện hành hoặc một bản cũ."""
    with app.store.reading() as connection:
        row = present(view.by_covenants(connection, [covenant_id], at)[0], TargetPlan.CALLED, covenant_id)
        [row["targets"]] = plan_editions.texts(connection, [(row["id"], edition or row["edition"])])
        [row["editions"]] = plan_editions.editions(connection, [row["id"]])
    if edition is not None and not row["targets"]:
        raise Missing(thing=TargetPlan.CALLED, id=f"{covenant_id}/{edition}")
    response.headers["ETag"] = f'"{row["version"]}"'
    return PlanDetails.model_validate(row)


@router.put("/covenants/{covenant_id}/plan", summary="Set the table of targets over years")
def set_plan(order: OrderDep, app: App, covenant_id: UUID, body: NewTable) -> Receipt:
    """Đề ra chỉ tiêu từng năm: a draft may have gaps; its figures of the last year become the covenant's targets."""
    return order.answer(app.plans.set_table(order.command, covenant_id, body.to_domain()))


@router.post("/covenants/{covenant_id}/plan/submission", summary="Submit the table of targets")
def submit_plan(order: OrderDep, app: App, covenant_id: UUID) -> Receipt:
    """Nộp bản đăng ký: by the head of the unit; every year is stated, every binding national target answered."""
    return order.answer(app.plans.submit(order.command, covenant_id))


@router.post("/covenants/{covenant_id}/plan/appraisals", summary="Appraise targets")
def appraise_plan(order: OrderDep, app: App, covenant_id: UUID, body: Appraisal) -> Receipt:
    """Thẩm định số liệu: by the department that each target names."""
    opinions = [Opinion(each.indicator, each.agreed, each.reason) for each in body.opinions]
    return order.answer(app.plans.appraise(order.command, covenant_id, opinions))


@router.post("/covenants/{covenant_id}/plan/amendments", summary="Amend the table of targets")
def amend_plan(order: OrderDep, app: App, covenant_id: UUID, body: NewAmendment) -> Receipt:
    """Điều chỉnh chỉ tiêu: with the reason; what changes is appraised anew, the old text stays readable."""
    return order.answer(app.plans.amend(order.command, covenant_id, body.to_domain(), body.reason))


@router.get("/covenants/{covenant_id}/plan/difference", summary="What differs between two editions")
def plan_difference(
    _reader: Reader,
    app: App,
    covenant_id: UUID,
    before: Annotated[int, Query(description="Bản trước", ge=0)],
    after: Annotated[int, Query(description="Bản sau", ge=0)],
) -> Difference:
    """So sánh hai bản: added and dropped targets, and of the others each member and year that differs."""
    plan_id = TargetPlan.id_for(covenant_id)
    app.store.load(TargetPlan, plan_id)
    with app.store.reading() as connection:
        found = plan_editions.difference(connection, plan_id, before, after)
    return Difference.model_validate({"items": found})


@router.get("/covenants/{covenant_id}/plan/why", summary="Why a table of targets stands as it does")
def plan_why(_reader: Reader, app: App, covenant_id: UUID) -> ExplanationTree:
    """Giải trình: each target's appraisal, the national target under it, and what each year brought, with events."""
    with app.store.reading() as connection:
        [why] = plan_whys.whys(connection, [TargetPlan.id_for(covenant_id)])
    if why is None:
        raise Missing(thing=TargetPlan.CALLED, id=covenant_id)
    return ExplanationTree(digest=why.digest(), tree=why.as_dict())


@router.get("/covenants/{covenant_id}/plan/history", summary="What happened to a table of targets")
def plan_history(_reader: Reader, app: App, covenant_id: UUID) -> History:
    """Lịch sử của bảng chỉ tiêu: every event, oldest first."""
    return History.model_validate({"items": life_of(app, TargetPlan, TargetPlan.id_for(covenant_id))})
