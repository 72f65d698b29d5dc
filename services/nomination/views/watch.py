"""Who is late, missing or thin (theo dõi, đôn đốc): over covenants, registrations and dossiers, read from the views."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.nomination.domain.dossier import DossierState
from services.nomination.views.covenants import COVENANTS, TITLES
from services.nomination.views.dossiers import DOSSIERS
from services.nomination.views.nominations import NOMINATIONS
from services.nomination.views.organisation import CLUSTERS, LISTS, UNITS, members_on
from services.nomination.views.tables import rows_of

LATE, MISSING, THIN = "LATE", "MISSING", "THIN"
COVENANT, REGISTRATION, DOSSIER = "COVENANT", "REGISTRATION", "DOSSIER"


def faults(connection: sa.Connection, movement_id: UUID, today: date) -> list[dict[str, Any]]:
    """Every fault of a movement on that day, by unit, subject and fault.

    A unit is expected to have signed and registered if it is on a membership list in force; a dossier is missing where
    a nomination waits without one.
    """
    codes = {row["id"]: row["code"] for row in rows_of(connection, sa.select(UNITS.c.id, UNITS.c.code))}
    found = [
        *_not_signed(connection, movement_id, today),
        *_late(connection, COVENANTS, movement_id, COVENANT),
        *_late(connection, TITLES, movement_id, REGISTRATION),
        *_dossiers(connection, movement_id, today),
    ]
    told = [{**each, "unit_code": codes.get(each["unit_id"])} for each in found]
    return sorted(told, key=lambda each: (each["unit_code"] or "", each["subject"], each["fault"], each["detail"]))


def _fault(unit_id: UUID, subject: str, fault: str, detail: str = "") -> dict[str, Any]:
    return {"unit_id": unit_id, "subject": subject, "fault": fault, "detail": detail}


def _not_signed(connection: sa.Connection, movement_id: UUID, today: date) -> Iterator[dict[str, Any]]:
    alive = sa.or_(CLUSTERS.c.disbanded_on.is_(None), CLUSTERS.c.disbanded_on > today)
    listed = sa.select(LISTS.c.cluster_id).join(CLUSTERS, CLUSTERS.c.id == LISTS.c.cluster_id).where(alive).distinct()
    boards = connection.execute(listed).scalars().all()
    expected = sorted({unit for board in boards for unit in members_on(connection, board, today)})
    for table, subject in ((COVENANTS, COVENANT), (TITLES, REGISTRATION)):
        query = sa.select(table.c.unit_id).where(table.c.movement_id == movement_id)
        there = set(connection.execute(query).scalars())
        yield from (_fault(unit, subject, MISSING) for unit in expected if unit not in there)


def _late(connection: sa.Connection, table: sa.Table, movement_id: UUID, subject: str) -> Iterator[dict[str, Any]]:
    query = sa.select(table.c.unit_id).where(table.c.movement_id == movement_id, table.c.late).distinct()
    return (_fault(unit, subject, LATE) for unit in connection.execute(query).scalars())


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
