"""Rules of inspections and cross-checks (kiểm tra, kiểm tra chéo) and of the follow-up of what they find."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from datetime import date
from uuid import UUID

from services.covenant.domain.refusals.inspections import (
    FindingNotInState,
    InspectionIsClosed,
    InspectionNotClosed,
    InspectsItself,
    MalformedPeriod,
    NotInTheInspectionPlan,
    NotOfTheCluster,
    OpenFindings,
    PeriodNotBegun,
    PlanItemTakenUp,
    RemedyDueBefore,
    UnknownInspectionFinding,
    WholeYearCrossCheck,
)

PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])))?", re.ASCII)
QUARTER_MONTHS, HALF_MONTHS = 3, 6


def another_unit_inspects(inspector_id: UUID, inspected_id: UUID) -> None:
    """CV 01/BHXH-TĐKT mục 3: a check is between units (kiểm tra chéo giữa các tập thể): nobody inspects itself."""
    if inspector_id == inspected_id:
        raise InspectsItself


def they_belong_to_the_cluster(units: Collection[UUID], taking: Container[UUID], cluster: str, day: date) -> None:
    """CV 4268 A.II.1.3: the block or cluster inspects its members; a province its own district clusters' ones."""
    if any(unit not in taking for unit in units):
        raise NotOfTheCluster(cluster=cluster, day=day)


def a_period_is_named(period: str) -> re.Match[str]:
    """House rule: a period is a year, a half-year or a quarter: 2024, 2024-H1, 2024-Q3."""
    found = PERIOD.fullmatch(period)
    if found is None:
        raise MalformedPeriod(given=period)
    return found


def a_cross_check_is_of_a_quarter_or_half_year(period: re.Match[str], *, crosswise: bool) -> None:
    """CV 01/BHXH-TĐKT mục 3: cross-checks are held quarterly or half-yearly."""
    if crosswise and period["quarter"] is None and period["half"] is None:
        raise WholeYearCrossCheck(given=period[0])


def first_day_of(period: re.Match[str]) -> date:
    """The first day of a period."""
    months = [(period["quarter"], QUARTER_MONTHS), (period["half"], HALF_MONTHS)]
    month = next((1 + (int(place) - 1) * length for place, length in months if place is not None), 1)
    return date(int(period["year"]), month, 1)


def the_period_has_begun(period: re.Match[str], day: date) -> None:
    """House rule: what is inspected has happened, so its period has begun."""
    if first_day_of(period) > day:
        raise PeriodNotBegun(given=period[0], day=day)


def the_inspection_is_open(inspection: str, opened_on: date, closed_on: date | None, day: date) -> None:
    """House rule: findings and follow-up are recorded while an inspection is open, none of a day before it began."""
    if closed_on is not None or day < opened_on:
        raise InspectionIsClosed(inspection=inspection, opened_on=opened_on, closed_on=closed_on or "…", day=day)


def a_remedy_is_due_from_that_day_on(due_on: date, day: date) -> None:
    """House rule: a remedy is asked for by a day that has not passed."""
    if due_on < day:
        raise RemedyDueBefore(due_on=due_on, day=day)


def a_finding_is_in_the_state(number: int, state: str | None, allowed: Collection[str]) -> None:
    """House rule: a remedy is reported once, then confirmed or sent back; what is settled stays so."""
    if state is None:
        raise UnknownInspectionFinding(finding=number)
    if state not in allowed:
        raise FindingNotInState(finding=number, state=state, allowed=tuple(allowed))


def nothing_closes_with_an_open_finding(inspection: str, unsettled: Collection[int]) -> None:
    """CV 01/BHXH-TĐKT mục 3 “phát hiện, uốn nắn”: what was found is put right before the inspection is closed."""
    if unsettled:
        raise OpenFindings(inspection=inspection, findings=", ".join(str(each) for each in unsettled))


def only_a_closed_one_is_reopened(inspection: str, closed_on: date | None) -> None:
    """House rule: reopening undoes a closing."""
    if closed_on is None:
        raise InspectionNotClosed(inspection=inspection)


def the_plan_foresees_it(plan_item: str, year: int, *, foreseen: bool) -> None:
    """CV 4268 A.II.1.3: an inspection that cites the year's plan is the one planned: this inspector of this unit."""
    if plan_item and not foreseen:
        raise NotInTheInspectionPlan(item=plan_item, year=year)


def an_item_is_taken_up_once(plan_item: str, year: int, inspection: str | None) -> None:
    """CV 4268 A.II.1.3: an item of the inspection plan is one inspection; `inspection` is the one that cites it."""
    if plan_item and inspection is not None:
        raise PlanItemTakenUp(item=plan_item, year=year, inspection=inspection)
