"""Whose dossiers are late, missing or thin (theo dõi, đôn đốc); of covenants the covenant service tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Worded
from kernel.views import Page, page
from services.nomination.domain.dossier import DossierState
from services.nomination.domain.stages import Stage
from services.nomination.views.decisions import DECISIONS
from services.nomination.views.dossiers import DOSSIERS
from services.nomination.views.nominations import NOMINATIONS
from services.nomination.views.organisation import UNITS

DOSSIER = "DOSSIER"
ORDER = ("place", "fault", "title", "about_id")


class DossierFault(Worded):
    """What is wrong with a dossier."""

    LATE = "LATE", "muộn", "late"
    MISSING = "MISSING", "thiếu", "missing"
    THIN = "THIN", "sơ sài", "thin"


@dataclass(frozen=True)
class FaultFilter:
    """Which faults: of a movement, of a unit, of a kind."""

    movement_id: UUID
    unit_id: UUID | None = None
    fault: str | None = None


def faults(connection: sa.Connection, wanted: FaultFilter, today: date, after: str | None, limit: int) -> Page:
    """A page of the faults on that day, by unit and fault; a dossier is missing where a nomination has none.

    Of a nomination that did not pass none is waited for. Whether a dossier lacks something is told as it stands now.
    """
    told = sa.union_all(_without(wanted.movement_id, today), *_of_dossiers(wanted.movement_id, today)).subquery()
    units = sa.outerjoin(told, UNITS, UNITS.c.id == told.c.unit_id)
    place = sa.func.coalesce(UNITS.c.code, "", type_=sa.Text).label("place")
    named = sa.select(*told.c, UNITS.c.code.label("unit_code"), place).select_from(units).subquery()
    asked = {"unit_id": wanted.unit_id, "fault": wanted.fault}
    query = sa.select(named).where(*(named.c[name] == value for name, value in asked.items() if value is not None))
    found = page(connection, query, cast("list[sa.Column[Any]]", [named.c[name] for name in ORDER]), after, limit)
    return replace(found, items=[_told(row) for row in found.items])


def _without(movement_id: UUID, today: date) -> sa.Select[Any]:
    made = sa.and_(NOMINATIONS.c.movement_id == movement_id, NOMINATIONS.c.nominated_on <= today)
    decided = sa.exists().where(DECISIONS.c.nomination_id == NOMINATIONS.c.id, DECISIONS.c.decided_on <= today)
    waiting = sa.and_(made, NOMINATIONS.c.stage.not_in(_OVER), ~decided)
    own = NOMINATIONS.c.unit_id, NOMINATIONS.c.title, NOMINATIONS.c.id.label("about_id")
    nothing = sa.null().cast(sa.JSON).label("missing")
    opened = NOMINATIONS.c.id.in_(sa.select(DOSSIERS.c.case_id).where(DOSSIERS.c.opened_on <= today))
    return sa.select(*own, _is(DossierFault.MISSING), nothing).where(waiting, ~opened)


_OVER = [each.value for each in (Stage.NOT_SELECTED, Stage.NOT_ENDORSED, Stage.WITHDRAWN)]


def _of_dossiers(movement_id: UUID, today: date) -> list[sa.Select[Any]]:
    received = sa.func.coalesce(DOSSIERS.c.received_on <= today, sa.false())
    lacks = sa.cast(DOSSIERS.c.missing, sa.Text) != "[]"
    sent = DOSSIERS.c.submitted_on <= today
    found = {
        DossierFault.LATE: sa.or_(sa.and_(received, DOSSIERS.c.late), sa.and_(~received, DOSSIERS.c.due < today)),
        DossierFault.MISSING: sa.and_(sent, lacks, DOSSIERS.c.state != DossierState.DRAFT.value),
        DossierFault.THIN: sa.and_(received, DOSSIERS.c.thin),
    }
    own = DOSSIERS.c.unit_id, DOSSIERS.c.title, DOSSIERS.c.id.label("about_id")
    here = sa.and_(DOSSIERS.c.movement_id == movement_id, DOSSIERS.c.opened_on <= today)
    return [sa.select(*own, _is(each), DOSSIERS.c.missing).where(here, so) for each, so in found.items()]


def _is(fault: DossierFault) -> sa.Label[str]:
    return sa.literal(fault.value, sa.Text).label("fault")


def _told(row: dict[str, Any]) -> dict[str, Any]:
    lacks = row["missing"] if row["fault"] == DossierFault.MISSING.value else None
    detail = f"{row['title']}: {', '.join(lacks)}" if lacks else row["title"]
    return {**row, "subject": DOSSIER, "detail": detail}
