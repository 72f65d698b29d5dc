"""Rules of targets over years (chỉ tiêu từng năm): of the national ones, and of the shape of a unit's table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from services.covenant.domain.plan import Area, FigureTarget, Goal, MeasureTarget, TargetTable
from services.covenant.domain.refusals.covenants import AbsurdTarget, NoTargets, TargetTwice
from services.covenant.domain.refusals.plans import (
    BandOverYears,
    FigureOfTwoReadings,
    GoalTwice,
    GoalUnanswered,
    NobodyAppraises,
    NoRequirement,
    NotALongMovement,
    NothingLoaded,
    OutsideTheYears,
    YearMissing,
    YearTwice,
)
from services.covenant.domain.rules import codes
from services.covenant.domain.rules.covenants import LARGEST_FIGURE, LARGEST_PERCENTAGE, PERCENT
from services.covenant.domain.target import Direction

LARGEST_COVERAGE = Decimal(100)
PEOPLE = ("dân số", "lực lượng lao động", "người", "trẻ em", "học sinh", "sinh viên", "hộ gia đình")
"""Whose share a coverage is, as units of measure name them."""
TWO_READINGS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""How a thousand is written with its separator, and a number with three decimals."""


def it_runs_over_years(movement: str, kind: str, *, multi_year: bool) -> None:
    """House rule: only a movement over several years has targets by year."""
    if not multi_year:
        raise NotALongMovement(movement=movement, kind=kind)


def something_is_loaded(rows: Sequence[object]) -> None:
    """House rule: a table that is loaded has rows."""
    if not rows:
        raise NothingLoaded


def goals_make_sense(goals: Sequence[Goal], years: range) -> None:
    """Phát động 2014-2020, 4.1: each national target has indicator, year and figure; one per document and year."""
    seen: set[tuple[str, int, str]] = set()
    for goal in goals:
        codes.a_code_can_be_typed_and_cited(goal.indicator, field="goals")
        for text in (goal.name, goal.unit_of_measure, goal.source.document):
            codes.something_is_written(text, field="goals")
        _a_year_is_of_the_movement(goal.indicator, goal.year, years, field="goals")
        _a_figure_is_sensible(goal, [goal.value], field="goals")
        key = (goal.indicator.upper(), goal.year, goal.source.document)
        if key in seen:
            raise GoalTwice(document=goal.source.document, indicator=goal.indicator, year=goal.year)
        seen.add(key)


def a_figure_of_a_table_has_one_reading(figure: Decimal, *, field: str) -> None:
    """House rule: “1.234” in a table is a thousand to some and one point something to others, so neither is taken."""
    given = format(figure, "f")
    if TWO_READINGS.fullmatch(given):
        one, other = given.replace(".", ","), given.replace(".", "")
        raise FigureOfTwoReadings(given=given, one=one, other=other, fields=(field,))


def a_table_makes_sense(table: TargetTable, years: range) -> None:
    """Phát động 2014-2020, 4.3, 5.1.1: each target is clear, stands once, and speaks of years of the movement."""
    seen: set[str] = set()
    for target in table:
        codes.a_code_can_be_typed_and_cited(target.indicator, field=target.PART)
        codes.something_is_written(target.name, field=target.PART)
        if target.indicator.upper() in seen:
            raise TargetTwice(indicator=target.indicator, fields=(target.PART,))
        seen.add(target.indicator.upper())
    for figure in table.figures:
        a_figure_target_makes_sense(figure, years)
    for measure in table.measures:
        a_measure_says_what_and_when(measure, years)


def a_figure_target_makes_sense(target: FigureTarget, years: range) -> None:
    """House rule: a quantitative target has a measure, one better way, and one sensible figure a year."""
    codes.something_is_written(target.unit_of_measure, field="figures")
    if target.direction is Direction.BAND:
        raise BandOverYears(indicator=target.indicator)
    seen: set[int] = set()
    for each in target.years:
        _a_year_is_of_the_movement(target.indicator, each.year, years, field="figures")
        if each.year in seen:
            raise YearTwice(indicator=target.indicator, year=each.year)
        seen.add(each.year)
    _a_figure_is_sensible(target, [each.value for each in target.years], field="figures")
    _a_figure_is_sensible(target, [] if target.baseline is None else [target.baseline], field="figures")


def a_measure_says_what_and_when(target: MeasureTarget, years: range) -> None:
    """Phát động 2014-2020, 4.3: a target without a figure has a requirement or measures, and a timetable."""
    said = [target.requirement, *target.measures]
    if not any(text.strip() for text in said) or not target.timetable:
        raise NoRequirement(indicator=target.indicator)
    for milestone in target.timetable:
        codes.something_is_written(milestone.task, field="measures", most=codes.LONGEST_TEXT)
        _a_year_is_of_the_movement(target.indicator, milestone.year, years, field="measures")


def a_plan_has_targets(table: TargetTable) -> None:
    """Phát động 2014-2020, 5.1.1: what is registered is a system of targets; there are some."""
    if not any(table):
        raise NoTargets(fields=("figures", "measures"))


def every_year_is_stated(table: TargetTable, since: Mapping[str, int], last: int) -> None:
    """Phát động 2014-2020, 5.1.1: quantitative targets are stated year by year to the end, each from its first year."""
    missing = [
        f"{target.indicator} {year}"
        for target in table.figures
        for year in range(since[target.indicator], last + 1)
        if target.in_year(year) is None
    ]
    if missing:
        raise YearMissing(first=min(since.values()), last=last, missing=", ".join(missing))


def every_binding_goal_is_answered(table: TargetTable, goals: Iterable[Goal]) -> None:
    """Phát động 2014-2020, 4.3, 5.1.1: a province's table has each national target of all its population."""
    stated = {target.indicator for target in table.figures}
    wanted = {goal.indicator for goal in goals if goal.binding and goal.area is Area.WHOLE}
    if wanted - stated:
        raise GoalUnanswered(indicators=", ".join(sorted(wanted - stated)))


def every_target_has_a_department(table: TargetTable) -> None:
    """Phát động 2014-2020, 5.1.2: the departments of the field appraise the figures; each target names its own."""
    without = [target for target in table if target.department_id is None]
    if without:
        parts = tuple(sorted({each.PART for each in without}))
        raise NobodyAppraises(indicators=", ".join(each.indicator for each in without), fields=parts)


def _a_year_is_of_the_movement(indicator: str, year: int, years: Collection[int], *, field: str) -> None:
    if year not in years:
        raise OutsideTheYears(indicator=indicator, year=year, first=min(years), last=max(years), fields=(field,))


def the_most_there_can_be(unit_of_measure: str) -> Decimal:
    """House rule: a coverage (“% dân số”, “% lực lượng lao động”) is at most the whole; other shares may exceed it."""
    measured = unit_of_measure.strip().casefold()
    if not measured.startswith(PERCENT):
        return LARGEST_FIGURE
    return LARGEST_COVERAGE if any(people in measured for people in PEOPLE) else LARGEST_PERCENTAGE


def _a_figure_is_sensible(target: Goal | FigureTarget, figures: Iterable[Decimal], *, field: str) -> None:
    most = the_most_there_can_be(target.unit_of_measure)
    for figure in figures:
        if not (figure.is_finite() and 0 <= figure <= most):
            raise AbsurdTarget(
                indicator=target.indicator,
                value=figure,
                unit_of_measure=target.unit_of_measure,
                most=most,
                fields=(field,),
            )
