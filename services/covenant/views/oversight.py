"""What the standing council body sees: what each block and cluster lacks, and everything late, missing or thin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.views import Page, page
from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.reminder import SOURCES, Effect, Matter, MatterKind, Shortfall
from services.covenant.views import matters_of_clusters, matters_of_units, reminders
from services.covenant.views.clusters import CLUSTERS, existing_on, members_on
from services.covenant.views.inspections import FINDINGS, INSPECTIONS, UNSETTLED, finding_state_on, overdue_on
from services.covenant.views.matters import MATTERS
from services.covenant.views.movements import MOVEMENTS
from services.covenant.views.operating_rules import EDITIONS, holding_on
from services.covenant.views.plans import FIGURES
from services.covenant.views.programmes import ITEMS, PROGRAMMES, ItemState, state_on
from services.covenant.views.reminders import REMINDERS
from services.covenant.views.tables import plain_source, rows_of
from services.covenant.views.units import UNITS


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
    urged = sa.select(sa.func.count()).where(REMINDERS.c.cluster_id == CLUSTERS.c.id, reminders.standing_on(at))
    return {
        "has_rules": sa.exists().where(EDITIONS.c.cluster_id == CLUSTERS.c.id, holding_on(at)),
        "has_programme": sa.exists().where(of_year, PROGRAMMES.c.adopted_on <= at),
        "late_items": items.where(of_year, state_on(at) == ItemState.LATE.value).scalar_subquery(),
        "open_findings": findings.where(own, finding_state_on(at).in_(UNSETTLED)).scalar_subquery(),
        "overdue_findings": findings.where(own, overdue_on(at)).scalar_subquery(),
        "reminders": urged.scalar_subquery(),
    }


@dataclass(frozen=True)
class MatterFilter:
    """Which matters: of a kind, with a fault, of a unit, of a block or cluster and its members, of a movement.

    `waits` is whether it is still to be done, `reminded` whether anybody was reminded of it.
    """

    kind: MatterKind | None = None
    fault: Shortfall | None = None
    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    movement_id: UUID | None = None
    waits: bool | None = None
    reminded: bool | None = None


@dataclass(frozen=True)
class ReminderFilter:
    """Which reminders: of a kind, to a unit, of a block or cluster, of a movement, with an effect by the day."""

    kind: MatterKind | None = None
    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    movement_id: UUID | None = None
    effect: Effect | None = None


QUERIES: Mapping[MatterKind, Callable[[date], matters_of_clusters.Found]] = {
    MatterKind.OPERATING_RULES: matters_of_clusters.operating_rules,
    MatterKind.PROGRAMME: matters_of_clusters.programmes,
    MatterKind.PLAN_ITEM: matters_of_clusters.plan_items,
    MatterKind.PROGRESS: matters_of_clusters.progress,
    MatterKind.CROSS_CHECK: matters_of_clusters.cross_checks,
    MatterKind.FINDING: matters_of_clusters.findings,
    MatterKind.REGISTRATION_SET: matters_of_clusters.registration_sets,
    MatterKind.COVENANT: matters_of_units.covenants,
    MatterKind.REGISTRATION: matters_of_units.registrations,
    MatterKind.TARGETS: matters_of_units.targets,
    MatterKind.APPRAISAL: matters_of_units.appraisals,
    MatterKind.AMENDMENT: matters_of_units.amendments,
}
"""How each kind is found; yearly reviews ask first which years there are."""


def _matters(connection: sa.Connection, kind: MatterKind | None, at: date) -> sa.CTE:
    """Everything of a kind, or of all, that is late, missing or thin on a day."""
    found = [each for one, query in QUERIES.items() if kind in (None, one) for each in query(at)]
    if kind in (None, MatterKind.YEAR_REVIEW):
        years = connection.scalars(sa.select(FIGURES.c.year).distinct().order_by(FIGURES.c.year)).all()
        found += matters_of_units.year_reviews(at, years)
    nothing = sa.select(*(sa.cast(sa.null(), each.type).label(each.name) for each in MATTERS.columns))
    return sa.union_all(*found, nothing.where(sa.false())).cte(MATTERS.name)


def _home(at: date) -> sa.Subquery:
    """(unit_id, home_id), a row a unit: the block or cluster it competes in on a day, the first by code if in two."""
    listed = members_on(at)
    place = sa.func.row_number().over(partition_by=listed.c.unit_id, order_by=CLUSTERS.c.code)
    query = sa.select(listed.c.unit_id, listed.c.cluster_id.label("home_id"), place.label("place"))
    query = query.join(CLUSTERS, CLUSTERS.c.id == listed.c.cluster_id)
    homes = query.where(CLUSTERS.c.kind != ClusterKind.NATIONAL.value).subquery("homes")
    return sa.select(homes.c.unit_id, homes.c.home_id).where(homes.c.place == 1).subquery("home")


def _told(
    connection: sa.Connection, kind: MatterKind | None, at: date
) -> tuple[sa.Select[Any], dict[str, sa.ColumnElement[Any]]]:
    """Matters with the names of whose they are and how often they were urged; and what they are filtered by."""
    home, urged = _home(at), reminders.counted_on(at)
    cluster_id = sa.func.coalesce(MATTERS.c.cluster_id, home.c.home_id, type_=sa.Uuid())
    told = [each for each in MATTERS.columns if each is not MATTERS.c.cluster_id]
    names = (UNITS.c.code.label("unit_code"), CLUSTERS.c.code.label("cluster_code"))
    counted = (sa.func.coalesce(urged.c.reminders, 0).label("reminders"), urged.c.reminded_on)
    query = sa.select(*told, cluster_id.label("cluster_id"), *names, MOVEMENTS.c.code.label("movement_code"), *counted)
    query = query.select_from(MATTERS).add_cte(_matters(connection, kind, at))
    query = query.outerjoin(home, home.c.unit_id == MATTERS.c.unit_id)
    query = query.outerjoin(UNITS, UNITS.c.id == MATTERS.c.unit_id).outerjoin(CLUSTERS, CLUSTERS.c.id == cluster_id)
    query = query.outerjoin(MOVEMENTS, MOVEMENTS.c.id == MATTERS.c.movement_id)
    same = (urged.c[name] == MATTERS.c[name] for name in ("kind", "about_id", "subject"))
    asked = {name: MATTERS.c[name] for name in ("fault", "unit_id", "movement_id", "waits")}
    computed = {"cluster_id": cluster_id, "reminded": urged.c.reminded_on.is_not(None)}
    return query.outerjoin(urged, sa.and_(*same)), {**asked, **computed}


def matters(connection: sa.Connection, wanted: MatterFilter, at: date, after: str | None, limit: int) -> Page:
    """Everything late, missing or thin on a day, by the day it was due."""
    query, asked = _told(connection, wanted.kind, at)
    for name, column in asked.items():
        if (value := getattr(wanted, name)) is not None:
            query = query.where(column == value)
    found = page(connection, query, _KEY, after, limit)
    return Page([{**row, "source": _source(row)} for row in found.items], found.next, found.of)


_KEY: list[sa.Column[Any]] = [MATTERS.c.due_on, MATTERS.c.kind, MATTERS.c.about_id, MATTERS.c.subject]


def _source(row: Mapping[str, Any]) -> dict[str, str]:
    return plain_source(SOURCES[MatterKind(row["kind"])])


def waiting(connection: sa.Connection, kind: MatterKind, key: tuple[UUID, str], at: date) -> Matter | None:
    """The matter of this kind about this, if it is still to be done on that day."""
    about_id, subject = key
    query, _ = _told(connection, kind, at)
    rows = rows_of(
        connection, query.where(MATTERS.c.waits, MATTERS.c.about_id == about_id, MATTERS.c.subject == subject)
    )
    named = ("due_on", "unit_id", "cluster_id", "movement_id")
    found = [Matter(kind, *key, Shortfall(row["fault"]), *(row[name] for name in named)) for row in rows]
    return next(iter(found), None)


def _reminders(connection: sa.Connection, kind: MatterKind | None, at: date) -> sa.Select[Any]:
    """Reminders, each with what became of it by a day."""
    same = (MATTERS.c[name] == REMINDERS.c[name] for name in ("kind", "about_id", "subject"))
    query = sa.select(REMINDERS, _effect(at).label("effect"), UNITS.c.code.label("unit_code"))
    query = query.select_from(REMINDERS).add_cte(_matters(connection, kind, at))
    query = query.outerjoin(MATTERS, sa.and_(MATTERS.c.waits, *same))
    return query.outerjoin(UNITS, UNITS.c.id == REMINDERS.c.unit_id)


def reminder(connection: sa.Connection, reminder_id: UUID, at: date) -> dict[str, Any] | None:
    """One reminder, None for an id that is none's."""
    rows = rows_of(connection, _reminders(connection, None, at).where(REMINDERS.c.id == reminder_id))
    return next(iter(rows), None)


def search_reminders(
    connection: sa.Connection, wanted: ReminderFilter, at: date, after: str | None, limit: int
) -> Page:
    """Reminders sent by a day, oldest first."""
    query = _reminders(connection, wanted.kind, at).where(REMINDERS.c.sent_on <= at)
    for name in ("kind", "unit_id", "cluster_id", "movement_id"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(REMINDERS.c[name] == value)
    if wanted.effect is not None:
        query = query.where(_effect(at) == wanted.effect.value)
    return page(connection, query, [REMINDERS.c.sent_on, REMINDERS.c.id], after, limit)


def _effect(at: date) -> sa.ColumnElement[str]:
    """What became of a reminder by a day; a matter that does not wait any more is settled."""
    return sa.case(
        (REMINDERS.c.withdrawn_on <= at, Effect.WITHDRAWN.value),
        (MATTERS.c.kind.is_(None), Effect.SETTLED.value),
        (REMINDERS.c.answered_on <= at, Effect.ANSWERED.value),
        else_=Effect.STILL_LATE.value,
    )
