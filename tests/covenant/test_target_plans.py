"""B5, B6, B7, B9: a table of targets over years, its floors, its appraisal and its amendments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.refusals import Refusal
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import Area, FigureTarget, Milestone, Programme, Reached, TargetTable
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.covenants import AbsurdTarget, NoTargets, TargetTwice
from services.covenant.domain.refusals.movements import MovementIsClosed
from services.covenant.domain.refusals.plan_editions import NothingAmended, OfficialTargetDropped, PastYearAmended
from services.covenant.domain.refusals.plans import (
    AppraisedAlready,
    BandOverYears,
    BelowNationalTarget,
    BelowReached,
    GoalTwice,
    GoalUnanswered,
    NobodyAppraises,
    NoRequirement,
    NotALongMovement,
    NothingLoaded,
    OtherMeasure,
    OutsideTheYears,
    PlanExists,
    PlanNotOfficial,
    PlanNotSubmitted,
    TargetsStandInThePlan,
    UnknownPlanTarget,
    YearMissing,
    YearTwice,
)
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.rules import appraisals, floors, plans
from services.covenant.domain.target import Direction, Target
from services.covenant.domain.target_plan import Amendment, Opinion, TargetPlan, Verdict
from services.covenant.domain.unit import UnitKind
from tests.covenant.examples import day, movement
from tests.covenant.long_examples import (
    DEPARTMENT,
    RESOLUTION,
    RISING,
    YEARS,
    drafted,
    figures,
    goal,
    long_movement,
    measure,
    official,
    province,
    submitted,
    table,
)

NINH_BINH = province()


def after(plan: TargetPlan, contest: Movement, wanted: TargetTable, on: int = 2016, **so_far: object) -> None:
    amendment = Amendment(wanted, "Tỉnh nâng chỉ tiêu", **so_far)  # type: ignore[arg-type]
    plan.amend(day(12, 11, on), NINH_BINH, contest, amendment)


# The national targets.


def test_a_movement_has_its_years_and_national_targets() -> None:
    contest = long_movement()
    assert (contest.years, contest.goals, contest.programme.appraised) == (YEARS, (goal(),), True)


@pytest.mark.parametrize(
    ("goals", "refusal"),
    [
        ([goal(), goal(value="90")], GoalTwice),
        ([goal(year=2021)], OutsideTheYears),
        ([goal(year=2013)], OutsideTheYears),
        ([goal(value="-1")], AbsurdTarget),
        ([goal(value="1001")], AbsurdTarget),
        ([goal(value="NaN")], AbsurdTarget),
        ([goal("mã sai")], MalformedCode),
        ([goal(name=" ")], NothingWritten),
    ],
)
def test_national_targets_that_make_no_sense_are_refused(goals: list[object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        long_movement().set_national_targets(day(1, 1, 2014), Programme(tuple(goals), appraised=True))  # type: ignore[arg-type]


def test_two_documents_may_set_the_same_year() -> None:
    later = goal(value="90", source=replace(goal().source, document="QĐ 1167/QĐ-TTg 28/6/2016"))
    assert long_movement(goal(), later).goals == (goal(), later)


def test_a_yearly_movement_has_none() -> None:
    with pytest.raises(NotALongMovement):
        movement().set_national_targets(day(2, 1), Programme((), appraised=True))


def test_a_closed_movement_takes_none() -> None:
    contest = long_movement()
    contest.close(day(12, 31, 2020))
    with pytest.raises(MovementIsClosed):
        contest.set_national_targets(day(12, 31, 2020), Programme((), appraised=True))


# The floors.


@pytest.mark.parametrize(("last", "refused"), [("79.999999", True), ("80", False), ("80.000001", False)])
def test_the_end_year_is_not_below_the_national_target(last: str, *, refused: bool) -> None:
    wanted = table(figures(*RISING[:-1], last))
    if refused:
        with pytest.raises(BelowNationalTarget) as said:
            drafted(NINH_BINH, long_movement(), wanted)
        assert (said.value.facts["year"], said.value.facts["figure"]) == (2020, Decimal(last))
        assert said.value.explanation.value == "thấp hơn · below"
    else:
        assert drafted(NINH_BINH, long_movement(), wanted).table == wanted


def test_every_floor_of_a_year_binds_and_a_guide_does_not() -> None:
    higher = goal(value="90", source=replace(goal().source, document="QĐ 1167/QĐ-TTg"))
    guide = goal(value="75", year=2015, binding=False)
    with pytest.raises(BelowNationalTarget) as said:
        drafted(NINH_BINH, long_movement(goal(), higher, guide))
    assert said.value.facts["document"] == "QĐ 1167/QĐ-TTg"
    drafted(NINH_BINH, long_movement(goal(), guide))


@pytest.mark.parametrize("kind", [UnitKind.HEAD_OFFICE])
def test_only_provinces_are_bound(kind: UnitKind) -> None:
    low = table(figures(10, 11, 12, 13, 14, 15, 16))
    assert submitted(province("BAN-1", kind), long_movement(), low).submitted_on == date(2013, 11, 30)


@pytest.mark.parametrize(
    "other",
    [
        figures(*RISING, unit_of_measure="người"),
        figures(*RISING, area=Area.RURAL),
        figures(*RISING, direction=Direction.LOWER),
    ],
)
def test_a_figure_is_measured_like_its_national_target(other: FigureTarget) -> None:
    with pytest.raises(OtherMeasure):
        drafted(NINH_BINH, long_movement(), table(other))


@pytest.mark.parametrize(("lowest", "refused"), [("79.9", True), ("80", False)])
def test_a_province_that_had_reached_the_national_target_holds_it_every_year(lowest: str, *, refused: bool) -> None:
    wanted = table(figures(81, 82, lowest, 83, 83, 83, 84, baseline=Decimal(82)))
    if refused:
        with pytest.raises(BelowReached) as said:
            drafted(NINH_BINH, long_movement(), wanted)
        assert (said.value.facts["year"], said.value.facts["reached_year"]) == (2016, 2013)
    else:
        assert drafted(NINH_BINH, long_movement(), wanted).table == wanted


def test_a_baseline_below_the_national_target_binds_nothing() -> None:
    drafted(NINH_BINH, long_movement(), table(figures(*RISING, baseline=Decimal("79.9"))))
    drafted(NINH_BINH, long_movement(), table(figures(baseline=Decimal(90))))


@pytest.mark.parametrize(
    ("direction", "figure", "refused"),
    [
        (Direction.HIGHER, 71, True),
        (Direction.HIGHER, 72, False),
        (Direction.LOWER, 73, True),
        (Direction.LOWER, 72, False),
    ],
)
def test_what_is_reached_is_held_in_its_own_direction(direction: Direction, figure: int, *, refused: bool) -> None:
    target = figures(90, 90, figure, indicator="NO", direction=direction)
    held = Reached("NO", 2015, Decimal(72))
    if refused:
        with pytest.raises(BelowReached):
            floors.what_is_reached_is_held(target, (), [held])
    else:
        floors.what_is_reached_is_held(target, (), [held, Reached("OTHER", 2015, Decimal(999))])


@given(st.lists(st.integers(0, 100), min_size=7, max_size=7), st.integers(0, 100))
def test_no_table_that_stands_ends_below_the_national_target(values: list[int], national: int) -> None:
    contest = long_movement(goal(value=str(national)))
    try:
        plan = submitted(NINH_BINH, contest, table(figures(*values)))
    except BelowNationalTarget:
        assert values[-1] < national
    else:
        [target] = plan.table.figures
        assert target.in_year(2020) == values[-1] >= national


@given(st.lists(st.integers(0, 100), min_size=7, max_size=7), st.integers(0, 100))
def test_raising_a_figure_never_brings_a_refusal(values: list[int], more: int) -> None:
    goals, held = [goal(value="50")], [Reached("BHYT_PCT", 2015, Decimal(40))]

    def stands(wanted: list[int]) -> bool:
        target = figures(*wanted)
        try:
            floors.no_figure_is_below_the_national_target(target, goals)
            floors.what_is_reached_is_held(target, goals, held)
        except (BelowNationalTarget, BelowReached):
            return False
        return True

    assert not stands(values) or stands([each + more for each in values])


# The shape of a table.


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (table(figures(1, indicator="X"), figures(2, indicator="X")), TargetTwice),
        (table(figures(1, indicator="PCTN"), measure()), TargetTwice),
        (table(figures(1, indicator="x y")), MalformedCode),
        (table(figures(1, indicator="X", name=" ")), NothingWritten),
        (table(figures(1, indicator="X", unit_of_measure=" ")), NothingWritten),
        (table(figures(1, indicator="X", direction=Direction.BAND)), BandOverYears),
        (table(figures(1, indicator="X", since=2021)), OutsideTheYears),
        (table(replace(figures(1, indicator="X"), years=figures(1).years * 2)), YearTwice),
        (table(figures(-1, indicator="X")), AbsurdTarget),
        (table(figures("Infinity", indicator="X")), AbsurdTarget),
        (table(figures(1, indicator="X", baseline=Decimal(-1))), AbsurdTarget),
        (table(measure(requirement=" ")), NoRequirement),
        (table(measure(timetable=())), NoRequirement),
        (table(measure(timetable=(Milestone(2015, " "),))), NothingWritten),
        (table(measure(timetable=(Milestone(2021, "x"),))), OutsideTheYears),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(wanted: TargetTable, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        drafted(NINH_BINH, long_movement(), wanted)


def test_measures_alone_say_what_is_to_be_done_instead_of_a_requirement() -> None:
    plan = drafted(NINH_BINH, long_movement(), table(measure(requirement="", measures=("Kiểm tra",))))
    assert plan.target("PCTN").in_year(2015) == ("Sơ kết chương trình",)


def test_a_target_takes_the_department_of_its_national_target() -> None:
    other = province("BAN-2").id
    wanted = table(figures(*RISING, department_id=None), figures(1, indicator="X", department_id=other))
    plan = drafted(NINH_BINH, long_movement(), wanted)
    assert [each.department_id for each in plan.table] == [DEPARTMENT, other]


def test_a_draft_may_be_set_again_and_has_the_figures_of_any_year() -> None:
    contest = long_movement()
    plan = drafted(NINH_BINH, contest)
    plan.set_table(day(11, 3, 2013), NINH_BINH, contest, table(figures(*RISING[:-1])))
    assert (plan.figures_of(2014), plan.figures_of(2020)) == (
        [Target("BHYT_PCT", "Tỷ lệ dân số tham gia BHYT", "% dân số", Direction.HIGHER, Decimal(70))],
        [],
    )


# The submission.


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (TargetTable(), NoTargets),
        (table(figures(*RISING[:-1])), YearMissing),
        (table(figures(None, *RISING[1:])), YearMissing),
        (table(measure()), GoalUnanswered),
        (table(figures(*RISING), measure(department_id=None)), NobodyAppraises),
    ],
)
def test_an_unfinished_table_is_not_submitted(wanted: TargetTable, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        submitted(NINH_BINH, long_movement(), wanted)


def test_a_rural_or_guiding_national_target_need_not_be_answered() -> None:
    rural = goal("BHYT_NT_PCT", "70", area=Area.RURAL)
    guide = goal("BHTN_PCT", "35", binding=False)
    assert submitted(NINH_BINH, long_movement(goal(), rural, guide)).edition == 1


def test_a_unit_that_came_later_states_the_years_from_its_first() -> None:
    contest, late = long_movement(), province("BHXH-99", since=date(2016, 5, 1))
    covenant = Covenant.draft(day(6, 1, 2016), late, contest)
    plan = TargetPlan.draft(day(6, 1, 2016), covenant, contest)
    plan.set_table(day(6, 2, 2016), late, contest, table(figures(*RISING[2:], since=2016)))
    plan.submit(day(6, 3, 2016), late, contest)
    assert plan.submission is not None
    assert plan.submission.late


@pytest.mark.parametrize(("on", "late"), [((11, 30), False), ((12, 1), True)])
def test_the_30th_of_november_is_the_last_day(on: tuple[int, int], *, late: bool) -> None:
    contest = long_movement()
    plan = drafted(NINH_BINH, contest)
    plan.submit(day(*on, 2013), NINH_BINH, contest)
    assert plan.submission is not None
    assert plan.submission.late is late


def test_a_submitted_table_is_not_set_or_submitted_again() -> None:
    contest = long_movement()
    plan = submitted(NINH_BINH, contest)
    with pytest.raises(PlanExists):
        plan.submit(day(12, 1, 2013), NINH_BINH, contest)
    with pytest.raises(PlanExists):
        plan.set_table(day(12, 1, 2013), NINH_BINH, contest, table())


def test_a_unit_that_is_gone_plans_nothing() -> None:
    contest, gone = long_movement(), province("BHXH-98")
    plan = drafted(gone, contest)
    gone.dissolve(day(11, 15, 2013))
    with pytest.raises(UnitNotInExistence):
        plan.submit(day(11, 30, 2013), gone, contest)
    with pytest.raises(UnitNotInExistence):
        plan.set_table(day(11, 30, 2013), gone, contest, table())


# The appraisal.


def test_a_target_is_official_once_its_department_agrees() -> None:
    contest = long_movement()
    plan = submitted(NINH_BINH, contest)
    assert plan.official_in(2015) == {}
    plan.appraise(day(12, 10, 2013), contest, Opinion("PCTN", agreed=True))
    assert list(plan.official_in(2015)) == ["PCTN"]
    assert list(plan.official_in(2016)) == []
    with pytest.raises(PlanNotOfficial):
        plan.require_official(date(2016, 12, 31))
    plan.appraise(day(12, 10, 2013), contest, Opinion("BHYT_PCT", agreed=True))
    plan.require_official(date(2016, 12, 31))
    assert list(plan.official_in(2016)) == ["BHYT_PCT"]


def test_a_returned_target_waits_for_its_amendment() -> None:
    contest = long_movement()
    plan = submitted(NINH_BINH, contest)
    with pytest.raises(NothingWritten):
        plan.appraise(day(12, 10, 2013), contest, Opinion("BHYT_PCT", agreed=False))
    plan.appraise(day(12, 10, 2013), contest, Opinion("BHYT_PCT", agreed=False, reason="Chưa khả thi"))
    said = plan.pending_events[-1]
    assert isinstance(said, TargetPlan.Appraised)
    assert (said.verdict, said.department_id) == (Verdict.RETURNED, plan.target("BHYT_PCT").department_id)
    with pytest.raises(AppraisedAlready):
        plan.appraise(day(12, 11, 2013), contest, Opinion("BHYT_PCT", agreed=True))
    after(plan, contest, table(figures(71, *RISING[1:]), measure()), on=2013)
    assert plan.verdicts == {"BHYT_PCT": Verdict.PROPOSED, "PCTN": Verdict.PROPOSED}
    plan.appraise(day(12, 12, 2013), contest, Opinion("BHYT_PCT", agreed=True))
    assert plan.verdicts["BHYT_PCT"] is Verdict.AGREED


def test_without_appraisal_a_table_is_official_at_once_and_after_each_amendment() -> None:
    contest = long_movement(appraised=False)
    plan = submitted(NINH_BINH, contest)
    plan.require_official(date(2016, 12, 31))
    after(plan, contest, table(figures(*RISING[:-1], 85), measure()))
    plan.require_official(date(2016, 12, 31))
    assert plan.official == {each.indicator: each for each in plan.table}


@pytest.mark.parametrize(
    "asked",
    [
        lambda plan, contest: plan.appraise(day(12, 1, 2013), contest, Opinion("PCTN", agreed=True)),
        lambda plan, contest: after(plan, contest, table()),
        lambda plan, _: plan.require_official(date(2016, 12, 31)),
        lambda plan, _: plan.official_in(2014),
    ],
)
def test_a_draft_is_neither_appraised_nor_amended_nor_official(
    asked: Callable[[TargetPlan, Movement], object],
) -> None:
    contest = long_movement()
    with pytest.raises(PlanNotSubmitted):
        asked(drafted(NINH_BINH, contest), contest)


def test_only_a_target_of_the_table_is_appraised() -> None:
    contest = long_movement()
    with pytest.raises(UnknownPlanTarget):
        submitted(NINH_BINH, contest).appraise(day(12, 1, 2013), contest, Opinion("X", agreed=True))


# The amendments.


def test_an_amendment_opens_what_it_changes_and_leaves_the_rest_official() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    before = plan.target("BHYT_PCT")
    after(plan, contest, table(figures(*RISING[:-1], 90), measure()))
    assert (plan.edition, plan.verdicts) == (2, {"BHYT_PCT": Verdict.PROPOSED, "PCTN": Verdict.AGREED})
    (amended,) = [each for each in plan.pending_events if isinstance(each, TargetPlan.Amended)]
    assert amended.edition == 2
    assert plan.official["BHYT_PCT"] == before
    assert plan.official_in(2020) == {"BHYT_PCT": before}


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (table(), NothingAmended),
        (table(figures(*RISING)), OfficialTargetDropped),
        (table(figures(70, 75, *RISING[2:]), measure()), PastYearAmended),
        (table(figures(*RISING), measure(timetable=(Milestone(2016, "Sơ kết"),))), PastYearAmended),
        (table(figures(*RISING), measure(), figures(1, indicator="X")), PastYearAmended),
        (table(figures(*RISING), measure(), figures(1, indicator="X", since=2016)), YearMissing),
        (table(figures(*RISING[:-1], 79), measure()), BelowNationalTarget),
    ],
)
def test_an_amendment_that_cannot_stand_is_refused(wanted: TargetTable, refusal: type[Refusal]) -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    with pytest.raises(refusal):
        after(plan, contest, wanted)
    assert plan.edition == 1


def test_a_target_may_be_added_from_this_year_on_and_amended_later() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    added = figures(1, 2, 3, 4, 5, indicator="X", since=2016)
    after(plan, contest, table(figures(*RISING), added, measure()))
    more = figures(1, 2, 3, 4, 6, indicator="X", since=2016)
    after(plan, contest, table(figures(*RISING), more, measure()), on=2018)
    assert (plan.edition, plan.table.find("X")) == (3, more)


def test_a_target_that_never_was_official_may_be_dropped() -> None:
    contest = long_movement()
    plan = submitted(NINH_BINH, contest)
    after(plan, contest, table(figures(*RISING)), on=2013)
    assert plan.verdicts == {"BHYT_PCT": Verdict.PROPOSED}


@pytest.mark.parametrize(("reviewed", "refused"), [((), False), ((2016,), True)])
def test_a_reviewed_year_is_no_longer_amended(reviewed: tuple[int, ...], *, refused: bool) -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    raised = table(figures(70, 72, 75, *RISING[3:]), measure())
    if refused:
        with pytest.raises(PastYearAmended) as said:
            after(plan, contest, raised, reviewed=reviewed)
        assert said.value.facts["first_open"] == 2017
    else:
        after(plan, contest, raised, reviewed=reviewed)
        assert plan.edition == 2


def test_an_amendment_holds_what_the_years_reached() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    lowered = table(figures(*RISING[:3], 75, 78, 79, 80), measure())
    with pytest.raises(BelowReached):
        after(plan, contest, lowered, reached=[Reached("BHYT_PCT", 2015, Decimal(76))])
    after(plan, contest, lowered, reached=[Reached("BHYT_PCT", 2016, Decimal(75))])
    assert plan.edition == 2


def test_a_year_that_can_no_longer_be_amended_does_not_bar_those_to_come() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    reached = [Reached("BHYT_PCT", 2015, Decimal(80))]  # above what is registered of 2016, which is reviewed
    with pytest.raises(BelowReached) as said:
        after(plan, contest, table(figures(*RISING[:3], 79, 80, 80, 80), measure()), reviewed=(2016,), reached=reached)
    assert said.value.facts["year"] == 2017
    after(plan, contest, table(figures(*RISING[:3], 80, 80, 80, 80), measure()), reviewed=(2016,), reached=reached)
    assert plan.edition == 2


def test_an_amendment_has_a_reason() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    with pytest.raises(NothingWritten):
        plan.amend(day(7, 1, 2016), NINH_BINH, contest, Amendment(table(measure()), " "))


def test_a_covenant_by_years_is_agreed_without_a_figure_of_its_own() -> None:
    contest = long_movement()
    covenant = Covenant.draft(day(11, 1, 2013), NINH_BINH, contest)
    with pytest.raises(NoTargets):
        covenant.agree(day(12, 1, 2013), contest)
    covenant.agree(day(12, 1, 2013), contest, planned=True)
    assert covenant.agreed_on == date(2013, 12, 1)


def test_a_covenant_with_a_table_has_no_targets_of_its_own() -> None:
    appraisals.a_covenant_follows_its_plan(2020, planned=False)
    with pytest.raises(TargetsStandInThePlan) as said:
        appraisals.a_covenant_follows_its_plan(2020, planned=True)
    assert said.value.facts == {"year": 2020}


@pytest.mark.parametrize(
    ("baseline", "found"), [("79.99", []), ("80", [Reached("BHYT_PCT", 2013, Decimal(80), RESOLUTION)])]
)
def test_reached_before_is_what_the_baseline_passed(baseline: str, found: list[Reached]) -> None:
    target = figures(*RISING, baseline=Decimal(baseline))
    interim = goal(value="60", year=2017, binding=False)
    assert list(floors.reached_before(target, [goal(), interim, goal("OTHER", "1")])) == found


def test_a_national_target_that_is_to_be_held_is_named() -> None:
    target = figures(81, 79, 82, 83, 83, 83, 84, baseline=Decimal(82))
    with pytest.raises(BelowReached) as said:
        floors.what_is_reached_is_held(target, [goal()], ())
    assert said.value.text().en == (
        f"BHYT_PCT in 2015: 79 falls behind 80, the national target of {RESOLUTION.document}, reached in 2013;"
        " it must be held."
    )


@pytest.mark.parametrize(("figure", "verdict"), [("79.99", "thấp hơn · below"), ("80", "đạt · reached")])
def test_explain_the_floor_names_both_figures_and_the_document(figure: str, verdict: str) -> None:
    found = floors.explain_the_floor(figures(*RISING), goal(), Decimal(figure))
    assert (found.value, [each.value for each in found.inputs]) == (verdict, [figure, "80"])
    assert found.inputs[1].source == goal().source


def test_a_table_that_is_loaded_has_rows() -> None:
    plans.something_is_loaded([1])
    with pytest.raises(NothingLoaded):
        plans.something_is_loaded([])
