"""What blocks and clusters owe (khối, cụm còn thiếu, muộn): rules, plans, progress, cross-checks, remedies, sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MINYEAR, date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.inspection import InspectionKind
from services.covenant.domain.movement import MovementKind
from services.covenant.domain.programme import ItemKind
from services.covenant.domain.reminder import MatterKind, Shortfall
from services.covenant.domain.target import Direction
from services.covenant.views.clusters import CLUSTERS, existing_on, head_on
from services.covenant.views.covenants import COVENANTS, TARGETS
from services.covenant.views.inspections import FINDINGS, INSPECTIONS, overdue_on
from services.covenant.views.matters import matter
from services.covenant.views.movements import MOVEMENTS, running_on
from services.covenant.views.operating_rules import EDITIONS, holding_on
from services.covenant.views.programmes import ITEMS, PROGRAMMES, ItemState, state_on
from services.covenant.views.registration_sets import SETS

Found = Iterator[sa.Select[Any]]

QUARTERS = {1: ("H1", 3, 31), 2: ("H1", 6, 30), 3: ("H2", 9, 30), 4: ("H2", 12, 31)}
"""The half-year that each quarter belongs to, and its last day."""


def _watched(at: date) -> sa.ColumnElement[bool]:
    return sa.and_(existing_on(at), CLUSTERS.c.kind != ClusterKind.NATIONAL.value)


def _own(at: date) -> dict[str, Any]:
    """What a matter of the block or cluster itself tells: it waits for the unit of its head in office."""
    return {"about_id": CLUSTERS.c.id, "cluster_id": CLUSTERS.c.id, "unit_id": head_on(at)}


def operating_rules(at: date) -> Found:
    """No operating rules (quy chế) in force; due from the day it was formed."""
    holding = sa.exists().where(EDITIONS.c.cluster_id == CLUSTERS.c.id, holding_on(at))
    told = matter(
        CLUSTERS, MatterKind.OPERATING_RULES, Shortfall.MISSING, subject="", due_on=CLUSTERS.c.formed_on, **_own(at)
    )
    yield told.where(_watched(at), sa.not_(holding))


def programmes(at: date) -> Found:
    """No programme of the year; or one without one of its three plans, which is thin."""
    began = sa.literal(date(at.year, 1, 1), sa.Date)
    since = sa.case((CLUSTERS.c.formed_on > began, CLUSTERS.c.formed_on), else_=began)
    own = sa.and_(PROGRAMMES.c.cluster_id == CLUSTERS.c.id, PROGRAMMES.c.year == at.year)
    adopted = sa.and_(own, PROGRAMMES.c.adopted_on <= at)
    year = {"subject": str(at.year), **_own(at)}
    missing = matter(CLUSTERS, MatterKind.PROGRAMME, Shortfall.MISSING, due_on=since, **year)
    yield missing.where(_watched(at), sa.not_(sa.exists().where(adopted)))
    lacking = {kind.value: sa.not_(_has(kind, at)) for kind in ItemKind}
    named: sa.ColumnElement[str] = sa.literal("", sa.Text)
    for kind, lacks in lacking.items():
        named = named.concat(sa.case((lacks, f" {kind}"), else_=""))
    thin = matter(
        CLUSTERS,
        MatterKind.PROGRAMME,
        Shortfall.THIN,
        due_on=PROGRAMMES.c.adopted_on,
        detail=sa.func.trim(named),
        **year,
    )
    yield thin.join(PROGRAMMES, own).where(_watched(at), adopted, sa.or_(*lacking.values()))


def _has(kind: ItemKind, at: date) -> sa.ColumnElement[bool]:
    stands = sa.and_(ITEMS.c.planned_on <= at, sa.or_(ITEMS.c.dropped_on.is_(None), ITEMS.c.dropped_on > at))
    return sa.exists().where(ITEMS.c.programme_id == PROGRAMMES.c.id, ITEMS.c.kind == kind.value, stands)


def plan_items(at: date) -> Found:
    """Items of the plans past their day, and those that were done late."""
    for state, waits in ((ItemState.LATE, True), (ItemState.DONE_LATE, False)):
        told = matter(ITEMS, MatterKind.PLAN_ITEM, Shortfall.LATE, waits=waits, **_item())
        yield _items(told, at).where(state_on(at) == state.value)


def progress(at: date) -> Found:
    """Progress reported behind its plan, where the unit's covenant says which way the indicator is better."""
    stated = TARGETS.join(COVENANTS, COVENANTS.c.id == TARGETS.c.covenant_id)
    ways = sa.select(sa.func.min(TARGETS.c.direction)).select_from(stated)
    ways = ways.where(COVENANTS.c.unit_id == ITEMS.c.responsible_id, TARGETS.c.indicator == ITEMS.c.indicator)
    way = ways.having(sa.func.min(TARGETS.c.direction) == sa.func.max(TARGETS.c.direction)).scalar_subquery()
    reached, expected = sa.cast(ITEMS.c.reached, _Figure), sa.cast(ITEMS.c.expected, _Figure)
    behind = sa.or_(
        sa.and_(way == Direction.HIGHER.value, reached < expected),
        sa.and_(way == Direction.LOWER.value, reached > expected),
    )
    told = matter(ITEMS, MatterKind.PROGRESS, Shortfall.BEHIND, **_item())
    yield _items(told, at).where(ITEMS.c.kind == ItemKind.PROGRESS.value, ITEMS.c.done_on <= at, behind)


