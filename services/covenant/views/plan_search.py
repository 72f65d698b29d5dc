"""Tables of targets over years as they were on a day: searched, and by their covenants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.views import Page, page
from services.covenant.domain.plan import PlanState
from services.covenant.views import clusters, units
from services.covenant.views.plans import EDITIONS, PLANS
from services.covenant.views.tables import in_order, rows_of

_SENT = ("submitted_on", "due_on", "due_source", "late", "recorded_on", "timing")


@dataclass(frozen=True)
class Filter:
    """Which tables: of a movement, a unit, a cluster's members, a province, in a state."""

    movement_id: UUID | None = None
    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    province_id: UUID | None = None
    state: PlanState | None = None


def as_of(at: date) -> sa.Select[Any]:
    """Tables drafted by that day, in its edition and with its units; how far an appraisal is, as it stands now."""
    sent = [sa.case((PLANS.c.submitted_on <= at, PLANS.c[name])).label(name) for name in _SENT]
    made = sa.select(sa.func.max(EDITIONS.c.edition)).where(EDITIONS.c.plan_id == PLANS.c.id, EDITIONS.c.made_on <= at)
    first = sa.case((PLANS.c.edition == 0, 0), else_=1)
    edition = sa.func.coalesce(made.scalar_subquery(), first).label("edition")
    plain = [column for column in PLANS.c if column.name not in (*_SENT, "state", "edition")]
    unit = units.UNITS.c.code.label("unit_code"), units.name_on(at).label("unit_name")
    query = sa.select(*plain, *sent, edition, _state_on(at).label("state"), *unit)
    return query.join(units.UNITS, units.UNITS.c.id == PLANS.c.unit_id).where(PLANS.c.drafted_on <= at)


def _state_on(at: date) -> sa.ColumnElement[str]:
    return sa.case((PLANS.c.submitted_on <= at, PLANS.c.state), else_=PlanState.DRAFT.value)


def search(connection: sa.Connection, wanted: Filter, at: date, after: str | None, limit: int) -> Page:
    """Tables by movement and unit; cluster and province mean their members on that day."""
    query = as_of(at)
    exact = {PLANS.c.movement_id: wanted.movement_id, PLANS.c.unit_id: wanted.unit_id, _state_on(at): wanted.state}
    for column, value in exact.items():
        if value is not None:
            query = query.where(column == value)
    query = of_members(query, wanted.cluster_id, wanted.province_id, at)
    key: list[sa.Column[Any]] = [PLANS.c.movement_id, PLANS.c.unit_id]
    return page(connection, query, key, after, limit)


def of_members(query: sa.Select[Any], cluster_id: UUID | None, province_id: UUID | None, at: date) -> sa.Select[Any]:
    """Only the tables of a cluster's members, or of a province and all under it, on that day."""
    if cluster_id is not None:
        listed = clusters.members_on(at)
        of_cluster = sa.select(listed.c.unit_id).where(listed.c.cluster_id == cluster_id)
        query = query.where(PLANS.c.unit_id.in_(of_cluster))
    if province_id is not None:
        query = query.where(units.of_province(province_id, at))
    return query


def by_covenants(connection: sa.Connection, covenant_ids: Sequence[UUID], at: date) -> list[dict[str, Any] | None]:
    """The table of each covenant, None for one without."""
    query = as_of(at).where(PLANS.c.covenant_id.in_(covenant_ids))
    return in_order(covenant_ids, rows_of(connection, query), "covenant_id")
