"""Whose dossiers are late, missing or thin (theo dõi, đôn đốc), over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from kernel.http import PROBLEMS, AfterParam, ExactRoute, LimitParam
from services.nomination.api.asking import App, Reader, Today
from services.nomination.views import watch as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class FaultOut(BaseModel):
    """Một việc muộn, thiếu hoặc sơ sài: of which unit, in what."""

    unit_id: UUID
    unit_code: str | None
    subject: str = Field(description="DOSSIER hồ sơ")
    fault: view.DossierFault = Field(description="LATE muộn, MISSING thiếu, THIN sơ sài")
    about_id: UUID = Field(description="Hồ sơ; where it is missing altogether, the nomination")
    detail: str


class Faults(BaseModel):
    """Theo dõi, đôn đốc: a page of everybody late, missing or thin on the day."""

    on: date
    items: list[FaultOut]
    next: str | None


@router.get("/watch", summary="Whose dossiers are late, missing or thin")
def list_faults(
    _reader: Reader,
    app: App,
    today: Today,
    movement: Annotated[str, Query(description="Phong trào: code or id")],
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    fault: Annotated[view.DossierFault | None, Query(description="Muộn, thiếu, sơ sài")] = None,
    on: Annotated[date | None, Query(description="Ngày: by default today")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> Faults:
    """Theo dõi, đôn đốc: over dossiers; of covenants and registrations `GET /covenant/oversight` tells."""
    day = on or today
    in_movement, of_unit = app.naming.id("movement", movement), app.naming.ids(unit=unit)[0]
    with app.store.reading() as connection:
        found = view.faults(connection, view.FaultFilter(in_movement, of_unit, fault), day, after, limit)
    return Faults(on=day, items=[FaultOut.model_validate(row) for row in found.items], next=found.next)