_Figure: sa.types.TypeEngine[Decimal] = sa.Numeric()


def _item() -> dict[str, Any]:
    place = {"about_id": ITEMS.c.programme_id, "subject": ITEMS.c.code, "cluster_id": PROGRAMMES.c.cluster_id}
    return {**place, "due_on": ITEMS.c.due_on, "unit_id": ITEMS.c.responsible_id, "detail": ITEMS.c.content}


def _items(told: sa.Select[Any], at: date) -> sa.Select[Any]:
    planned = told.join(PROGRAMMES, PROGRAMMES.c.id == ITEMS.c.programme_id)
    return planned.join(CLUSTERS, CLUSTERS.c.id == PROGRAMMES.c.cluster_id).where(
        _watched(at), ITEMS.c.planned_on <= at
    )


def cross_checks(at: date) -> Found:
    """Quarters of this year and the last that are over without a cross-check of them or of their half-year.

    The half-year's check still meets the text, so a quarter is missing until its half is over, and late after that.
    """
    for year in range(max(at.year - 1, MINYEAR), at.year + 1):
        for number, (half, month, day) in QUARTERS.items():
            ends, due = date(year, month, day), date(year, 6, 30) if half == "H1" else date(year, 12, 31)
            if ends >= at:
                return
            held = sa.exists().where(
                INSPECTIONS.c.cluster_id == CLUSTERS.c.id,
                INSPECTIONS.c.kind == InspectionKind.CROSS_CHECK.value,
                INSPECTIONS.c.period.in_([f"{year}-Q{number}", f"{year}-{half}"]),
                INSPECTIONS.c.opened_on <= at,
            )
            fault = Shortfall.LATE if due < at else Shortfall.MISSING
            told = matter(CLUSTERS, MatterKind.CROSS_CHECK, fault, subject=f"{year}-Q{number}", due_on=due, **_own(at))
            yield told.where(_watched(at), CLUSTERS.c.formed_on <= ends, sa.not_(held))


def findings(at: date) -> Found:
    """What inspections found, past the day its remedy is due, with nothing reported."""
    name = INSPECTIONS.c.code.concat(": ").concat(FINDINGS.c.text)
    told = matter(
        FINDINGS,
        MatterKind.FINDING,
        Shortfall.LATE,
        about_id=FINDINGS.c.inspection_id,
        subject=sa.cast(FINDINGS.c.number, sa.Text),
        due_on=FINDINGS.c.due_on,
        unit_id=INSPECTIONS.c.inspected_id,
        cluster_id=INSPECTIONS.c.cluster_id,
        detail=name,
    )
    found = told.join(INSPECTIONS, INSPECTIONS.c.id == FINDINGS.c.inspection_id)
    yield found.where(overdue_on(at), FINDINGS.c.recorded_on <= at)


def registration_sets(at: date) -> Found:
    """Blocks and clusters whose head has not handed in the members' registrations for a movement over years."""
    of = {"subject": MOVEMENTS.c.code, "due_on": MOVEMENTS.c.registration_by, "movement_id": MOVEMENTS.c.id}
    handed_in = sa.exists().where(
        SETS.c.cluster_id == CLUSTERS.c.id, SETS.c.movement_id == MOVEMENTS.c.id, SETS.c.submitted_on <= at
    )
    told = matter(CLUSTERS, MatterKind.REGISTRATION_SET, Shortfall.MISSING, **of, **_own(at))
    late = sa.and_(MOVEMENTS.c.registration_by < at, CLUSTERS.c.formed_on <= MOVEMENTS.c.registration_by)
    sector = sa.and_(MOVEMENTS.c.organiser_id.is_(None), MOVEMENTS.c.kind == MovementKind.MULTI_YEAR.value)
    takes_part = CLUSTERS.c.kind != ClusterKind.DISTRICT_CLUSTER.value
    joined = told.join(MOVEMENTS, sa.and_(sector, running_on(at), late))
    yield joined.where(_watched(at), takes_part, sa.not_(handed_in))
