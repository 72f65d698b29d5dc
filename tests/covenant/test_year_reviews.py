"""C8, C9: what a year brought of a unit's targets, and the reviews of a long movement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kernel.refusals import Refusal
from services.covenant.domain.findings import Finding, Freeze, Outcome, Standing
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import (
    EarlyFinish,
    MovementReview,
    ReviewKind,
    Summary,
    UnitStanding,
    last_freeze,
)
from services.covenant.domain.plan import Reached, TargetTable
from services.covenant.domain.refusals.codes import NothingWritten
from services.covenant.domain.refusals.movements import MovementIsClosed
from services.covenant.domain.refusals.plans import NotALongMovement, PlanNotSubmitted, UnknownPlanTarget
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.refusals.year_reviews import (
    AbsurdResult,
    EditionWithoutReason,
    FindingOfAnotherKind,
    FindingSettled,
    FindingTwice,
    FrozenPeriod,
    MissedWithoutReason,
    NoPlansToReview,
    NothingPlanned,
    NothingRevised,
    ResultAboveTheWhole,
    ResultWithoutEvidence,
    ReviewTooEarly,
    SameEdition,
    TargetsNotReviewed,
    UnknownFinding,
    YearNotBegun,
    YearOfNoMovement,
)
from services.covenant.domain.rules.covenants import LARGEST_FIGURE
from services.covenant.domain.rules.plans import the_most_there_can_be
from services.covenant.domain.target import Direction
from services.covenant.domain.year_review import Account, Look, YearReview
from tests.covenant.examples import day, movement, year_end
from tests.covenant.long_examples import (
    RISING,
    WHY,
    drafted,
    figures,
    goal,
    long_movement,
    measure,
    official,
    province,
    result,
    submitted,
    table,
)

NINH_BINH = province()
HELD = Finding("PCTN", done=True, evidence="QĐ 1")
FROZEN = Freeze(2015, date(2015, 12, 31))


def record(
    *findings: Finding,
    year: int = 2015,
    contest: Movement | None = None,
    wanted: TargetTable | None = None,
    freeze: Freeze | None = None,
    on: tuple[int, int, int] | None = None,
) -> YearReview:
    contest = contest or long_movement()
    plan = official(NINH_BINH, contest, wanted)
    account = Account(year, findings, freeze)
    return YearReview.record(day(*(on or (12, 20, year))), plan, NINH_BINH, contest, account)


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [
        (result("BHYT_PCT", "72"), Outcome.REACHED),
        (result("BHYT_PCT", "72.01"), Outcome.REACHED),
        (result("BHYT_PCT", "71.99", **WHY), Outcome.NOT_REACHED),
        (result("BHYT_PCT", "0", **WHY), Outcome.NOT_REACHED),
        (Finding("BHYT_PCT", **WHY), Outcome.NO_FIGURE),  # type: ignore[arg-type]
    ],
)
def test_a_figure_is_held_against_the_target_of_its_year(finding: Finding, outcome: Outcome) -> None:
    [entry, _] = record(finding, HELD).entries
    assert (entry.outcome, entry.figure, entry.actual) == (outcome, Decimal(72), finding.actual)


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [
        (HELD, Outcome.REACHED),
        (Finding("PCTN", done=False, evidence="BC 2", **WHY), Outcome.NOT_REACHED),  # type: ignore[arg-type]
        (Finding("PCTN", **WHY), Outcome.NO_FIGURE),  # type: ignore[arg-type]
    ],
)
def test_a_target_without_a_figure_is_done_or_not(finding: Finding, outcome: Outcome) -> None:
    [_, entry] = record(result("BHYT_PCT", 72), finding).entries
    assert (entry.outcome, entry.figure, entry.final) == (outcome, None, False)


@pytest.mark.parametrize(("actual", "reached"), [("9.9", True), ("10", True), ("10.1", False)])
def test_of_arrears_less_is_better(actual: str, *, reached: bool) -> None:
    arrears = figures(12, 10, 9, 8, 7, 6, 5, indicator="NO", direction=Direction.LOWER)
    findings = (result("BHYT_PCT", 72), result("NO", actual, **WHY))
    [_, entry] = record(*findings, wanted=table(figures(*RISING), arrears)).entries
    assert (entry.outcome is Outcome.REACHED) is reached


@pytest.mark.parametrize(("actual", "final"), [("79.9", False), ("80", True)])
def test_the_end_years_figure_may_be_reached_early(actual: str, *, final: bool) -> None:
    assert [each.final for each in record(result("BHYT_PCT", actual), HELD).entries] == [final, False]


@pytest.mark.parametrize(
    ("findings", "refusal"),
    [
        ([HELD], TargetsNotReviewed),
        ([], TargetsNotReviewed),
        ([result("BHYT_PCT", 72), HELD, HELD], FindingTwice),
        ([result("BHYT_PCT", 72), HELD, result("X", 1)], UnknownPlanTarget),
        ([Finding("BHYT_PCT", done=True, evidence="BC"), HELD], FindingOfAnotherKind),
        ([result("BHYT_PCT", 72), result("PCTN", 1)], FindingOfAnotherKind),
        ([result("BHYT_PCT", "-0.1", **WHY), HELD], AbsurdResult),
        ([result("BHYT_PCT", "NaN", **WHY), HELD], AbsurdResult),
        ([result("BHYT_PCT", "178", **WHY), HELD], ResultAboveTheWhole),
        ([result("BHYT_PCT", 72, evidence=" "), HELD], ResultWithoutEvidence),
        ([result("BHYT_PCT", 72), Finding("PCTN", done=True)], ResultWithoutEvidence),
        ([result("BHYT_PCT", 71), HELD], MissedWithoutReason),
        ([result("BHYT_PCT", 71, why="Hộ cận nghèo"), HELD], MissedWithoutReason),
        ([result("BHYT_PCT", 71, remedy="Hỗ trợ"), HELD], MissedWithoutReason),
        ([Finding("BHYT_PCT"), HELD], MissedWithoutReason),
        ([result("BHYT_PCT", 72), Finding("PCTN")], MissedWithoutReason),
    ],
)
def test_an_account_that_leaves_something_out_is_refused(findings: list[Finding], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        record(*findings)


def test_a_missed_target_is_named_with_both_figures() -> None:
    with pytest.raises(MissedWithoutReason) as said:
        record(result("BHYT_PCT", 71), HELD)
    assert said.value.facts == {
        "indicator": "BHYT_PCT",
        "year": 2015,
        "actual": Decimal(71),
        "figure": Decimal(72),
    }


@pytest.mark.parametrize(
    ("year", "on", "refused"),
    [(2015, (12, 31, 2014), True), (2015, (1, 1, 2015), False)],
)
def test_a_year_is_reviewed_once_it_has_begun(year: int, on: tuple[int, int, int], *, refused: bool) -> None:
    findings = (result("BHYT_PCT", 99), HELD)
    if refused:
        with pytest.raises(YearNotBegun):
            record(*findings, year=year, on=on)
    else:
        assert record(*findings, year=year, on=on).year == year


@pytest.mark.parametrize(("on", "refused"), [((12, 30, 2015), True), ((12, 31, 2015), True), ((1, 1, 2016), False)])
def test_nothing_is_recorded_back_into_a_frozen_period(on: tuple[int, int, int], *, refused: bool) -> None:
    findings = (result("BHYT_PCT", 72), HELD)
    if refused:
        with pytest.raises(FrozenPeriod) as said:
            record(*findings, freeze=FROZEN, on=on)
        assert (said.value.facts["through"], said.value.facts["year"]) == (2015, 2015)
    else:
        assert len(record(*findings, freeze=FROZEN, on=on).entries) == 2


def test_a_year_without_an_official_target_is_not_reviewed() -> None:
    contest = long_movement()
    account = Account(2015, [])
    with pytest.raises(NothingPlanned):
        YearReview.record(day(12, 20, 2015), submitted(NINH_BINH, contest), NINH_BINH, contest, account)
    with pytest.raises(PlanNotSubmitted):
        YearReview.record(day(12, 20, 2015), drafted(NINH_BINH, contest), NINH_BINH, contest, account)


def test_a_unit_that_was_merged_has_no_more_years() -> None:
    contest, gone = long_movement(), province("BHXH-35")
    plan = official(gone, contest)
    gone.merge(day(7, 1, 2015), NINH_BINH)
    account = Account(2015, [result("BHYT_PCT", 72), HELD])
    with pytest.raises(UnitNotInExistence):
        YearReview.record(day(12, 20, 2015), plan, gone, contest, account)
    assert YearReview.record(day(6, 30, 2015), plan, gone, contest, account).year == 2015


def test_a_closed_movement_takes_no_account() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    contest.close(day(12, 31, 2020))
    with pytest.raises(MovementIsClosed):
        YearReview.record(day(12, 31, 2020), plan, NINH_BINH, contest, Account(2020, []))


# What the departments say, and what is revised.


def test_a_department_confirms_a_finding_or_disputes_it_with_the_reason() -> None:
    contest = long_movement()
    review = record(result("BHYT_PCT", 72), HELD, contest=contest)
    review.look(day(12, 22, 2015), contest, Look("BHYT_PCT", confirmed=True), None)
    with pytest.raises(NothingWritten):
        review.look(day(12, 22, 2015), contest, Look("PCTN", confirmed=False), None)
    review.look(day(12, 22, 2015), contest, Look("PCTN", confirmed=False, reason="Chưa thấy văn bản"), None)
    assert review.standings == {"BHYT_PCT": Standing.CONFIRMED, "PCTN": Standing.DISPUTED}
    with pytest.raises(FindingSettled):
        review.look(day(12, 23, 2015), contest, Look("BHYT_PCT", confirmed=True), None)
    with pytest.raises(UnknownFinding):
        review.look(day(12, 23, 2015), contest, Look("X", confirmed=True), None)
    with pytest.raises(FrozenPeriod):
        review.look(day(12, 23, 2015), contest, Look("X", confirmed=True), FROZEN)


def test_a_revision_opens_what_it_changes() -> None:
    contest = long_movement()
    plan = official(NINH_BINH, contest)
    first = [result("BHYT_PCT", 72), HELD]
    review = YearReview.record(day(12, 20, 2015), plan, NINH_BINH, contest, Account(2015, first))
    for indicator in ("BHYT_PCT", "PCTN"):
        review.look(day(12, 22, 2015), contest, Look(indicator, confirmed=True), None)
    revised = Account(2015, [result("BHYT_PCT", "73.5"), HELD], reason="Đối chiếu lại")
    review.revise(day(1, 5, 2016), plan, NINH_BINH, contest, revised)
    assert review.standings == {"BHYT_PCT": Standing.RECORDED, "PCTN": Standing.CONFIRMED}
    assert review.entries[0].actual == Decimal("73.5")
    with pytest.raises(NothingRevised):
        review.revise(day(1, 6, 2016), plan, NINH_BINH, contest, revised)
    with pytest.raises(NothingWritten):
        review.revise(day(1, 6, 2016), plan, NINH_BINH, contest, Account(2015, first))


def test_what_was_reached_is_the_units_own_figure_and_the_national_ones_passed() -> None:
    contest = long_movement(goal(), goal(value="70", year=2018, binding=False), goal("BHXH_PCT", "50"))
    wanted = table(figures(*RISING), figures(40, 41, 42, 43, 44, 45, 50, indicator="BHXH_PCT"), measure())
    review = record(result("BHYT_PCT", 80), result("BHXH_PCT", 40, **WHY), HELD, contest=contest, wanted=wanted)
    assert review.reached(contest.goals) == [
        Reached("BHYT_PCT", 2015, Decimal(72)),
        Reached("BHYT_PCT", 2015, Decimal(80), contest.goals[0].source),
    ]
    review.look(day(12, 22, 2015), contest, Look("BHYT_PCT", confirmed=False, reason="Sai số"), None)
    assert review.reached(contest.goals) == []


# The reviews of the movement.


def summary(reached: int = 2, early: int = 0) -> Summary:
    standing = UnitStanding(NINH_BINH.id, 2, reached, 2 - reached, 0, 0, 0, None)
    finishes = [EarlyFinish(NINH_BINH.id, "BHYT_PCT", 2015, Decimal(80 + each)) for each in range(early)]
    return Summary((standing,), tuple(finishes))


@pytest.mark.parametrize(("through", "kind"), [(2015, ReviewKind.MID_TERM), (2020, ReviewKind.FINAL)])
def test_the_review_through_the_last_year_is_the_final_one(through: int, kind: ReviewKind) -> None:
    contest = long_movement()
    review = MovementReview.hold(day(12, 30, through), contest, through, year_end(through))
    assert (review.kind, review.freeze) == (kind, None)
    review.freeze_edition(day(12, 30, through), contest, summary(), "")
    assert review.freeze == Freeze(through, date(through, 12, 30))


@pytest.mark.parametrize(
    ("through", "on", "refusal"),
    [(2015, 2014, ReviewTooEarly), (2021, 2022, YearOfNoMovement), (2013, 2014, YearOfNoMovement)],
)
def test_a_review_is_not_held_before_its_year_or_outside_the_movement(
    through: int, on: int, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        MovementReview.hold(day(12, 30, on), long_movement(), through, year_end(through))


def test_a_yearly_movement_has_no_such_review() -> None:
    with pytest.raises(NotALongMovement):
        MovementReview.hold(day(12, 30), movement(), 2024, year_end(2024))


def test_a_later_edition_says_why_and_something_new() -> None:
    contest = long_movement()
    review = MovementReview.hold(day(12, 30, 2015), contest, 2015, year_end(2015))
    with pytest.raises(NoPlansToReview):
        review.freeze_edition(day(12, 30, 2015), contest, Summary((), ()), "")
    review.freeze_edition(day(12, 30, 2015), contest, summary(), "")
    with pytest.raises(EditionWithoutReason):
        review.freeze_edition(day(2, 1, 2016), contest, summary(1), " ")
    with pytest.raises(SameEdition):
        review.freeze_edition(day(2, 1, 2016), contest, summary(), "Đính chính")
    review.freeze_edition(day(2, 1, 2016), contest, summary(1, early=1), "Đính chính")
    assert review.editions == [summary(), summary(1, early=1)]
    assert review.freeze == Freeze(2015, date(2016, 2, 1))


def test_the_latest_freeze_counts() -> None:
    contest = long_movement()
    mid, end = (MovementReview.hold(day(12, 30, 2020), contest, each, year_end(each)) for each in (2015, 2020))
    assert last_freeze([mid, None]) is None
    mid.freeze_edition(day(12, 30, 2020), contest, summary(), "")
    end.freeze_edition(day(12, 31, 2020), contest, summary(), "")
    assert last_freeze([mid, end, None]) == Freeze(2020, date(2020, 12, 31))


def test_the_ids_are_those_of_their_natural_keys() -> None:
    one = UUID(int=1)
    assert (YearReview.id_for(one, 2015) == YearReview.id_for(one, 2015)) is True
    assert YearReview.id_for(one, 2015) != YearReview.id_for(one, 2016)


@pytest.mark.parametrize(
    ("unit_of_measure", "most"),
    [
        ("% dân số", 100),
        (" % Lực lượng lao động", 100),
        ("%", 1000),
        ("% kế hoạch", 1000),
        ("người", LARGEST_FIGURE),
    ],
)
def test_a_coverage_is_at_most_the_whole(unit_of_measure: str, most: object) -> None:
    assert the_most_there_can_be(unit_of_measure) == most
