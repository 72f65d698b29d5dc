"""Whose dossiers are late, missing or thin (theo dõi, đôn đốc), over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from kernel.http import PROBLEMS, ExactRoute
from services.nomination.api.asking import App, Reader, Today

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class FaultOut(BaseModel):
    """Một việc muộn, thiếu hoặc sơ sài: of which unit, in what."""

    unit_id: UUID
    unit_code: str | None
    subject: str = Field(description="DOSSIER hồ sơ")
    fault: str = Field(description="LATE muộn, MISSING thiếu, THIN sơ sài")
    detail: str


class Faults(BaseModel):
    """Theo dõi, đôn đốc: everybody late, missing or thin on the day."""

    on: date
    items: list[FaultOut]


@router.get("/watch", summary="Whose dossiers are late, missing or thin")
def list_faults(
    reader: Reader,
    app: App,
    today: Today,
    movement: Annotated[str, Query(description="Phong trào: code or id")],
    on: Annotated[date | None, Query(description="Ngày: by default today")] = None,
) -> Faults:
    """Theo dõi, đôn đốc: over dossiers; of covenants and registrations `GET /covenant/oversight` tells."""
    day = on or today
    found = app.dossiers.watch(reader, app.naming.id("movement", movement), day)
    return Faults(on=day, items=[FaultOut.model_validate(row) for row in found])
