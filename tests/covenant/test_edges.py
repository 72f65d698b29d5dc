"""Every bound of the covenant's rules, just inside and just outside: the day itself, nothing, the most there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from kernel.explanation import Text
from services.covenant.domain import sources
from services.covenant.domain.findings import Finding
from services.covenant.domain.plan import Milestone, Reached
from services.covenant.domain.refusals.cascades import NotOneLevelBelow, OutsideThePeriodAbove
from services.covenant.domain.refusals.clusters import ClusterNotInExistence, WrongTermYear
from services.covenant.domain.refusals.covenants import AbsurdTarget
from services.covenant.domain.refusals.inspections import InspectionIsClosed, PeriodNotBegun
from services.covenant.domain.refusals.movements import (
    DeadlineAfterPeriod,
    MovementIsClosed,
    NoContents,
    PeriodReversed,
    YearlyMovementTooLong,
)
from services.covenant.domain.refusals.order import BeforeItsBasis
from services.covenant.domain.refusals.plans import BelowReached, NotALongMovement, OutsideTheYears
from services.covenant.domain.refusals.programmes import WrongProgrammeYear
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.refusals.year_reviews import (
    ResultAboveTheWhole,
    ReviewTooEarly,
    YearNotBegun,
    YearOfNoMovement,
)
from services.covenant.domain.rules import (
    cascades,
    clusters,
    floors,
    inspections,
    movements,
    officers,
    order,
    plans,
    programmes,
    units,
    year_reviews,
)
from services.covenant.domain.rules.covenants import LARGEST_FIGURE, LARGEST_PERCENTAGE
from tests.covenant import told
from tests.covenant.examples import NEW_YEAR, year_end
from tests.covenant.long_examples import FIRST, LAST, RISING, YEARS, figures, goal, measure

YEAR_END = date(2024, 12, 31)
NEXT_DAY = date(2025, 1, 1)
DAY_BEFORE = date(2023, 12, 31)
YEAR = (NEW_YEAR, YEAR_END)

# Days.

DAYS = [
    pytest.param(
        partial(units.it_exists_on, unit="BHXH-62", since=NEW_YEAR, until=NEXT_DAY),
        (NEW_YEAR, YEAR_END),
        (DAY_BEFORE, NEXT_DAY),
        told.of(UnitNotInExistence, "unit", unit="BHXH-62", since=NEW_YEAR, until=NEXT_DAY),
        id="unit",
    ),
    pytest.param(
        partial(units.it_exists_on, unit="BHXH-62", since=NEW_YEAR, until=None),
        (NEW_YEAR, NEXT_DAY),
        (DAY_BEFORE,),
        told.of(UnitNotInExistence, "unit", unit="BHXH-62", since=NEW_YEAR, until="…"),
        id="unit that never ceased",
    ),
    pytest.param(
        partial(clusters.it_exists_on, cluster="2024/VII", since=NEW_YEAR, until=NEXT_DAY),
        (NEW_YEAR, YEAR_END),
        (DAY_BEFORE, NEXT_DAY),
        told.of(ClusterNotInExistence, cluster="2024/VII", since=NEW_YEAR, until=NEXT_DAY),
        id="cluster",
    ),
    pytest.param(
        partial(inspections.the_period_has_begun, inspections.a_period_is_named("2024")),
        (NEW_YEAR,),
        (DAY_BEFORE,),
        told.of(PeriodNotBegun, "period", given="2024"),
        id="year inspected",
    ),
    pytest.param(
        partial(inspections.the_period_has_begun, inspections.a_period_is_named("2024-Q3")),
        (date(2024, 7, 1),),
        (date(2024, 6, 30),),
        told.of(PeriodNotBegun, "period", given="2024-Q3"),
        id="quarter inspected",
    ),
    pytest.param(
        partial(inspections.the_inspection_is_open, "KT-01", NEW_YEAR, None),
        (NEW_YEAR, date(2024, 1, 2)),
        (DAY_BEFORE,),
        told.of(InspectionIsClosed, inspection="KT-01", opened_on=NEW_YEAR, closed_on="…"),
        id="open inspection",
    ),
    pytest.param(
        partial(inspections.the_inspection_is_open, "KT-01", NEW_YEAR, YEAR_END),
        (),
        (NEW_YEAR, YEAR_END, NEXT_DAY),
        told.of(InspectionIsClosed, inspection="KT-01", opened_on=NEW_YEAR, closed_on=YEAR_END),
        id="closed inspection",
    ),
]


@pytest.mark.parametrize(("rule", "inside", "outside", "answer"), DAYS)
def test_a_day_is_inside_or_outside(
    rule: partial[object], inside: tuple[date, ...], outside: tuple[date, ...], answer: told.Told
) -> None:
    for day in inside:
        rule(day=day)
    for day in outside:
        said = told.by(partial(rule, day=day))
        assert said == told.of(answer.refusal, *answer.fields, **answer.facts, day=day)


def test_a_step_is_of_the_day_it_rests_on_or_later() -> None:
    order.nothing_precedes_what_it_rests_on(NEW_YEAR, NEW_YEAR)
    said = told.by(partial(order.nothing_precedes_what_it_rests_on, DAY_BEFORE, NEW_YEAR))
    assert said == told.of(BeforeItsBasis, "effective", given=DAY_BEFORE, earliest=NEW_YEAR)
    said = told.by(partial(order.nothing_precedes_what_it_rests_on, DAY_BEFORE, NEW_YEAR, "sent_on"))
    assert said == told.of(BeforeItsBasis, "sent_on", given=DAY_BEFORE, earliest=NEW_YEAR)


def test_a_movement_may_last_one_day_and_one_of_the_year_a_year() -> None:
    movements.a_period_runs_forward(NEW_YEAR, NEW_YEAR)
    said = told.by(partial(movements.a_period_runs_forward, NEW_YEAR, DAY_BEFORE))
    assert said == told.of(PeriodReversed, "period_from", "period_to", begins=NEW_YEAR, ends=DAY_BEFORE)
    movements.a_yearly_movement_lasts_a_year(NEW_YEAR, YEAR_END)
    said = told.by(partial(movements.a_yearly_movement_lasts_a_year, NEW_YEAR, NEXT_DAY))
    assert said == told.of(YearlyMovementTooLong, "kind", "period_from", "period_to", begins=NEW_YEAR, ends=NEXT_DAY)


def test_what_is_due_on_the_last_day_of_a_movement_is_in_time() -> None:
    movements.deadlines_lie_before_the_end([NEW_YEAR, YEAR_END], YEAR_END)
    said = told.by(partial(movements.deadlines_lie_before_the_end, [NEW_YEAR, NEXT_DAY], YEAR_END))
    fields = ("covenant_signing_by", "registration_by")
    assert said == told.of(DeadlineAfterPeriod, *fields, deadline=NEXT_DAY, ends=YEAR_END)


def test_a_movement_is_open_until_it_is_closed_and_says_something() -> None:
    movements.the_movement_is_open("TDTX-2024", None)
    said = told.by(partial(movements.the_movement_is_open, "TDTX-2024", YEAR_END))
    assert said == told.of(MovementIsClosed, "movement", movement="TDTX-2024", closed_on=YEAR_END)
    movements.a_movement_has_contents(["Thu, giảm nợ"])
    assert told.by(partial(movements.a_movement_has_contents, [])) == told.of(NoContents, "contents")


def test_a_period_of_ones_own_may_fill_the_one_above() -> None:
    cascades.the_period_lies_within(YEAR, YEAR)
    for own in [(DAY_BEFORE, YEAR_END), (NEW_YEAR, NEXT_DAY)]:
        said = told.by(partial(cascades.the_period_lies_within, own, YEAR))
        bounds = {"begins": own[0], "ends": own[1], "above_begins": NEW_YEAR, "above_ends": YEAR_END}
        assert said == told.of(OutsideThePeriodAbove, "period_from", "period_to", **bounds)


@pytest.mark.parametrize(
    ("parents", "lower_office", "fits"),
    [
        ((None, None), False, True),
        ((None, None), True, False),
        ((UUID(int=1), None), False, True),
        ((UUID(int=1), None), True, False),
        ((UUID(int=1), UUID(int=1)), True, True),
        ((UUID(int=1), UUID(int=1)), False, True),
        ((UUID(int=2), UUID(int=1)), True, False),
        ((None, UUID(int=1)), False, False),
    ],
)
def test_the_organiser_stands_under_the_council_or_under_the_organiser_above(
    parents: tuple[UUID | None, UUID | None], lower_office: bool, fits: bool
) -> None:
    ask = partial(cascades.the_organiser_stands_one_level_below, "BHXH-62", parents, lower_office=lower_office)
    if fits:
        ask()
    else:
        assert told.by(ask) == told.of(NotOneLevelBelow, "organiser", unit="BHXH-62")


# Years.


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_programme_or_a_term_is_of_this_year_or_the_next(year: int) -> None:
    for day in (NEW_YEAR, YEAR_END):
        programmes.a_programme_is_of_this_year_or_the_next(year, day)
        officers.the_term_is_this_year_or_the_next(year, day)


@pytest.mark.parametrize("year", [2023, 2026])
def test_a_programme_or_a_term_is_of_no_other_year(year: int) -> None:
    facts = {"day": YEAR_END, "this": 2024, "next": 2025, "given": year}
    said = told.by(partial(programmes.a_programme_is_of_this_year_or_the_next, year, YEAR_END))
    assert said == told.of(WrongProgrammeYear, "year", **facts)
    said = told.by(partial(officers.the_term_is_this_year_or_the_next, year, YEAR_END))
    assert said == told.of(WrongTermYear, "term_year", **facts)


@pytest.mark.parametrize(
    ("year", "day"),
    [(FIRST, date(2013, 12, 31)), (LAST, date(2019, 12, 31))],
)
def test_a_year_of_the_movement_is_reviewed_from_its_first_day(year: int, day: date) -> None:
    for each in (FIRST, LAST):
        year_reviews.the_year_has_begun(date(each, 1, 1), each, YEARS)
    said = told.by(partial(year_reviews.the_year_has_begun, day, year, YEARS))
    assert said == told.of(YearNotBegun, "year", day=day, year=year)


@pytest.mark.parametrize("year", [FIRST - 1, LAST + 1])
def test_a_year_outside_the_movement_is_not_reviewed(year: int) -> None:
    facts = {"year": year, "first": FIRST, "last": LAST}
    said = told.by(partial(year_reviews.the_year_has_begun, date(2022, 1, 1), year, YEARS))
    assert said == told.of(YearOfNoMovement, "year", **facts)
    day, ends = date(2022, 1, 1), date(LAST, 12, 31)
    said = told.by(partial(year_reviews.a_review_comes_in_its_time, day, year, YEARS, ends, year_end(year)))
    assert said == told.of(YearOfNoMovement, "through", **facts).citing(sources.MID_TERM_REVIEW)


@pytest.mark.parametrize(
    ("year", "day"),
    [(FIRST, date(FIRST, 9, 30)), (LAST, date(LAST, 9, 30))],
)
def test_a_movement_is_reviewed_from_the_last_quarter_of_the_year(
    year: int, day: date
) -> None:  # rule: a_review_comes_in_its_time
    end = date(LAST, 12, 31)
    for each in (FIRST, LAST):
        year_reviews.a_review_comes_in_its_time(date(each, 10, 1), each, YEARS, end, year_end(each))
    year_reviews.a_review_comes_in_its_time(date(LAST, 6, 30), LAST, YEARS, date(LAST, 6, 30), year_end(LAST))
    said = told.by(partial(year_reviews.a_review_comes_in_its_time, day, year, YEARS, end, year_end(year)))
    since = min(date(year, 10, 1), end)
    too_early = told.of(ReviewTooEarly, "through", day=day, through=year, since=since)
    assert said == too_early.citing(year_end(year).source)


@pytest.mark.parametrize("year", [FIRST - 1, LAST + 1])
def test_a_target_is_of_a_year_of_the_movement(year: int) -> None:
    timetable = (Milestone(year, "Sơ kết"),)
    asked = {
        "figures": partial(plans.a_figure_target_makes_sense, figures(70, since=year), YEARS),
        "goals": partial(plans.goals_make_sense, [goal(year=year)], YEARS),
        "measures": partial(plans.a_measure_says_what_and_when, measure("BHYT_PCT", timetable=timetable), YEARS),
    }
    for field, ask in asked.items():
        facts = {"indicator": "BHYT_PCT", "year": year, "first": FIRST, "last": LAST}
        assert told.by(ask) == told.of(OutsideTheYears, field, **facts)
    plans.a_figure_target_makes_sense(figures(*RISING), YEARS)
    plans.goals_make_sense([goal(year=FIRST), goal(year=LAST)], YEARS)


def test_only_a_movement_over_years_has_targets_by_year() -> None:
    plans.it_runs_over_years("TD-2014-2020", "multi_year", multi_year=True)
    said = told.by(partial(plans.it_runs_over_years, "TDTX-2024", "annual", multi_year=False))
    assert said == told.of(NotALongMovement, "movement", movement="TDTX-2024", kind="annual")


# Figures.


@pytest.mark.parametrize(
    ("unit_of_measure", "most"),
    [
        ("người", LARGEST_FIGURE),
        ("người / %", LARGEST_FIGURE),
        ("%", LARGEST_PERCENTAGE),
        (" % kế hoạch ", LARGEST_PERCENTAGE),
        ("% dân số", Decimal(100)),
        (" % DÂN SỐ", Decimal(100)),
        ("% lực lượng lao động", Decimal(100)),
    ],
)
def test_a_figure_goes_from_nothing_to_the_most_there_can_be(unit_of_measure: str, most: Decimal) -> None:
    measured: dict[str, Any] = {"unit_of_measure": unit_of_measure}
    assert plans.the_most_there_can_be(unit_of_measure) == most
    for stated in (Decimal(0), most):
        plans.goals_make_sense([goal(value=str(stated), **measured)], YEARS)
        plans.a_figure_target_makes_sense(figures(stated, baseline=stated, **measured), YEARS)
        year_reviews.a_finding_fits_its_target(Finding("BHYT_PCT", actual=stated), figures(stated, **measured))
    for absurd in (Decimal(-1), most + 1):
        answer = told.of(AbsurdTarget, "figures", indicator="BHYT_PCT", value=absurd, most=most, **measured)
        said = told.by(partial(plans.goals_make_sense, [goal(value=str(absurd), **measured)], YEARS))
        assert said == replace(answer, fields=("goals",))
        for target in (figures(absurd, **measured), figures(70, baseline=absurd, **measured)):
            assert told.by(partial(plans.a_figure_target_makes_sense, target, YEARS)) == answer
    above = Finding("BHYT_PCT", actual=most + 1)
    said = told.by(partial(year_reviews.a_finding_fits_its_target, above, figures(70, **measured)))
    assert said == told.of(
        ResultAboveTheWhole, "findings", indicator="BHYT_PCT", actual=most + 1, most=most, **measured
    )


def test_what_is_no_number_is_no_figure() -> None:
    for absurd in ("NaN", "Infinity"):
        said = told.by(partial(plans.goals_make_sense, [goal(value=absurd)], YEARS))
        assert (said.refusal, str(said.facts["value"])) == (AbsurdTarget, absurd)


def test_what_was_reached_is_held_from_the_year_after() -> None:
    target = figures(70, 72, since=2014)
    for each in (Reached("BHYT_PCT", 2013, Decimal(70)), Reached("BHYT_PCT", 2014, Decimal(72))):
        floors.what_is_reached_is_held(target, [], [each])
    floors.what_is_reached_is_held(target, [], [Reached("BHYT_PCT", 2015, Decimal(99))])
    floors.what_is_reached_is_held(target, [], [Reached("BHXH_BB", 2013, Decimal(99))])
    held = [Reached("BHYT_PCT", 2014, Decimal(75)), Reached("BHYT_PCT", 2013, Decimal(71))]
    said = told.by(partial(floors.what_is_reached_is_held, target, [], held))
    facts = {"year": 2014, "figure": Decimal(70), "reached": Decimal(71), "reached_year": 2013, "of": Text("", "")}
    assert said == told.of(BelowReached, "figures", indicator="BHYT_PCT", **facts)


def test_a_national_target_counts_as_reached_where_the_baseline_equals_it() -> None:
    goals = [goal(value="80"), goal(value="81"), goal("BHXH_BB", "10"), goal(value="79", binding=False)]
    reached = [*floors.reached_before(figures(None, 80, 81, baseline=Decimal(80)), goals)]
    assert reached == [Reached("BHYT_PCT", 2014, Decimal(80), goals[0].source)]
    assert [*floors.reached_before(figures(80), goals)] == []
    assert [*floors.reached_before(figures(baseline=Decimal(99)), goals)] == []
