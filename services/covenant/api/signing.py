"""Signing covenants (ký giao ước), alone or jointly, and registering titles (đăng ký danh hiệu), over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from regulations.chapters import Holder
from services.covenant.api.asking import App, Day, Named, Reader, present
from services.covenant.api.units import Reference
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.registration import Registration
from services.covenant.domain.steps import State
from services.covenant.views import clusters, standings

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_TITLES = 500
MOST_SIGNERS = 200


class NewRegistration(Body):
    """Đăng ký một danh hiệu, hình thức khen thưởng: for the unit, or for a person by code."""

    title: str = Field(description="Mã danh hiệu, hình thức", max_length=60, examples=["CO_BHXH"])
    holder: Holder = Field(description="Tập thể hay cá nhân")
    person_code: str | None = Field(None, description="Mã cá nhân, of a person", max_length=60)

    def to_domain(self) -> Registration:
        """The domain's value."""
        return Registration(self.title, self.holder, self.person_code)


class Registrations(Body):
    """Đăng ký danh hiệu: in addition to those before."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "registrations": [
                        {"title": "CO_BHXH", "holder": "collective"},
                        {"title": "CSTDCS", "holder": "person", "person_code": "CB-0001"},
                    ]
                }
            ]
        }
    )

    registrations: Annotated[list[NewRegistration], Field(max_length=MOST_TITLES)]


class TitleWithdrawal(Body):
    """Rút đăng ký: one title, with the reason."""

    registration: NewRegistration
    reason: Annotated[str, Field(max_length=4000, examples=["Cá nhân đã chuyển công tác"])]


class JointSigning(Body):
    """Ký kết giao ước: of these members, or of all whose covenants are agreed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"movement": "TDTX-2024"}]})

    movement: Reference = Field(description="Phong trào: code or id", examples=["TDTX-2024"])
    units: Annotated[list[Reference], Field(max_length=MOST_SIGNERS)] | None = Field(
        None, description="Đơn vị ký: codes or ids; default: all members with an agreed covenant"
    )


class StandingOut(BaseModel):
    """Tình hình của một thành viên: how a member stands in a movement."""

    unit_id: UUID
    unit_code: str
    unit_name: str | None
    covenant_id: UUID | None = Field(description="Giao ước; null: none was drafted")
    state: State | None
    signed: bool = Field(description="Đã ký")
    signed_on: date | None
    late: bool = Field(description="Ký muộn")
    titles: list[str] = Field(description="Danh hiệu đã đăng ký")


class Standings(BaseModel):
    """Tình hình ký và đăng ký của khối, cụm: every member, in the order of the list."""

    items: list[StandingOut]
    signed: int = Field(description="Đúng hạn")
    late: int = Field(description="Muộn")
    unsigned: int = Field(description="Chưa ký")


@router.post("/covenants/{covenant_id}/signature", summary="Sign a covenant")
def sign_covenant(order: OrderDep, app: App, covenant_id: UUID) -> Receipt:
    """Ký giao ước thi đua: by the head of the unit, on `Effective-At`; late is recorded as late."""
    return order.answer(app.covenants.sign(order.command, covenant_id))


@router.post("/clusters/{cluster_id}/joint-signings", summary="Record the joint signing of a block or cluster")
def sign_jointly(order: OrderDep, app: App, cluster_id: UUID, body: JointSigning) -> Receipt:
    """Ký kết giao ước của khối, cụm: all of these members sign on `Effective-At`, or none."""
    return app.covenants.sign_jointly(order.command, cluster_id, body.movement, body.units)


@router.post("/covenants/{covenant_id}/registrations", summary="Register titles")
def register_titles(order: OrderDep, app: App, covenant_id: UUID, body: Registrations) -> Receipt:
    """Đăng ký danh hiệu thi đua, hình thức khen thưởng: late is recorded as late."""
    added = [each.to_domain() for each in body.registrations]
    return order.answer(app.covenants.register_titles(order.command, covenant_id, added))


@router.post("/covenants/{covenant_id}/registrations/withdrawals", summary="Withdraw a registered title")
def withdraw_title(order: OrderDep, app: App, covenant_id: UUID, body: TitleWithdrawal) -> Receipt:
    """Rút đăng ký một danh hiệu, với lý do."""
    registration = body.registration.to_domain()
    return order.answer(app.covenants.withdraw_title(order.command, covenant_id, registration, body.reason))


@router.get("/clusters/{cluster_id}/standings", summary="Who signed, who was late, who is missing")
def cluster_standings(
    _reader: Reader,
    app: App,
    at: Day,
    cluster_id: UUID,
    movement: Annotated[Named, Query(description="Phong trào: in this movement; code or id")],
) -> Standings:
    """Tình hình ký giao ước và đăng ký của từng thành viên, tính đến ngày đó: members with nothing are listed too."""
    in_movement = app.naming.id("movement", movement)
    with app.store.reading() as connection:
        present(clusters.by_ids(connection, [cluster_id])[0], Cluster.CALLED, cluster_id)
        [rows] = standings.standings(connection, [cluster_id], at, in_movement)
    late = sum(row["late"] for row in rows)
    signed = sum(row["signed"] for row in rows) - late
    items = [StandingOut.model_validate(row) for row in rows]
    return Standings(items=items, signed=signed, late=late, unsigned=len(rows) - signed - late)
