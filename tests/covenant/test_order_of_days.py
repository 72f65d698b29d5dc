"""Nothing is dated before what it rests on: every step of every workflow, and what is recorded later keeps its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kernel.aggregate import Act
from regulations.chapters import Holder
from services.covenant.domain.bylaws import Article, OperatingRules, RulesText
from services.covenant.domain.cascade import Above, MovementTarget, MovementTargets, Own, Scope, begin_under
from services.covenant.domain.cluster import Issue, Term
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.days import recorded_on
from services.covenant.domain.heads import Acting
from services.covenant.domain.inspection import Finding, Inspection, InspectionKind, Mandate, Severity
from services.covenant.domain.lateness import Timeliness, Timing, timeliness
from services.covenant.domain.movement_review import MovementReview, Summary, UnitStanding
from services.covenant.domain.plan import Programme as NationalProgramme
from services.covenant.domain.programme import Adjustment, ItemKind, Outcome, Plan, PlanItem, Programme, Taking
from services.covenant.domain.refusals.clusters import OfficerNotMember
from services.covenant.domain.refusals.order import BeforeItsBasis
from services.covenant.domain.registration import Registration
from services.covenant.domain.target_plan import Amendment, Opinion, TargetPlan
from services.covenant.domain.year_review import Account, Look, YearReview
from tests.covenant.examples import TITLES, agreed, cluster, day, launch, movement, on, target, terms, unit, year_end
from tests.covenant.long_examples import (
    RISING,
    drafted,
    figures,
    long_movement,
    measure,
    official,
    province,
    result,
    submitted,
    table,
)
from tests.covenant.test_district_groupings import basis, propose

Step = Callable[[Act], object]
"""A step that is taken with an act of any day."""
Workflow = Callable[[], Iterator[tuple[str, date, Step]]]
"""The steps of one workflow, each on things of its own: name, the earliest day, the step."""

UNIT, OTHER = unit("BHXH-68"), unit("BHXH-62")
NINH_BINH = province()
FLAG = Registration("CO_BHXH", Holder.COLLECTIVE)
TARGETS = [MovementTarget(target(), Scope.EACH)]


def covenant_steps() -> Iterator[tuple[str, date, Step]]:
    contest = movement()
    yield "draft", date(2024, 1, 10), lambda act: Covenant.draft(act, UNIT, contest)
    drafted = Covenant.draft(day(2, 1), UNIT, contest)
    yield "register", date(2024, 2, 1), lambda act: drafted.register_titles(act, contest, [FLAG], TITLES)
    yield "set targets", date(2024, 2, 1), lambda act: drafted.set_targets(act, contest, [target()])
    planned = Covenant.draft(day(2, 1), UNIT, contest)
    planned.set_targets(day(2, 20), contest, [target()])
    yield "agree", date(2024, 2, 20), lambda act: planned.agree(act, contest)
    found = agreed(UNIT, contest)
    yield "withdraw the agreement", date(2024, 3, 1), lambda act: found.withdraw_agreement(act, contest, "Nâng")
    again = agreed(UNIT, contest)
    again.withdraw_agreement(day(3, 5), contest, "Nâng chỉ tiêu")
    yield "set targets again", date(2024, 3, 5), lambda act: again.set_targets(act, contest, [target()])
    signed = agreed(UNIT, contest)
    yield "sign", date(2024, 3, 1), lambda act: signed.sign(act, UNIT, contest)
    signed.register_titles(day(3, 9), contest, [FLAG], TITLES)
    yield "withdraw a title", date(2024, 3, 9), lambda act: signed.withdraw_title(act, contest, FLAG, "Nhầm")


def rules_steps() -> Iterator[tuple[str, date, Step]]:
    led, acting = cluster(UNIT, OTHER), Acting(UNIT.id, UNIT.code)
    led.elect(day(1, 5), Term(2024, UNIT.id, OTHER.id), {})
    text = RulesText("Quy chế", (Article("Nguyên tắc", "Công khai."),))
    issue = Issue("QC 01/CTĐ", date(2024, 3, 1))
    drafted = OperatingRules.draft(day(2, 10), led, acting, text)
    yield "redraft rules", date(2024, 2, 10), lambda act: drafted.redraft(act, led, acting, text, "")
    again = OperatingRules.draft(day(2, 10), led, acting, text)
    again.redraft(day(2, 12), led, acting, text, "")
    yield "issue rules", date(2024, 2, 12), lambda act: again.issue(act, led, acting, issue)
    issued = OperatingRules.draft(day(2, 10), led, acting, text)
    issued.issue(day(2, 15), led, acting, issue)
    yield "withdraw rules", date(2024, 2, 15), lambda act: issued.withdraw(act, led, acting, 1, "Sai")
    amended = OperatingRules.draft(day(2, 10), led, acting, text)
    amended.issue(day(2, 15), led, acting, issue)
    amended.redraft(day(5, 1), led, acting, text, "Bổ sung")
    later = Issue("QC 02/CTĐ", date(2024, 6, 1))
    yield "issue an amendment", date(2024, 5, 1), lambda act: amended.issue(act, led, acting, later)
    gone = OperatingRules.draft(day(2, 10), led, acting, text)
    gone.issue(day(2, 15), led, acting, issue)
    gone.withdraw(day(4, 1), led, acting, 1, "Sai")
    yield "redraft after a withdrawal", date(2024, 4, 1), lambda act: gone.redraft(act, led, acting, text, "Lại")


def programme_steps() -> Iterator[tuple[str, date, Step]]:
    led, acting = cluster(UNIT, OTHER), Acting(UNIT.id, UNIT.code)
    led.elect(day(1, 5), Term(2024, UNIT.id, OTHER.id), {})
    taking = Taking(frozenset({UNIT.id, OTHER.id}), {UNIT.id: UNIT.code, OTHER.id: OTHER.code})
    meeting, talk = (
        PlanItem(code, ItemKind.ACTIVITY, "Hội nghị", date(2024, 7, 15), UNIT.id) for code in ("HD-01", "HD-02")
    )
    done = Outcome("Đã tổ chức", "BB 12")
    added = Adjustment("CV 3", "Bổ sung", added=(talk,))

    def adopted() -> Programme:
        return Programme.adopt(day(2, 10), led, acting, Plan(2024, "KH 05", (meeting,)), taking)

    yield "report an item", date(2024, 2, 10), lambda act: adopted().report(act, "HD-01", done)
    yield "adjust", date(2024, 2, 10), lambda act: adopted().adjust(act, led, acting, added, taking)
    more = adopted()
    more.adjust(day(3, 1), led, acting, added, taking)
    yield "report what was added", date(2024, 3, 1), lambda act: more.report(act, "HD-02", done)
    dropped = Adjustment("CV 4", "Bỏ", dropped=("HD-01",))
    yield "adjust again", date(2024, 3, 1), lambda act: more.adjust(act, led, acting, dropped, taking)
    told = adopted()
    told.report(day(7, 16), "HD-01", done)
    yield "withdraw a report", date(2024, 7, 16), lambda act: told.withdraw_report(act, "HD-01", "Nhầm")


def inspection_steps() -> Iterator[tuple[str, date, Step]]:
    mandate = Mandate(InspectionKind.CROSS_CHECK, UNIT.id, OTHER.id, "2024-Q1")
    finding = Finding(Severity.MAJOR, "Nợ chưa khớp", "Đối chiếu", date(2024, 6, 30))

    def found() -> Inspection:
        begun = Inspection.open(day(4, 15), cluster(UNIT, OTHER), "KTC-01", mandate, {UNIT.id, OTHER.id})
        begun.find(day(4, 20), finding)
        return begun

    def told() -> Inspection:
        begun = found()
        begun.report_remedy(day(5, 12), 1, "Đã làm", "BC 31")
        return begun

    def closed() -> Inspection:
        begun = told()
        begun.confirm_remedy(day(5, 14), 1)
        begun.close(day(5, 20), "Xong")
        return begun

    yield "report a remedy", date(2024, 4, 20), lambda act: found().report_remedy(act, 1, "Đã làm", "BC")
    yield "withdraw a finding", date(2024, 4, 20), lambda act: found().withdraw_finding(act, 1, "Nhầm")
    yield "confirm a remedy", date(2024, 5, 12), lambda act: told().confirm_remedy(act, 1)
    yield (
        "reject a remedy",
        date(2024, 5, 12),
        lambda act: told().reject_remedy(act, 1, "Thiếu", date(2024, 7, 1)),
    )
    confirmed = told()
    confirmed.confirm_remedy(day(5, 14), 1)
    yield "close", date(2024, 5, 14), lambda act: confirmed.close(act, "Xong")
    yield "reopen", date(2024, 5, 20), lambda act: closed().reopen(act, "Xem lại")
    again = closed()
    again.reopen(day(6, 1), "Xem lại")
    yield "close again", date(2024, 6, 1), lambda act: again.close(act, "Xong")


def movement_steps() -> Iterator[tuple[str, date, Step]]:
    contest = movement()
    yield "state targets", date(2024, 1, 10), lambda act: MovementTargets.state(act, contest, TARGETS)
    stated = MovementTargets.state(day(1, 20), contest, TARGETS)
    yield (
        "state them anew",
        date(2024, 1, 20),
        lambda act: stated.restate(act, contest, TARGETS, "Sửa", (None, ())),
    )
    own = Own("TDTX-68", launch(), terms())
    yield "cascade", date(2024, 1, 10), lambda act: begin_under(act, own, UNIT, Above(contest, ()))
    above = Above(contest, tuple(TARGETS), stated_on=stated.stated_on)
    yield "cascade stated targets", date(2024, 1, 20), lambda act: begin_under(act, own, UNIT, above)


def plan_steps() -> Iterator[tuple[str, date, Step]]:
    contest, agree = long_movement(), Opinion("PCTN", agreed=True)
    raised = Amendment(table(figures(71, *RISING[1:]), measure()), "Nâng")
    covenant = Covenant.draft(day(11, 1, 2013), NINH_BINH, contest)
    yield "draft a table", date(2013, 11, 1), lambda act: TargetPlan.draft(act, covenant, contest)
    plan, filled = drafted(NINH_BINH, contest), drafted(NINH_BINH, contest)
    yield "set a table", date(2013, 11, 2), lambda act: plan.set_table(act, NINH_BINH, contest, table())
    yield "submit a table", date(2013, 11, 2), lambda act: filled.submit(act, NINH_BINH, contest)
    waiting = submitted(NINH_BINH, contest)
    yield "appraise", date(2013, 11, 30), lambda act: waiting.appraise(act, contest, agree)
    appraised, risen = official(NINH_BINH, contest), official(NINH_BINH, contest)
    yield "agree to a table", date(2013, 12, 10), lambda act: appraised.require_official(act.effective.date())
    yield "amend", date(2013, 12, 10), lambda act: risen.amend(act, NINH_BINH, contest, raised)


def year_steps() -> Iterator[tuple[str, date, Step]]:
    contest = long_movement()
    plan, other = official(NINH_BINH, contest), long_movement(appraised=False)
    late = drafted(NINH_BINH, other)
    late.submit(day(3, 1, 2014), NINH_BINH, other)
    reached, confirmed = Account(2014, [result("BHYT_PCT", "70")]), Look("BHYT_PCT", confirmed=True)
    revised = Account(2014, [result("BHYT_PCT", "71")], reason="Soát lại")

    def recorded() -> YearReview:
        return YearReview.record(day(12, 20, 2014), plan, NINH_BINH, contest, reached)

    yield (
        "review a year",
        date(2014, 3, 1),
        lambda act: YearReview.record(act, late, NINH_BINH, other, reached),
    )
    yield "look", date(2014, 12, 20), lambda act: recorded().look(act, contest, confirmed, None)
    yield "revise a year", date(2014, 12, 20), lambda act: recorded().revise(act, plan, NINH_BINH, contest, revised)
    seen = recorded()
    seen.look(day(12, 22, 2014), contest, confirmed, None)
    yield "revise what was seen", date(2014, 12, 22), lambda act: seen.revise(act, plan, NINH_BINH, contest, revised)


def grouping_steps() -> Iterator[tuple[str, date, Step]]:
    groups = [["D00", "D01", "D02", "D03", "D04"], ["D05", "D06", "D07", "D08", "D09"]]
    proposed, adjusted = propose(basis()), propose(basis())
    yield "adjust a grouping", date(2024, 1, 5), lambda act: proposed.adjust(act, groups, "Giao thông")
    adjusted.adjust(day(2, 5), groups, "Giao thông")
    yield "issue a grouping", date(2024, 2, 5), lambda act: adjusted.issue(act, "QĐ 7", date(2024, 3, 1))


WORKFLOWS = (
    covenant_steps,
    rules_steps,
    programme_steps,
    inspection_steps,
    movement_steps,
    plan_steps,
    year_steps,
    grouping_steps,
)
STEPS = [pytest.param(workflow, name, id=name) for workflow in WORKFLOWS for name, _, _ in workflow()]


@pytest.mark.parametrize(("workflow", "name"), STEPS)
def test_a_step_is_taken_on_the_day_of_what_it_rests_on_and_not_before(workflow: Workflow, name: str) -> None:
    [(earliest, step)] = [(earliest, step) for each, earliest, step in workflow() if each == name]
    before = earliest - timedelta(days=1)
    with pytest.raises(BeforeItsBasis) as refused:
        step(on(before))
    assert (refused.value.fields, refused.value.facts) == (("effective",), {"given": before, "earliest": earliest})
    step(on(earliest))


def test_district_clusters_do_not_begin_before_the_day_whose_districts_were_divided() -> None:
    proposed = propose(basis())
    with pytest.raises(BeforeItsBasis) as refused:
        proposed.issue(day(2, 5), "QĐ 7", date(2023, 12, 31))
    assert refused.value.fields == ("effective_from",)
    proposed.issue(day(2, 5), "QĐ 7", date(2024, 1, 1))


def test_national_targets_are_not_set_before_the_launch() -> None:
    contest = long_movement()
    with pytest.raises(BeforeItsBasis):
        contest.set_national_targets(day(9, 30, 2013), NationalProgramme((), appraised=False))
    contest.set_national_targets(day(10, 1, 2013), NationalProgramme((), appraised=False))


def test_a_later_edition_of_a_review_is_not_older_than_the_one_before() -> None:
    contest = long_movement()
    review = MovementReview.hold(day(2, 10, 2015), contest, 2014, year_end(2014))
    standing = UnitStanding(NINH_BINH.id, 2, 1, 0, 1, 0, 0, None)
    review.freeze_edition(day(2, 10, 2015), contest, Summary((standing,), ()), "")
    with pytest.raises(BeforeItsBasis):
        MovementReview.hold(day(2, 10, 2015), contest, 2014, year_end(2014)).freeze_edition(
            day(2, 9, 2015), contest, Summary((standing,), ()), ""
        )
    changed = Summary((replace(standing, reached=2, no_figure=0),), ())
    with pytest.raises(BeforeItsBasis):
        review.freeze_edition(day(2, 9, 2015), contest, changed, "Soát lại")
    review.freeze_edition(day(2, 10, 2015), contest, changed, "Soát lại")


@pytest.mark.parametrize(
    ("day_of_paper", "recorded", "word"),
    [
        (date(2024, 3, 31), date(2024, 3, 31), Timeliness.IN_TIME),
        (date(2024, 3, 31), date(2024, 4, 1), Timeliness.RECORDED_LATE),
        (date(2024, 4, 1), date(2024, 4, 1), Timeliness.LATE),
    ],
)
def test_how_a_deadline_was_met_tells_a_late_record_from_a_late_paper(
    day_of_paper: date, recorded: date, word: Timeliness
) -> None:
    timing = Timing.of(day_of_paper, terms().covenant_signing, "rules")
    at = on(recorded, recorded=datetime(recorded.year, recorded.month, recorded.day, 16, 59, tzinfo=UTC))
    assert timeliness(timing, recorded_on(at)) is word


def test_what_is_recorded_after_midnight_in_vietnam_is_recorded_on_that_day() -> None:
    minutes = [datetime(2024, 3, 31, 16, 59, tzinfo=UTC), datetime(2024, 3, 31, 17, 0, tzinfo=UTC)]
    days = [recorded_on(on(date(2024, 3, 31), recorded=each)) for each in minutes]
    assert days == [date(2024, 3, 31), date(2024, 4, 1)]


def test_a_unit_that_is_gone_is_neither_elected_nor_waited_for() -> None:
    found = cluster(UNIT, OTHER)
    with pytest.raises(OfficerNotMember):
        found.elect(day(12, 20), Term(2025, UNIT.id, OTHER.id), {}, {UNIT.id})
    found.elect(day(12, 20), Term(2025, OTHER.id, None), {}, {UNIT.id})
    found.elect(day(12, 21), Term(2025, OTHER.id, None), {}, {UNIT.id})
    assert [term.head_id for _, term in found.elections] == [OTHER.id, OTHER.id]
