"""Whose dossiers are late, missing or thin (theo dõi, đôn đốc); of covenants the covenant service tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.nomination.domain.dossier import DossierState
from services.nomination.views.dossiers import DOSSIERS
from services.nomination.views.nominations import NOMINATIONS
from services.nomination.views.organisation import UNITS
from services.nomination.views.tables import rows_of

LATE, MISSING, THIN = "LATE", "MISSING", "THIN"
DOSSIER = "DOSSIER"


def faults(connection: sa.Connection, movement_id: UUID, today: date) -> list[dict[str, Any]]:
    """Every fault of a movement on that day, by unit and fault; a dossier is missing where a nomination has none."""
    codes = {row["id"]: row["code"] for row in rows_of(connection, sa.select(UNITS.c.id, UNITS.c.code))}
    told = [{**each, "unit_code": codes.get(each["unit_id"])} for each in _dossiers(connection, movement_id, today)]
    return sorted(told, key=lambda each: (each["unit_code"] or "", each["subject"], each["fault"], each["detail"]))


def _fault(unit_id: UUID, subject: str, fault: str, detail: str = "") -> dict[str, Any]:
    return {"unit_id": unit_id, "subject": subject, "fault": fault, "detail": detail}


def _dossiers(connection: sa.Connection, movement_id: UUID, today: date) -> Iterator[dict[str, Any]]:
    waiting = sa.and_(NOMINATIONS.c.movement_id == movement_id, NOMINATIONS.c.decision_id.is_(None))
    without = sa.select(NOMINATIONS.c.unit_id, NOMINATIONS.c.title).where(
        waiting, NOMINATIONS.c.withdrawn_because.is_(None), NOMINATIONS.c.id.not_in(sa.select(DOSSIERS.c.case_id))
    )
    for each in connection.execute(without):
        yield _fault(each.unit_id, DOSSIER, MISSING, each.title)
    for row in rows_of(connection, sa.select(DOSSIERS).where(DOSSIERS.c.movement_id == movement_id)):
        unreceived = row["received_on"] is None and row["due"] is not None and today > row["due"]
        if row["late"] or unreceived:
            yield _fault(row["unit_id"], DOSSIER, LATE, row["title"])
        if row["missing"] and row["state"] != DossierState.DRAFT.value:
            yield _fault(row["unit_id"], DOSSIER, MISSING, f"{row['title']}: {', '.join(row['missing'])}")
        if row["thin"]:
            yield _fault(row["unit_id"], DOSSIER, THIN, row["title"])
