"""How far a long movement is (tiến độ): units by targets by years; who finished early; how all units stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.views import Page, page
from services.covenant.domain.findings import Outcome, Standing
from services.covenant.domain.movement_review import EarlyFinish, Summary, UnitStanding
from services.covenant.views import units
from services.covenant.views.movements import MOVEMENTS
from services.covenant.views.plan_search import of_members
from services.covenant.views.plans import FIGURES, PLANS, official_on
from services.covenant.views.tables import rows_of
from services.covenant.views.year_reviews import FINDINGS, TOLD, as_of


class ProgressOutcome(StrEnum):
    """Kết quả của một năm, kể cả chưa kiểm điểm."""

    REACHED = Outcome.REACHED.value
    NOT_REACHED = Outcome.NOT_REACHED.value
    NO_FIGURE = Outcome.NO_FIGURE.value
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Filter:
    """Which lines: of a unit, cluster or province, a target, a year, with an outcome.

    `with_merged` adds the units that were merged into the unit: their years are its history.
    """

    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    province_id: UUID | None = None
    indicator: str | None = None
    year: int | None = None
    outcome: str | None = None
    with_merged: bool = False


def _lines(movement_id: UUID, found: sa.FromClause = FINDINGS, at: date | None = None) -> sa.Select[Any]:
    """Every target of every year as it was official on the day, else as it is, with what was found of it, if it was."""
    told = [found.c[name] for name in TOLD]
    ids = [PLANS.c.covenant_id, PLANS.c.unit_id, units.UNITS.c.code]
    query = sa.select(*ids, FIGURES.c.indicator, FIGURES.c.year, FIGURES.c.figure, *told)
    query = query.join(PLANS, PLANS.c.id == FIGURES.c.plan_id).join(units.UNITS, units.UNITS.c.id == PLANS.c.unit_id)
    same = [found.c[name] == FIGURES.c[name] for name in ("plan_id", "indicator", "year")]
    query = query.where(PLANS.c.movement_id == movement_id, official_on(at))
    return query.join(found, sa.and_(*same), isouter=True)


def search(
    connection: sa.Connection, movement_id: UUID, wanted: Filter, at: date, paging: tuple[str | None, int]
) -> Page:
    """Units by targets by years, by the code of the unit; a year that nobody had reviewed by then has no outcome."""
    found = as_of(at)
    query = _lines(movement_id, found, at).add_columns(units.name_on(at).label("unit_name"))
    if wanted.unit_id is not None:
        merged = merged_into(connection, wanted.unit_id) if wanted.with_merged else []
        query = query.where(PLANS.c.unit_id.in_([wanted.unit_id, *merged]))
    if wanted.indicator is not None:
        query = query.where(FIGURES.c.indicator == wanted.indicator)
    if wanted.year is not None:
        query = query.where(FIGURES.c.year == wanted.year)
    if wanted.outcome == ProgressOutcome.UNREVIEWED:
        query = query.where(found.c.outcome.is_(None))
    elif wanted.outcome is not None:
        query = query.where(found.c.outcome == wanted.outcome)
    query = of_members(query, wanted.cluster_id, wanted.province_id, at)
    return page(connection, query, _KEY, *paging)


_KEY: list[sa.Column[Any]] = [units.UNITS.c.code, FIGURES.c.indicator, FIGURES.c.year]


def merged_into(connection: sa.Connection, unit_id: UUID) -> list[UUID]:
    """Every unit that went up in this one, also by way of another."""
    found: list[UUID] = []
    above = [unit_id]
    while above:
        query = sa.select(units.UNITS.c.id).where(units.UNITS.c.merged_into_id.in_(above))
        above = [each for each in connection.scalars(query.order_by(units.UNITS.c.code)) if each not in found]
        found += above
    return found


def early(connection: sa.Connection, movement_id: UUID, at: date, after: str | None, limit: int) -> Page:
    """Who reached the end year's figure before the end year, in which year first; the disputed does not count."""
    found = as_of(at)
    first = _early(movement_id, found).subquery()
    lines = _lines(movement_id, found, at).add_columns(units.name_on(at).label("unit_name"))
    same = (
        first.c.plan_id == FIGURES.c.plan_id,
        first.c.indicator == FIGURES.c.indicator,
        first.c.year == FIGURES.c.year,
    )
    return page(connection, lines.join(first, sa.and_(*same)), _KEY, after, limit)


