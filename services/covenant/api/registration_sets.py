"""Sets of registrations (hồ sơ đăng ký của khối, cụm) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Named, Reader, life_of, present
from services.covenant.api.shapes import History
from services.covenant.api.units import Reference
from services.covenant.domain.registration_set import RegistrationSet
from services.covenant.views import registration_sets as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class SetOut(BaseModel):
    """Hồ sơ đăng ký: who of a block or cluster signed, who was late, who is missing, on the day it was submitted."""

    id: UUID
    cluster_id: UUID
    movement_id: UUID
    submitted_on: date = Field(description="Ngày nộp")
    signed: list[UUID] = Field(description="Ký đúng hạn: members that signed in time")
    late: list[UUID] = Field(description="Ký muộn: members that signed late")
    unsigned: list[UUID] = Field(description="Chưa ký: members without a signed covenant")
    unregistered: list[UUID] = Field(description="Chưa đăng ký danh hiệu: members that registered no title")
    version: int


class SetPage(BaseModel):
    """Một trang hồ sơ: one page."""

    items: list[SetOut]
    next: str | None


class Submission(Body):
    """Nộp hồ sơ đăng ký: as the members stand on `Effective-At`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"movement": "TDTX-2024"}]})

    movement: Reference = Field(description="Phong trào: code or id", examples=["TDTX-2024"])


@router.get("/registration-sets", summary="Sets of registrations")
def list_sets(
    _reader: Reader,
    app: App,
    movement: Annotated[Named | None, Query(description="Phong trào: of this movement; code or id")] = None,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of this one; code or id")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> SetPage:
    """Danh sách hồ sơ đăng ký đã nộp: by movement and cluster."""
    in_movement, in_cluster = app.naming.ids(movement=movement, cluster=cluster)
    with app.store.reading() as connection:
        found = view.search(connection, view.Filter(in_movement, in_cluster), after, limit)
    return SetPage(items=[SetOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/clusters/{cluster_id}/registration-sets", status_code=201, summary="Submit the set of registrations")
def submit_set(order: OrderDep, app: App, cluster_id: UUID, body: Submission) -> Receipt:
    """Khối trưởng, cụm trưởng nộp hồ sơ đăng ký cho thường trực Hội đồng: once per movement."""
    return app.registration_sets.submit(order.command, cluster_id, body.movement)


@router.get("/registration-sets/{set_id}", summary="One set of registrations")
def get_set(_reader: Reader, app: App, set_id: UUID, response: Response) -> SetOut:
    """Một hồ sơ đăng ký."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [set_id])[0], RegistrationSet.CALLED, set_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return SetOut.model_validate(row)


@router.get("/registration-sets/{set_id}/history", summary="What happened to a set of registrations")
def set_history(_reader: Reader, app: App, set_id: UUID) -> History:
    """Lịch sử của hồ sơ: every event."""
    return History.model_validate({"items": life_of(app, RegistrationSet, set_id)})
