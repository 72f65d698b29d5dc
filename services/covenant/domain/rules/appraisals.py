"""Rules of appraising targets (thẩm định số liệu) and of amending them with a reason (điều chỉnh)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from services.covenant.domain.plan import AnyTarget, FigureTarget, TargetTable
from services.covenant.domain.refusals.plan_editions import NothingAmended, OfficialTargetDropped, PastYearAmended
from services.covenant.domain.refusals.plans import (
    AppraisedAlready,
    PlanExists,
    PlanNotOfficial,
    PlanNotSubmitted,
    TargetsStandInThePlan,
    UnknownPlanTarget,
)


def only_a_draft_is_set(submitted_on: date | None) -> None:
    """CV 01/BHXH-TĐKT: what was registered is adjusted (điều chỉnh) with a reason, not overwritten."""
    if submitted_on is not None:
        raise PlanExists(submitted_on=submitted_on)


def it_is_submitted(submitted_on: date | None) -> None:
    """Phát động 2014-2020, 5.1.1: what is appraised, adjusted and reviewed is what was registered."""
    if submitted_on is None:
        raise PlanNotSubmitted


def it_is_in_the_table(indicator: str, table: Collection[str], *, field: str) -> None:
    """House rule: what is said of a target, in this member of what was sent, names one that the table has."""
    if indicator not in table:
        raise UnknownPlanTarget(indicator=indicator, fields=(field,))


def the_target_waits_for_appraisal(indicator: str, verdicts: Mapping[str, str]) -> None:
    """Phát động 2014-2020, 5.1.2: a target is appraised once; an amendment opens it again."""
    it_is_in_the_table(indicator, verdicts, field="opinions")
    if verdicts[indicator] != "proposed":
        raise AppraisedAlready(indicator=indicator, verdict=verdicts[indicator])


def everything_is_official(verdicts: Mapping[str, str]) -> None:
    """Phát động 2014-2020, 5.1.1, 5.1.2: what is signed was agreed with the departments before."""
    waiting = [indicator for indicator, verdict in verdicts.items() if verdict != "agreed"]
    if waiting:
        raise PlanNotOfficial(indicators=", ".join(waiting))


def a_covenant_follows_its_plan(last_year: int, *, planned: bool) -> None:
    """House rule: where there is a table by year, the covenant's targets are its figures of the last year."""
    if planned:
        raise TargetsStandInThePlan(year=last_year)


def something_is_amended(before: TargetTable, after: TargetTable) -> None:
    """House rule: an amendment changes something."""
    if before == after:
        raise NothingAmended


def no_official_target_is_dropped(official: Collection[str], after: TargetTable) -> None:
    """House rule: an official target can be amended, not dropped."""
    dropped = [indicator for indicator in official if after.find(indicator) is None]
    if dropped:
        raise OfficialTargetDropped(indicators=", ".join(dropped))


def only_years_to_come_are_amended(before: TargetTable, after: TargetTable, first_open: int) -> None:
    """Phát động 2014-2020, 5.2.1: each year is reviewed against what was registered, so a past one does not change."""
    for target in after:
        for year in sorted(_years_that_differ(before.find(target.indicator), target)):
            if year < first_open:
                raise PastYearAmended(
                    indicator=target.indicator, year=year, first_open=first_open, fields=(target.PART,)
                )


def _years_that_differ(before: AnyTarget | None, after: AnyTarget) -> Iterator[int]:
    for year in {*_years(before), *_years(after)}:
        if (None if before is None else before.in_year(year)) != after.in_year(year):
            yield year


def _years(target: AnyTarget | None) -> set[int]:
    if target is None:
        return set()
    return {each.year for each in (target.years if isinstance(target, FigureTarget) else target.timetable)}