def _early(movement_id: UUID, found: sa.FromClause) -> sa.Select[Any]:
    last = sa.select(sa.extract("year", MOVEMENTS.c.period_to)).where(MOVEMENTS.c.id == movement_id).scalar_subquery()
    columns = [found.c.plan_id, found.c.indicator, sa.func.min(found.c.year).label("year")]
    query = sa.select(*columns).join(PLANS, PLANS.c.id == found.c.plan_id).where(PLANS.c.movement_id == movement_id)
    counts = (found.c.final, found.c.standing != Standing.DISPUTED.value, found.c.year < last)
    return query.where(*counts).group_by(found.c.plan_id, found.c.indicator)


def summary(connection: sa.Connection, movement_id: UUID, through: int) -> Summary:
    """How every unit with a submitted table stands in that year, and who had finished early by then."""
    lines: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    query = sa.select(PLANS.c.unit_id).join(units.UNITS, units.UNITS.c.id == PLANS.c.unit_id)
    submitted = query.where(PLANS.c.movement_id == movement_id, PLANS.c.submitted_on.is_not(None))
    members = list(connection.scalars(submitted.order_by(units.UNITS.c.code)))
    known = _lines(movement_id).where(FIGURES.c.year <= through).order_by(*_KEY)
    for row in rows_of(connection, known):
        lines[row["unit_id"]].append(row)
    last = _last_year(connection, movement_id)
    finishes = [each for unit_id in members for each in _finishes(unit_id, lines[unit_id])]
    standings = [_standing(unit_id, lines[unit_id], through) for unit_id in members]
    return Summary(tuple(standings), tuple(each for each in finishes if each.year < last))


def _last_year(connection: sa.Connection, movement_id: UUID) -> int:
    ends = connection.scalars(sa.select(MOVEMENTS.c.period_to).where(MOVEMENTS.c.id == movement_id)).all()
    return max((each.year for each in ends), default=0)


def _standing(unit_id: UUID, lines: Sequence[dict[str, Any]], through: int) -> UnitStanding:
    own = [row for row in lines if row["year"] == through]
    counted = Counter(row["outcome"] for row in own)
    quantitative = {row["indicator"] for row in lines if row["figure"] is not None}
    finished = {each.indicator: each.year for each in _finishes(unit_id, lines)}
    whole = bool(quantitative) and quantitative <= finished.keys()
    return UnitStanding(
        unit_id=unit_id,
        planned=len(own),
        reached=counted[Outcome.REACHED.value],
        not_reached=counted[Outcome.NOT_REACHED.value],
        no_figure=counted[Outcome.NO_FIGURE.value],
        unreviewed=counted[None],
        unconfirmed=sum(row["outcome"] is not None and row["standing"] != Standing.CONFIRMED.value for row in own),
        finished_in=max(finished.values()) if whole else None,
        unreviewed_before=sum(row["outcome"] is None for row in lines if row["year"] < through),
    )


def _finishes(unit_id: UUID, lines: Sequence[dict[str, Any]]) -> list[EarlyFinish]:
    """The first year in which each target had the end year's figure."""
    found: dict[str, EarlyFinish] = {}
    for row in lines:
        if row["final"] and row["standing"] != Standing.DISPUTED.value:
            finish = EarlyFinish(unit_id, row["indicator"], row["year"], row["actual"])
            found.setdefault(row["indicator"], finish)
    return list(found.values())
