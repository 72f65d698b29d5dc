"""What the standing council body sees of every block and cluster: what is missing, late or open, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kernel.views import Page, page
from services.covenant.domain.cluster import ClusterKind
from services.covenant.views.clusters import CLUSTERS, existing_on
from services.covenant.views.inspections import FINDINGS, INSPECTIONS, UNSETTLED, overdue_on
from services.covenant.views.operating_rules import EDITIONS, holding_on
from services.covenant.views.programmes import ITEMS, PROGRAMMES, ItemState, state_on


@dataclass(frozen=True)
class Filter:
    """Of which year's programme, and whether only those that lack something, or only the others."""

    year: int
    lacking: bool | None = None


def search(connection: sa.Connection, wanted: Filter, at: date, after: str | None, limit: int) -> Page:
    """The blocks and clusters that are there on a day, by code, with what each has and lacks."""
    columns = _columns(wanted.year, at)
    lacking = sa.or_(
        sa.not_(columns["has_rules"]),
        sa.not_(columns["has_programme"]),
        columns["late_items"] > 0,
        columns["overdue_findings"] > 0,
    )
    named = [expression.label(name) for name, expression in columns.items()]
    query = sa.select(CLUSTERS.c.id, CLUSTERS.c.code, CLUSTERS.c.name, CLUSTERS.c.kind, *named)
    query = query.where(existing_on(at), CLUSTERS.c.kind != ClusterKind.NATIONAL.value)
    if wanted.lacking is not None:
        query = query.where(lacking if wanted.lacking else sa.not_(lacking))
    return page(connection, query, [CLUSTERS.c.code], after, limit)


def _columns(year: int, at: date) -> dict[str, sa.ColumnElement[Any]]:
    of_year = sa.and_(PROGRAMMES.c.cluster_id == CLUSTERS.c.id, PROGRAMMES.c.year == year)
    items = sa.select(sa.func.count()).select_from(ITEMS.join(PROGRAMMES, PROGRAMMES.c.id == ITEMS.c.programme_id))
    found = INSPECTIONS.c.id == FINDINGS.c.inspection_id
    findings = sa.select(sa.func.count()).select_from(FINDINGS.join(INSPECTIONS, found))
    own = INSPECTIONS.c.cluster_id == CLUSTERS.c.id
    return {
        "has_rules": sa.exists().where(EDITIONS.c.cluster_id == CLUSTERS.c.id, holding_on(at)),
        "has_programme": sa.exists().where(of_year),
        "late_items": items.where(of_year, state_on(at) == ItemState.LATE.value).scalar_subquery(),
        "open_findings": findings.where(own, FINDINGS.c.state.in_(UNSETTLED)).scalar_subquery(),
        "overdue_findings": findings.where(own, overdue_on(at)).scalar_subquery(),
    }
